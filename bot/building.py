"""From claimed messages to words: a batch is built together, a fault in one leaves the others."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.letters import (
    Gathered,
    Made,
    NothingToSay,
    NotYet,
    Prepared,
    gather,
    prepare,
    unread,
)
from bot.runtime import Runtime
from bot.usecases import daily
from bot.views.kit import Said
from storage import sending
from storage.database import NotStored, Session
from storage.outbox import Status
from storage.sending import Claim

log = logging.getLogger(__name__)

TRIES = 5
RETRY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Ready:
    """A message as it will be posted."""

    claim: Claim
    made: Prepared
    said: Said


class Builder:
    """Builds on a thread of its own, so that posts under way are not held up."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime

    def build(self, claims: Sequence[Claim]) -> list[Ready]:
        """Builds the batch and keeps what it will say; what has nothing to say ends here."""
        found = [ready for claim, made in self._made(claims) if (ready := self._drawn(claim, made))]
        self.runtime.checkpoint("send.frozen")
        return found

    def _made(self, claims: Sequence[Claim]) -> list[tuple[Claim, Prepared]]:
        try:
            return self._together(claims)
        except NotStored:
            raise
        except Exception:
            if len(claims) > 1:
                log.warning("%s messages cannot be built together: one by one", len(claims))
                return [pair for claim in claims for pair in self._made([claim])]
            log.exception("message %s cannot be built", claims[0].letter.key)
            return self._unread(claims[0])

    def _unread(self, claim: Claim) -> list[tuple[Claim, Prepared]]:
        """After the last try a member hears at least that their list could not be read."""
        if claim.attempts >= TRIES and claim.letter.kind == daily.LIST:
            now, whose = self.runtime.now(), claim.letter.workspace_id
            with self.runtime.database.within(whose).begin() as session:
                made = unread(session, claim, now)
                if isinstance(made, Prepared):
                    sending.freeze(session, claim, made.channel, made.content)
                    return [(claim, made)]
        self._set_back(claim, "cannot be built")
        return []

    def _together(self, claims: Sequence[Claim]) -> list[tuple[Claim, Prepared]]:
        now = self.runtime.now()
        with self.runtime.database.everywhere.begin() as session:
            ours = sending.those_ours(session, claims)
            known = gather(session, ours, now)
            built = ((claim, self._kept(session, claim, known, now)) for claim in ours)
            return [(claim, made) for claim, made in built if made is not None]

    def _kept(
        self, session: Session, claim: Claim, known: Gathered, now: datetime
    ) -> Prepared | None:
        made: Made = prepare(session, claim, now, known)
        if isinstance(made, NothingToSay):
            sending.set_aside(session, claim, Status.SKIPPED, made.reason)
            return None
        if isinstance(made, NotYet):
            sending.put_back(session, claim, now + RETRY, made.reason, counts=False)
            return None
        sending.freeze(session, claim, made.channel, made.content)
        return made

    def _drawn(self, claim: Claim, made: Prepared) -> Ready | None:
        """Drawing takes longest, and no transaction stays open for it."""
        try:
            return Ready(claim, made, made.say())
        except Exception as error:
            log.exception("message %s cannot be drawn", claim.letter.key)
            self._set_back(claim, type(error).__name__)
            return None

    def _set_back(self, claim: Claim, reason: str) -> None:
        whose = claim.letter.workspace_id
        with self.runtime.database.within(whose).begin() as session:
            refused(session, claim, reason, self.runtime.now())


def refused(session: Session, claim: Claim, reason: str, now: datetime) -> None:
    """A try that failed for sure: again after one, two, three and four minutes, then set aside."""
    if claim.attempts >= TRIES:
        log.error("message %s is set aside: %s", claim.letter.key, reason)
        sending.set_aside(session, claim, Status.FAILED, reason)
    else:
        sending.put_back(session, claim, now + RETRY * claim.attempts, reason, counts=True)
