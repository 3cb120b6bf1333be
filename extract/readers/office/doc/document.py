"""A document's characters → lines and tables, proven: every mark of a cell is in a table."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.model import Code, Reading, Reason, Refused
from extract.readers.html.prose import BREAK, joined, lines_of
from extract.readers.html.unread import Aside
from extract.readers.office.doc.beside import boxes_of, notes_of
from extract.readers.office.doc.looks import Look, ground_in, ground_of_cell, look_of
from extract.readers.office.doc.streams import Streams
from extract.readers.office.doc.word_file import Locked, Shape, TooOld, Unproven, WordFile, sprms
from extract.readers.office.ink import WHITE, Colour, is_unseen, unseen
from extract.readers.office.symbols import in_symbols
from extract.readers.office.words.lines_and_tables import read_words
from extract.readers.office.words.picture_by_size import TWIPS, told_of
from extract.readers.office.words.rtf_raised import RaisedText
from extract.readers.office.words.rtf_rows import Edge, Row, table_of
from extract.readers.office.words.tables import Item
from extract.words.gate import Gate

_CELL, _PARAGRAPH, _PAGE, _LINE = "\x07", "\r", "\x0c", "\x0b"
_FIELD, _RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_INLINE, _FLOATING = "\x01", "\x08"
_SIGNS = {"\x1e": "-", "\x1f": "", "\xa0": " ", "\x02": "", "\x05": "", "\t": "\t", "\x0e": BREAK}
_IN_TABLE, _ROW_ENDS, _DEPTH = 0x2416, 0x2417, 0x6649
_INNER_CELL, _INNER_ROW_ENDS = 0x244B, 0x244C
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


@dataclass(slots=True)
class _Walk:
    """One walk over the characters; `marks` counts those of cells, `used` those in tables."""

    file: WordFile
    fonts: list[str]
    shapes: dict[int, Shape]
    boxes: dict[int, str]
    text: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    raised: RaisedText = field(default_factory=RaisedText)
    boxed: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    pictures: list[Aside] = field(default_factory=list)
    marks: int = 0
    used: int = 0
    fields: list[bool] = field(default_factory=list)
    """Of open fields: is their result shown now?"""
    _row_end: int = -1
    """Where the row ends that was looked at last."""

    def items(self) -> Iterator[Item]:
        """Lines, tables and asides in printed order; Refused where the marks do not add up."""
        looks: dict[bytes, Look] = {}
        for n, char in enumerate(self.file.text):
            if char in (_CELL, _PARAGRAPH, _PAGE):
                yield from self._end(char, n)
                continue
            properties = self.file.of_letter(n)
            look = looks.get(properties)
            if look is None:
                look = looks[properties] = look_of(properties, self.fonts)
            shown = all(self.fields) and not look.hidden and look.sign is None
            if char in (_INLINE, _FLOATING) and shown:
                self._picture(char, n)
            else:
                self._put(char, look, n)
        yield from self._line()
        yield from self._table()
        yield from notes_of(self.file)
        if self.cells or self.marks != self.used:
            raise Refused(Reason.CONVERSION_UNPROVEN, _UNPROVEN)

    def _put(self, char: str, look: Look, number: int) -> None:
        if char == _FIELD:
            self.fields.append(False)
        elif char == _RESULT and self.fields:
            self.fields[-1] = True
        elif char == _FIELD_END and self.fields:
            self.fields.pop()
        elif not all(self.fields) or look.hidden:
            return
        elif look.sign is not None or char == _LINE:
            self.raised.settle(self.text, look.sign or BREAK)
            self.text.append(look.sign or BREAK)
        else:
            shown = _SIGNS.get(char, char if char >= " " else "")
            shown = in_symbols(shown, look.font)
            self._shown(shown, look, number)

    def _shown(self, text: str, look: Look, number: int) -> None:
        if look.withdrawn:
            self.withdrawn.append(text)
        elif self._is_unseen(look, number):
            self.unseen.append(text)
        elif look.raised:
            self.raised.add(text)
        else:
            self.raised.settle(self.text, text)
            self.text.append(text)

    def _picture(self, char: str, number: int) -> None:
        """A picture in the text, or a shape over it; what lies under the text is a mark."""
        shape = Shape(0, *self.file.picture_size(number))
        if char == _FLOATING:
            shape = self.shapes.get(number, Shape())
        if shape.identity in self.boxes:
            self._box(self.boxes[shape.identity], number)
            return
        told = told_of(shape.width / TWIPS, shape.height / TWIPS, floating=char == _FLOATING)
        if told is not None and not shape.below:
            self.pictures.append(told)

    def _box(self, text: str, number: int) -> None:
        """A text box over the text: its lines stand where it is tied; over a table it is told."""
        if text and _paragraph(self.file.of_paragraph(number)).in_table:
            told = f"a text box: {' '.join(text.split())}"
            self.pictures.append(Aside(Code.PRINT_UNREAD, told))
        else:
            self.boxed += lines_of(text.replace("\r", BREAK))

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
                self.cells.append(joined(lines_of(self._taken())))
        elif paragraph.in_table:
            nested = paragraph.depth > 1
            ends = "\t" if nested and paragraph.inner_cell else BREAK
            self.raised.settle(self.text, ends)
            self.text.append(ends)
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
        yield from self.boxed
        yield from lines_of(self._taken())
        self.boxed.clear()
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
        if text := _in_line(self.withdrawn):
            found.append(Aside(Code.TEXT_WITHDRAWN, text))
        if text := _in_line(self.unseen):
            found.append(unseen(text))
        found += [*self.pictures, *self.raised.told()]
        self.withdrawn.clear()
        self.unseen.clear()
        self.pictures.clear()
        return found

    def _taken(self) -> str:
        """The text since it was last taken; a line or a cell ends."""
        self.raised.settle(self.text, "")
        text = _whole("".join(self.text))
        self.text.clear()
        for told in (self.withdrawn, self.unseen):
            told.append(" ")
        return text

    def _is_unseen(self, look: Look, number: int) -> bool:
        """Is a character written in the colour of what lies behind it?"""
        if look.ink is None:
            return False
        if look.is_ground:
            return is_unseen(look.ink, look.ground)
        said = ground_in(self.file.of_paragraph(number))
        return is_unseen(look.ink, said[0] if said else self._ground_of_cell(number))

    def _ground_of_cell(self, number: int) -> Colour | None:
        """What lies behind the cell that a character is in: its row says so where it ends."""
        if not _paragraph(self.file.of_paragraph(number)).in_table:
            return WHITE
        if self._row_end < number:
            at = self.file.text.find(_CELL, number)
            while at >= 0 and not _paragraph(self.file.of_paragraph(at)).row_ends:
                at = self.file.text.find(_CELL, at + 1)
            self._row_end = at if at >= 0 else len(self.file.text)
        if self._row_end >= len(self.file.text):
            return None
        return ground_of_cell(self.file.of_paragraph(self._row_end), len(self.cells))


def _in_line(pieces: list[str]) -> str:
    return " ".join(_whole("".join(pieces)).replace(BREAK, " ").split())


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
        return read_words(
            "doc", _Walk(file, file.fonts(), file.shapes(), boxes_of(file)).items(), gate
        )
    except Locked as error:
        raise Refused(Reason.ENCRYPTED, _LOCKED) from error
    except Unproven as error:
        raise Refused(Reason.CONVERSION_UNPROVEN, _UNPROVEN) from error
    except TooOld as error:
        raise Refused(Reason.UNSUPPORTED_FORMAT, _OLD) from error
    except (ValueError, struct.error, IndexError) as error:
        raise Refused(Reason.DAMAGED, _DAMAGED) from error
