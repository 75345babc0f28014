"""The page as somebody in front of it has it."""

import time
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.bot.playground_page import canned
from tests.bot.playground_page.canned import DM, Json
from tests.bot.playground_page.server import Stand

SECONDS = 5


@dataclass(frozen=True)
class Screen:
    """A page and the server behind it."""

    page: Page
    stand: Stand

    def says(self, *blocks: Json, **more: Any) -> Locator:
        """The product says something with these blocks; gives the message."""
        messages = self.stand.state["messages"]
        number = 400 + len(messages[DM])
        new = canned.message(number, list(blocks), **more)
        self.stand.changed(messages=messages | {DM: [*messages[DM], new]})
        found = self.page.locator(f'.message[data-ts="{new["ts"]}"]')
        expect(found).to_be_visible()
        return found

    def shows(self, *modals: Json) -> Locator:
        """These modals are open, the last on top; gives the dialog."""
        self.stand.changed(modals=list(modals))
        dialog = self.page.locator("dialog.modal")
        if modals:
            expect(dialog.locator(".modal-title")).to_have_text(modals[-1]["title"]["text"])
        else:
            expect(dialog).to_have_count(0)
        return dialog

    def did(self, what: str) -> Json:
        """The newest thing of this kind the page did; waits for the first."""
        until = time.monotonic() + SECONDS
        while not self.stand.of(what) and time.monotonic() < until:
            self.page.wait_for_timeout(10)
        assert self.stand.of(what), f"the page did no {what}"
        return self.stand.of(what)[-1]

    def comes_to(self, what: str, wanted: Json) -> None:
        """Waits until the newest thing of this kind the page did is that."""
        until = time.monotonic() + SECONDS
        while self.stand.of(what)[-1:] != [wanted] and time.monotonic() < until:
            self.page.wait_for_timeout(10)
        assert self.stand.of(what)[-1:] == [wanted]

    def action(self) -> Json:
        """What stands in the action of the newest press."""
        action: Json = self.did("press")["action"]
        return action

    @property
    def composer(self) -> Locator:
        """Where one types."""
        return self.page.locator("#composer-text")

    @property
    def focused(self) -> Locator:
        """What has the keyboard."""
        return self.page.locator("*:focus")
