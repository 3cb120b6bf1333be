"""The drawn layouts: their golden cases are what the generator writes, and every layout has two."""

from __future__ import annotations

import json

import pytest

from extract.families import gate
from extract.model import Source
from extract.readers import read
from extract.targets import LAYOUTS
from samples.layouts.cases import FOLDER, SUFFIX, cases
from samples.layouts.dress import STYLES, File
from samples.layouts.publications import VARIANTS, layouts

CASES = cases()
OFFICE = ("docx", "xlsx", "ofd", "xls", "odf", "xml", "mhtml")
PAGES = ("page_first", "page_last")


def printed(data: bytes) -> list[str]:
    source = Source(name="a.pdf", data=data, sha256="0" * 64)
    return [cell.text for grid in read(source, gate=gate().opened()).grids for cell in grid.cells]


@pytest.mark.parametrize("slug", CASES)
def test_a_golden_case_is_what_the_generator_writes(slug: str) -> None:
    file: File = CASES[slug]
    committed = (FOLDER / slug / f"source.{SUFFIX[file.format]}").read_bytes()
    if file.format in ("pdf", *OFFICE):  # they are deflated, not by every zlib to the same bytes
        assert printed(committed) == printed(file.data), "run: python -m samples.layouts.cases"
    else:
        assert committed == file.data, "run: python -m samples.layouts.cases"


def test_every_layout_that_is_read_is_drawn() -> None:
    assert {layout.id for layout in LAYOUTS if layout.headed} == set(layouts())


def test_every_layout_has_a_clean_and_a_troubled_case() -> None:
    held = {(file.published.layout, file.published.variant) for file in CASES.values()}
    assert held == {(layout, variant) for layout in layouts() for variant in VARIANTS}


def of_the_format(issue: dict[str, str]) -> bool:
    """Rows that a text export displaced, and what an office file keeps and does not show."""
    return issue["code"] in ("row_realigned", "text_withdrawn", "hidden_rows", "raised_mark")


def told_by(slug: str) -> list[object]:
    """What a case expects, but for its format and the confidence that this costs."""
    expected = json.loads((FOLDER / slug / "expected.json").read_text("utf-8"))
    rows: list[object] = [
        {k: v for k, v in issue.items() if k != "page"}
        for issue in expected["issues"]
        if not of_the_format(issue)
    ]
    for form in expected["forms"]:
        rows.append({k: v for k, v in form.items() if k not in ("indicators", *PAGES)})
        rows += (
            {k: v for k, v in row.items() if k not in ("flags", "confidence", "page")}
            for row in form["indicators"]
        )
    return rows


@pytest.mark.parametrize("slug", [x for x, file in CASES.items() if file.format in OFFICE])
def test_a_case_in_an_office_format_expects_what_that_of_another_format_does(slug: str) -> None:
    same = CASES[slug].published
    [other] = [
        name
        for name, each in CASES.items()
        if each.format not in OFFICE
        and (each.published.layout, each.published.variant) == (same.layout, same.variant)
    ]
    assert told_by(slug) == told_by(other)


def test_every_format_has_cases_of_both_kinds_in_many_styles() -> None:
    for format_ in SUFFIX:
        of_it = [file for file in CASES.values() if file.format == format_]
        assert {file.published.variant for file in of_it} == set(VARIANTS)
        assert len({file.style for file in of_it}) >= min(5, len(STYLES[format_]))
