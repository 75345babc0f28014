"""Mentions: @ben and #sales as Slack sends them to an app, and as it shows them to people."""

import html
import re

from bot.playground.cast import person_called
from bot.playground.slack import LocalSlack

TYPED = re.compile(r"(?<!\S)([@#])([\w-]+)")
SENT = re.compile(r"<([@#!])?([^|>]+)(?:\|([^>]*))?>")


def as_slack_sends(text: str, slack: LocalSlack) -> str:
    """What an app gets: its three characters escaped, people and channels as ids."""

    def named(found: re.Match[str]) -> str:
        sign, name = found.groups()
        if sign == "@":
            person = person_called(name)
            return f"<@{person.id}|{person.handle}>" if person else found.group()
        for channel in slack.channels.values():
            if channel.name == name and channel.person is None:
                return f"<#{channel.id}|{name}>"
        return found.group()

    return TYPED.sub(named, html.escape(text, quote=False))


def as_people_see(text: str, slack: LocalSlack) -> str:
    """Names instead of ids, links by their words; escapes stay."""

    def named(found: re.Match[str]) -> str:
        sign, target, label = found.groups()
        if sign == "@" and target in slack.people:
            return f"@{slack.people[target].first_name}"
        if sign == "#" and target in slack.channels:
            return f"#{slack.channels[target].name}"
        return str(label or f"{sign or ''}{target}")

    return SENT.sub(named, text)
