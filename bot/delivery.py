"""The sender: claims messages under a lease, posts each once, and looks before it repeats."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.orm import Session

from bot import posting
from bot.letters import NothingToSay, Prepared, prepare
from bot.posting import Answer
from bot.runtime import Runtime
from storage import members, outbox
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
NO_TOKEN = timedelta(minutes=15)


class Sender:
    """Sends what stands in the outbox. One works in a process; replicas share the rows."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self._lanes: dict[str, asyncio.Semaphore] = {}

    async def drain(self) -> int:
        """Sends everything that may be sent now; returns how many messages stand in Slack."""
        limit = aiohttp.ClientTimeout(total=DEADLINE.total_seconds())
        connector = aiohttp.TCPConnector(ssl=self.runtime.slack.tls or True)
        self._lanes = defaultdict(lambda: asyncio.Semaphore(IN_FLIGHT))
        sent = 0
        async with aiohttp.ClientSession(timeout=limit, connector=connector) as http:
            while claims := await asyncio.to_thread(self._claim):
                ready = await asyncio.to_thread(self._build, claims)
                sent += sum(await asyncio.gather(*(self._deliver(*one, http) for one in ready)))
        return sent

    def _claim(self) -> list[Claim]:
        with self.runtime.database.begin() as session:
            claims = outbox.claim(session, self.runtime.now(), LEASE, BATCH)
        self.runtime.checkpoint("send.claimed")
        return claims

    def _build(self, claims: list[Claim]) -> list[tuple[Claim, Prepared]]:
        """Builds the batch and keeps what it will say; what has nothing to say ends here."""
        ready = []
        with self.runtime.database.begin() as session:
            for claim in claims:
                made = self._prepared(session, claim)
                if made and outbox.freeze(session, claim, made.channel, made.content):
                    ready.append((claim, made))
        self.runtime.checkpoint("send.frozen")
        return ready

    def _prepared(self, session: Session, claim: Claim) -> Prepared | None:
        """The message; a fault in one sets that one back and lets the others go."""
        try:
            made = prepare(session, claim, self.runtime.now())
        except Exception as error:
            log.exception("message %s cannot be built", claim.letter.key)
            self._refused(session, claim, type(error).__name__)
            return None
        if isinstance(made, NothingToSay):
            outbox.set_aside(session, claim, Status.SKIPPED, made.reason)
            return None
        return made

    async def _deliver(self, claim: Claim, made: Prepared, http: aiohttp.ClientSession) -> bool:
        """One message; returns whether it stands now. Whatever happens to it, the others go on."""
        token = self.runtime.token_of(claim.letter.workspace_id)
        if token is None:
            await self._write(lambda s: self._put_back(s, claim, NO_TOKEN, "no token"))
            return False
        url = self.runtime.slack.base_url
        client = AsyncWebClient(token=token, base_url=url, session=http, retry_handlers=[])
        async with self._lanes[claim.letter.workspace_id]:
            try:
                return await self._post_once(client, claim, made)
            except posting.TROUBLE as error:
                await self._settle(claim, error)
        return False

    async def _post_once(self, client: AsyncWebClient, claim: Claim, made: Prepared) -> bool:
        """The protocol: look if in doubt, make sure of the lease, post, mark."""
        key, channel = claim.letter.key, made.channel or await self._open_dm(client, claim, made)
        if made.ts is not None:
            await posting.change(client, channel, made.ts, made.said)
            return await self._mark(claim, channel, made.ts)
        if claim.tried_before:
            ts = await posting.find(client, channel, key, claim.first_claimed_at)
            self.runtime.checkpoint("send.reconciled")
            if ts is not None:
                return await self._mark(claim, channel, ts)
        if made.too_late:
            await self._write(
                lambda s: outbox.set_aside(s, claim, Status.SKIPPED, "too late for its day")
            )
            return False
        if claim.lease_until - self.runtime.now() < DEADLINE + GRACE:
            return False
        self.runtime.checkpoint("send.guarded")
        channel, ts = await posting.post(client, channel, made.said, key)
        self.runtime.checkpoint("send.posted")
        return await self._mark(claim, channel, ts)

    async def _open_dm(self, client: AsyncWebClient, claim: Claim, made: Prepared) -> str:
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
            await self._write(lambda s: self._put_back(s, claim, found.wait, found.reason))
        elif found.answer is Answer.UNREACHED:
            await self._write(lambda s: self._put_back(s, claim, RETRY, found.reason))
        elif found.answer is Answer.NO:
            await self._write(lambda s: self._refused(s, claim, found.reason))

    def _put_back(self, session: Session, claim: Claim, wait: timedelta, reason: str) -> None:
        when = self.runtime.now() + wait
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
