"""Publications as files: every layout in every style of every format, or a day's few of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from samples.layouts.publications import VARIANTS, layouts, published
from samples.layouts.truth import Published
from samples.writers import docx, html, pdf, xlsx
from samples.writers.docx import write_document
from samples.writers.html import write_page
from samples.writers.pages import write_sheets
from samples.writers.text_tables import EXPORTS, write_tables
from samples.writers.xlsx import write_workbook

_EXPORTS = {export.name: export for export in EXPORTS}
_PAGES = {style.name: style for style in html.STYLES}
_DRAWN = {style.name: style for style in pdf.STYLES}
_DOCUMENTS = {style.name: style for style in docx.STYLES}
_WORKBOOKS = {style.name: style for style in xlsx.STYLES}
STYLES = {
    "text": tuple(name for name, export in _EXPORTS.items() if not export.own_cells),
    "html": tuple(_PAGES),
    "pdf": tuple(_DRAWN),
    "docx": tuple(_DOCUMENTS),
    "xlsx": tuple(_WORKBOOKS),
    "torn text": tuple(name for name, export in _EXPORTS.items() if export.own_cells),
}
"""The names of all styles by format; exports that lost what tells their columns stand apart."""
_CUTS = (0, 9, 17, 25, 31, 36)
"""Lines printed before the forms: each moves the place where a page's edge cuts them."""
_A_DAY = 2
"""Styles of each format in which a day's run reads a publication."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One publication in one dress."""

    format: str
    style: str
    published: Published
    data: bytes


def files(layout: str, variant: str, *, full: bool) -> Iterator[File]:
    """A publication in every style, or in the few of a day: another few for the next layout."""
    turn = layouts().index(layout) * len(VARIANTS) + VARIANTS.index(variant)
    for format_, styles in STYLES.items():
        for number in range(len(styles)) if full else _of_the_day(turn, len(styles)):
            for cut in _cuts(turn + number, full=full) if format_ == "pdf" else (0,):
                yield file(layout, variant, format_, styles[number], after=cut)


def _cuts(turn: int, *, full: bool) -> tuple[int, ...]:
    """Where pages cut a publication in one style: the places take turns over the styles."""
    return (
        tuple(dict.fromkeys((0, _CUTS[turn % len(_CUTS)]))) if full else (_CUTS[turn % len(_CUTS)],)
    )


def _of_the_day(turn: int, styles: int) -> Iterator[int]:
    return ((turn * _A_DAY + n) % styles for n in range(min(_A_DAY, styles)))


def file(layout: str, variant: str, format_: str, style: str, *, after: int = 0) -> File:
    """One publication in one dress; `after` so many lines a PDF's first form begins."""
    dressed = _EXPORTS[style].dressed if style in _EXPORTS else str
    said = published(layout, variant, dressed)
    title = f"禾溪县2024年{said.told[0].title}公开"
    if style in _EXPORTS:
        data = write_tables(said.printed, _EXPORTS[style])
    elif format_ == "html":
        data = write_page(title, said.printed, _PAGES[style])
    elif format_ == "docx":
        data = write_document(title, said.printed, _DOCUMENTS[style])
    elif format_ == "xlsx":
        data = write_workbook(said.printed, _WORKBOOKS[style])
    else:
        data = write_sheets(said.printed, _DRAWN[style], lines_before=after)
    return File(
        format=format_,
        style=f"{style} after {after} lines" if format_ == "pdf" else style,
        published=said,
        data=data,
    )
