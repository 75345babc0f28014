"""What the console script does with a bot: serve until told to stop, tick once, migrate."""

import logging
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socket import create_server
from socket import socket as Listener

import uvicorn
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.health import Health
from bot.installations import Installations, reseal, unopened
from bot.logs import start_log
from bot.main import Bot, build
from bot.opening import migrated
from bot.runtime import reason, system_clock
from bot.settings import Settings, SettingsError
from bot.vault import WrongKey
from bot.web import web

log = logging.getLogger(__name__)

WATCH_SECONDS = 60
"""Between two looks at whether the socket still stands."""
MOST_AT_ONCE = 500
"""Connections; one more is told 503 at once, before anything of it is read."""
KEEP_ALIVE_SECONDS = 65
"""Longer than load balancers keep theirs, so that none sends into a connection just closed."""
WRONG_KEY = (
    "DEAL_COACH_SECRET_KEY does not open the token of {} ({} in all): put the key back that sealed "
    "it, behind the new one and a comma."
)
STOP_SECONDS = 10
"""Requests under way get so long to end after a SIGTERM."""


def serve(settings: Settings) -> None:
    """Serves until SIGTERM or SIGINT; what is under way is finished first."""
    settings.need_a_way_in()
    if not settings.uses_socket_mode:
        settings.need("slack_signing_secret")
    start_log(settings)
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, _leave)
    with listening_on(settings.port) as listener:
        bot = _opened(settings)
        bot.pulse.start()
        try:
            if settings.uses_socket_mode:
                with socket(settings, bot):
                    serve_http(listener, bot)
            else:
                serve_http(listener, bot)
        finally:
            bot.close()


def tick_once(settings: Settings) -> str:
    """One tick; the line that `deal-coach tick` prints."""
    settings.need_a_way_in()
    start_log(settings)
    bot = _opened(settings)
    try:
        sent = bot.pulse.once()
    finally:
        bot.close()
    return f"{sent} sent."


def _opened(settings: Settings) -> Bot:
    """The bot; raises SettingsError where it could speak for none of those who let it in."""
    bot = build(settings)
    closed = unopened(bot.installing.installations) if bot.installing else []
    if closed:
        bot.close()
        raise SettingsError(WRONG_KEY.format(closed[0], len(closed)))
    return bot


def reseal_tokens(settings: Settings) -> str:
    """Brings all tokens under the newest key; the line that `deal-coach db reseal` prints."""
    database = migrated(settings)
    try:
        changed = reseal(Installations(database, settings.vault, system_clock))
    except WrongKey:
        raise SettingsError(WRONG_KEY.format("a workspace", "some")) from None
    finally:
        database.close()
    return f"{changed} tokens sealed anew; all stand under the first key now."


def upgrade_database(settings: Settings) -> str:
    """Migrates; the line that `deal-coach db upgrade` prints."""
    migrated(settings).close()
    return "The database is up to date."


def listening_on(port: int) -> Listener:
    """The port, taken before anything else is begun; raises SettingsError when another has it."""
    try:
        return create_server(("", port), reuse_port=False)
    except OSError as error:
        raise SettingsError(
            f"PORT {port} cannot be taken ({error.strerror}): "
            "stop what listens there, or set PORT to a free one."
        ) from None


def serve_http(listener: Listener, bot: Bot) -> None:
    """Blocks until the process is told to stop; says once that it is ready."""
    runtime = bot.runtime
    health = Health(runtime)
    runtime.meters.ask_when_read(health.figures)
    app = web(bot.app, health, runtime.meters, bot.installing)
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=STOP_SECONDS,
            server_header=False,
            limit_concurrency=MOST_AT_ONCE,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
        )
    )
    log.info("ready on port %s", listener.getsockname()[1])
    server.run([listener])


@contextmanager
def socket(settings: Settings, bot: Bot) -> Iterator[None]:
    """A socket to Slack for the length of the block, looked after and closed."""
    assert settings.slack_app_token is not None
    handler = SocketModeHandler(bot.app, settings.slack_app_token.get_secret_value())
    handler.client.web_client.base_url = settings.slack_api_url
    try:
        handler.connect()  # type: ignore[no-untyped-call]
    except (SlackClientError, OSError) as error:
        raise SettingsError(
            f"Slack could not be reached for a socket ({reason(error)}): "
            "check SLACK_APP_TOKEN and the network, then start again."
        ) from None
    stopped = threading.Event()
    client = bot.runtime.slack.client(_token(settings))
    watch = threading.Thread(
        target=watch_over, args=(handler, client, stopped), name="watch", daemon=True
    )
    watch.start()
    try:
        yield
    finally:
        stopped.set()
        _finish(handler)
        handler.close()  # type: ignore[no-untyped-call]
        watch.join()


def _finish(handler: SocketModeHandler) -> None:
    """Takes nothing new, and lets what is under way be acknowledged while the socket stands."""
    handler.client.closed = True
    handler.client.enqueue_message("")
    handler.client.message_processor.shutdown()  # type: ignore[no-untyped-call]
    handler.client.message_workers.shutdown(wait=True)


def _leave(*_: object) -> None:
    """The web server raises its signal again once it has stopped; then the rest is closed."""
    raise SystemExit(0)


def _token(settings: Settings) -> str | None:
    return settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else None


def watch_over(
    handler: SocketModeHandler,
    client: WebClient,
    stopped: threading.Event,
    seconds: float = WATCH_SECONDS,
) -> None:
    """A socket that went silent is opened anew, as long as Slack can be reached at all."""
    while not stopped.wait(seconds):
        try:
            client.auth_test() if client.token else client.api_test()
            if not handler.client.is_connected():
                log.warning("the socket was silent; connecting again")
                handler.client.connect_to_new_endpoint(force=True)
        except (SlackClientError, OSError) as error:
            log.warning("Slack cannot be reached: %s", type(error).__name__)
