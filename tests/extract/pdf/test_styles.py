"""The same forms, drawn in every style of the sample writer, are read alike.

Pages of plain text stand before the forms, forms follow each other on a page, and pages cut them
wherever the room ends: between rows, in merged cells, in a goal, in a label.
"""

import re

import pytest

from extract import Source, read_document, read_grids
from extract.model import Form
from extract.readers.pdf.engines.pdfium import PdfiumEngine
from extract.readers.pdf.engines.plumber import PlumberEngine
from extract.readers.pdf.ruled.tables import PageTables, tables_of
from samples.writers.pdf import STYLES, Style, write_pdf
from samples.writers.pdf_forms import (
    ProjectForm,
    filler,
    made_up,
    made_up_with_two_goals,
    sheet,
    two_goal_sheet,
)

FORMS = [made_up(seed) for seed in range(1, 9)]
PROSE = "关于预算编制的说明。" * 200


def publication(style: Style) -> bytes:
    return write_pdf([PROSE, *(sheet(form) for form in FORMS)], style)


def squeeze(text: str | None) -> str:
    return re.sub(r"\s+", "", text or "")


def as_drawn(form: ProjectForm) -> tuple[object, ...]:
    facts = (form.title, form.name, form.supervisor, form.unit)
    return (*facts, form.funding, squeeze(form.goal), tuple(form.rows))


def as_read(form: Form) -> tuple[object, ...]:
    roles = ("project_name", "supervisor", "implementing_unit")
    return (
        form.title,
        *(form.fact(role) for role in roles),
        tuple(line.amount for line in form.funding),
        squeeze(form.goal),
        tuple(
            tuple(squeeze(t) for t in (r.level1, r.level2, r.name, r.value, r.weight))
            for r in form.indicators
        ),
    )


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_every_cell_and_row_is_read_as_drawn(style: Style) -> None:
    document = read_document(Source(name="drawn.pdf", data=publication(style), sha256=""))
    assert [as_read(form) for form in document.forms] == [as_drawn(form) for form in FORMS]
    assert not any(form.issues for form in document.forms)


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_the_gate_loses_no_table_of_a_form(style: Style, tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "drawn.pdf"
    path.write_bytes(publication(style))
    gated = [(grid.page, grid.cells) for grid in read_grids(path, gate=True)]
    assert gated == [(grid.page, grid.cells) for grid in read_grids(path)]


@pytest.mark.parametrize("lines", range(1, 40, 2))
def test_a_form_is_whole_wherever_the_page_cuts_it(lines: int) -> None:
    form = made_up(lines, rows=10, goal=4)
    data = write_pdf([filler(lines), sheet(form), sheet(FORMS[0])], STYLES[0])
    document = read_document(Source(name="drawn.pdf", data=data, sha256=""))
    assert [as_read(found) for found in document.forms] == [as_drawn(form), as_drawn(FORMS[0])]


@pytest.mark.parametrize("lines", range(1, 40, 2))
def test_a_form_with_two_goals_is_whole_wherever_the_page_cuts_it(lines: int) -> None:
    forms = [made_up_with_two_goals(lines), made_up_with_two_goals(lines + 100)]
    data = write_pdf([filler(lines), *map(two_goal_sheet, forms)], STYLES[0])
    document = read_document(Source(name="drawn.pdf", data=data, sha256=""))
    for form, found in zip(forms, document.forms, strict=True):
        assert (found.fact("project_name"), found.fiscal_year) == (form.name, 2024)
        assert (squeeze(found.goal_long_term), squeeze(found.goal)) == form.goals
        assert [line.amount for line in found.funding] == [a for m in form.money for a in m[1:]]
        assert tuple((r.level1, r.level2, r.name, r.value) for r in found.indicators) == form.rows


# By the picture PDFium is right in both: pdfplumber sees a rule that is clipped away, and no rules
# where a box is cut out of another.
PLUMBER_DIFFERS = ("clipped", "frames")


def texts(page: PageTables) -> list[list[tuple[int, int, int, int, str]]]:
    return [
        [(c.row, c.col, c.rowspan, c.colspan, squeeze(c.text)) for c in table.cells]
        for table in page.tables
    ]


@pytest.mark.parametrize(
    "style", [s for s in STYLES if s.name not in PLUMBER_DIFFERS], ids=lambda style: style.name
)
def test_the_two_engines_see_the_same_grid(style: Style) -> None:
    data = write_pdf([sheet(form) for form in FORMS[1:4]], style)
    first, second = PdfiumEngine(data), PlumberEngine(data)
    assert len(first) == len(second)
    for number in range(1, len(first) + 1):
        one, other = tables_of(first.page(number)), tables_of(second.page(number))
        assert texts(one) == texts(other), number
        assert [squeeze(x.text) for x in one.lines] == [squeeze(x.text) for x in other.lines]
    first.close()
    second.close()


def both(name: str) -> tuple[PageTables, PageTables]:
    """The first page of forms drawn in a style, as PDFium and as pdfplumber see it."""
    style = next(style for style in STYLES if style.name == name)
    data = write_pdf([sheet(form) for form in FORMS[1:4]], style)
    first, second = PdfiumEngine(data), PlumberEngine(data)
    found = tables_of(first.page(1)), tables_of(second.page(1))
    first.close()
    second.close()
    return found


def test_pdfplumber_sees_no_rules_where_boxes_are_cut_out_of_boxes() -> None:
    one, other = both("frames")
    assert (len(one.tables), other.tables) == (2, ())


def test_pdfplumber_sees_a_rule_that_is_clipped_away() -> None:
    """The picture shows no such rule: it stands above the first table and would part its cells."""
    one, other = both("clipped")
    assert texts(one)[1] == texts(other)[1]
    assert len(texts(one)[0]) < len(texts(other)[0])
    assert "".join(t[-1] for t in texts(one)[0]) == "".join(t[-1] for t in texts(other)[0])
