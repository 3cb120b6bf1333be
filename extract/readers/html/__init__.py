"""HTML → Grids: web pages, and Word or WPS exports pasted into a content system.

decode → page (beautifulsoup4 on lxml) → content (lines and tables in order) → tables → places.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from extract.model import Code, Grid, Issue, Reading, Reason, Refused, Source
from extract.readers.decoding import Decoded, decode, is_binary
from extract.readers.html.about import attachments, publisher_of_page, refuse_shell, title_of_page
from extract.readers.html.content import Table, content_of, items
from extract.readers.html.gate import gated
from extract.readers.html.page import parse
from extract.readers.html.places import Budget, form_grid
from extract.readers.html.sniff import declared_charset, is_html
from extract.words.gate import Gate
from extract.words.heads import line_heads_block

_MOST_LINES = 40
"""Of the lines above a table those that can belong to it: a title is near, a site's menu is not."""
_UNREADABLE = 50
"""One character in so many lost makes a page damaged."""


class HTMLReader:
    """Reads web pages."""

    format = "html"

    def claims(self, head: bytes, name: str) -> bool:  # noqa: ARG002 -- content decides, not the name
        """Do the bytes begin as a page does?"""
        return is_html(head)

    def read(self, source: Source, *, gate: Gate) -> Reading:
        """All tables of the page in printed order. Raises Refused, and nothing else."""
        if is_binary(source.data):
            raise Refused(
                Reason.NOT_A_DOCUMENT, "It begins like a page but is no text: fetch it again."
            )
        decoded = decode(source.data, declared=declared_charset(source.data))
        page = parse(decoded.text)
        issues = list(_lost(decoded))
        with _collector_at_rest():
            grids, lines, hidden = _grids(items(content_of(page.soup, gate), gate))
        if hidden:
            issues.append(Issue(code=Code.HIDDEN_ROWS, text=str(hidden)))
        issues += [Issue(code=Code.UNRULED_FORM, text=x) for x in lines if line_heads_block(x)]
        linked = attachments(page, source.source_url)
        candidates = gated(grids, gate)
        if not candidates and not linked:  # a page that links to files has content of its kind
            printed = lines + [cell.text for grid in grids for cell in grid.cells]
            refuse_shell(page, "\n".join(printed), tables=bool(grids))
        return Reading(
            format=self.format,
            grids=grids if gate.is_open else candidates,
            encoding=decoded.encoding,
            title=title_of_page(page),
            publisher=publisher_of_page(page, gate),
            issues=(*issues, *linked),
            incomplete=Reason.DAMAGED if _is_damaged(decoded) else None,
        )


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Keep Python's collector from walking a million live cells again with every few thousand new.

    A fifth of the time of a long page; cells refer to nothing, so nothing is left uncollected.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _grids(content: Iterable[str | Table]) -> tuple[tuple[Grid, ...], list[str], int]:
    """The grids with the lines above each, all lines, and the number of rows not shown."""
    grids: list[Grid] = []
    lines: list[str] = []
    above = hidden = 0
    budget = Budget()
    for item in content:
        if isinstance(item, str):
            lines.append(item)
            continue
        hidden += item.raw.hidden
        heading = lines[max(above, len(lines) - _MOST_LINES) :]
        if grid := form_grid(item.raw, budget, heading):
            grids.append(grid)
            above = len(lines)
    return tuple(grids), lines, hidden


def _lost(decoded: Decoded) -> Iterator[Issue]:
    if decoded.replaced:
        yield Issue(code=Code.CHARACTERS_REPLACED, text=str(decoded.replaced))


def _is_damaged(decoded: Decoded) -> bool:
    written = sum(not char.isascii() for char in decoded.text) if decoded.replaced else 0
    return decoded.replaced * _UNREADABLE > written > 0


HTML = HTMLReader()
