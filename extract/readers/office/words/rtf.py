"""Rich text (rtf) → lines and tables, by a walk of our own over its words of control.

What a group sets ends with it. Rows say where their cells end (`\\cellx`), so that columns are
found by their edges, and merged cells by their flags.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extract.model import Cell, Code, Issue, Reading, Reason, Refused
from extract.readers.html.prose import BREAK, joined, lines_of
from extract.readers.html.unread import Aside
from extract.readers.office.symbols import symbol
from extract.readers.office.words.lines_and_tables import read_words
from extract.readers.office.words.picture_by_size import TWIPS, told_of
from extract.readers.office.words.rtf_raised import RaisedText
from extract.readers.office.words.rtf_tokens import Token, tokens
from extract.readers.office.words.tables import Item, Table
from extract.words.gate import Gate

MAGIC = b"{\\rtf"
_DEEPEST = 500
_LEFT_OUT = frozenset(
    (
        *("colortbl", "stylesheet", "info", "generator", "template", "private", "filetbl"),
        *("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"),
        *("footnote", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc", "annotation", "atnid"),
        *("atnauthor", "fldinst", "nonesttables", "datafield", "objdata", "themedata"),
        *("colorschememapping", "listtable", "listoverridetable", "revtbl", "rsidtbl", "xmlnstbl"),
        *("latentstyles", "pntxtb", "pntxta", "sn", "bkmkstart", "bkmkend", "passwordhash"),
    )
)
"""Groups whose text is printed nowhere, or in the margins of pages."""
_READ = frozenset(("shppict", "shpinst", "nesttableprops", "ud"))
"""Groups that programs may pass over, and that hold what is printed."""
_SIGNS = {
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "tab": "\t",
    "line": BREAK,
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
}
_CODEPAGES = {
    936: "gb18030",
    54936: "gb18030",
    950: "big5hkscs",
    932: "cp932",
    949: "cp949",
    1252: "cp1252",
    65001: "utf-8",
    437: "cp437",
    10000: "mac_roman",
}
_CHARSETS = {134: "gb18030", 136: "big5hkscs", 128: "cp932", 129: "cp949"}
_SYMBOLS = 2
"""The character set of fonts whose letters are signs."""
_MEET = 30
"""Twentieths of a point by which edges of one column differ."""


@dataclass(slots=True)
class _State:
    """What a group sets."""

    passed_over: bool = False
    optional: bool = False
    hidden: bool = False
    withdrawn: bool = False
    raised: bool = False
    font: int = 0
    skip: int = 1
    """Characters behind a character by its number, for programs that do not know it."""
    place: str = ""
    """The name of the group, where its text is no text: fonttbl, pict."""
    in_table: bool = False
    floating: bool = False
    """Is it within a shape that lies over the text?"""
    width: float = 0.0
    height: float = 0.0
    """Of a picture, in twips."""


@dataclass(slots=True)
class Edge:
    """Where a cell ends, and how it is merged."""

    right: int
    down: str = ""
    sideways: str = ""


@dataclass(slots=True)
class Row:
    """A row as written: its texts, and the edges of its cells."""

    texts: list[str]
    edges: list[Edge]


@dataclass(slots=True)
class Rtf:
    """One walk over a file; `items` are lines, tables and asides in printed order."""

    data: bytes
    states: list[_State] = field(default_factory=lambda: [_State()])
    encoding: str = "cp1252"
    fonts: dict[int, tuple[int, str]] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    _default_font: int = 0
    _bytes: bytearray = field(default_factory=bytearray)
    _text: list[str] = field(default_factory=list)
    _withdrawn: list[str] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    _edges: list[Edge] = field(default_factory=list)
    _next: Edge = field(default_factory=lambda: Edge(0))
    _rows: list[Row] = field(default_factory=list)
    _to_skip: int = 0
    _high: int = 0
    _name: list[str] = field(default_factory=list)
    _pictures: list[Aside] = field(default_factory=list)
    _raised: RaisedText = field(default_factory=RaisedText)

    def walk(self) -> Iterator[Item]:
        """Read the file; Refused where it is nested as nothing printed is."""
        for token in tokens(self.data):
            if token.kind != "byte":
                self._flush()
            match token.kind:
                case "open":
                    self.states.append(replace(self.states[-1], optional=False))
                    if len(self.states) > _DEEPEST:
                        raise Refused(Reason.RESOURCE_LIMIT, "Nested deeper than anything printed.")
                case "close":
                    self._close()
                case "word":
                    self._word(token)
                case "sign":
                    self._sign(token.data)
                case "byte":
                    self._byte(token.data)
                case _:
                    self._say(token.data.decode(self._encoding(), "replace"))
            yield from self._done()
        self._flush()
        self._paragraph()
        self._end_table()
        yield from self._done()

    def _done(self) -> Iterator[Item]:
        yield from self.items
        self.items.clear()

    # Characters

    def _encoding(self) -> str:
        state = self.states[-1]
        charset, _ = self.fonts.get(state.font, (0, ""))
        return _CHARSETS.get(charset, self.encoding)

    def _byte(self, data: bytes) -> None:
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._bytes += data

    def _flush(self) -> None:
        """Bytes that stand together are characters together: those of GBK have two."""
        if self._bytes:
            data = bytes(self._bytes)
            self._bytes.clear()
            charset, name = self.fonts.get(self.states[-1].font, (0, ""))
            if charset == _SYMBOLS:
                self._put("".join(symbol(name or "Symbol", byte) for byte in data))
            else:
                self._put(data.decode(self._encoding(), "replace"))

    def _say(self, text: str) -> None:
        if self._to_skip:
            skipped = min(self._to_skip, len(text))
            self._to_skip -= skipped
            text = text[skipped:]
        self._put(text)

    def _put(self, text: str) -> None:
        state = self.states[-1]
        if state.place == "fonttbl":
            self._name.append(text)
        elif state.passed_over or state.hidden or state.place == "sv" or not text:
            return
        elif state.withdrawn:
            self._withdrawn.append(text)
        elif state.raised:
            self._raised.add(text)
        else:
            self._raised.settle(self._text, text)
            self._text.append(text)

    def _number(self, code: int) -> None:
        """A character by its number, negative above 32767; two may make one."""
        code %= 0x10000
        if 0xD800 <= code < 0xDC00:
            self._high = code
        elif 0xDC00 <= code < 0xE000:
            if self._high:
                self._put(chr(0x10000 + ((self._high - 0xD800) << 10) + code - 0xDC00))
            self._high = 0
        else:
            _, name = self.fonts.get(self.states[-1].font, (0, ""))
            private = 0xF020 <= code <= 0xF0FF
            self._put(symbol(name or "Symbol", code) if private else chr(code))
        self._to_skip = self.states[-1].skip

    # Words of control

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self.states[-1].optional = True
        elif sign in b"\\{}":
            self._say(sign.decode("ascii"))
        elif sign == b"~":
            self._say(" ")
        elif sign == b"_":
            self._say("-")

    def _word(self, token: Token) -> None:
        word, number = token.data.decode("ascii"), token.number
        state = self.states[-1]
        self._to_skip = 0
        if word in _LEFT_OUT or (state.optional and word not in _READ):
            state.passed_over = True
        state.optional = False
        if word in ("fonttbl", "pict"):
            self._group(word)
        elif word == "sv":  # what a shape is told of itself; a picture may stand in it
            state.place = word
        elif word == "ansicpg" and number is not None:
            self.encoding = _CODEPAGES.get(number, "gb18030" if number == 0 else "cp1252")
        elif word == "u" and number is not None:
            self._number(number)
        elif word == "uc":
            state.skip = max(0, number if number is not None else 1)
        elif word in _SIGNS:
            self._put(_SIGNS[word])
        elif not self._formats(word, number) and not state.passed_over:
            self._structure(word, number)

    def _group(self, word: str) -> None:
        state = self.states[-1]
        if word == "fonttbl" or not state.passed_over:
            state.place = word
        state.passed_over = True

    def _formats(self, word: str, number: int | None) -> bool:
        """What changes how characters look, or what they are."""
        state, on = self.states[-1], number != 0
        if word in ("v", "webhidden"):
            state.hidden = on
        elif word in ("deleted", "strike", "striked"):
            state.withdrawn = on
        elif word in ("super", "nosupersub", "sub"):
            state.raised = word == "super" and on
        elif word == "plain":
            state.hidden = state.withdrawn = state.raised = False
            state.font = self._default_font
        elif word == "deff":
            self._default_font = state.font = number or 0
        elif word == "f":
            state.font = number or 0
            if state.place == "fonttbl":
                self.fonts[state.font] = (0, "")
                self._name.clear()
        elif word in ("picwgoal", "pichgoal") and state.place == "pict":
            side = "width" if word == "picwgoal" else "height"
            setattr(state, side, float(number or 0))
        elif word in ("picscalex", "picscaley") and state.place == "pict":
            side = "width" if word == "picscalex" else "height"
            setattr(state, side, getattr(state, side) * (number or 100) / 100)
        elif word == "shp":
            state.floating = True
        elif word == "fcharset" and state.place == "fonttbl":
            self.fonts[state.font] = (number or 0, "")
        else:
            return False
        return True

    def _close(self) -> None:
        state = self.states[-1]
        if state.place == "fonttbl" and self._name:
            name = "".join(self._name).split(";")[0].strip()
            charset, known = self.fonts.get(state.font, (0, ""))
            self.fonts[state.font] = (charset, known or name)
            self._name.clear()
        if state.place == "pict" and self.states[-2:-1] and self.states[-2].place != "pict":
            told = told_of(state.width / TWIPS, state.height / TWIPS, floating=state.floating)
            self._pictures += [told] if told is not None else []
        if len(self.states) > 1:
            self.states.pop()

    def _structure(self, word: str, number: int | None) -> None:
        """Paragraphs, cells and rows."""
        if word in ("par", "sect", "page"):
            self._paragraph()
        elif word == "intbl":
            self.states[-1].in_table = True
        elif word == "pard":
            self.states[-1].in_table = False
        elif word == "nestcell":
            self._raised.settle(self._text, BREAK)
            self._text.append("\t")
        elif word == "nestrow":
            self._text.append(BREAK)
        elif word == "cell":
            self._cell()
        elif word == "row":
            self._rows.append(Row(self._cells, list(self._edges)))
            self._cells = []
        elif word == "trowd":
            self._edges, self._next = [], Edge(0)
        elif word == "cellx":
            self._edges.append(replace(self._next, right=number or 0))
            self._next = Edge(0)
        elif word in ("clvmgf", "clvmrg"):
            self._next.down = word
        elif word in ("clmgf", "clmrg"):
            self._next.sideways = word

    def _paragraph(self) -> None:
        """A paragraph ends: a line of a cell, or one that stands in no table."""
        self._raised.settle(self._text, BREAK)
        if self.states[-1].in_table or self._cells:
            self._text.append(BREAK)
            return
        lines = lines_of("".join(self._text))
        self._text.clear()
        if lines or self._withdrawn or self._pictures:
            self._end_table()
        self.items.extend(lines)
        self._asides()

    def _cell(self) -> None:
        self._raised.settle(self._text, "")
        text = joined(lines_of("".join(self._text)))
        self._text.clear()
        self._cells.append(text)

    def _asides(self) -> None:
        """What is withdrawn, and pictures, where they were met."""
        if text := "".join(self._withdrawn).replace(BREAK, " ").strip():
            self.items.append(Aside(Code.TEXT_WITHDRAWN, text))
        self.items += [*self._pictures, *self._raised.told()]
        self._withdrawn.clear()
        self._pictures.clear()

    def _end_table(self) -> None:
        if self._cells:  # a row that no word ends
            self._rows.append(Row(self._cells, list(self._edges)))
            self._cells = []
        if self._rows:
            table = table_of(self._rows)
            self._rows = []
            table.asides += [
                Aside(Code.TEXT_WITHDRAWN, text)
                for text in ["".join(self._withdrawn).replace(BREAK, " ").strip()]
                if text
            ]
            table.asides += [*self._pictures, *self._raised.told()]
            self._withdrawn.clear()
            self._pictures.clear()
            self.items.append(table)


def table_of(rows: list[Row]) -> Table:
    """Rows with the edges of their cells → a table with columns and merged cells."""
    edges = sorted({edge.right for row in rows for edge in row.edges})
    column = _columns(edges)
    cells: list[Cell] = []
    above: dict[tuple[int, int], int] = {}  # columns of a cell merged downwards → its place
    for number, row in enumerate(rows):
        first, open_now = 0, {}
        for n, text in enumerate(row.texts):
            edge = row.edges[n] if n < len(row.edges) else Edge(0)
            last = column.get(edge.right, first + 1) if n < len(row.edges) else first + 1
            last = max(last, first + 1)
            if edge.sideways == "clmrg" and cells and cells[-1].row == number:
                cells[-1] = replace(cells[-1], colspan=last - cells[-1].col)
                first = last
                continue
            key = (first, last)
            if edge.down == "clvmrg" and key in above:
                at = above[key]
                cells[at] = replace(cells[at], rowspan=number - cells[at].row + 1)
                open_now[key] = at
            else:
                cells.append(Cell(text=text, row=number, col=first, colspan=last - first))
                if edge.down:
                    open_now[key] = len(cells) - 1
            first = last
        above = open_now
    return Table(cells=cells)


def _columns(edges: list[int]) -> dict[int, int]:
    """Right edge → number of the column behind it; edges that nearly meet are one."""
    found: dict[int, int] = {}
    number, before = 0, None
    for edge in edges:
        if before is None or edge - before > _MEET:
            number += 1
        found[edge] = number
        before = edge
    return found


def read_rtf(data: bytes, gate: Gate) -> Reading:
    """All tables of a rich text with the lines above each; a file that is cut is incomplete."""
    rtf = Rtf(data)
    reading = read_words("rtf", rtf.walk(), gate)
    if len(rtf.states) == 1:
        return reading
    cut = Issue(code=Code.END_MISSING)
    return replace(reading, issues=(*reading.issues, cut), incomplete=Reason.DAMAGED)
