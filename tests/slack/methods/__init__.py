"""The Web API's methods, by name."""

from tests.slack.methods import apps, chat, conversations, directory, files, views
from tests.slack.methods.registry import answer

__all__ = ["answer", "apps", "chat", "conversations", "directory", "files", "views"]
