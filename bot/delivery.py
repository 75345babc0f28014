"""The sender: claims messages under a lease, posts each once, and looks before it repeats."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot import posting
from bot.letters import Made, NothingToSay, NotYet, Prepared, prepare
from bot.posting import Answer
from bot.runtime import Runtime
from storage import members, outbox
from storage.database import NotStored, Session
from storage.outbox import Claim, Status

log = logging.getLogger(__name__)
T = TypeVar("T")

BATCH = 50
LEASE = timedelta(seconds=120)
DEADLINE = timedelta(seconds=10)
GRACE = timedelta(seconds=5)
IN_FLIGHT = 6
"""Posts under way at a time in one workspace."""
TRIES = 5
RETRY = timedelta(minutes=1)
LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Sender:
    """Sends what stands in the outbox. One works in a process; replicas share the rows."""

    def __init__(
        self,
        runtime: Runtime,
        stopping: Callable[[], bool] = lambda: False,
        deadline: timedelta = DEADLINE,
    ) -> None:
        self.runtime = runtime
        self._stopping = stopping
        self._deadline = deadline
        self._lanes: dict[str, asyncio.Semaphore] = {}
        self._held: dict[str, datetime] = {}

    async def drain(self) -> int:
        """Sends what may be sent now, when told to stop only what is claimed; returns how many."""
        limit = aiohttp.ClientTimeout(total=self._deadline.total_seconds())
        connector = aiohttp.TCPConnector(ssl=self.runtime.slack.tls or True)
        self._lanes = defaultdict(lambda: asyncio.Semaphore(IN_FLIGHT))
        sent = 0
        async with aiohttp.ClientSession(timeout=limit, connector=connector) as http:
            while not self._stopping() and (claims := await asyncio.to_thread(self._claim)):
                ready = await asyncio.to_thread(self._build, claims)
                sent += await self._send(ready, http)
        return sent

    def _claim(self) -> list[Claim]:
        with self.runtime.database.begin() as session:
            claims = outbox.claim(session, self.runtime.now(), LEASE, BATCH)
        self.runtime.checkpoint("send.claimed")
        return claims

    def _build(self, claims: Sequence[Claim]) -> list[tuple[Claim, Prepared]]:
        """Builds the batch and keeps what it will say; what has nothing to say ends here."""
        ready = [(claim, made) for claim in claims if (made := self._prepared(claim))]
        self.runtime.checkpoint("send.frozen")
        return ready

    def _prepared(self, claim: Claim) -> Prepared | None:
        """The message in a transaction of its own; a fault in one lets the others go."""
        try:
            with self.runtime.database.begin() as session:
                if not outbox.still_ours(session, claim):
                    return None
                return self._kept(session, claim, prepare(session, claim, self.runtime.now()))
        except NotStored:
            raise
        except Exception as error:
            log.exception("message %s cannot be built", claim.letter.key)
            with self.runtime.database.begin() as session:
                self._refused(session, claim, type(error).__name__)
            return None

    def _kept(self, session: Session, claim: Claim, made: Made) -> Prepared | None:
        if isinstance(made, NothingToSay):
            outbox.set_aside(session, claim, Status.SKIPPED, made.reason)
            return None
        if isinstance(made, NotYet):
            self._put_back(session, claim, self.runtime.now() + RETRY, made.reason)
            return None
        outbox.freeze(session, claim, made.channel, made.content)
        return made

    async def _send(
        self, ready: Sequence[tuple[Claim, Prepared]], http: aiohttp.ClientSession
    ) -> int:
        """The batch; what fails in a way nobody thought of stays in doubt and harms no other."""
        workspaces = {claim.letter.workspace_id for claim, _ in ready}
        tokens = await asyncio.to_thread(self._tokens, workspaces)
        results = await asyncio.gather(
            *(self._deliver(claim, made, tokens, http) for claim, made in ready),
            return_exceptions=True,
        )
        for (claim, _), result in zip(ready, results, strict=True):
            if isinstance(result, Exception):
                log.error("message %s is in doubt", claim.letter.key, exc_info=result)
            elif isinstance(result, BaseException):
                raise result
        return sum(result is True for result in results)

    def _tokens(self, workspaces: Collection[str]) -> dict[str, str | None]:
        return {workspace: self.runtime.token_of(workspace) for workspace in workspaces}

    async def _deliver(
        self,
        claim: Claim,
        made: Prepared,
        tokens: Mapping[str, str | None],
        http: aiohttp.ClientSession,
    ) -> bool:
        """One message; returns whether it stands now."""
        workspace = claim.letter.workspace_id
        token, url = tokens[workspace], self.runtime.slack.base_url
        async with self._lanes[workspace]:
            until = self._held.get(workspace, LONG_AGO)
            if until > self.runtime.now():
                await self._write(lambda s: self._put_back(s, claim, until, "waits with others"))
                return False
            if token is None:
                await self._hold(claim, posting.SHUT_OUT, "no token")
                return False
            client = AsyncWebClient(token=token, base_url=url, session=http, retry_handlers=[])
            try:
                return await self._post_once(client, claim, made)
            except posting.TROUBLE as error:
                await self._settle(claim, error)
        return False

    async def _post_once(self, client: AsyncWebClient, claim: Claim, made: Prepared) -> bool:
        """The protocol: look if in doubt, make sure of the lease, post, mark."""
        key, channel = claim.letter.key, made.channel or await self._open_dm(client, made)
        if made.ts is not None:
            await posting.change(client, channel, made.ts, made.said)
            return await self._mark(claim, channel, made.ts)
        if claim.tried_before:
            ts = await posting.find(client, channel, key, claim.first_claimed_at, made.thread)
            self.runtime.checkpoint("send.reconciled")
            if ts is not None:
                return await self._mark(claim, channel, ts)
        if made.too_late:
            await self._write(
                lambda s: outbox.set_aside(s, claim, Status.SKIPPED, "too late for its day")
            )
            return False
        if claim.lease_until - self.runtime.now() < self._deadline + GRACE:
            return False
        self.runtime.checkpoint("send.guarded")
        channel, ts = await posting.post(client, channel, made.said, key, made.thread)
        self.runtime.checkpoint("send.posted")
        return await self._mark(claim, channel, ts)

    async def _open_dm(self, client: AsyncWebClient, made: Prepared) -> str:
        assert made.member is not None
        assert made.member.slack_id is not None
        member, channel = made.member, await posting.open_dm(client, made.member.slack_id)
        await self._write(lambda s: members.change(s, member, dm_channel=channel))
        return channel

    async def _mark(self, claim: Claim, channel: str, ts: str) -> bool:
        now = self.runtime.now()
        done = await self._write(lambda s: outbox.mark_sent(s, claim, channel, ts, now))
        self.runtime.checkpoint("send.marked")
        return done

    async def _settle(self, claim: Claim, error: Exception) -> None:
        """After a failed call: wait as asked, try again, count a refusal, or leave it in doubt."""
        found = posting.verdict(error)
        log.warning("message %s: %s (%s)", claim.letter.key, found.answer.name, found.reason)
        if found.answer is Answer.WAIT:
            await self._hold(claim, found.wait, found.reason)
        elif found.answer is Answer.UNREACHED:
            when = self.runtime.now() + RETRY
            await self._write(lambda s: self._put_back(s, claim, when, found.reason))
        elif found.answer is Answer.NO:
            await self._write(lambda s: self._refused(s, claim, found.reason))

    async def _hold(self, claim: Claim, wait: timedelta, reason: str) -> None:
        """This message and all others of its workspace wait."""
        workspace, until = claim.letter.workspace_id, self.runtime.now() + wait
        self._held[workspace] = until

        def store(session: Session) -> None:
            self._put_back(session, claim, until, reason)
            outbox.hold(session, workspace, until)

        await self._write(store)

    def _put_back(self, session: Session, claim: Claim, when: datetime, reason: str) -> None:
        outbox.put_back(session, claim, when, reason, counts=False)

    def _refused(self, session: Session, claim: Claim, reason: str) -> None:
        if claim.attempts >= TRIES:
            log.error("message %s is set aside: %s", claim.letter.key, reason)
            outbox.set_aside(session, claim, Status.FAILED, reason)
        else:
            when = self.runtime.now() + RETRY * claim.attempts
            outbox.put_back(session, claim, when, reason, counts=True)

    async def _write(self, change: Callable[[Session], T]) -> T:
        def store() -> T:
            with self.runtime.database.begin() as session:
                return change(session)

        return await asyncio.to_thread(store)
