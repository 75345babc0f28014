"""The log: lines for people or, by a setting, JSON for machines; a fault without its message."""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

from bot.settings import Settings

CHATTY = ("slack_bolt", "slack_sdk", "apscheduler", "alembic", "sqlalchemy.engine", "uvicorn")
"""Others' loggers; below a warning they would tell what customers say."""


class Discreet(logging.Formatter):
    """Tells where a fault arose and of which kind; its message may hold what a customer said."""

    def formatException(self, ei: Any) -> str:
        """The places and the kind of each fault in the chain, the first cause first."""
        error, told = ei[1], []
        while error is not None:
            told.append("".join(traceback.format_tb(error.__traceback__)) + type(error).__name__)
            error = error.__cause__ or error.__context__
        return "\n".join(reversed(told))


class Structured(Discreet):
    """One JSON object a line: at, level, logger, message, and fault where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["fault"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def start_log(settings: Settings) -> None:
    """Logs name workspaces and deliveries, never a token or what a customer said."""
    plain = Discreet("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handler = logging.StreamHandler()
    handler.setFormatter(Structured() if settings.log_format == "JSON" else plain)
    logging.basicConfig(level=settings.log_level, handlers=[handler])
    for chatty in CHATTY:
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.root.level))
