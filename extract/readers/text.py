"""Text exports: tables in tabs, strokes, commas or spaces, with traces of Markdown, HTML and LaTeX.

What a page or a merge was is lost in such an export: no boxes, no spans.
"""

from __future__ import annotations

import regex

from extract.model import Code, Grid, Issue, Reading, Reason, Refused, Source
from extract.readers.comma_rows import comma_separated, tabs_with_quotes
from extract.readers.decoding import decode, is_binary
from extract.readers.foreign_formats import foreign_format
from extract.readers.line_grids import grids_of
from extract.readers.loose_rows import keyed, one_a_line
from extract.readers.pipe_rows import piped
from extract.readers.printed_lines import Piece, Printed, PrintedLines
from extract.readers.spaced_rows import spaced, titled_labels
from extract.readers.told_lines import told_line_by_line
from extract.words.gate import Gate
from extract.words.heads import headers_in_lines, heads_block

_HEAD = 4096
"""Bytes by which a file is told to be text."""
_BETWEEN = "\t|,"
_MOST_CELLS = 2_000_000
"""Tabs, strokes or commas of a text: every cell becomes an object of its own."""
_CODED = regex.compile(r"(?:^[A-Za-z0-9+/]{60,100}\r?$\n){4}", flags=regex.M)
"""Lines of letters that stand for the bytes of another file (base64), which a damaged mail left."""
_NEWLINE = regex.compile(r"\r\n|\n|\r")


def tables(text: str) -> tuple[Grid, ...]:
    r"""The tables of a text with the lines above each.

    >>> [grid] = tables("# 绩效目标表\n\n项目名称\t道路\n年度目标\n通车\n")
    >>> [line.text for line in grid.heading], [(c.text, c.row, c.colspan) for c in grid.cells]
    (['# 绩效目标表'], [('项目名称', 0, 1), ('道路', 0, 1), ('年度目标', 1, 2), ('通车', 2, 2)])
    """
    return grids_of(printed_in(text).lines)


def printed_in(text: str) -> PrintedLines:
    """The lines of a text, those of its tables as rows, by whatever parts their cells.

    Tabs and strokes part cells wherever they stand; commas, spaces and line ends only where a
    header of indicators is so written, and none between tabs or strokes.
    """
    lines = _NEWLINE.split(text)
    if '"' in text and (quoted := tabs_with_quotes(lines)) is not None:
        return PrintedLines(quoted)
    found = piped(lines)
    found.lines = [_tabbed(line) if isinstance(line, str) else line for line in found.lines]
    rows = ([piece.text for piece in line] for line in found.lines if not isinstance(line, str))
    if any(map(heads_block, rows)):
        return found
    if (commas := comma_separated(lines)) is not None:
        return PrintedLines(commas)
    if any("\t" in line for line in lines):
        return found
    told = spaced(lines) or one_a_line(lines) or keyed(lines) or told_line_by_line(lines)
    return told or found


def _tabbed(line: str) -> Printed:
    if "\t" not in line:
        return line
    return tuple(Piece(cell.strip()) for cell in line.split("\t"))


class TextReader:
    """Reads plain text; the last of the readers, since it claims whatever is text."""

    format = "text"

    def claims(self, source: Source) -> bool:
        """Any bytes that are text and begin as nothing else."""
        return not is_binary(source.data[:_HEAD]) and foreign_format(source.data) is None

    def read(self, source: Source, *, gate: Gate) -> Reading:  # noqa: ARG002 -- reading all is as quick
        """All tab-separated tables."""
        decoded = decode(source.data)
        if max(map(decoded.text.count, _BETWEEN)) > _MOST_CELLS:
            raise Refused(
                Reason.RESOURCE_LIMIT,
                f"More than {_MOST_CELLS:,} cells in one text: split the file.",
            )
        lost = (
            (Issue(code=Code.CHARACTERS_REPLACED, text=str(decoded.replaced)),)
            if decoded.replaced
            else ()
        )
        coded = (Issue(code=Code.FILE_DAMAGED),) if _CODED.search(decoded.text) else ()
        found = printed_in(decoded.text)
        loose = headers_in_lines(line if isinstance(line, str) else "." for line in found.lines)
        unplaced = tuple(Issue(code=Code.UNRULED_FORM, text=line) for line in (*loose, *found.lost))
        grids = grids_of(found.lines, placed=True)
        if not grids and (title := titled_labels(found.lines)):
            unplaced = (*unplaced, Issue(code=Code.UNRULED_FORM, text=title))
        return Reading(
            format=self.format,
            grids=grids,
            encoding=decoded.encoding,
            issues=(*lost, *coded, *unplaced),
            incomplete=Reason.DAMAGED if coded else None,
        )


TEXT = TextReader()
