"""Takes the pictures of the documents from the running playground: make screenshots.

What is in them is the sample story, so that they can be taken again after every change.
"""

import base64
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, FloatRect, Page, expect

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.bot.playground_server.served import playing
from tests.browser import chromium

PICTURES = Path(__file__).parent / "pictures"
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
SHORT = {"width": 390, "height": 640}
CALM = 300
"""Milliseconds for pictures and fonts to settle."""
QUALITY = 90
"""Of WebP: letters stay sharp, at half the size of PNG."""
STRIP = (
    "<div id=strip style='padding:16px;background:#17201c;display:flex;gap:14px;"
    "width:max-content'>{}</div>"
)
FRAME = (
    "<figure style='margin:0;width:390px;font:600 15px system-ui;color:#e7efe9'>"
    "<img src='data:image/png;base64,{}' style='width:390px;display:block;border-radius:6px'>"
    "<figcaption style='padding-top:8px'>{}</figcaption></figure>"
)


def main() -> None:
    """Every picture, each from a story of its own."""
    PICTURES.mkdir(exist_ok=True)
    with chromium() as browser:
        for name, take in SCENES.items():
            with playing() as playground:
                take(browser, f"http://localhost:{playground.page.port}/", name)
            print(f"docs/pictures/{name}.webp")


def todays_list(browser: Browser, address: str, name: str) -> None:
    """The first thing a founder sees in the morning."""
    page = opened(browser, address)
    top(page)
    save(page, name)


def tour(browser: Browser, address: str, name: str) -> None:
    """The guided tour's first step."""
    page = opened(browser, address, leave=False)
    save(page, name)


def form_with_an_error(browser: Browser, address: str, name: str) -> None:
    """What cannot be read is said beside its field."""
    page = opened(browser, address)
    say(page, "/deal add")
    form = page.get_by_role("dialog", name="Add a deal")
    form.get_by_label("Name").fill("Tasca Rica")
    form.get_by_label("Amount").fill("twelve bananas")
    form.get_by_label("Stage").click()
    page.get_by_role("option", name="Suspect", exact=True).click()
    form.get_by_role("button", name="Add", exact=True).click()
    expect(form).to_contain_text("as an amount")
    save(page, name)


def recap(browser: Browser, address: str, name: str) -> None:
    """Monday at nine, in the channel."""
    page = opened(browser, address)
    page.locator('[data-travel="monday"]').click()
    page.locator('[data-place="C0SALES"]').click()
    expect(page.locator(".message").last).to_contain_text("The week up to Mon 16 Mar 2026")
    expect(page.locator(".chart-image").last).to_have_attribute("src", re.compile("^blob:"))
    top(page, last=True)
    save(page, name)


def home(browser: Browser, address: str, name: str) -> None:
    """The Home tab, on a dark ground."""
    page = opened(browser, address, dark=True)
    page.locator('[data-place="HOME"]').click()
    expect(page.locator("#home")).to_contain_text("Polar Freight")
    save(page, name)


def drawer(browser: Browser, address: str, name: str) -> None:
    """The JSON of a view, and what Slack's limits say of it."""
    page = opened(browser, address)
    page.get_by_role("button", name="JSON of the message of Deal Coach").first.click(force=True)
    expect(page.locator("#drawer")).to_contain_text("Blocks")
    top(page)
    save(page, name)


def phone(browser: Browser, address: str, name: str) -> None:
    """The same on a phone."""
    page = opened(browser, address, size=PHONE)
    top(page)
    save(page, name)


def day(browser: Browser, address: str, name: str) -> None:
    """A film strip: the list arrives, is worked, and is another one the next morning."""
    page = opened(browser, address, size=SHORT)
    top(page)
    frames = [frame(page, "Monday, 08:30: the list arrives")]
    say(page, '/deal log polar mail "sent the answers" with Inês then thu "call their lawyer"')
    expect(page.locator(".message").last).to_contain_text("Logged a mail")
    top(page, last=True)
    frames.append(frame(page, "A mail, logged in one line"))
    page.locator(".message").first.get_by_role("button", name="Park").first.click()
    expect(page.locator(".message").first).to_contain_text("2. Atlântico Seafoods parked")
    top(page)
    frames.append(frame(page, "The rows are ticked where they stood"))
    page.locator('[data-travel="morning"]').click()
    expect(page.locator("#clock")).to_contain_text("Tue 10 Mar")
    expect(page.locator(".message").last).to_contain_text("Today, Tue 10 Mar 2026")
    top(page, last=True)
    frames.append(frame(page, "Tuesday, 08:30: what is due now"))
    strip = browser.new_page(viewport={"width": 1700, "height": 760})
    strip.set_content(STRIP.format("".join(frames)))
    strip.wait_for_timeout(CALM)
    shoot(strip, name, strip.locator("#strip").bounding_box())
    strip.close()


SCENES: dict[str, Callable[[Browser, str, str], None]] = {
    "list": todays_list,
    "tour": tour,
    "form": form_with_an_error,
    "recap": recap,
    "home-dark": home,
    "drawer": drawer,
    "phone": phone,
    "day": day,
}


def opened(
    browser: Browser,
    address: str,
    *,
    size: dict[str, int] | None = None,
    dark: bool = False,
    leave: bool = True,
) -> Page:
    """The page as it opens; the tour is left unless it is what is shown."""
    page = browser.new_page(
        viewport=size or DESK,  # type: ignore[arg-type]
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    page.goto(address)
    page.wait_for_selector("body[data-ready]")
    if leave:
        page.get_by_role("button", name="Leave the tour").click()
        expect(page.locator("#tour")).to_be_hidden()
    return page


def say(page: Page, line: str) -> None:
    """A line in the composer."""
    page.locator("#composer-text").fill(line)
    page.locator("#composer-text").press("Enter")


def top(page: Page, *, last: bool = False) -> None:
    """Scrolls to the beginning of the first message, or of the last, and lets go of the mouse."""
    page.mouse.move(0, 0)
    message = page.locator(".message").last if last else page.locator(".message").first
    message.evaluate("one => one.scrollIntoView({block: 'start'})")
    page.locator("#to-newest").evaluate("one => one.hidden = true")
    page.wait_for_timeout(CALM)


def frame(page: Page, words: str) -> str:
    """One picture of a strip, with words below it."""
    return FRAME.format(base64.b64encode(page.screenshot()).decode(), words)


def save(page: Page, name: str) -> None:
    """The picture of the whole window."""
    page.wait_for_timeout(CALM)
    shoot(page, name)
    page.close()


def shoot(page: Page, name: str, part: FloatRect | None = None) -> None:
    """What stands in a window, or a part of it, as a file."""
    asked: dict[str, Any] = {"format": "webp", "quality": QUALITY}
    if part is not None:
        asked["clip"] = dict(part) | {"scale": 1}
    told = page.context.new_cdp_session(page).send("Page.captureScreenshot", asked)
    (PICTURES / f"{name}.webp").write_bytes(base64.b64decode(told["data"]))


if __name__ == "__main__":
    main()
