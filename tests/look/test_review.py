"""The review site in a real browser, opened from disk."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from extract.source import load
from normalize.corrections.file import load_corrections
from publish.tables.release import open_release
from tests.command_line import jixiao
from tests.look.conftest import HOSTILE, Watched

Watch = Callable[..., Watched]
LIT = "[...document.querySelectorAll('rect.box')].findIndex(b => b.matches('.is-active'))"
VIEWS = (
    *("#/", "#/queue", "#/documents", "#/search?q=满意度", "#/corrections", "#/none"),
    *("#/departments", "#/department/0", "#/quality", "#/rows?rule=cost&year=2024"),
    *("#/years?year=2025&change=lowered", "#/lines"),
)


LOAD_FAILED = ("could not be loaded", "此部分未能载入")


def schools(raw: Path) -> str:
    return load(raw / "2024" / "jiaoyu.pdf").sha256[:16]


def hostile(raw: Path) -> str:
    return load(next(raw.glob("<img*"))).sha256[:16]


def beside(raw: Path) -> list[str]:
    """Pages that show cells, an OFD, a budget table with a sum that fails."""
    files = (raw / "2025" / "nongye.xlsx", raw / "a1.ofd", raw / "budget.html")
    return [f"#/d/{load(file).sha256[:16]}" for file in files]


def yuan(text: str) -> float:
    by = {"亿元": 1e8, "万元": 1e4, "元": 1.0}
    if not text[0].isdigit():
        return -1.0
    number, unit = text.split()
    return float(number.replace(",", "")) * by[unit]


def settled(page: Page) -> None:
    page.wait_for_function("() => !document.querySelector('main .loading')")
    page.wait_for_timeout(50)


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_every_view_opens_without_a_word_on_the_console_and_asks_for_nothing_outside(
    watch: Watch, raw: Path, locale: str
) -> None:
    watched = watch(locale=locale)
    for view in (*VIEWS, f"#/d/{schools(raw)}/2/5", f"#/d/{hostile(raw)}", *beside(raw)):
        settled(watched.open(view))
        text = watched.page.inner_text("body")
        assert not {"null", "undefined", "NaN"} & set(text.split())
        assert not any(failed in text for failed in LOAD_FAILED), view
    assert watched.said == []
    folder = watched.site.as_uri()
    assert {url for url in watched.asked if not url.startswith(f"{folder}/")} == set()
    assert any("/pictures/" in url for url in watched.asked)


def test_the_page_says_its_language_and_changes_it(watch: Watch) -> None:
    page = watch().open()
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert page.locator("main h1").inner_text() == "本次读取情况"
    page.click("#language")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("main h1").inner_text() == "What the run read"


def test_the_queue_stands_in_the_order_of_money_and_sorts_otherwise(watch: Watch) -> None:
    page = watch().open("#/queue")
    page.wait_for_selector(".entry")
    amounts = [yuan(text) for text in page.locator(".entry .money").all_inner_texts()]
    assert len(amounts) > 20
    assert amounts == sorted(amounts, reverse=True)
    page.select_option("#sort", "severity")
    page.wait_for_function("() => document.querySelector('.entry').classList.contains('is-error')")
    kinds = [str(e.get_attribute("class")) for e in page.locator(".entry").all()]
    ranks = [["error", "warning", "note"].index(kind.split("is-")[1]) for kind in kinds]
    assert ranks == sorted(ranks)


def test_entries_of_the_queue_say_where_they_stand_and_none_reads_like_another(
    watch: Watch,
) -> None:
    page = watch().open("#/queue")
    page.wait_for_selector(".entry")
    texts = page.locator(".entry").all_inner_texts()
    assert len(set(texts)) == len(texts)
    places = page.locator(".entry .at").all_inner_texts()
    row = re.compile(r"2024/jiaoyu.pdf · 第 \d+ 张表 · 第 \d+ 行 · 第 \d+ 页")
    assert any(map(row.fullmatch, places))


def test_the_queue_is_filtered_by_reason_and_by_words(watch: Watch) -> None:
    page = watch().open("#/queue")
    page.wait_for_selector(".entry")
    everything = page.locator(".entry").count()
    for chip in page.locator(".chip").all()[1:]:
        chip.click()
    page.wait_for_function(f"() => document.querySelectorAll('.entry').length < {everything}")
    assert page.locator(".entry").count() == page.locator(".entry .is-check").count()
    page.fill("#queue-words", "no such words")
    page.wait_for_selector(".empty")


@pytest.mark.parametrize("how", ["focus", "hover"])
def test_a_value_lights_its_box_in_the_picture(watch: Watch, raw: Path, how: str) -> None:
    page = watch().open(f"#/d/{schools(raw)}/3")
    value = page.locator("#r4 button.value")
    value.focus() if how == "focus" else value.hover()
    active = page.locator("rect.is-active")
    assert active.count() == 1
    box = active.bounding_box()
    sheet = page.locator(".sheet").first.bounding_box()
    assert box
    assert sheet
    assert sheet["x"] < box["x"] < sheet["x"] + sheet["width"]
    lit = page.evaluate(LIT)
    page.locator("#r5 button.value").focus()
    assert page.evaluate(LIT) != lit


def test_a_box_in_the_picture_leads_to_its_value(watch: Watch, raw: Path) -> None:
    page = watch().open(f"#/d/{schools(raw)}/3")
    page.locator("rect.box").nth(2).click()
    assert page.evaluate("document.activeElement.closest('tr').id") == "r3"


def test_a_correction_is_made_downloaded_and_replays(
    watch: Watch, raw: Path, tmp_path: Path
) -> None:
    page = watch().open(f"#/d/{schools(raw)}/2/1")
    page.keyboard.press("c")
    page.fill("#corrected", "=841万元")
    page.fill("#reason", '原件第1页，"841"')
    page.fill("#who", "核阅人")
    page.keyboard.press("Tab")
    page.click("dialog button.main")
    assert "841" in page.locator("#r1 .pending").inner_text()
    page.goto(page.url.split("#", maxsplit=1)[0] + "#/corrections")
    with page.expect_download() as download:
        page.click("button.main")
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == "corrections.csv"
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    [made] = load_corrections(file)
    assert (made.expected, made.corrected, made.who) == ("≤840万元", "=841万元", "核阅人")
    assert made.reason == '原件第1页，"841"'
    out = tmp_path / "out"
    again = jixiao("run", raw / "2024", "--out", out, "--json", "--corrections", file)
    assert json.loads(again.stdout)["corrected"] == 1
    rows = open_release(out).records("indicators")
    assert "=841万元" in {row["value_raw"] for row in rows}


def test_hostile_texts_come_back_from_the_browser_exactly(
    watch: Watch, raw: Path, tmp_path: Path
) -> None:
    watched = watch()
    page = watched.open(f"#/d/{hostile(raw)}")
    texts = [*HOSTILE[:-2], "'quoted'", " =1+1", 'a\r\nb\nc,"d"', "-5%", "@x", "长" * 10_000]
    made = page.evaluate(
        """texts => jixiao.corrections.written(texts.map((text, n) => ({
            sha256: "ab".repeat(32), form: 1, row: n + 1, field: "value", expected: text,
            corrected: text, reason: text, who: "", date: "2025-03-01" })))""",
        texts,
    )
    file = tmp_path / "corrections.csv"
    file.write_text(made, encoding="utf-8", newline="")
    read = load_corrections(file)
    assert [each.expected for each in read] == texts
    assert [each.reason for each in read] == texts


def test_hostile_texts_stay_texts(watch: Watch, raw: Path) -> None:
    watched = watch()
    for view in (f"#/d/{hostile(raw)}/1/1", "#/documents", "#/queue", "#/search?q=script", "#/"):
        page = watched.open(view)
        settled(page)
        assert page.evaluate("window.hacked") is None
        outside = (
            "script:not([src^='assets/']):not([src^='data/']), main img:not([src^='pictures/'])"
        )
        assert page.locator(outside).count() == 0
        assert page.locator("[href^='javascript']").count() == 0
        assert not any(control in page.inner_text("body") for control in "\u202e\u2066")
    assert watched.said == []


def test_a_text_of_ten_thousand_characters_is_cut_in_the_row_and_whole_in_the_details(
    watch: Watch, raw: Path
) -> None:
    page = watch().open(f"#/d/{hostile(raw)}/1")
    value = page.locator("tr.row button.value").nth(6)
    assert len(value.inner_text()) < 400
    value.click()
    assert "长" * 10_000 in page.locator("tr.more").inner_text()


def test_nothing_scrolls_sideways_on_a_phone(watch: Watch, raw: Path) -> None:
    watched = watch(viewport={"width": 375, "height": 740}, has_touch=True)
    for view in (*VIEWS, f"#/d/{schools(raw)}/2/5", f"#/d/{hostile(raw)}/1/8", *beside(raw)):
        page = watched.open(view)
        settled(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, view
        assert page.evaluate("document.body.scrollWidth") <= 375, view


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_bar_takes_two_lines_of_a_phone_and_hides_no_view(watch: Watch, language: str) -> None:
    page = watch(viewport={"width": 375, "height": 740}, has_touch=True).open()
    if language == "en":
        page.click("#language")
    assert page.locator("#bar").bounding_box()["height"] < 100
    for link in page.locator("#bar nav a").all():
        box = link.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 375


CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_reaches_the_contrast_of_wcag_aa(watch: Watch, raw: Path, scheme: str) -> None:
    watched = watch(color_scheme=scheme)
    for view in (*VIEWS, *beside(raw), f"#/d/{schools(raw)}/2/5", f"#/d/{hostile(raw)}/1/1"):
        page = watched.open(view)
        settled(page)
        assert page.evaluate(CONTRAST) == [], view
    page.keyboard.press("c")
    page.wait_for_selector("dialog")
    assert page.evaluate(CONTRAST) == []


def test_the_keyboard_alone_walks_opens_and_closes(watch: Watch, raw: Path) -> None:
    page = watch().open(f"#/d/{schools(raw)}/2")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('tr').id") == "m2"
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring == "solid"
    page.locator("#r2 button.value").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#r2-more")
    page.keyboard.press("c")
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    page.keyboard.press("n")
    page.wait_for_function("() => location.hash.endsWith('/3')")
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open]")


def test_the_search_finds_projects_and_values(watch: Watch) -> None:
    page = watch().open("#/search?q=补助标准")
    page.wait_for_selector(".results a")
    href = page.locator(".results a").first.get_attribute("href")
    page.locator(".results a").first.click()
    page.wait_for_selector("tr.more")
    assert str(href).startswith("#/d/")


def test_a_document_that_was_refused_says_why(watch: Watch) -> None:
    page = watch().open("#/documents?status=refused")
    page.wait_for_selector("tbody a")
    page.click("tbody a")
    page.wait_for_selector(".notice")
    assert "处理建议" in page.inner_text(".notice")
