"""Every page at a desk's and at a phone's width, and what a reader does with it."""

import csv
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import openpyxl
import pytest

from tests.browser.conftest import PHONE, WIDE, Visit

pytestmark = pytest.mark.browser

PAGES = {
    "/": "总览",
    "/compliance": "活动达标",
    "/registration": "注册进度",
    "/map": "区域地图",
    "/ranking": "队伍排名",
    "/unit": "单位画像",
    "/indicators": "指标说明",
}

# Names of file formats and the like that Chinese readers write in Latin letters too, and names of files.
LATIN = {"Excel", "CSV", "SQL", "APP", "WGS", "CGCS", "GCJ", "BD", "KTV", "DIY"}
STREAMLITS_OWN = "Skip to main content"  # for screen readers; it is not ours to word
FILE_NAME = re.compile(r"\S+\.(?:csv|tsv|txt|xlsx|xls|ods|zip|html?|sql|toml)\b")

WORDS_OUTSIDE = """
() => [...document.querySelectorAll('.js-plotly-plot .main-svg')].flatMap((drawing) => {
  const frame = drawing.getBoundingClientRect();
  return [...drawing.querySelectorAll('text')].filter((text) => {
    const box = text.getBoundingClientRect();
    return box.width && (box.left < frame.left - 2 || box.right > frame.right + 2
      || box.top < frame.top - 2 || box.bottom > frame.bottom + 2);
  }).map((text) => text.textContent);
})
"""

TOO_WIDE = """
() => {
  const room = document.documentElement.clientWidth;
  const main = document.querySelector('[data-testid="stMain"]');
  const scrolls = Math.max(document.documentElement.scrollWidth, main ? main.scrollWidth : 0) > room;
  return scrolls ? [...document.querySelectorAll('[data-testid="stMain"] *')]
    .filter((element) => element.getBoundingClientRect().right > room + 1)
    .map((element) => element.outerHTML.slice(0, 120)).slice(-3).concat('scrolls sideways') : [];
}
"""


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_finished_quiet_offline_chinese_and_whole(path: str, width: int, visit: Callable[..., Visit]) -> None:
    seen = visit(width).open(path)
    assert PAGES[path] in seen.page.title()
    assert seen.page.locator('[data-testid="stException"]').count() == 0
    assert seen.hosts == {"127.0.0.1"}
    assert seen.complaints == []
    assert "示例数据" in seen.text
    ours = FILE_NAME.sub("", seen.text).replace(STREAMLITS_OWN, "")
    assert set(re.findall(r"[A-Za-z]{2,}", ours)) <= LATIN
    assert seen.page.evaluate(TOO_WIDE) == []
    assert seen.page.evaluate(WORDS_OUTSIDE) == []


def test_the_navigation_opens_every_page(visit: Callable[..., Visit]) -> None:
    seen = visit().open("/")
    for path, title in PAGES.items():
        if path != "/":
            seen.after(seen.page.get_by_role("link", name=title, exact=True).first.click)
            assert urlsplit(seen.page.url).path == path
    assert seen.complaints == []


def test_a_unit_in_a_table_leads_to_its_own_page(visit: Callable[..., Visit]) -> None:
    seen = visit().open("/compliance")
    link = seen.page.locator("a.inside").first
    name = link.inner_text()
    link.click()
    seen.page.wait_for_url("**/unit?**")
    seen.open(seen.page.url.removeprefix(seen.site))
    assert name in seen.page.locator("h1").first.inner_text()


def test_a_filter_is_in_the_address_and_a_copied_address_opens_the_same_view(visit: Callable[..., Visit]) -> None:
    seen = visit().open("/registration")
    everything = seen.answers
    box = seen.page.locator(".st-key-town input")
    box.click()
    town = seen.page.get_by_role("option").nth(1).inner_text()
    seen.after(seen.page.get_by_role("option").nth(1).click)
    assert parse_qs(urlsplit(seen.page.url).query)["town"] == [town]
    assert seen.answers != everything
    copied = visit().open(seen.page.url.removeprefix(seen.site))
    assert copied.answers == seen.answers
    assert town in copied.text
    seen.after(seen.page.get_by_role("link", name="队伍排名", exact=True).first.click)
    assert parse_qs(urlsplit(seen.page.url).query)["town"] == [town]


def test_a_bad_value_in_an_address_is_a_sentence_and_the_page_still_answers(visit: Callable[..., Visit]) -> None:
    good = visit().open("/compliance")
    bad = visit().open(f"/compliance?as_of=2026-13-45&town={quote('没有这个镇')}&unit_group=%3Cscript%3E")
    for words in ("2026-13-45", "没有这个镇", "<script>"):
        assert re.search(rf"链接中的.*{re.escape(words)}", bad.text)
    assert bad.answers == good.answers
    assert bad.complaints == []


def test_a_table_comes_as_excel_and_as_csv(visit: Callable[..., Visit], tmp_path: Path) -> None:
    seen = visit().open("/registration")
    files = {}
    for kind in ("Excel", "CSV"):
        with seen.page.expect_download() as download:
            seen.page.get_by_role("button", name=f"下载 {kind}").first.click()
        files[kind] = tmp_path / download.value.suggested_filename
        download.value.save_as(files[kind])
    assert files["Excel"].suffix == ".xlsx"
    sheet = openpyxl.load_workbook(files["Excel"]).active
    assert sheet is not None
    with files["CSV"].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) > 2
    assert rows[0][0] in {cell for row in sheet.iter_rows(values_only=True) for cell in row}
    assert seen.complaints == []


def test_a_day_after_the_data_is_refused_in_words_and_an_earlier_one_is_answered(visit: Callable[..., Visit]) -> None:
    newest = visit().open("/registration")
    earlier = visit().open("/registration?as_of=2026-03-31")
    assert "2026年3月31日" in earlier.text
    assert earlier.answers != newest.answers
    later = visit().open("/registration?as_of=2099-01-01")
    assert "数据只到" in later.text
    assert later.answers == newest.answers
