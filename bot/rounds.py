"""One round of the sender: each message looked for if in doubt, guarded, posted, marked."""

import asyncio
import logging
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot import posting
from bot.building import RETRY, Ready, refused
from bot.ledger import Ledger
from bot.letters import channel_gone
from bot.pacing import Pace, Pacer
from bot.posting import Answer, Verdict
from bot.runtime import Runtime
from storage import members, outbox, sending
from storage.database import Session
from storage.outbox import Status
from storage.sending import Claim, Sent

log = logging.getLogger(__name__)

DEADLINE = timedelta(seconds=10)
GRACE = timedelta(seconds=5)
IN_FLIGHT = 6
"""Posts under way at a time in one workspace."""
SOON = timedelta(seconds=5)
"""A turn that comes so soon is waited for; what comes later is put back until then."""
LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class Standing:
    """What is remembered from round to round: who waits until when.

    Whoever is `eager` knocks at every shut door once: the process may have a new token.
    """

    pacer: Pacer
    held: dict[str, datetime] = field(default_factory=dict)
    eager: bool = False

    @classmethod
    def at(cls, pace: Pace, eager: bool) -> "Standing":
        """Nobody waits yet."""
        return cls(Pacer(pace), eager=eager)


class Round:
    """Delivers what was built; lives on one event loop."""

    def __init__(
        self,
        runtime: Runtime,
        standing: Standing,
        http: aiohttp.ClientSession,
        deadline: timedelta = DEADLINE,
    ) -> None:
        self.runtime = runtime
        self._standing = standing
        self._http = http
        self._deadline = deadline
        self._under_way = 0
        self._ledger = Ledger(runtime.database, lambda: self._under_way)
        self._lanes: dict[str, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(IN_FLIGHT)
        )
        self._clients: dict[str, AsyncWebClient | None] = {}

    async def knock(self) -> None:
        """Asks whether workspaces that had shut us out let us in again, each now and then."""
        now, eager = self.runtime.now(), self._standing.eager
        self._standing.eager = False
        for workspace, seen in (await asyncio.to_thread(self._stopped)).items():
            if eager or abs(now - seen) >= posting.SHUT_OUT:
                await self._knock_at(workspace, now)

    async def _knock_at(self, workspace: str, now: datetime) -> None:
        client = await self._client(workspace)
        if client is not None and await posting.lets_in(client):
            log.warning("workspace %s lets us in again", workspace)
            await self._ledger.write(lambda s: sending.resume(s, workspace))
        else:
            await self._ledger.write(lambda s: sending.stop(s, workspace, now))

    async def deliver(self, ready: Ready) -> bool:
        """One message; returns whether it stands now. A fault that nobody thought of leaves it in
        doubt, and harms no other."""
        self._under_way += 1
        try:
            async with self._lanes[ready.claim.letter.workspace_id]:
                sent = await self._deliver(ready)
            return sent is not None and await self._mark(sent)
        except Exception:
            log.exception("message %s is in doubt", ready.claim.letter.key)
            self.runtime.meters.faults.labels("message").inc()
            return False
        finally:
            self._under_way -= 1

    async def _deliver(self, ready: Ready) -> Sent | None:
        claim = ready.claim
        workspace = claim.letter.workspace_id
        until = self._standing.held.get(workspace, LONG_AGO)
        if until > self.runtime.now():
            await self._put_back(claim, until, "waits with others")
            return None
        client = await self._client(workspace)
        if client is None:
            await self._hold(claim, posting.SHUT_OUT, "no token")
            return None
        try:
            return await self._post_once(client, ready)
        except posting.TROUBLE as error:
            await self._settle(ready, posting.verdict(error))
            return None

    async def _client(self, workspace: str) -> AsyncWebClient | None:
        """One for each workspace; None without a token."""
        if workspace not in self._clients:
            token = await asyncio.to_thread(self.runtime.token_of, workspace)
            url = self.runtime.slack.base_url
            client = AsyncWebClient(
                token=token, base_url=url, session=self._http, retry_handlers=[]
            )
            self._clients[workspace] = client if token else None
        return self._clients[workspace]

    async def _post_once(self, client: AsyncWebClient, ready: Ready) -> Sent | None:
        """The protocol: look if in doubt, make sure of the lease, post."""
        claim, made = ready.claim, ready.made
        key, channel = claim.letter.key, made.channel or await self._open_dm(client, ready)
        if made.ts is not None:
            await posting.change(client, channel, made.ts, ready.said)
            return self._sent(claim, channel, made.ts)
        if claim.tried_before:
            ts = await posting.find(client, channel, key, claim.first_claimed_at, made.thread)
            self.runtime.checkpoint("send.reconciled")
            if ts is not None:
                return self._sent(claim, channel, ts)
        if made.too_late:
            await self._ledger.write(
                lambda s: sending.set_aside(s, claim, Status.SKIPPED, "too late for its day")
            )
            return None
        if not await self._has_turn(claim, channel) or not self._guarded(claim):
            return None
        self.runtime.checkpoint("send.guarded")
        channel, ts = await posting.post(client, channel, ready.said, key, made.thread)
        self.runtime.checkpoint("send.posted")
        return self._sent(claim, channel, ts)

    def _sent(self, claim: Claim, channel: str, ts: str) -> Sent:
        return Sent(claim, channel, ts, self.runtime.now())

    async def _has_turn(self, claim: Claim, channel: str) -> bool:
        """Waits for a turn that is near; a later one is come back for."""
        now = self.runtime.now()
        wait = self._standing.pacer.turn(claim.letter.workspace_id, channel, now)
        if wait > SOON:
            await self._put_back(claim, now + wait, "waits for its turn")
            return False
        if wait:
            await asyncio.sleep(wait.total_seconds())
        return True

    def _guarded(self, claim: Claim) -> bool:
        """Whether the answer comes before the lease ends, whatever happens."""
        return claim.lease_until - self.runtime.now() >= self._deadline + GRACE

    async def _open_dm(self, client: AsyncWebClient, ready: Ready) -> str:
        member = ready.made.member
        assert member is not None
        assert member.slack_id is not None
        channel = await posting.open_dm(client, member.slack_id)
        await self._ledger.write(lambda s: members.change(s, member, dm_channel=channel))
        return channel

    async def _mark(self, sent: Sent) -> bool:
        done = await self._ledger.mark(sent)
        self.runtime.meters.sent.inc(done)
        self.runtime.checkpoint("send.marked")
        return done

    async def _settle(self, ready: Ready, found: Verdict) -> None:
        """After a failed call: wait as asked, try again, count a refusal, or leave it in doubt."""
        claim, now = ready.claim, self.runtime.now()
        self.runtime.meters.troubles.labels(found.answer.name.lower()).inc()
        log.warning("message %s: %s (%s)", claim.letter.key, found.answer.name, found.reason)
        if found.answer is Answer.WAIT:
            await self._hold(claim, found.wait, found.reason)
        elif found.answer is Answer.STOP:
            await self._stop(claim, found.reason)
        elif found.answer is Answer.UNREACHED:
            await self._put_back(claim, now + RETRY, found.reason)
        elif found.answer is Answer.GONE:
            await self._ledger.write(lambda s: self._gone(s, ready, found.reason))
        elif found.answer is Answer.NO:
            await self._ledger.write(lambda s: refused(s, claim, found.reason, now))

    async def _hold(self, claim: Claim, wait: timedelta, reason: str) -> None:
        """This message and all others of its workspace wait."""
        workspace, until = claim.letter.workspace_id, self.runtime.now() + wait
        self._standing.held[workspace] = until

        def store(session: Session) -> None:
            sending.put_back(session, claim, until, reason, counts=False)
            sending.hold(session, workspace, until)

        await self._ledger.write(store)

    async def _stop(self, claim: Claim, reason: str) -> None:
        """Nothing more is tried in a workspace that has shut us out, until it lets us in again."""
        workspace, now = claim.letter.workspace_id, self.runtime.now()
        self._standing.held[workspace] = now + timedelta(seconds=1)

        def store(session: Session) -> bool:
            sending.put_back(session, claim, now, reason, counts=False)
            return sending.stop(session, workspace, now)

        if await self._ledger.write(store):
            log.error("workspace %s has shut us out: %s", workspace, reason)

    def _gone(self, session: Session, ready: Ready, reason: str) -> None:
        """A channel where nothing can be posted: an admin is told. A DM is opened anew."""
        claim, made = ready.claim, ready.made
        if made.member is not None:
            members.change(session, made.member, dm_channel=None)
            refused(session, claim, reason, self.runtime.now())
            return
        log.error("message %s has no channel any more: %s", claim.letter.key, reason)
        sending.set_aside(session, claim, Status.FAILED, reason)
        told = channel_gone(claim.letter, made.channel or "", reason)
        outbox.put(session, {told: self.runtime.now()})

    async def _put_back(self, claim: Claim, when: datetime, reason: str) -> None:
        await self._ledger.write(lambda s: sending.put_back(s, claim, when, reason, counts=False))

    def _stopped(self) -> dict[str, datetime]:
        with self.runtime.database.everywhere.glance() as session:
            return sending.stopped(session)
