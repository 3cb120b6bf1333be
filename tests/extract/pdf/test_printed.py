"""Publications printed by the programs that publishers use (`python -m samples.producers`).

Beside each file stands the truth that it was printed from; a row's page is the one that prints its
mark.
"""

import json
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from extract import load, read_document
from extract.model import Code, Form
from extract.readers.pdf.engines.pdfium import PdfiumEngine
from extract.readers.pdf.engines.plumber import PlumberEngine
from extract.readers.pdf.ruled.tables import PageTables, tables_of

FOLDER = Path(__file__).parent / "printed"
PRINTED = sorted(path for path in FOLDER.glob("*.pdf") if path.stem != "docx-wordy-middle")


def squeeze(text: str | None) -> str:
    return re.sub(r"\s+", "", text or "")


def beside_han(text: str) -> str:
    """A text without the spaces beside Han: where a line ended there, none is printed."""
    return re.sub(r"(?<=[^\x00-\x7f≥≤]) +| +(?=[^\x00-\x7f≥≤])", "", text)


def as_read(form: Form) -> dict[str, Any]:
    return {
        "title": form.title,
        "project_name": form.fact("project_name"),
        "supervisor": form.fact("supervisor"),
        "implementing_unit": form.fact("implementing_unit"),
        "amounts": [line.amount for line in form.funding],
        "goal": squeeze(form.goal),
        "rows": [
            [beside_han(t or "") for t in (r.level1, r.level2, r.name, r.value, r.weight)]
            for r in form.indicators
        ],
    }


def as_printed(form: dict[str, Any]) -> dict[str, Any]:
    rows = [[beside_han(text) for text in row[:-1]] for row in form["rows"]]
    return {**form, "goal": squeeze(form["goal"]), "rows": rows}


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.stem)
def test_every_form_is_read_as_it_was_printed(path: Path) -> None:
    document = read_document(load(path))
    printed = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert [as_read(form) for form in document.forms] == [as_printed(form) for form in printed]
    issues = [*document.issues, *(issue for form in document.forms for issue in form.issues)]
    assert [issue for issue in issues if issue.code is not Code.ROW_REJOINED] == []
    assert bool(issues) == (path.stem == "docx-wordy")
    for form, wanted in zip(document.forms, printed, strict=True):
        pages = [(row.page, want[-1]) for row, want in zip(form.indicators, wanted["rows"])]  # noqa: B905 -- compared above
        # A page edge may cut one row: its value then stands on the page before its mark.
        cut = [(page, mark) for page, mark in pages if page != mark]
        assert all(page == mark - 1 for page, mark in cut), cut
        assert len(cut) <= len({mark for _, mark in cut})


def turned_copy(data: bytes, turn: int, *, rotate: bool) -> bytes:
    """A file whose pages are drawn turned clockwise; `rotate` has viewers turn them back."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as document:
        for page in document.pages:
            left, bottom, right, top = map(float, page.mediabox)
            wide, high = right - left, top - bottom
            matrix = {
                90: f"0 -1 1 0 0 {wide}",
                180: f"-1 0 0 -1 {wide} {high}",
                270: f"0 1 -1 0 {high} 0",
            }[turn]
            page.contents_add(pikepdf.Stream(document, f"q {matrix} cm\n".encode()), prepend=True)
            page.contents_add(pikepdf.Stream(document, b"\nQ"))
            page.mediabox = pikepdf.Array([0, 0, *((wide, high) if turn == 180 else (high, wide))])
            if "/CropBox" in page.obj:
                del page.obj["/CropBox"]
            page.rotate(360 - turn if rotate else 0, relative=False)
        document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("rotate", [True, False], ids=["rotate", "sideways"])
@pytest.mark.parametrize("turn", [90, 180, 270])
@pytest.mark.parametrize("slug", ["chromium-middle", "chromium-serif", "docx-lines"])
def test_a_page_reads_the_same_however_it_lies(slug: str, turn: int, *, rotate: bool) -> None:
    source = load(FOLDER / f"{slug}.pdf")
    lying = replace(source, data=turned_copy(source.data, turn, rotate=rotate))
    upright, found = read_document(source).forms, read_document(lying).forms
    assert squeeze(str([*map(as_read, found)])) == squeeze(str([*map(as_read, upright)]))


def test_a_cut_row_is_refused_where_its_lower_half_is_centred() -> None:
    path = FOLDER / "docx-wordy-middle.pdf"
    printed = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    for form, wanted in zip(read_document(load(path)).forms, map(as_printed, printed), strict=True):
        doubts = [issue.text for issue in form.issues if issue.code is Code.ROW_DOUBTFUL]
        halves = zip(doubts[::2], doubts[1::2], strict=True)
        refused = [
            tuple(one + other for one, other in zip(*map(cells, pair), strict=True))
            for pair in halves
        ]
        read = [tuple(row[2:4]) for row in as_read(form)["rows"]]
        assert sorted(read + refused) == sorted(tuple(row[2:4]) for row in wanted["rows"])
        assert form.rows_failed == len(doubts)


def cells(row: str) -> list[str]:
    return row.split(" | ")[-2:]


def texts(page: PageTables) -> list[list[tuple[int, int, int, int, str]]]:
    return [
        [(c.row, c.col, c.rowspan, c.colspan, squeeze(c.text)) for c in table.cells]
        for table in page.tables
    ]


@pytest.mark.parametrize("slug", ["docx-narrow", "xlsx-landscape", "weasyprint-open-sides"])
def test_the_two_engines_see_the_same_grid(slug: str) -> None:
    data = next(path for path in PRINTED if path.stem == slug).read_bytes()
    first, second = PdfiumEngine(data), PlumberEngine(data)
    for number in range(1, len(first) + 1):
        one, other = tables_of(first.page(number)), tables_of(second.page(number))
        assert texts(one) == texts(other), number
    first.close()
    second.close()
