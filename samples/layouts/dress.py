"""Publications as files: every layout in every style of every format, or a day's few of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from samples.layouts.publications import VARIANTS, layouts, published
from samples.layouts.truth import Published
from samples.writers import html, pdf
from samples.writers.html import write_page
from samples.writers.pages import write_sheets
from samples.writers.text_tables import EXPORTS, write_tables

_Style = TypeVar("_Style")
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
    for _, export in _chosen(EXPORTS, turn, full=full):
        said = published(layout, variant, export.dressed)
        data = write_tables(said.printed, export)
        yield File(format="text", style=export.name, published=said, data=data)
    said = published(layout, variant)
    for _, style in _chosen(html.STYLES, turn, full=full):
        title = f"禾溪县2024年{said.told[0].title}公开"
        data = write_page(title, said.printed, style)
        yield File(format="html", style=style.name, published=said, data=data)
    for number, drawn in _chosen(pdf.STYLES, turn, full=full):
        for cut in _CUTS if full else (_CUTS[(turn + number) % len(_CUTS)],):
            data = write_sheets(said.printed, drawn, lines_before=cut)
            style_name = f"{drawn.name} after {cut} lines"
            yield File(format="pdf", style=style_name, published=said, data=data)


def _chosen(styles: tuple[_Style, ...], turn: int, *, full: bool) -> Iterator[tuple[int, _Style]]:
    if full:
        yield from enumerate(styles)
        return
    for n in range(_A_DAY):
        number = (turn * _A_DAY + n) % len(styles)
        yield number, styles[number]
