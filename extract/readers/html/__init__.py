"""HTML → Grids: web pages, and Word or WPS exports pasted into a content system.

decode → page (lxml's tree) → content (lines and tables in order) → tables → places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.model import Code, Issue, Reading, Reason, Refused, Source
from extract.readers.collector import collector_at_rest
from extract.readers.decoding import Decoded, beyond_ascii, decode, is_binary
from extract.readers.html.about import (
    attachments,
    publisher_of_page,
    refuse_shell,
    stated_of_page,
    title_of_page,
)
from extract.readers.html.beside import Around, Found, beside_values
from extract.readers.html.content import Item, content_of, items, known_elements
from extract.readers.html.gate import gated
from extract.readers.html.page import parse
from extract.readers.html.places import Budget, form_grid
from extract.readers.html.sniff import declared_charset, is_html
from extract.readers.html.tree import elements, text_of
from extract.readers.html.unread import Aside
from extract.readers.places_in_words import with_places
from extract.readers.told_lines import told_grids
from extract.words.gate import Gate
from extract.words.heads import headers_in_lines, rows_in_lines
from extract.words.text import key

_MOST_LINES = 40
"""Of the lines above a table those that can belong to it: a title is near, a site's menu is not."""
_UNREADABLE = 50
"""One character in so many lost makes a page damaged."""


class HTMLReader:
    """Reads web pages."""

    format = "html"

    def claims(self, source: Source) -> bool:
        """Do the bytes begin as a page does?"""
        return is_html(source.data)

    def read(self, source: Source, *, gate: Gate) -> Reading:
        """All tables of the page in printed order. Raises Refused, and nothing else."""
        if is_binary(source.data):
            raise Refused(
                Reason.NOT_A_DOCUMENT, "It begins like a page but is no text: fetch it again."
            )
        decoded = decode(source.data, declared=declared_charset(source.data))
        page = parse(decoded.text)
        issues = list(_lost(decoded))
        with collector_at_rest():
            known = known_elements(page.document)
            content = content_of(page.document, known, gate)
            found = _found(items(content, gate))
        grids, lines = tuple(grid for grid, _ in found.grids), found.lines
        if found.hidden:
            issues.append(Issue(code=Code.HIDDEN_ROWS, text=str(found.hidden)))
        issues += [
            Issue(code=Code.UNRULED_FORM, text=x)
            for x in (*headers_in_lines(lines), *rows_in_lines(lines))
        ]
        linked = attachments(page, source.source_url)
        candidates = gated(grids, gate)
        stated = stated_of_page(page)
        title = title_of_page(page, stated)
        around = Around(
            gate=gate,
            title=title,
            is_known=any(content is each for each in known),
            linked=frozenset(
                key(text_of(link))
                for link in elements(content, "a")
                if link.get("href") is not None
            ),
            has_files=bool(linked),
        )
        beside = beside_values(found, candidates, around)
        issues += beside.issues
        told = told_grids(lines, candidates)
        if not (candidates or told) and not linked and not beside.unread:
            # A page that links to files or shows pictures of forms has content of its kind.
            printed = lines + [cell.text for grid in grids for cell in grid.cells]
            refuse_shell(page, known, "\n".join(printed), tables=bool(grids))
        return Reading(
            format=self.format,
            grids=(*(grids if gate.is_open else candidates), *with_places(told, first=len(grids))),
            encoding=decoded.encoding,
            title=title,
            publisher=publisher_of_page(page, stated, gate),
            issues=(*issues, *linked),
            incomplete=Reason.DAMAGED if _is_damaged(decoded) else beside.unread,
        )


def _found(content: Iterable[Item]) -> Found:
    """The grids with the lines above each, all lines, and what is printed beside them."""
    found = Found()
    above = 0
    budget = Budget()
    ends: list[int] = []
    for item in content:
        if isinstance(item, str):
            found.lines.append(item)
        elif isinstance(item, Aside):
            found.asides.append((len(found.lines), item))
        else:
            found.hidden += item.raw.hidden
            heading = found.lines[max(above, len(found.lines) - _MOST_LINES) :]
            asides = tuple(item.raw.asides)
            if grid := form_grid(item.raw, budget, heading, number=len(found.grids)):
                found.grids.append((grid, asides))
                above = len(found.lines)
                ends.append(above)
            else:  # cells that hold nothing but pictures
                found.asides += ((len(found.lines), aside) for aside in asides)
    found.add_lines_below(ends, _MOST_LINES)
    return found


def _lost(decoded: Decoded) -> Iterator[Issue]:
    if decoded.replaced:
        yield Issue(code=Code.CHARACTERS_REPLACED, text=str(decoded.replaced))


def _is_damaged(decoded: Decoded) -> bool:
    written = beyond_ascii(decoded.text) if decoded.replaced else 0
    return decoded.replaced * _UNREADABLE > written > 0


HTML = HTMLReader()
