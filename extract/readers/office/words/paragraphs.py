"""A paragraph of a Word document → its text as printed, and what stands in it that is no text."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.model import Code
from extract.readers.html.prose import BREAK
from extract.readers.html.raised import is_mark, raised
from extract.readers.html.unread import Aside
from extract.readers.office.ink import unseen
from extract.readers.office.notes import comment, footnote
from extract.readers.office.parts_of_xml import (
    Element,
    attribute,
    child,
    descendants,
    local,
)
from extract.readers.office.symbols import in_symbols, symbol
from extract.readers.office.words.equations import equation
from extract.readers.office.words.fields import Fields, ticked
from extract.readers.office.words.formats import Look, Styles, list_of, look_of
from extract.readers.office.words.grounds import is_printed_unseen
from extract.readers.office.words.notes_part import NOTES, Notes, text_of
from extract.readers.office.words.numbering import Numbering
from extract.readers.office.words.pictures import is_behind_text, picture_of

_WITHDRAWN = ("del", "moveFrom")
_THROUGH = frozenset(
    (
        *("ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple"),
        *("dir", "bdo", "oMathPara", "annotation", "content"),
    )
)
_SPACE = {"tab": " ", "ptab": " ", "br": BREAK, "cr": BREAK, "noBreakHyphen": "-"}


@dataclass(slots=True)
class Paragraph:
    """A paragraph's text with BREAKs; `boxes` are the text boxes anchored in it."""

    text: str = ""
    asides: list[Aside] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


class Paragraphs:
    """Reads the paragraphs of one document, in their order: lists are numbered on the way."""

    def __init__(self, styles: Styles, numbering: Numbering, notes: Notes | None = None) -> None:
        self.styles = styles
        self.notes = notes or Notes()
        self._numbering = numbering
        self._looks: dict[str | None, Look] = {}

    def read(self, element: Element) -> Paragraph:
        """One paragraph."""
        properties = child(element, "pPr")
        named = child(properties, "pStyle") if properties is not None else None
        style = attribute(named, "val") if named is not None else self.styles.default
        run = _Run(self, self._look(style))
        for each in element:
            run.through(each)
        run.close()
        text = "".join(run.parts)
        if stated := _stated_number(properties):
            return Paragraph(f"{stated} {text}" if text.strip() else text, run.asides, run.boxes)
        listed = list_of(properties) or self.styles.listed(style)
        if listed and listed[0] != "0" and text.strip():
            text = self._numbering.printed(*listed) + text
        return Paragraph(text, run.asides, run.boxes)

    def _look(self, style: str | None) -> Look:
        if style not in self._looks:
            self._looks[style] = self.styles.look(style)
        return self._looks[style]

    def look(self, properties: Element | None, below: Look) -> Look:
        """How a run is shown: as it says, as its style says, as its paragraph's style says."""
        if properties is None:
            return below
        named = child(properties, "rStyle")
        own = look_of(properties)
        if named is not None:
            own = own.over(self._look(attribute(named, "val")))
        return own.over(below)


class _Run:
    """The text of a paragraph as it grows."""

    def __init__(self, paragraphs: Paragraphs, look: Look) -> None:
        self.paragraphs = paragraphs
        self.below = look
        self.parts: list[str] = []
        self.asides: list[Aside] = []
        self.boxes: list[Element] = []
        self.fields = Fields()
        self._mark: tuple[int, str] | None = None  # raised text, until what follows it is known

    def through(self, element: Element) -> None:
        """Read a child of the paragraph."""
        name = local(element.tag) if isinstance(element.tag, str) else ""
        if name == "r":
            self.run(element)
        elif name in _WITHDRAWN:
            self.withdraw("".join(t.text or "" for t in descendants(element, "delText", "t")))
        elif name == "oMath":
            self.add(equation(element))
        elif name == "AlternateContent":
            for each in _chosen(element):
                self.through(each)
        elif name in _THROUGH and not (name == "annotation" and _is_deleted(element)):
            if name == "sdt" and (tick := ticked(element)):
                self.add(tick)
                return
            for each in element:
                self.through(each)
        elif name == "annotation":
            self.withdraw("".join(t.text or "" for t in descendants(element, "delText", "t")))
        elif name in ("pict", "drawing", "object"):
            self.drawn(element)

    def run(self, element: Element) -> None:
        """Read a run: pieces of text that look alike."""
        look = self.paragraphs.look(child(element, "rPr"), self.below)
        if look.hidden:
            self.fields.pass_over(element)
            return
        pieces = (self._piece(each, look) for each in element if isinstance(each.tag, str))
        text = "".join(pieces)
        if look.struck and text.strip():
            self.withdraw(text)
        elif look.ink and text.strip() and is_printed_unseen(element, look, self.paragraphs.styles):
            self.asides.append(unseen(text.replace(BREAK, " ")))
        elif look.raised and text.strip():
            self.add("")
            self._mark = (len(self.parts), text)
            self.parts.append(text)
        else:
            self.add(text)

    def _piece(self, element: Element, look: Look) -> str:
        """What a child of a run prints."""
        name = local(element.tag)
        match name:
            case "t":
                return in_symbols(element.text or "", look.font)
            case "sym":
                code = _hexadecimal(attribute(element, "char") or "")
                return symbol(attribute(element, "font"), code)
            case "fldChar" | "instrText":
                return self.fields.take(element)
            case "ruby":
                return "".join(text.text or "" for text in _base(element))
            case "drawing" | "pict" | "object":
                self.drawn(element)
            case "footnote" | "endnote":  # as Word 2003 writes them
                self.note(name, text_of(element))
            case _ if name in NOTES:
                self.note(NOTES[name], self.paragraphs.notes.of(element))
            case "AlternateContent":
                for chosen in _chosen(element):
                    self.drawn(chosen)
        return _SPACE.get(name, "")

    def add(self, text: str) -> None:
        """Text goes on: what was raised before it is an exponent, or the mark of a footnote."""
        if self._mark and (text or not self.parts):
            self._settle(text)
        self.parts.append(text)

    def close(self) -> None:
        """The paragraph ends."""
        self._settle("")
        if told := self.fields.without_result:
            self.asides.append(Aside(Code.PRINT_UNREAD, f"a field without a result: {told}"))

    def _settle(self, after: str) -> None:
        if self._mark is None:
            return
        at, text = self._mark
        self._mark = None
        if is_mark(text, "".join(self.parts[max(0, at - 16) : at]), after):
            self.asides.append(Aside(Code.RAISED_MARK, text.strip()))
            self.parts[at] = ""
        else:
            self.parts[at] = raised(text)

    def note(self, kind: str, text: str) -> None:
        """A note at the foot, or a comment in the margin."""
        if text.strip():
            self.asides.append(comment(text) if kind == "comment" else footnote(text))

    def withdraw(self, text: str) -> None:
        """Text that is struck through, or deleted with tracking."""
        if told := " ".join(text.replace(BREAK, " ").split()):
            self.asides.append(Aside(Code.TEXT_WITHDRAWN, told))

    def drawn(self, element: Element) -> None:
        """A drawing: its text boxes are read, a picture is told.

        From a large one behind the text on, nobody knows what a text stands on.
        """
        if is_behind_text(element):
            self.paragraphs.styles.is_paper_coloured = True
        boxes = list(descendants(element, "txbxContent"))
        inner = [box for box in boxes if not any(_contains(other, box) for other in boxes)]
        self.boxes += _without_fallbacks(inner)
        if not boxes and (aside := picture_of(element)):
            self.asides.append(aside)


def _stated_number(properties: Element | None) -> str | None:
    """The number of a list as Word 2003 writes it beside the paragraph; none for a bullet."""
    listed = child(properties, "listPr") if properties is not None else None
    number = child(listed, "t") if listed is not None else None
    text = (attribute(number, "val") or "").strip() if number is not None else ""
    return text if any(char.isalnum() for char in text) else None


def _contains(outer: Element, inner: Element) -> bool:
    return outer is not inner and any(each is outer for each in inner.iterancestors())


def _without_fallbacks(boxes: list[Element]) -> list[Element]:
    """A text box is often written twice, for programs of before too."""
    return [
        box
        for box in boxes
        if not any(
            isinstance(a.tag, str) and local(a.tag) == "Fallback" for a in box.iterancestors()
        )
    ] or boxes


def _chosen(element: Element) -> list[Element]:
    """Of alternatives the first; the last is for programs that know none of the others."""
    for name in ("Choice", "Fallback"):
        if (found := child(element, name)) is not None and len(found):
            return list(found)
    return []


def _base(ruby: Element) -> list[Element]:
    base = child(ruby, "rubyBase")
    return list(descendants(base, "t")) if base is not None else []


def _hexadecimal(code: str) -> int:
    try:
        return int(code, 16)
    except ValueError:
        return 0


def _is_deleted(element: Element) -> bool:
    """Word 2003 writes tracked changes as annotations."""
    return (attribute(element, "type") or "").endswith("Deletion")
