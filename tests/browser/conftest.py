"""A browser for the session, and a page that remembers what it asked for and what it complained about."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from oversight import browser as browsers

WIDE, PHONE = 1440, 375
# The browser's own remarks on drawing maps without a graphics card; no page can do anything about them.
NOT_OURS = ("GPU stall due to ReadPixels", "GL Driver Message", "WebGL")


@dataclass
class Visit:
    """One tab."""

    page: Page
    site: str
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> "Visit":
        """Go to a path of the site and wait until it is finished."""
        self.page.goto(f"{self.site}{path}")
        browsers.wait_until_finished(self.page)
        return self

    def after(self, act: Callable[[], object]) -> "Visit":
        """Do something that changes the page, and wait until it is finished again."""
        run = browsers.current_run(self.page)
        act()
        browsers.wait_until_finished(self.page, after_run=run)
        return self

    @property
    def text(self) -> str:
        """What a reader can see, drawn words included."""
        drawn = self.page.locator("svg text").all_text_contents()
        return "\n".join([self.page.locator('[data-testid="stApp"]').inner_text(), *drawn])

    @property
    def answers(self) -> str:
        """The fingerprint of the answers on the page."""
        return self.page.locator("i.run-id").last.get_attribute("data-answers") or ""

    def note(self, message: ConsoleMessage) -> None:
        """Keep what the page complained about."""
        if message.type in ("error", "warning") and not any(words in message.text for words in NOT_OURS):
            self.complaints.append(message.text)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's browser, unable to reach anything but this machine."""
    with browsers.launch() as launched:
        yield launched


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Callable[..., Visit]]:
    """Opens tabs: `visit()` on a desk, `visit(PHONE)` on a phone; `at` another address."""
    contexts = []

    def new(width: int = WIDE, at: str = site) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 900 if width > 640 else 780},
            locale="zh-CN",
            has_touch=width <= 640,
            accept_downloads=True,
        )
        contexts.append(context)
        opened = Visit(context.new_page(), at)
        opened.page.on("request", lambda request: opened.hosts.add(urlsplit(request.url).hostname or ""))
        opened.page.on("console", opened.note)
        opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        return opened

    yield new
    for context in contexts:
        context.close()
