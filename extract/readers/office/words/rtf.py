"""Rich text (rtf) → lines and tables, by a walk of our own over its words of control.

What a group sets ends with it. Rows say where their cells end (`\\cellx`), so that columns are
found by their edges, and merged cells by their flags.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extract.model import Code, Issue, Reading, Reason
from extract.readers.html.prose import BREAK, joined, lines_of
from extract.readers.html.unread import Aside
from extract.readers.office.words.lines_and_tables import read_words
from extract.readers.office.words.picture_by_size import TWIPS, told_of
from extract.readers.office.words.rtf_names import CODEPAGES, LEFT_OUT, NOTES, READ, SIGNS, TABLES
from extract.readers.office.words.rtf_rows import Edge, Row, table_of
from extract.readers.office.words.rtf_state import UNKNOWN
from extract.readers.office.words.rtf_text import RtfText
from extract.readers.office.words.rtf_tokens import Token, tokens
from extract.readers.office.words.tables import Item
from extract.words.gate import Gate

MAGIC = b"{\\rtf"


@dataclass(slots=True)
class Rtf:
    """One walk over a file; `items` are lines, tables and asides in printed order."""

    data: bytes
    text: RtfText = field(default_factory=RtfText)
    items: list[Item] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    _edges: list[Edge] = field(default_factory=list)
    _next: Edge = field(default_factory=lambda: Edge(0))
    _rows: list[Row] = field(default_factory=list)
    _pictures: list[Aside] = field(default_factory=list)

    def walk(self) -> Iterator[Item]:
        """Read the file; Refused where it is nested as nothing printed is."""
        for token in tokens(self.data):
            if token.kind != "byte":
                self.text.flush()
            match token.kind:
                case "open":
                    self.text.open()
                case "close":
                    self._close()
                case "word":
                    self._word(token)
                case "sign":
                    self._sign(token.data)
                case "byte":
                    self.text.byte(token.data)
                case _:
                    self.text.plain(token.data)
            yield from self._done()
        self.text.flush()
        self._paragraph()
        self._end_table()
        yield from self._done()

    @property
    def is_whole(self) -> bool:
        """Does every group end that began?"""
        return len(self.text.states) == 1

    def _done(self) -> Iterator[Item]:
        yield from self.items
        self.items.clear()

    def _close(self) -> None:
        state = self.text.close()
        if state.place == "pict" and self.text.state.place != "pict":
            told = told_of(state.width / TWIPS, state.height / TWIPS, floating=state.floating)
            self._pictures += [told] if told is not None else []

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self.text.state.optional = True
        elif sign in b"\\{}":
            self.text.plain(sign)
        elif sign == b"~":
            self.text.plain(b" ")
        elif sign == b"_":
            self.text.plain(b"-")

    def _word(self, token: Token) -> None:
        word, number = token.data.decode("ascii"), token.number
        state = self.text.state
        self.text.word()
        if word in LEFT_OUT or (state.optional and word not in READ):
            state.passed_over = True
            state.place = "" if state.place in NOTES else state.place
        state.optional = False
        if word in NOTES:
            state.place, state.passed_over = word, True
        elif word in TABLES:
            state.place = word if word != "pict" or not state.passed_over else state.place
            state.passed_over = True
        elif word == "nesttableprops":
            state.nested = True
        elif word == "sv":  # what a shape is told of itself; a picture may stand in it
            state.place = word
        elif word == "ansicpg" and number is not None:
            self.text.encoding = CODEPAGES.get(number, "gb18030" if number == 0 else "cp1252")
        elif word == "u" and number is not None:
            self.text.number(number)
        elif word == "uc":
            state.skip = max(0, number if number is not None else 1)
        elif word == "plain":
            state.plain(self.text.default_font)
        elif word in SIGNS:
            self.text.put(SIGNS[word])
        elif not self._looks(word, number) and not state.passed_over:
            self._structure(word, number)

    def _looks(self, word: str, number: int | None) -> bool:
        """What changes how characters look, or what they are."""
        state = self.text.state
        looks = state.looks(word, number) or state.pictured(word, number)
        return looks or self.text.table_word(word, number)

    def _structure(self, word: str, number: int | None) -> None:
        """Paragraphs, cells and rows."""
        if word in ("par", "sect", "page"):
            self._paragraph()
        elif word == "intbl":
            self.text.state.in_table = True
        elif word == "pard":
            self.text.state.in_table = False
            self.text.state.shade = 0
        elif word == "nestcell":
            self.text.add("\t")
        elif word == "nestrow":
            self.text.add(BREAK)
        elif word == "cell":
            self._cells.append(joined(lines_of(self.text.taken())))
        elif word == "row":
            self._rows.append(Row(self._cells, list(self._edges)))
            self._cells = []
        elif not self.text.state.nested:
            self._edge(word, number)
        self.text.cell_shade = self._shade()

    def _edge(self, word: str, number: int | None) -> None:
        """The definition of a row's cells, one by one."""
        if word == "trowd":
            self._edges, self._next = [], Edge(0)
        elif word == "cellx":
            self._edges.append(replace(self._next, right=number or 0))
            self._next = Edge(0)
        elif word in ("clvmgf", "clvmrg"):
            self._next.down = word
        elif word in ("clmgf", "clmrg"):
            self._next.sideways = word
        elif word == "clcbpat":
            self._next.shade = number
        elif word == "clshdng" and number:
            self._next.shade = UNKNOWN

    def _shade(self) -> int | None:
        """What lies behind the cell that is written; not known where no definition comes first."""
        at = len(self._cells)
        return self._edges[at].shade if at < len(self._edges) else UNKNOWN

    def _paragraph(self) -> None:
        """A paragraph ends: a line of a cell, or one that stands in no table."""
        if self.text.state.in_table or self._cells:
            self.text.add(BREAK)
            return
        lines = lines_of(self.text.taken())
        if lines or self.text.has_asides or self._pictures:
            self._end_table()
        self.items.extend(lines)
        self.items += self._asides()

    def _asides(self) -> list[Aside]:
        """What is no text, and pictures, where they were met."""
        found = [*self.text.asides(), *self._pictures]
        self._pictures.clear()
        return found

    def _end_table(self) -> None:
        if self._cells:  # a row that no word ends
            self._rows.append(Row(self._cells, list(self._edges)))
            self._cells = []
        if self._rows:
            table = table_of(self._rows)
            self._rows = []
            table.asides += self._asides()
            self.items.append(table)


def read_rtf(data: bytes, gate: Gate) -> Reading:
    """All tables of a rich text with the lines above each; a file that is cut is incomplete."""
    rtf = Rtf(data)
    reading = read_words("rtf", rtf.walk(), gate)
    if rtf.is_whole:
        return reading
    cut = Issue(code=Code.END_MISSING)
    return replace(reading, issues=(*reading.issues, cut), incomplete=Reason.DAMAGED)
