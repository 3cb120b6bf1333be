"""What stands beside the values in a browser: lit cells, drawn pages, crops, budgets, raw files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from extract.source import load
from tests.look.conftest import Watched

Watch = Callable[..., Watched]


def address(file: Path, *rest: object) -> str:
    return "/".join(("#/d", load(file).sha256[:16], *map(str, rest)))


def test_a_value_of_a_document_without_pages_lights_its_cell_and_names_its_place(
    watch: Watch, raw: Path
) -> None:
    page = watch().open(address(raw / "2025" / "nongye.xlsx", 1, 5))
    lit = page.locator("td.is-active")
    assert lit.inner_text() == page.locator("#r5 button.value").inner_text() == "3月底前"
    assert page.locator(".lit-place").inner_text() == "表1!E15"
    assert lit.evaluate("cell => cell.previousElementSibling.textContent") == "年度预算公开时限"
    spans = page.locator("table.printed td", has_text="效益指标").first
    assert int(str(spans.get_attribute("rowspan"))) > 1
    page.keyboard.press("j")
    assert page.locator("td.is-active").inner_text() == "≤2680.00万元"
    page.locator("td.cell", has_text="稳步提升").click()
    assert page.evaluate("document.activeElement.textContent") == "稳步提升"


def test_every_value_of_every_format_without_pages_stands_in_the_cell_that_is_lit(
    watch: Watch, raw: Path
) -> None:
    watched = watch()
    for name in ("2024/nongye.html", "2024/shiqiao.txt", "2025/shiqiao.docx", "2025/nongye.xlsx"):
        page = watched.open(address(raw / name, 1))
        values = page.locator(".rows button.value")
        assert values.count() > 5
        for value in values.all():
            value.focus()
            printed = "".join(page.locator("td.is-active").inner_text().split())
            assert printed == "".join(value.inner_text().split()), name
    assert watched.said == []


def test_raw_file_and_address_are_linked_and_nothing_that_a_browser_would_run(
    watch: Watch, raw: Path
) -> None:
    watched = watch()
    page = watched.open(address(raw / "2025" / "shiqiao.docx"))
    linked = str(page.locator("#raw-file").evaluate("link => link.href"))
    assert linked == (raw / "2025" / "shiqiao.docx").as_uri()
    page = watched.open(address(next(raw.glob("<img*"))))
    assert page.locator("#source-address").count() == 0  # the manifest states javascript:alert(1)
    page.goto(str(page.locator("#raw-file").evaluate("link => link.href")))
    assert page.evaluate("document.contentType") == "text/plain"
    assert "<td>" in page.inner_text("body")


def test_a_page_of_an_ofd_is_drawn_and_its_values_are_lit(watch: Watch, raw: Path) -> None:
    page = watch().open(address(raw / "a1.ofd", 1, 1))
    value = page.locator("#r1 button.value").inner_text()
    inside = page.evaluate(
        """() => {
            const lit = document.querySelector("rect.is-active");
            const of = name => Number(lit.getAttribute(name));
            const [x, y, w, h] = ["x", "y", "width", "height"].map(of);
            return [...document.querySelectorAll(".drawn text")].flatMap(text =>
                [...text.textContent].filter((_, n) => {
                    const at = text.getStartPositionOfChar(n);
                    return x <= at.x && at.x < x + w && y <= at.y && at.y < y + h;
                })).join("");
        }"""
    )
    assert "".join(inside.split()) == "".join(value.split())


def test_a_doubtful_value_shows_what_is_printed_beside_it(watch: Watch, raw: Path) -> None:
    watched = watch()
    page = watched.open(address(raw / "2024" / "jiaoyu.pdf", 1))
    doubtful = page.locator("tr.row:not(.is-high)").count()
    for number in range(2, 6):
        page = watched.open(address(raw / "2024" / "jiaoyu.pdf", number))
        doubtful += page.locator("tr.row:not(.is-high)").count()
        assert page.locator("svg.crop").count() == page.locator("tr.row:not(.is-high)").count()
    assert doubtful
    assert any("/pictures/" in url for url in watched.asked)


def test_sums_of_a_budget_that_fail_stand_first_and_lead_to_their_amounts(
    watch: Watch, raw: Path
) -> None:
    page = watch().open(address(raw / "budget.html"))
    assert "budget_codes" not in page.inner_text("body")
    assert page.locator("ol.sums li").count() > 0
    options = page.locator("#form option").all_inner_texts()
    failing = ["不符" in text for text in options]
    assert failing == sorted(failing, reverse=True)
    assert len(options) > 5
    page.locator(".to-amount").first.click()
    focused = str(page.evaluate("document.activeElement.textContent"))
    assert focused in page.locator("ol.sums li").first.inner_text()
    assert page.locator("td.is-active").inner_text() == focused


def test_every_amount_of_a_budget_is_found_by_the_search(watch: Watch, raw: Path) -> None:
    watched = watch()
    page = watched.open(address(raw / "budget.html", "b3"))
    rows = [row.locator("button.value").all_inner_texts() for row in page.locator("tbody tr").all()]
    last = next(row[-1] for row in rows if len(set(row)) > 1)
    page = watched.open(f"#/search?q={last}")
    page.wait_for_selector("[data-done]")
    assert any(last in text for text in page.locator(".results .entry").all_inner_texts())


def test_a_contradicted_sum_stands_in_the_queue_and_leads_to_its_table(
    watch: Watch, raw: Path
) -> None:
    page = watch().open("#/queue?only=check")
    page.fill("#queue-words", "budget.html")
    page.wait_for_function(
        "() => (all => all.length && all.every(e => e.textContent.includes('budget.html')))"
        "([...document.querySelectorAll('.entry .at')])"
    )
    page.locator(".entry").first.click()
    page.wait_for_selector("ol.sums")
    assert page.evaluate("location.hash").startswith(address(raw / "budget.html") + "/b")
