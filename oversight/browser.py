"""Finds Chrome, Edge or Chromium on this machine, and waits until a page is really finished.

A Streamlit page that says it is not running has still to draw its charts and tables: only the whole
list in `UNFINISHED` together tells a finished page. Playwright is imported when a browser is launched,
so that everything else here works without it.
"""

import contextlib
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

QUIET_MILLISECONDS = 300

# Nothing but this machine can be reached, whatever a page or the browser itself asks for.
FLAGS = (
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--disable-features=Translate,OptimizationHints,MediaRouter,AutofillServerCommunication",
    "--lang=zh-CN",
    "--no-first-run",
    "--no-sandbox",  # Chromium refuses to start as root with it; only pages of this machine are ever opened
)

COMMANDS = (
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
    "chromium",
    "chromium-browser",
)
MAC_APPLICATIONS = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Chromium.app/Contents/MacOS/Chromium",
)
WINDOWS_PROGRAMS = ("chrome.exe", "msedge.exe")
CHINESE_FONTS = ("*CJK*", "*SourceHan*", "wqy-*", "*DroidSansFallback*", "uming*", "simsun*", "msyh*")

# Says why a page is not finished, or "" — and keeps the moment of the last change, which any reason renews.
UNFINISHED = """
() => {
  const seen = window.__finished ??= (() => {
    const state = {changed: performance.now(), frames: 0};
    const note = () => { state.changed = performance.now(); state.frames = 0; };
    new MutationObserver(note).observe(
      document, {subtree: true, childList: true, attributes: true, characterData: true});
    const frame = () => { state.frames += 1; requestAnimationFrame(frame); };
    requestAnimationFrame(frame);
    return state;
  })();
  const all = (selector) => [...document.querySelectorAll(selector)];
  const lacks = (selector, inner) => all(selector).some((element) => !element.querySelector(inner));
  const app = document.querySelector('[data-testid="stApp"]');
  const marker = all('i.run-id').pop();
  const reason =
    !app ? 'no application' :
    app.dataset.testScriptState !== 'notRunning' ? 'script is running' :
    (app.dataset.testConnectionState ?? 'CONNECTED') !== 'CONNECTED' ? 'not connected' :
    all('[data-testid="stException"]').length ? '' :
    !marker ? 'the end of the page has not come' :
    marker.dataset.charts && all('[data-testid="stPlotlyChart"]').length < Number(marker.dataset.charts)
      ? 'a chart has not come' :
    all('[data-testid="stSkeleton"], [data-testid="stAppSkeleton"], [data-testid="stSpinner"]').length
      ? 'a skeleton or spinner is shown' :
    all('[data-stale="true"]').length ? 'something is stale' :
    lacks('[data-testid="stPlotlyChart"]', '.main-svg') ? 'a chart is not drawn' :
    lacks('[data-testid="stDataFrame"]', 'canvas') ? 'a table is not drawn' :
    lacks('[data-testid="stDeckGlJsonChart"]', 'canvas') ? 'a map is not drawn' :
    all('img').some((image) => !image.complete) ? 'an image is loading' :
    document.fonts.status !== 'loaded' ? 'a font is loading' : '';
  if (reason) { seen.changed = performance.now(); seen.frames = 0; }
  return {
    reason,
    run: marker ? marker.dataset.run : '',
    changed: seen.changed,
    quiet: performance.now() - seen.changed,
    frames: seen.frames,
    failed: all('[data-testid="stException"]').length > 0,
  };
}
"""


class State(TypedDict):
    """What UNFINISHED answers."""

    reason: str
    run: str
    changed: float
    quiet: float
    frames: int
    failed: bool


class BrowserError(Exception):
    """No browser, or a page that never finishes; the first argument is one Chinese sentence."""


@dataclass(frozen=True)
class Finished:
    """A finished page: the marker of the run that drew it, and when, in milliseconds of the page's clock."""

    run: str
    changed_at: float


def find_browser() -> Path | None:
    """The system's Chrome, Edge or Chromium, in that order; None when there is none."""
    if sys.platform == "win32":
        candidates = _windows_browsers()
    elif sys.platform == "darwin":
        folders = (Path("/Applications"), Path.home() / "Applications")
        candidates = [folder / application for application in MAC_APPLICATIONS for folder in folders]
    else:
        candidates = [Path(found) for command in COMMANDS if (found := shutil.which(command))]
    return next((candidate for candidate in candidates if candidate.is_file()), None)


def has_chinese_font() -> bool:
    """Whether Chinese will be drawn as characters and not as boxes."""
    if sys.platform in ("win32", "darwin"):
        return True
    if command := shutil.which("fc-list"):
        listed = subprocess.run([command, ":lang=zh-cn", "family"], capture_output=True, check=False)
        return bool(listed.stdout.strip())
    folders = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
    return any(next(folder.rglob(pattern), None) for folder in folders for pattern in CHINESE_FONTS)


@contextlib.contextmanager
def launch() -> Iterator["Browser"]:
    """The system's browser without a window, unable to reach anything but 127.0.0.1. Raises BrowserError."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        raise BrowserError("缺少 playwright：请运行 python start.py test 安装后再试。") from error
    program = find_browser()
    if program is None:
        raise BrowserError("这台电脑上没有找到 Chrome、Edge 或 Chromium，请先安装其中一个。")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=str(program), args=list(FLAGS))
        except Error as error:
            raise BrowserError(f"浏览器 {program} 无法启动，请先手工打开它一次，看它是否正常。") from error
        try:
            yield browser
        finally:
            browser.close()


def wait_until_finished(page: "Page", *, after_run: str = "", seconds: float = 30) -> Finished:
    """Wait until nothing on the page will move any more.

    `after_run` is the marker of the run before a click: the page counts as finished only once another
    run has drawn it. Raises BrowserError with what is still missing.
    """
    deadline = time.monotonic() + seconds
    while True:
        state = _state(page)
        if state["failed"]:
            raise BrowserError("页面出错，没有显示完整。")
        is_new = not after_run or state["run"] != after_run
        if is_new and not state["reason"] and state["quiet"] >= QUIET_MILLISECONDS and state["frames"] >= 2:
            return Finished(run=state["run"], changed_at=state["changed"])
        if time.monotonic() > deadline:
            reason = state["reason"] or ("the click changed nothing" if not is_new else "it never rests")
            raise BrowserError(f"页面 {seconds:.0f} 秒内没有显示完（{reason}）。")
        page.wait_for_timeout(20)


def current_run(page: "Page") -> str:
    """The marker of the run that drew the page as it is now."""
    return _state(page)["run"]


def page_clock(page: "Page") -> float:
    """Milliseconds since the page was opened, on the clock of `Finished.changed_at`."""
    return float(page.evaluate("() => performance.now()"))


def _state(page: "Page") -> State:
    from playwright.sync_api import Error

    try:
        state: State = page.evaluate(UNFINISHED)
    except Error:  # the document was replaced while it was asked
        return State(reason="the page is being replaced", run="", changed=0, quiet=0, frames=0, failed=False)
    return state


def _windows_browsers() -> list[Path]:
    """Where Windows says the programs are, for all users and for this one."""
    if sys.platform != "win32":
        return []
    import winreg

    found: list[Path] = []
    for program in WINDOWS_PROGRAMS:
        for hive in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
            with contextlib.suppress(OSError):
                key = rf"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\{program}"
                found.append(Path(winreg.QueryValue(hive, key).strip('"')))
    return found
