"""What a reader waits for in a browser, until nothing moves any more; bare Streamlit beside it in the same run."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks import county, processes, road
from benchmarks.figures import Figure, at
from oversight import browser as browsers

BARE = Path(__file__).resolve().parent / "bare.py"
PAGES = ("活动达标", "注册进度", "队伍排名", "单位画像", "指标说明", "总览")
MAP = "区域地图"
FILTERED = ("/", "/compliance", "/registration", "/ranking")
FIRST_LOADS, ROUNDS = 5, 5
CLICKED = "addEventListener('pointerdown', () => { window.__clicked = performance.now(); }, true);"


@dataclass
class Waits:
    """Seconds by kind of wait, and what the first load brought."""

    first: list[float] = field(default_factory=list)
    switch: list[float] = field(default_factory=list)
    map: list[float] = field(default_factory=list)
    filter: list[float] = field(default_factory=list)
    megabytes: float = 0.0

    def figures(self, size: str, with_goals: bool) -> Iterator[Figure]:
        """The waits as figures."""
        yield Figure("first load", size, at(self.first, 0.5), "s", 2.5 if with_goals else None)
        yield Figure("first load, bytes", size, self.megabytes, "MB", 3 if with_goals else None)
        for what, waits, median, most in (
            ("page switch", self.switch, 0.35, 0.6),
            ("filter change", self.filter, 0.35, 0.6),
            ("switch to the map", self.map, None, 1.2),
        ):
            if waits:
                yield Figure(f"{what}, median", size, at(waits, 0.5), "s", median if with_goals else None)
                yield Figure(f"{what}, p95", size, at(waits, 0.95), "s", most if with_goals else None)


def measure(size: county.Size, folder: Path) -> Iterator[Figure]:
    """Ours and a bare page, and how they compare."""
    store = road.prepared_store(size, folder)
    port = processes.free_port()
    command = [sys.executable, "-m", "oversight", "serve", "--store", str(store), "--port", str(port)]
    with browsers.launch() as browser:
        with processes.served(command, port, "/health"):
            ours = _ours(browser, f"http://127.0.0.1:{port}")
        bare = _bare(browser)
    yield from ours.figures(size.name, with_goals=True)
    yield from bare.figures("bare page", with_goals=False)
    for what, mine, theirs in (
        ("first load", ours.first, bare.first),
        ("page switch", ours.switch, bare.switch),
        ("filter change", ours.filter, bare.filter),
    ):
        yield Figure(f"{what}, ours ÷ bare", size.name, at(mine, 0.5) / at(theirs, 0.5), "×")
    yield Figure("first load, bytes, ours ÷ bare", size.name, ours.megabytes / bare.megabytes, "×")


def _ours(browser: Browser, site: str) -> Waits:
    waits = Waits()
    _first_loads(browser, site, waits)
    page = _tab(browser)
    page.goto(site)
    browsers.wait_until_finished(page)
    for turn in range(ROUNDS):
        for title in (*PAGES, MAP):
            link = page.get_by_role("link", name=title, exact=True).first
            seconds = _seconds(page, link.click)
            if turn:  # the first round is everybody's first visit
                (waits.map if title == MAP else waits.switch).append(seconds)
    for path in FILTERED:
        page.goto(f"{site}{path}")
        browsers.wait_until_finished(page)
        for number in range(1, ROUNDS + 1):
            page.locator(".st-key-town input").click()
            waits.filter.append(_seconds(page, page.get_by_role("option").nth(number).click))
    page.context.close()
    return waits


def _bare(browser: Browser) -> Waits:
    waits = Waits()
    port = processes.free_port()
    site = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "streamlit", "run", str(BARE), "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    with (
        tempfile.TemporaryDirectory() as elsewhere,  # away from our own settings
        processes.served(command, port, "/_stcore/health", Path(elsewhere)),
    ):
        _first_loads(browser, site, waits)
        page = _tab(browser)
        page.goto(site)
        browsers.wait_until_finished(page)
        for turn in range(ROUNDS * 2):
            link = page.get_by_role("link", name=("Second", "First")[turn % 2], exact=True).first
            waits.switch.append(_seconds(page, link.click))
        for number in range(1, ROUNDS + 1):
            page.locator(".st-key-town input").click()
            waits.filter.append(_seconds(page, page.get_by_role("option").nth(number).click))
        page.context.close()
    return waits


def _first_loads(browser: Browser, site: str, waits: Waits) -> None:
    """Fresh browsers each time, the first of them on a server nobody has asked yet."""
    for _ in range(FIRST_LOADS):
        page = _tab(browser)
        received = [0.0]
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", lambda event: _add(received, event["encodedDataLength"]))
        wire.on("Network.webSocketFrameReceived", lambda event: _add(received, len(event["response"]["payloadData"]) * 0.75))
        page.goto(site)
        waits.first.append(browsers.wait_until_finished(page).changed_at / 1000)
        waits.megabytes = max(waits.megabytes, received[0] / 1e6)
        page.context.close()


def _add(total: list[float], more: float) -> None:
    total[0] += more


def _tab(browser: Browser) -> Page:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    context.add_init_script(CLICKED)
    return context.new_page()


def _seconds(page: Page, click: Callable[[], object]) -> float:
    """From the click to the last change, on the page's own clock."""
    run = browsers.current_run(page)
    click()
    finished = browsers.wait_until_finished(page, after_run=run)
    return (finished.changed_at - float(page.evaluate("window.__clicked"))) / 1000
