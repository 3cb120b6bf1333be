"""Pictures on the review site: every figure leads to its rows, every row to its place."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from insight.quality.rules import QUALITY_RULES
from look.site import charts
from look.site.bundles import bundles
from look.site.charts import Bar, chart
from look.site.counts import counted, statements
from look.site.functions import Functions
from look.site.overview import Overview
from look.site.queue import items
from pipeline import run
from publish.tables.release import open_release
from samples.budgets.tables import drawn_tables
from samples.layouts.others import WRITERS
from tests.look.conftest import Watched

Watch = Callable[..., Watched]


def bars(*labels: str) -> list[Bar]:
    return [
        Bar(label=each, value=n + 1.0, text=f"{n + 1}", href="#/queue")
        for n, each in enumerate(labels)
    ]


def everything(tree: list[object]) -> str:
    return json.dumps(tree, ensure_ascii=False)


def test_a_chart_holds_names_as_texts_and_addresses_of_the_site_alone() -> None:
    pytest.importorskip("vl_convert")
    hostile = "<script>alert(1)</script>"
    drawn = chart("chart_levels", bars("农业农村局", hostile))["picture"]
    told = everything(drawn)
    assert "农业农村局" in told
    names = set(re.findall(r'\["(\w+)", \{', told))
    assert names <= {"svg", "g", "path", "text", "a"}
    assert set(re.findall(r'"href": "([^"]*)"', told)) == {"#/queue"}
    assert "style" not in told
    assert "http" not in told


def test_every_bar_has_its_number_written_at_it() -> None:
    pytest.importorskip("vl_convert")
    made = [
        Bar(label="产出", series=year, value=0.5, text="50% (12)", href="#/rows")
        for year in ("2024", "2025")
    ]
    told = everything(chart("chart_levels", made)["picture"])
    assert "2024  50% (12)" in told
    assert "2025  50% (12)" in told


def test_without_the_library_the_figures_stand_as_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys  # noqa: PLC0415

    monkeypatch.setitem(sys.modules, "vl_convert", None)
    assert not charts.can_draw()
    made = chart("chart_levels", bars("产出"))
    assert made["picture"] is None
    assert made["rows"] == [["产出", "", "1", "#/queue"]]


def test_every_figure_of_quality_leads_to_as_many_rows_as_it_says(watch: Watch) -> None:
    watched = watch(locale="en-US")
    page = watched.open("#/quality")
    links = page.eval_on_selector_all(
        "table.quality td a", "all => all.map(a => [a.getAttribute('href'), a.textContent])"
    )
    assert len(links) >= len(QUALITY_RULES)
    for href, figure in links[:6]:
        watched.open(href)
        page.wait_for_selector("p.foot:not(:empty)")
        assert f" of {figure}" in page.inner_text("p.foot")
    page.click("table.figures-list a.entry >> nth=0")
    page.wait_for_selector("button.value")
    assert watched.said == []


def test_a_bar_of_the_overview_leads_to_its_department_and_its_sums(watch: Watch) -> None:
    pytest.importorskip("vl_convert")
    watched = watch(locale="zh-CN")
    page = watched.open("#/")
    titles = page.eval_on_selector_all(
        "figure.chart h2", "all => all.map(each => each.textContent)"
    )
    assert len(titles) >= 5
    assert page.locator("figure.chart svg.chart").count() == len(titles)
    href = page.locator("svg.chart a[href^='#/department/']").first.get_attribute("href")
    watched.open(href or "")
    assert page.locator("ol.chain li").count() >= 4
    page.click("ol.chain a >> nth=0")
    page.wait_for_selector("nav.forms, .beside")
    assert watched.said == []


def test_years_stand_beside_each_other_with_both_prints(watch: Watch) -> None:
    watched = watch(locale="en-US")
    page = watched.open("#/years?year=2025&change=lowered")
    page.wait_for_selector("p.foot:not(:empty)")
    told = page.inner_text("table.figures-list")
    assert "≤325.75万元" in told
    assert "≤302万元" in told
    assert "stricter" in told
    page.click("table.figures-list td a.entry >> nth=1")
    page.wait_for_selector("button.value")


def test_money_by_function_is_that_of_the_budgets_classes_and_leads_to_their_lines(
    tmp_path: Path,
) -> None:
    [table] = [each for each in drawn_tables() if each.name == "budget_expenditure_by_unit"]
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "2024年部门预算.html").write_bytes(WRITERS["html"]((table.printed,)))
    run(raw, tmp_path / "out")
    functions = Functions(open_release(tmp_path / "out"))
    assert {(code, amount) for (_, code), amount in functions.sums.items()} == {
        ("208", Decimal(521000)),
        ("213", Decimal(13343000)),
    }
    first, second = functions.chart()["rows"]
    assert first == ["213 农林水支出", "", "1,334.3 万元", "#/lines?year=2024&code=213"]
    assert second[0] == "208 社会保障和就业支出"
    assert {line["href"].rpartition("/")[2] for line in functions.lines} == {"b1"}
    assert {line["text"] for line in functions.lines} == {"52.10 万元", "1334.30 万元"}


def test_on_paper_stands_every_printed_value_and_four_series_are_told_apart(watch: Watch) -> None:
    pytest.importorskip("vl_convert")
    watched = watch(locale="zh-CN")
    page = watched.open("#/")
    page.emulate_media(media="print")
    series = [
        Bar(label="产出", series=str(year), value=year, text="1", href="#/queue")
        for year in (2022, 2023, 2024, 2025)
    ]
    fills = page.evaluate(
        """made => {
          document.querySelector("main").replaceChildren(jixiao.chart(made));
          return [1, 2, 3, 4].map(n => getComputedStyle(document.querySelector(`path.c${n}`)).fill);
        }""",
        chart("chart_levels", series),
    )
    assert fills[2:] == ['url("#hatched")', 'url("#dotted")']
    assert len(set(fills)) == 4
    assert page.locator("pattern#hatched, pattern#dotted").count() == 2
    watched.open("#/lines?year=2025&code=205")
    href = page.locator("table.list a.entry").first.get_attribute("href")
    watched.open(href or "")
    assert len(re.findall(r"\d\.\d\d\b", page.inner_text("table.amounts"))) >= 8
    watched.open("#/rows?rule=measurable&year=2025")
    href = page.locator("table.list a.entry").first.get_attribute("href")
    watched.open(href or "")
    assert "≤21500人" in page.inner_text("table.rows")
    assert page.locator("button.correct >> visible=true").count() == 0
    assert watched.said == []


def test_a_check_that_bounds_says_so_and_speaks_one_language(watch: Watch) -> None:
    page = watch(locale="zh-CN").open("#/departments")
    page.click("table.list a.entry >> nth=1")
    page.wait_for_selector("ol.chain")
    told = page.inner_text("ol.chain >> nth=0")
    assert "≤ 3 个项目的拨款" in told
    assert "project(s)" not in told
    assert "依据：观察项" in page.inner_text("table.quality")


def test_every_figure_of_the_overview_leads_to_as_many_rows_as_it_says(watch: Watch) -> None:
    watched = watch(locale="en-US")
    page = watched.open("#/")
    links = page.eval_on_selector_all(
        "main a[href^='#/behind']", "all => all.map(a => [a.getAttribute('href'), a.textContent])"
    )
    kinds = {href.partition("=")[2].partition(".")[0] for href, _ in links}
    assert kinds >= {"form", "row", "rows", "check", "issue", "money", "flag"}
    exact = [(href, told) for href, told in links if re.fullmatch(r"[\d,]+", told)]
    one_of_each = {href.partition("=")[2].partition(".")[0]: (href, told) for href, told in exact}
    for href, told in one_of_each.values():
        watched.open(href)
        page.wait_for_selector("p.foot:not(:empty)")
        assert "rows." in href or f" of {told}" in page.inner_text("p.foot"), href
        page.wait_for_selector("table.figures-list a.entry")
    assert watched.said == []


def test_what_is_counted_is_what_the_overview_says_and_stands_on_its_page(site: Path) -> None:
    every = list(bundles(open_release(site.parent)))
    overview, counts = Overview(), Counter[str]()
    for bundle in every:
        found = list(items(bundle))
        overview.add(bundle, found)
        for _, figure, count in counted(bundle, found):
            counts[figure] += len(count) if isinstance(count, list) else count
        stated = statements(bundle)
        assert len(stated["checks"]) == len(bundle.checks)
        assert len(stated["issues"]) == len(bundle.issues)
    told = overview.figures()
    assert counts["row"] == told["indicators"] == told["rows"]["emitted"]
    assert counts["row.typed"] == told["typed"]
    assert counts["row.high"] == told["confidence"]["high"]
    assert counts["rows.seen"] == told["rows"]["seen"]
    assert counts["corrected"] == told["corrected"]
    assert counts["form"] == sum(told["forms"].values())
    for rule, verdicts in told["checks"].items():
        assert {v: counts[f"check.{rule}.{v}"] for v in verdicts} == verdicts
    for each in told["issues"]:
        assert counts[f"issue.{each['code']}.{each['severity']}"] == each["count"]
    assert [row[2].split(" ")[0] for row in told["status_chart"]["rows"]] == [
        str(told["statuses"][name])
        for name in ("ok", "partial", "no_forms", "refused")
        if name in told["statuses"]
    ]
