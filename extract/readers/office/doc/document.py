"""A document's characters → lines and tables, proven: every mark of a cell is in a table."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.model import Code, Reading, Reason, Refused
from extract.readers.html.prose import BREAK, joined, lines_of
from extract.readers.html.unread import Aside
from extract.readers.office.doc.streams import Streams
from extract.readers.office.doc.word_file import Locked, TooOld, Unproven, WordFile, sprms
from extract.readers.office.symbols import in_symbols, symbol
from extract.readers.office.words.lines_and_tables import read_words
from extract.readers.office.words.picture_by_size import TWIPS, told_of
from extract.readers.office.words.rtf import Edge, Row, table_of
from extract.readers.office.words.tables import Item
from extract.words.gate import Gate

_CELL, _PARAGRAPH, _PAGE, _LINE = "\x07", "\r", "\x0c", "\x0b"
_FIELD, _RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_INLINE, _FLOATING = "\x01", "\x08"
_SIGNS = {"\x1e": "-", "\x1f": "", "\xa0": " ", "\x02": "", "\x05": "", "\t": "\t", "\x0e": BREAK}
_IN_TABLE, _ROW_ENDS, _DEPTH = 0x2416, 0x2417, 0x6649
_INNER_CELL, _INNER_ROW_ENDS = 0x244B, 0x244C
_HIDDEN, _DELETED, _STRUCK, _STRUCK_TWICE = 0x083C, 0x0800, 0x0837, 0x2A53
_SYMBOL, _FONT = 0x6A09, 0x4A4F
_TABLE, _MERGED_DOWN = 0xD608, 0xD62B
_UNPROVEN = (
    "Its tables cannot be proven to be read whole: open it, save it as docx or PDF, and put that "
    "in its place."
)
_DAMAGED = "The document is damaged: fetch it again from the place it was published."
_LOCKED = "The document is locked by a password: publish it without one, or as PDF."
_OLD = "This is a document of a Word of before 1997: open it, and save it as docx or PDF."


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """What the properties of a paragraph say of tables."""

    in_table: bool
    row_ends: bool
    depth: int
    inner_cell: bool
    inner_row: bool
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class _Look:
    """How characters look: whether they are shown, and the sign that one of them stands for."""

    hidden: bool = False
    withdrawn: bool = False
    sign: str | None = None
    font: str | None = None


@dataclass(slots=True)
class _Walk:
    """One walk over the characters; `marks` counts those of cells, `used` those in tables."""

    file: WordFile
    fonts: list[str]
    shapes: dict[int, tuple[float, float, bool]]
    text: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    pictures: list[Aside] = field(default_factory=list)
    marks: int = 0
    used: int = 0
    fields: list[bool] = field(default_factory=list)
    """Of open fields: is their result shown now?"""

    def items(self) -> Iterator[Item]:
        """Lines, tables and asides in printed order; Refused where the marks do not add up."""
        looks: dict[bytes, _Look] = {}
        for n, char in enumerate(self.file.text):
            if char in (_CELL, _PARAGRAPH, _PAGE):
                yield from self._end(char, n)
                continue
            properties = self.file.of_letter(n)
            look = looks.get(properties)
            if look is None:
                look = looks[properties] = self._look(properties)
            shown = all(self.fields) and not look.hidden and look.sign is None
            if char in (_INLINE, _FLOATING) and shown:
                self._picture(char, n)
            else:
                self._put(char, look)
        yield from self._line()
        yield from self._table()
        if self.cells or self.marks != self.used:
            raise Refused(Reason.CONVERSION_UNPROVEN, _UNPROVEN)

    def _put(self, char: str, look: _Look) -> None:
        if char == _FIELD:
            self.fields.append(False)
        elif char == _RESULT and self.fields:
            self.fields[-1] = True
        elif char == _FIELD_END and self.fields:
            self.fields.pop()
        elif not all(self.fields) or look.hidden:
            return
        elif look.sign is not None:
            self.text.append(look.sign)
        elif char == _LINE:
            self.text.append(BREAK)
        else:
            shown = _SIGNS.get(char, char if char >= " " else "")
            shown = in_symbols(shown, look.font)
            (self.withdrawn if look.withdrawn else self.text).append(shown)

    def _picture(self, char: str, number: int) -> None:
        """A picture in the text, or a shape over it; what lies under the text is a mark."""
        width, height, below = *self.file.picture_size(number), False
        if char == _FLOATING:
            width, height, below = self.shapes.get(number, (0.0, 0.0, False))
        told = told_of(width / TWIPS, height / TWIPS, floating=char == _FLOATING)
        if told is not None and not below:
            self.pictures.append(told)

    def _end(self, char: str, number: int) -> Iterator[Item]:
        """A paragraph, a cell or a row ends."""
        paragraph = _paragraph(self.file.of_paragraph(number))
        if char == _CELL:
            self.marks += 1
            if not paragraph.in_table:
                raise Refused(Reason.CONVERSION_UNPROVEN, _UNPROVEN)
            self.used += 1
            if paragraph.row_ends:
                self._row(paragraph)
            else:
                self.cells.append(self._taken())
        elif paragraph.in_table:
            nested = paragraph.depth > 1
            self.text.append("\t" if nested and paragraph.inner_cell else BREAK)
        else:
            yield from self._line()

    def _row(self, paragraph: _Paragraph) -> None:
        """A row ends; it must have as many cells as its definition says."""
        if "".join(self.text).strip() or len(paragraph.edges) != len(self.cells):
            raise Refused(Reason.CONVERSION_UNPROVEN, _UNPROVEN)
        self.rows.append(Row(self.cells, list(paragraph.edges)))
        self.cells = []
        self.text.clear()

    def _line(self) -> Iterator[Item]:
        """A paragraph outside of tables."""
        if self.cells:
            raise Refused(Reason.CONVERSION_UNPROVEN, _UNPROVEN)
        yield from self._table()
        yield from lines_of(self._joined())
        self.text.clear()
        yield from self._asides()

    def _table(self) -> Iterator[Item]:
        if self.rows:
            table = table_of(self.rows)
            self.rows = []
            table.asides += self._asides()
            yield table

    def _asides(self) -> list[Aside]:
        """What is withdrawn, and pictures, since they were last told."""
        found = []
        if text := _whole("".join(self.withdrawn)).replace(BREAK, " ").strip():
            found.append(Aside(Code.TEXT_WITHDRAWN, text))
        found += self.pictures
        self.withdrawn.clear()
        self.pictures.clear()
        return found

    def _taken(self) -> str:
        text = joined(lines_of(self._joined()))
        self.text.clear()
        return text

    def _joined(self) -> str:
        return _whole("".join(self.text))

    def _look(self, properties: bytes) -> _Look:
        hidden = withdrawn = False
        sign = font = None
        for code, operand in sprms(properties):
            on = bool(operand) and operand[0] in (1, 0x81)
            if code == _HIDDEN:
                hidden = on
            elif code in (_DELETED, _STRUCK, _STRUCK_TWICE):
                withdrawn = withdrawn or on
            elif code == _FONT and len(operand) >= 2:
                font = self._font(struct.unpack("<H", operand[:2])[0])
            elif code == _SYMBOL and len(operand) >= 4:
                number, letter = struct.unpack("<HH", operand[:4])
                sign = symbol(self._font(number), letter)
        return _Look(hidden, withdrawn, sign, font)

    def _font(self, number: int) -> str | None:
        return self.fonts[number] if number < len(self.fonts) else None


def _whole(text: str) -> str:
    """Characters of two units put together."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _paragraph(properties: bytes) -> _Paragraph:
    flags = {_IN_TABLE: False, _ROW_ENDS: False, _INNER_CELL: False, _INNER_ROW_ENDS: False}
    depth = 1
    edges: tuple[Edge, ...] = ()
    for code, operand in sprms(properties):
        if code in flags:
            flags[code] = bool(operand) and operand[0] != 0
        elif code == _DEPTH and len(operand) == 4:
            [depth] = struct.unpack("<i", operand)
        elif code == _TABLE:
            edges = _edges(operand)
        elif code == _MERGED_DOWN and len(operand) >= 2 and operand[0] < len(edges):
            edges[operand[0]].down = ("", "clvmrg", "", "clvmgf")[operand[1] & 3]
    in_table = flags[_IN_TABLE] or depth > 1
    return _Paragraph(
        in_table, flags[_ROW_ENDS], depth, flags[_INNER_CELL], flags[_INNER_ROW_ENDS], edges
    )


def _edges(operand: bytes) -> tuple[Edge, ...]:
    """The definition of a row: where its cells end, and how they are merged."""
    if not operand:
        return ()
    count = operand[0]
    if len(operand) < 1 + 2 * (count + 1):
        return ()
    rights = struct.unpack_from(f"<{count + 1}h", operand, 1)[1:]
    found = []
    for n, right in enumerate(rights):
        at = 1 + 2 * (count + 1) + 20 * n
        flags = struct.unpack_from("<H", operand, at)[0] if at + 2 <= len(operand) else 0
        sideways = "clmrg" if flags & 2 else "clmgf" if flags & 1 else ""
        down = "clvmgf" if flags & 0x40 else "clvmrg" if flags & 0x20 else ""
        found.append(Edge(right, down, sideways))
    return tuple(found)


def is_document(data: bytes) -> bool:
    """Is it a compound file with the text of a Word document? Never raises."""
    try:
        return "WordDocument" in Streams(data).names()
    except (ValueError, struct.error, IndexError):
        return False


def read_doc(data: bytes, gate: Gate) -> Reading:
    """All tables of a document with the lines above each. Raises Refused."""
    try:
        file = WordFile(data)
        return read_words("doc", _Walk(file, file.fonts(), file.shapes()).items(), gate)
    except Locked as error:
        raise Refused(Reason.ENCRYPTED, _LOCKED) from error
    except Unproven as error:
        raise Refused(Reason.CONVERSION_UNPROVEN, _UNPROVEN) from error
    except TooOld as error:
        raise Refused(Reason.UNSUPPORTED_FORMAT, _OLD) from error
    except (ValueError, struct.error, IndexError) as error:
        raise Refused(Reason.DAMAGED, _DAMAGED) from error
