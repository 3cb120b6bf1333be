"""Publications as files: every layout in every style of every format, or a day's few of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from samples.layouts.publications import VARIANTS, layouts, published
from samples.layouts.truth import Published
from samples.writers import docx, html, odf, ofd, office_xml, pdf, saved_page, xls, xlsx
from samples.writers.pages import write_sheets
from samples.writers.printed import Printed
from samples.writers.text_tables import EXPORTS, write_tables

_EXPORTS = {export.name: export for export in EXPORTS}
_DRAWN = {style.name: style for style in pdf.STYLES}
_LAID_OUT = {style.name: style for style in ofd.STYLES}
_PAGED = ("pdf", "ofd")
_Writer = Callable[[str, tuple[Printed, ...], Any], bytes]
_WITHOUT_PAGES: dict[str, tuple[tuple[Any, ...], _Writer]] = {
    "html": (html.STYLES, html.write_page),
    "docx": (docx.STYLES, docx.write_document),
    "xlsx": (xlsx.STYLES, lambda _, forms, style: xlsx.write_workbook(forms, style)),
    "xls": (xls.STYLES, lambda _, forms, style: xls.write_xls(forms, style)),
    "odf": (odf.STYLES, lambda _, forms, style: odf.write_odf(forms, style)),
    "xml": (office_xml.STYLES, lambda _, forms, style: office_xml.write_office_xml(forms, style)),
    "mhtml": (saved_page.STYLES, saved_page.write_saved),
}
"""The styles of a format and what writes it, of a title and of printed forms."""
_STYLED = {
    (format_, style.name): style
    for format_, (styles, _) in _WITHOUT_PAGES.items()
    for style in styles
}
STYLES = {
    "text": tuple(name for name, export in _EXPORTS.items() if not export.own_cells),
    "html": tuple(style.name for style in html.STYLES),
    "pdf": tuple(_DRAWN),
    "ofd": tuple(_LAID_OUT),
    **{
        format_: tuple(style.name for style in styles)
        for format_, (styles, _) in _WITHOUT_PAGES.items()
        if format_ != "html"
    },
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
            for cut in _cuts(turn + number, full=full) if format_ in _PAGED else (0,):
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
    export = _EXPORTS.get(style) if format_ in ("text", "torn text") else None
    said = published(layout, variant, export.dressed if export else str)
    if export:
        data = write_tables(said.printed, export)
    elif format_ == "pdf":
        data = write_sheets(said.printed, _DRAWN[style], lines_before=after)
    elif format_ == "ofd":
        laid_out = _LAID_OUT[style]
        data = write_sheets(said.printed, laid_out, lines_before=after, write=ofd.write_ofd)
    else:
        title = f"禾溪县2024年{said.told[0].title}公开"
        write = _WITHOUT_PAGES[format_][1]
        data = write(title, said.printed, _STYLED[format_, style])
    return File(
        format=format_,
        style=f"{style} after {after} lines" if format_ in _PAGED else style,
        published=said,
        data=data,
    )
