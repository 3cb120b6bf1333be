"""Terminals: results on stdout, progress and warnings on stderr, texts of documents inert."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from extract.words.text import inert
from say import told

_PIPED_WIDTH = 160


class _Spoken(Console):
    """A console that says sentences of the catalogue in the chosen language."""

    def print(self, *objects: Any, **how: Any) -> None:
        """As rich prints; texts that are handed over bare are our own."""
        super().print(*(told(each) if isinstance(each, str) else each for each in objects), **how)


out = _Spoken(highlight=False, soft_wrap=True, markup=False)
if not out.is_terminal:
    out.width = _PIPED_WIDTH  # a file or a pager has no width of its own: fewer wrapped cells
err = _Spoken(stderr=True, highlight=False, soft_wrap=True, markup=False)


def printed(text: object, limit: int | None = None) -> Text:
    """A text: no markup is read in it, no control character reaches the terminal.

    A sentence of the program's own is said in the chosen language.
    """
    return Text("" if text is None else inert(told(str(text)), limit))


def table(
    headers: Iterable[str], rows: Iterable[Iterable[object]], *, header: bool = True
) -> Table:
    """A plain table that wraps its cells; every cell is inert."""
    made = Table(box=None, pad_edge=False, header_style="bold", show_edge=False, show_header=header)
    for name in headers:
        made.add_column(told(name), overflow="fold")
    for row in rows:
        made.add_row(*(printed(cell) for cell in row))
    return made
