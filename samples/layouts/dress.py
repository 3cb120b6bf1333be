"""Publications as files: every layout in every style of every format, or a day's few of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from samples.layouts.publications import VARIANTS, layouts, published
from samples.layouts.truth import Published
from samples.writers import html, pdf
from samples.writers.html import write_page
from samples.writers.pages import write_sheets
from samples.writers.text_tables import EXPORTS, write_tables

_EXPORTS = {export.name: export for export in EXPORTS}
_PAGES = {style.name: style for style in html.STYLES}
_DRAWN = {style.name: style for style in pdf.STYLES}
STYLES = {"text": tuple(_EXPORTS), "html": tuple(_PAGES), "pdf": tuple(_DRAWN)}
"""The names of all styles by format."""
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
    return ((turn * _A_DAY + n) % styles for n in range(_A_DAY))


def file(layout: str, variant: str, format_: str, style: str, *, after: int = 0) -> File:
    """One publication in one dress; `after` so many lines a PDF's first form begins."""
    dressed = _EXPORTS[style].dressed if format_ == "text" else str
    said = published(layout, variant, dressed)
    if format_ == "text":
        data = write_tables(said.printed, _EXPORTS[style])
    elif format_ == "html":
        data = write_page(f"禾溪县2024年{said.told[0].title}公开", said.printed, _PAGES[style])
    else:
        data = write_sheets(said.printed, _DRAWN[style], lines_before=after)
    return File(
        format=format_,
        style=f"{style} after {after} lines" if format_ == "pdf" else style,
        published=said,
        data=data,
    )
