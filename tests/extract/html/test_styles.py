"""The same publication gives the same forms in every style of page, and as text."""

import hashlib
from dataclasses import replace
from functools import cache

import pytest

from extract.document import read_document
from extract.families import gate
from extract.model import Document, Form, Grid, Source
from extract.readers.html import HTML
from samples.truth import Publication, publications
from samples.writers.html import STYLES, Style, printed_forms, write_html
from samples.writers.printed import Printed, places
from samples.writers.text import Dress, write_text

PUBLICATIONS = [pytest.param(each, id=f"{each.slug}-{each.fiscal_year}") for each in publications()]
EVERY_STYLE = [pytest.param(each, id=each.name) for each in STYLES]
MERGED = [pytest.param(each, id=each.name) for each in STYLES if each.merges]

Place = tuple[str, int, int, int, int]


def source(data: bytes) -> Source:
    return Source(name="x", data=data, sha256=hashlib.sha256(data).hexdigest())


def read(data: bytes) -> Document:
    return read_document(source(data))


@cache
def read_text(publication: Publication) -> Document:
    return read(write_text(publication, Dress(html=True)).encode())


def same(form: Form) -> Form:
    """A form without what is the format's: the line ends in its labels, and places in words."""
    return replace(
        form,
        facts=tuple(replace(f, label=_unbroken(f.label), place=None) for f in form.facts),
        funding=tuple(replace(f, label=_unbroken(f.label), place=None) for f in form.funding),
        indicators=tuple(replace(row, place=None) for row in form.indicators),
    )


def _unbroken(label: str) -> str:
    return "".join(label.split())


def printed(grid: Grid) -> list[Place]:
    """Its cells with text, counted from the first row that has any."""
    cells = [cell for cell in grid.cells if cell.text]
    return [(c.text, c.row - cells[0].row, c.col, c.rowspan, c.colspan) for c in cells]


def expected(form: Printed) -> list[Place]:
    return [(c.text, row, col, c.rowspan, c.colspan) for row, col, c in places(form.rows)]


@pytest.mark.parametrize("style", EVERY_STYLE)
@pytest.mark.parametrize("publication", PUBLICATIONS)
def test_a_page_gives_the_forms_that_the_text_gives(publication: Publication, style: Style) -> None:
    text = read_text(publication)
    page = read(write_html(publication, style))
    assert [replace(same(form), issues=()) for form in page.forms] == [
        replace(same(form), issues=()) for form in text.forms
    ]
    assert page.unrecognised == 0


@pytest.mark.parametrize("style", EVERY_STYLE)
def test_every_form_of_a_page_is_a_table_of_its_own(style: Style) -> None:
    publication = publications()[0]
    reading = HTML.read(source(write_html(publication, style)), gate=gate())
    assert len(reading.grids) == len(printed_forms(publication, style))


@pytest.mark.parametrize("style", [s for s in EVERY_STYLE if s.id != "one table"])
@pytest.mark.parametrize("publication", PUBLICATIONS)
def test_a_page_raises_the_doubts_that_the_text_raises(
    publication: Publication, style: Style
) -> None:
    text = read_text(publication)
    page = read(write_html(publication, style))
    assert [form.issues for form in page.forms] == [form.issues for form in text.forms]


@pytest.mark.parametrize("style", MERGED)
@pytest.mark.parametrize("publication", PUBLICATIONS)
def test_every_cell_of_a_page_is_read_at_its_place(publication: Publication, style: Style) -> None:
    reading = HTML.read(source(write_html(publication, style)), gate=gate())
    assert [printed(grid) for grid in reading.grids] == [
        expected(form) for form in printed_forms(publication, style)
    ]
    assert all(grid.spans_known for grid in reading.grids)


@pytest.mark.parametrize("style", EVERY_STYLE)
def test_a_page_tells_its_title_and_its_publisher(style: Style) -> None:
    publication = publications()[0]
    reading = HTML.read(source(write_html(publication, style)), gate=gate())
    assert reading.title == f"{publication.department}{publication.fiscal_year}年绩效目标公开"
    assert reading.publisher == "禾溪县财政局"
    assert reading.encoding == style.encoding.replace("utf-16", "utf-16-le")
