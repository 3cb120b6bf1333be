"""Text exports: tab-separated tables under Markdown headings, with traces of HTML and LaTeX.

A run of lines with tabs is a table; lines before its first tab are its heading. Inside a table a
line without a tab is one cell over the full width. A blank line, a Markdown heading or a form's
title ends it. What a page or a merge was is lost in such an export: no boxes, no spans.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from extract.model import Cell, Code, Grid, Issue, Line, Reading, Reason, Refused, Source
from extract.readers.decoding import decode, is_binary
from extract.readers.foreign_formats import foreign_format
from extract.words.gate import Gate
from extract.words.heads import headers_in_lines, heads_block
from extract.words.labels import goal_role
from extract.words.titles import title_of

_HEAD = 4096
"""Bytes by which a file is told to be text."""
_MOST_CELLS = 2_000_000
"""Tabs of a text: every cell becomes an object of its own."""
_NEWLINE = regex.compile(r"\r\n|\n|\r")


@dataclass(slots=True)
class _Block:
    """The lines gathered for the next grid."""

    heading: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    def grid(self) -> Grid:
        width = max(len(row) for row in self.rows)
        return Grid(
            cells=tuple(
                Cell(text=text, row=r, col=c, colspan=width if len(row) == 1 else 1)
                for r, row in enumerate(self.rows)
                for c, text in enumerate(row)
            ),
            heading=tuple(Line(text=text) for text in self.heading),
        )


def tables(text: str) -> tuple[Grid, ...]:
    r"""The tab-separated tables of a text with the lines above each.

    >>> [grid] = tables("# 绩效目标表\n\n项目名称\t道路\n年度目标\n通车\n")
    >>> [line.text for line in grid.heading], [(c.text, c.row, c.colspan) for c in grid.cells]
    (['# 绩效目标表'], [('项目名称', 0, 1), ('道路', 0, 1), ('年度目标', 1, 2), ('通车', 2, 2)])
    """
    grids: list[Grid] = []
    block = _Block()

    def close() -> None:
        nonlocal block
        if block.rows:
            grids.append(block.grid())
            block = _Block()

    for line in _NEWLINE.split(text):
        if not line.strip():
            close()
        elif "\t" in line:
            block.rows.append([cell.strip() for cell in line.split("\t")])
        elif title_of(line) or (line.startswith("#") and not _goes_on(block)):
            close()
            block.heading.append(line.strip())
        elif block.rows:
            block.rows.append([line.strip()])
        else:
            block.heading.append(line.strip())
    close()
    return tuple(grids)


def _goes_on(block: _Block) -> bool:
    """Is the table a form whose indicators are still to come? Then a # line is text of its goal."""
    goal = any(goal_role(text) for row in block.rows for text in row)
    return goal and not any(map(heads_block, block.rows))


class TextReader:
    """Reads plain text; the last of the readers, since it claims whatever is text."""

    format = "text"

    def claims(self, source: Source) -> bool:
        """Any bytes that are text and begin as nothing else."""
        return not is_binary(source.data[:_HEAD]) and foreign_format(source.data) is None

    def read(self, source: Source, *, gate: Gate) -> Reading:  # noqa: ARG002 -- reading all is as quick
        """All tab-separated tables."""
        decoded = decode(source.data)
        if decoded.text.count("\t") > _MOST_CELLS:
            raise Refused(
                Reason.RESOURCE_LIMIT,
                f"More than {_MOST_CELLS:,} cells in one text: split the file.",
            )
        lost = (
            (Issue(code=Code.CHARACTERS_REPLACED, text=str(decoded.replaced)),)
            if decoded.replaced
            else ()
        )
        loose = tuple(
            Issue(code=Code.UNRULED_FORM, text=line)
            for line in headers_in_lines(
                "." if "\t" in line else line for line in _NEWLINE.split(decoded.text)
            )
        )
        return Reading(
            format=self.format,
            grids=tables(decoded.text),
            encoding=decoded.encoding,
            issues=(*lost, *loose),
        )


TEXT = TextReader()
