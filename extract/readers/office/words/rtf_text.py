"""Characters of rich text, however they are written → the text of a line or cell as it grows.

What of it is no text is kept beside it: withdrawn, in the colour of the paper, notes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extract.model import Code, Reason, Refused
from extract.readers.html.prose import BREAK
from extract.readers.html.unread import Aside
from extract.readers.office.ink import WHITE, Colour, is_unseen, unseen
from extract.readers.office.notes import comment, footnote
from extract.readers.office.symbols import symbol
from extract.readers.office.words.rtf_names import CHARSETS, NOTES, SYMBOLS
from extract.readers.office.words.rtf_raised import RaisedText
from extract.readers.office.words.rtf_state import State

_DEEPEST = 500
_COLOURS = ("red", "green", "blue")


@dataclass(slots=True)
class RtfText:
    """The open groups, what they refer to, and the text since it was last taken."""

    states: list[State] = field(default_factory=lambda: [State()])
    encoding: str = "cp1252"
    fonts: dict[int, tuple[int, str]] = field(default_factory=dict)
    colours: list[Colour | None] = field(default_factory=list)
    default_font: int = 0
    cell_shade: int | None = None
    """The number of the colour behind the cell that is written, None for none."""
    pieces: list[str] = field(default_factory=list)
    _asides: dict[str, list[str]] = field(default_factory=dict)
    """What is no text, by what it is."""
    _bytes: bytearray = field(default_factory=bytearray)
    _to_skip: int = 0
    _high: int = 0
    _name: list[str] = field(default_factory=list)
    _colour: dict[str, int] = field(default_factory=dict)
    _raised: RaisedText = field(default_factory=RaisedText)

    @property
    def state(self) -> State:
        """What the group sets that is open now."""
        return self.states[-1]

    def open(self) -> None:
        """A group begins. Refused where it is nested as nothing printed is."""
        self.states.append(replace(self.state, optional=False))
        if len(self.states) > _DEEPEST:
            raise Refused(Reason.RESOURCE_LIMIT, "Nested deeper than anything printed.")

    def close(self) -> State:
        """A group ends; what it set."""
        state = self.state
        if state.place == "fonttbl" and self._name:
            name = "".join(self._name).split(";")[0].strip()
            charset, known = self.fonts.get(state.font, (0, ""))
            self.fonts[state.font] = (charset, known or name)
            self._name.clear()
        outer = self.states[-2].place if len(self.states) > 1 else ""
        if state.place in NOTES and outer != state.place:
            self._tell(state.place, BREAK)
        if len(self.states) > 1:
            self.states.pop()
        return state

    def byte(self, data: bytes) -> None:
        """A byte of a character in the encoding of its font."""
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._bytes += data

    def flush(self) -> None:
        """Bytes that stand together are characters together: those of GBK have two."""
        if self._bytes:
            data = bytes(self._bytes)
            self._bytes.clear()
            charset, name = self.fonts.get(self.state.font, (0, ""))
            if charset == SYMBOLS:
                self.put("".join(symbol(name or "Symbol", byte) for byte in data))
            else:
                self.put(data.decode(self._encoding(), "replace"))

    def plain(self, data: bytes) -> None:
        """Text as it stands in the file."""
        text = data.decode(self._encoding(), "replace")
        if self._to_skip:
            skipped = min(self._to_skip, len(text))
            self._to_skip -= skipped
            text = text[skipped:]
        self.put(text)

    def number(self, code: int) -> None:
        """A character by its number, negative above 32767; two may make one."""
        code %= 0x10000
        if 0xD800 <= code < 0xDC00:
            self._high = code
        elif 0xDC00 <= code < 0xE000:
            if self._high:
                self.put(chr(0x10000 + ((self._high - 0xD800) << 10) + code - 0xDC00))
            self._high = 0
        else:
            _, name = self.fonts.get(self.state.font, (0, ""))
            private = 0xF020 <= code <= 0xF0FF
            self.put(symbol(name or "Symbol", code) if private else chr(code))
        self._to_skip = self.state.skip

    def word(self) -> None:
        """A word of control: whatever was to be skipped ends before it."""
        self._to_skip = 0

    def put(self, text: str) -> None:
        """Text of the group that is open: where it belongs, going by how it looks."""
        state = self.state
        if state.place == "fonttbl":
            self._name.append(text)
        elif state.place == "colortbl":
            self._ends_colour(text)
        elif state.place in NOTES:
            self._tell(state.place, text)
        elif state.passed_over or state.hidden or state.place == "sv" or not text:
            return
        elif state.withdrawn:
            self._tell("withdrawn", text)
        elif is_unseen(self._coloured(state.ink), self._ground(state)):
            self._tell("unseen", text)
        elif state.raised:
            self._raised.add(text)
        else:
            self._raised.settle(self.pieces, text)
            self.pieces.append(text)

    def add(self, text: str) -> None:
        """Text that a word of control stands for, whatever the group looks like."""
        self._raised.settle(self.pieces, text)
        self.pieces.append(text)

    def taken(self) -> str:
        """The text since it was last taken; a line or a cell ends."""
        self._raised.settle(self.pieces, "")
        text = "".join(self.pieces)
        self.pieces.clear()
        for told in self._asides.values():
            told.append(" ")
        return text

    def table_word(self, word: str, number: int | None) -> bool:
        """Take in a word of the tables of fonts and colours; False for any other."""
        if word == "deff":
            self.default_font = self.state.font = number or 0
        elif word == "f":
            self.state.font = number or 0
            if self.state.place == "fonttbl":
                self.fonts[self.state.font] = (0, "")
                self._name.clear()
        elif word == "fcharset" and self.state.place == "fonttbl":
            self.fonts[self.state.font] = (number or 0, "")
        elif word in _COLOURS and self.state.place == "colortbl":
            self._colour[word] = min(max(number or 0, 0), 255)
        else:
            return False
        return True

    def asides(self) -> list[Aside]:
        """What is no text since this was asked last."""
        found: list[Aside] = []
        for kind, told in self._asides.items():
            whole = "".join(told)
            texts = whole.split(BREAK) if kind in NOTES else [whole.replace(BREAK, " ")]
            found += (_ASIDES[kind](" ".join(text.split())) for text in texts if text.strip())
        self._asides.clear()
        return [*found, *self._raised.told()]

    @property
    def has_asides(self) -> bool:
        """Is anything told since it was asked last?"""
        return any(text.strip() for told in self._asides.values() for text in told)

    def _tell(self, kind: str, text: str) -> None:
        self._asides.setdefault(kind, []).append(text)

    def _encoding(self) -> str:
        charset, _ = self.fonts.get(self.state.font, (0, ""))
        return CHARSETS.get(charset, self.encoding)

    def _ends_colour(self, text: str) -> None:
        for _ in range(text.count(";")):
            said = self._colour
            colour = tuple(said.get(name, 0) for name in _COLOURS) if said else None
            self.colours.append(colour)  # type: ignore[arg-type]  # three of them
            self._colour = {}

    def _coloured(self, number: int) -> Colour | None:
        return self.colours[number] if 0 <= number < len(self.colours) else None

    def _ground(self, state: State) -> Colour | None:
        """What lies behind a text; None where it is not known."""
        if state.floating:
            return None
        cell = self.cell_shade if state.in_table else None
        number = state.behind or state.shade or cell
        return self._coloured(number) if number else WHITE


_ASIDES = {
    "withdrawn": lambda text: Aside(Code.TEXT_WITHDRAWN, text),
    "unseen": unseen,
    "footnote": footnote,
    "annotation": comment,
}
