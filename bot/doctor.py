"""Looks whether everything a deployment needs is there, and says what to mend."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse
from sqlalchemy.exc import SQLAlchemyError

from bot.installations import Installations, unopened
from bot.main import tls_for
from bot.manifest import scopes
from bot.runtime import SlackApi, system_clock
from bot.settings import Settings, SettingsError
from bot.timekeeping import NOTICED, TOO_MUCH, apart
from storage import installs, outbox, sending, walls
from storage.database import NotStored, file_of, open_database
from storage.migrate import revision
from storage.outbox import Aside, Status

MOST_NAMED = 10
"""Messages set aside that are named, the newest ones."""
APART = "The database keeps workspaces apart by itself (row-level security)."
BYPASSED = (
    "The database role in DATABASE_URL bypasses row-level security, so that the questions alone "
    "keep workspaces apart: connect as an ordinary role that owns the tables, neither a superuser "
    "nor with BYPASSRLS (docs/operators.md says how)."
)
MOST_SECONDS_APART = 60
"""Slack refuses requests whose clock is five minutes off; one minute is worth a word."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    good: bool
    words: str


def examine(settings: Settings) -> list[Finding]:
    """Everything, in order; one trouble does not hide the next."""
    return [*_tokens(settings), *_slack(settings), *_database(settings), *_installed(settings)]


def _tokens(settings: Settings) -> Iterator[Finding]:
    if settings.uses_oauth:
        yield from _oauth(settings)
    elif settings.slack_bot_token is None:
        yield Finding(
            False, "SLACK_BOT_TOKEN is missing: Slack shows it under “OAuth & Permissions”."
        )
    if settings.uses_socket_mode:
        yield Finding(True, "Slack is reached over a socket (SLACK_APP_TOKEN is set).")
    elif settings.slack_signing_secret is None:
        yield Finding(
            False,
            "Neither SLACK_APP_TOKEN (socket) nor SLACK_SIGNING_SECRET (HTTP) is set: "
            "one of them is needed.",
        )
    else:
        yield Finding(True, f"Slack reaches this process over HTTP on port {settings.port}.")


def _oauth(settings: Settings) -> Iterator[Finding]:
    try:
        settings.need_a_way_in()
    except SettingsError as error:
        yield Finding(False, error.message)
        return
    yield Finding(True, "Workspaces install the app themselves, at /slack/install.")


def _slack(settings: Settings) -> Iterator[Finding]:
    if settings.slack_bot_token is None:
        return
    api = SlackApi(settings.slack_api_url, tls_for(settings.slack_api_url))
    try:
        answer = api.client(settings.slack_bot_token.get_secret_value()).auth_test()
    except SlackApiError as error:
        yield Finding(False, f"Slack did not accept the bot token: {error.response['error']}.")
        return
    except (SlackClientError, OSError) as error:
        yield Finding(
            False, f"Slack cannot be reached at {settings.slack_api_url}: {_short(error)}"
        )
        return
    yield Finding(True, f"The bot token belongs to {answer['team']} as {answer['user']}.")
    yield from _scopes(answer)
    yield from _clock(answer)


def _scopes(answer: SlackResponse) -> Iterator[Finding]:
    granted = _header(answer, "x-oauth-scopes")
    if granted is None:
        return
    missing = scopes() - {scope.strip() for scope in granted.split(",")}
    if missing:
        words = f"Scopes are missing: {', '.join(sorted(missing))}. Reinstall from manifest.yml."
        yield Finding(False, words)
    else:
        yield Finding(True, "All scopes of manifest.yml are granted.")


def _clock(answer: SlackResponse) -> Iterator[Finding]:
    stamp = _header(answer, "date")
    if stamp is None:
        return
    apart = abs((system_clock() - parsedate_to_datetime(stamp)).total_seconds())
    yield Finding(
        apart <= MOST_SECONDS_APART,
        f"This machine's clock and Slack's are {apart:.0f} seconds apart"
        + ("." if apart <= MOST_SECONDS_APART else ": set the clock (NTP)."),
    )


def _database(settings: Settings) -> Iterator[Finding]:
    file = file_of(settings.database_url)
    if file is not None and not file.exists():
        yield Finding(True, f"There is no database yet; `deal-coach run` makes {file}.")
        return
    if file is not None:
        yield Finding(True, f"Data is kept in {file}.")
    database = open_database(settings.database_url)
    try:
        current, head = revision(database)
        if current != head:
            yield Finding(False, "The database is not up to date: `deal-coach db upgrade`.")
            return
        with database.everywhere.read() as session:
            counted = outbox.counts(session)
            aside = outbox.set_aside(session, MOST_NAMED)
            shut = sending.stopped(session)
            bypassed = walls.bypassed(session)
        gap = apart(database)
    except (SQLAlchemyError, NotStored, OSError) as error:
        yield Finding(False, f"The database cannot be used: {_short(error)}")
        return
    finally:
        database.close()
    yield Finding(True, "The database is up to date.")
    if bypassed is not None:
        yield Finding(not bypassed, BYPASSED if bypassed else APART)
    if gap is not None:
        yield _replicas(gap)
    yield from _messages(counted, aside)
    for workspace, since in shut.items():
        yield Finding(
            False,
            f"Workspace {workspace} has shut us out (asked last {since:%Y-%m-%d %H:%M} UTC): "
            "reinstall the app there, then restart with its new token.",
        )


def _messages(counted: Mapping[Status, int], aside: Iterable[Aside]) -> Iterator[Finding]:
    failed = counted.get(Status.FAILED, 0)
    waiting = counted.get(Status.PENDING, 0) + counted.get(Status.SENDING, 0)
    yield Finding(
        failed == 0, f"Messages waiting: {waiting}; set aside after five tries: {failed}."
    )
    for one in aside:
        day, kind = one.letter.local_date, one.letter.kind.replace("_", " ")
        words = f"{kind} of {day} in workspace {one.letter.workspace_id}"
        yield Finding(False, f"Set aside: {words} ({one.reason}).")


def _installed(settings: Settings) -> Iterator[Finding]:
    """Where many workspaces may come: how many did, and whether their tokens can be opened."""
    file = file_of(settings.database_url)
    if not settings.uses_oauth or (file is not None and not file.exists()):
        return
    database = open_database(settings.database_url)
    try:
        with database.everywhere.read() as session:
            count = len(installs.every(session))
        closed = unopened(Installations(database, settings.vault, system_clock))
    except (SQLAlchemyError, NotStored, OSError, SettingsError):
        return
    finally:
        database.close()
    yield Finding(True, f"Workspaces that have the app: {count}.")
    for workspace in closed[:MOST_NAMED]:
        words = f"No key of DEAL_COACH_SECRET_KEY opens the token of {workspace}"
        yield Finding(False, f"{words}: put the key back that sealed it, behind a comma.")


def _replicas(gap: timedelta) -> Finding:
    """Replicas share messages by time, and so by their database's clock."""
    words = f"This machine's clock and the database's are {gap.total_seconds():.0f} seconds apart"
    if gap > TOO_MUCH:
        return Finding(False, f"{words}, so nothing is claimed here: set the clock (NTP).")
    return Finding(gap <= NOTICED, words + ("." if gap <= NOTICED else ": set the clock (NTP)."))


def _header(answer: SlackResponse, name: str) -> str | None:
    return next((str(v) for key, v in answer.headers.items() if key.lower() == name), None)


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:200]
