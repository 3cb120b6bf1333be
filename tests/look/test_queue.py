"""The queue and the search in a browser: by keyboard alone, alike doubts once, finds counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.look.conftest import Watched

Watch = Callable[..., Watched]
FOCUS = "document.activeElement.hash"


def numbers(page: Page, selector: str) -> list[int]:
    return [int(found) for text in page.locator(selector).all_inner_texts()
            for found in re.findall(r"\d+", text)[:1]]  # fmt: skip


def test_the_queue_is_worked_by_the_keyboard_alone(watch: Watch) -> None:
    page = watch().open("#/queue")
    page.wait_for_selector(".entry")
    first, second, third = (
        entry.evaluate("e => e.hash") for entry in page.locator(".entry").all()[:3]
    )
    for _ in range(2):
        page.keyboard.press("j")
    assert page.evaluate(FOCUS) == second
    page.keyboard.press("Enter")
    page.wait_for_selector(".walk")
    assert page.evaluate("location.hash") == second
    page.keyboard.press("]")
    page.wait_for_function(f"() => location.hash === {third!r}")
    page.keyboard.press("[")
    page.wait_for_function(f"() => location.hash === {second!r}")
    page.keyboard.press("[")
    page.wait_for_function(f"() => location.hash === {first!r}")
    page.wait_for_selector(".walk")
    page.keyboard.press("u")
    page.wait_for_selector(".queue .entry")
    page.wait_for_function(f"() => {FOCUS} === {first!r}")


def test_the_way_through_the_queue_reaches_every_place_once(watch: Watch) -> None:
    page = watch().open("#/queue")
    page.wait_for_selector(".entry")
    places = page.locator(".queue > li > .entry").evaluate_all("all => all.map(e => e.hash)")
    assert len(places) > len(set(places)), "several doubts of one place"
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    for place in dict.fromkeys(places):
        page.wait_for_function(f"() => location.hash === {place!r}")
        page.wait_for_selector(".walk")
        page.keyboard.press("]")
    page.wait_for_function("() => location.hash === '#/queue'")


def test_the_link_past_the_bar_leads_to_the_page_that_is_shown(watch: Watch) -> None:
    page = watch().open("#/queue")
    page.wait_for_selector(".entry")
    page.locator("#skip").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    assert page.evaluate("location.hash") == "#/queue"
    assert page.locator(".entry").count()


def test_order_reasons_and_words_of_the_queue_are_set_by_keys_and_stay(watch: Watch) -> None:
    page = watch().open("#/queue")
    page.wait_for_selector(".entry")
    everything = page.locator(".queue > li").count()
    page.keyboard.press("s")
    page.wait_for_function("() => document.querySelector('.entry').classList.contains('is-error')")
    assert page.locator("#sort").input_value() == "severity"
    page.keyboard.press("1")
    page.wait_for_function(f"() => document.querySelectorAll('.queue > li').length < {everything}")
    page.keyboard.press("f")
    page.keyboard.type("nongye")
    page.keyboard.press("Escape")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.entry .at')]"
        ".every(e => e.textContent.includes('nongye'))"
    )
    left = page.locator(".entry").all_inner_texts()
    assert left
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector(".walk")
    page.keyboard.press("u")
    page.wait_for_selector(".queue .entry")
    assert page.locator(".entry").all_inner_texts() == left


def test_doubts_that_are_alike_stand_once_with_their_count(watch: Watch) -> None:
    page = watch().open("#/queue")
    page.wait_for_selector(".entry")
    [total, kinds] = map(int, re.findall(r"\d+", page.inner_text(".lead")))
    counted = numbers(page, ".queue > li > .entry .is-alike")
    heads = page.locator("ol.queue > li").count()
    assert heads == kinds
    assert heads + sum(counted) - len(counted) == total
    page.select_option("#sort", "alike")
    page.wait_for_selector(".queue > li:first-child .is-alike")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.wait_for_selector("ol.alike .entry")
    inner = page.locator("ol.alike .entry")
    assert inner.count() == max(counted) - 1
    head = page.locator(".queue > li").first
    places = [
        head.locator("> .entry").get_attribute("href"),
        *(e.get_attribute("href") for e in inner.all()),
    ]
    assert len(set(places)) == len(places)
    codes = {text.split("\n")[-1] for text in inner.all_inner_texts()}
    assert len(codes) == 1
    page.keyboard.press("j")
    assert page.evaluate(FOCUS) == places[1]
    following = page.locator("ol.queue:not(.alike) > li > .entry").nth(1).get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_selector(".walk")
    for key, place in zip("[]]]", (*places, following), strict=False):
        page.keyboard.press(key)
        page.wait_for_function(f"() => location.hash === {place!r}")
    page.keyboard.press("[")
    page.wait_for_function(f"() => location.hash === {places[-1]!r}")
    page.wait_for_selector(".walk")
    page.keyboard.press("u")
    page.wait_for_function(f"() => {FOCUS} === {places[-1]!r}")
    assert page.locator("ol.alike .entry").count() == inner.count()


def test_words_of_the_filter_are_found_in_doubts_that_stand_behind_another(watch: Watch) -> None:
    page = watch().open("#/queue")
    page.wait_for_selector(".is-alike")
    button = page.locator("button.expand").first
    button.click()
    page.wait_for_selector("ol.alike .entry")
    hidden = page.locator("ol.alike .entry").first
    words = hidden.locator(".at bdi").first.inner_text()
    assert (
        words
        != page.locator(".is-alike")
        .first.locator("xpath=../..")
        .locator(".at bdi")
        .first.inner_text()
    )
    href = hidden.get_attribute("href")
    page.fill("#queue-words", words)
    page.wait_for_function("() => !document.querySelector('ol.alike')")
    page.wait_for_selector(f".entry[href='{href}']")


def test_the_search_names_document_year_and_department_counts_and_narrows(watch: Watch) -> None:
    page = watch().open("#/search?q=教育 满意度")
    page.wait_for_selector("[data-done]")
    [found] = numbers(page, ".foot")
    entries = page.locator(".results .entry")
    assert entries.count() == found > 4
    for text in entries.all_inner_texts():
        assert "满意度" in text
        assert "禾溪县教育体育局 · 202" in text
        assert "jiaoyu" in text
    assert sum(numbers(page, "nav.facet:nth-child(2) a b")) == found
    year = page.locator("nav.facet:nth-child(2) a", has_text="2025")
    [of_2025] = [int(year.locator("b").inner_text())]
    year.click()
    page.wait_for_function(
        f"() => document.querySelectorAll('.results .entry').length === {of_2025}"
    )
    assert all("· 2025" in text for text in entries.all_inner_texts())
    page.locator("nav.facet a[aria-current]").click()
    page.wait_for_function(f"() => document.querySelectorAll('.results .entry').length === {found}")


def test_the_search_finds_every_value_that_the_dataset_has(watch: Watch, site: Path) -> None:
    from publish.tables.release import open_release  # noqa: PLC0415

    rows = open_release(site.parent).records("indicators")
    wanted = sum("万元" in f"{row['name']}\t{row['value_raw']}" for row in rows)
    page = watch().open("#/search?q=万元&kind=row")
    page.wait_for_selector("[data-done]")
    assert numbers(page, ".foot") == [wanted]


def test_documents_forms_and_budget_tables_are_found_by_their_names(watch: Watch) -> None:
    watched = watch()
    for words, kind, shown, ends in (
        ("2024/JIAOYU", "document", "2024/jiaoyu.pdf", 1),
        ("营养改善", "form", "义务教育学生营养改善计划", 2),
        ("budget.html", "document", "budget.html", 1),
        ("三公", "table", "“三公”经费", 2),
    ):
        page = watched.open(f"#/search?q={words}&kind={kind}")
        page.wait_for_selector("[data-done]")
        found = page.locator(".results .entry")
        assert shown in found.first.inner_text()
        assert len(str(found.first.get_attribute("href")).split("/")) == 2 + ends
    assert watched.said == []
