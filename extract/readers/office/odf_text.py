"""Paragraphs of OpenDocument → text as printed, shared by texts and sheets."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extract.model import Code
from extract.readers.html.prose import BREAK
from extract.readers.html.raised import is_mark, raised
from extract.readers.html.unread import Aside
from extract.readers.office.ink import colour_of, is_unseen, unseen
from extract.readers.office.notes import comment, footnote
from extract.readers.office.odf import PLAIN, OdfStyle, OpenDocument
from extract.readers.office.parts_of_xml import Element, attribute, child, children, local
from extract.readers.office.symbols import in_symbols

_SILENT = frozenset(
    (
        *("annotation-end", "tracked-changes", "ruby-text", "bookmark"),
        *("change-start", "change-end", "change", "sequence-decls", "forms"),
    )
)
_MOST_SPACES = 1_000


@dataclass(slots=True)
class OdfParagraph:
    """A paragraph's text with BREAKs; `boxes` are what its frames hold."""

    text: str = ""
    asides: list[Aside] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


class OdfParagraphs:
    """Reads paragraphs by the styles of their document."""

    def __init__(self, document: OpenDocument) -> None:
        self._styles = document.styles
        self.paper = OdfStyle(ground=document.paper)
        """What lies behind everything."""

    def style(self, family: str, name: str | None) -> OdfStyle:
        """A style by its family and name."""
        return self._styles.get(f"{family}:{name}", PLAIN)

    def read(self, element: Element, below: OdfStyle | None = None) -> OdfParagraph:
        """One paragraph; `below` is the look of the cell that it stands in."""
        read = OdfParagraph()
        style = self.style("paragraph", attribute(element, "style-name"))
        if not style.hidden:
            read.text = self._inside(element, over(style, below or self.paper), read)
        return read

    def _inside(self, element: Element, style: OdfStyle, read: OdfParagraph) -> str:
        text = _seen(element.text, style, read)
        for each in element:
            if isinstance(each.tag, str):
                text += self._piece(each, style, read, text)
            text += _seen(each.tail, style, read)
        return text

    def _piece(self, element: Element, style: OdfStyle, read: OdfParagraph, before: str) -> str:
        name = local(element.tag)
        match name:
            case "s":
                count = attribute(element, "c") or "1"
                return " " * min(int(count) if count.isdigit() else 1, _MOST_SPACES)
            case "tab" | "line-break":
                return " " if name == "tab" else BREAK
            case "span":
                return self._span(element, style, read, before)
            case "frame" | "custom-shape" | "text-box" | "g":
                read.boxes.append(element)
                return ""
            case "note" | "annotation":
                read.asides += note_of(element)
                return ""
        return "" if name in _SILENT else self._inside(element, style, read)

    def _span(self, element: Element, below: OdfStyle, read: OdfParagraph, before: str) -> str:
        style = self.style("text", attribute(element, "style-name"))
        text = in_symbols(self._inside(element, over(style, below), read), None)
        if style.hidden or not text.strip():
            return "" if style.hidden else text
        if style.struck:
            read.asides.append(Aside(Code.TEXT_WITHDRAWN, text.replace(BREAK, " ")))
            return ""
        if style.raised:
            if is_mark(text, before, element.tail or ""):
                read.asides.append(Aside(Code.RAISED_MARK, text.strip()))
                return ""
            return raised(text)
        return text


def over(style: OdfStyle, below: OdfStyle) -> OdfStyle:
    """A style with the colours that it leaves open from what it stands on."""
    if style.ink is not None and style.ground is not None:
        return style
    ground = below.ground if style.ground is None else style.ground
    return replace(style, ink=style.ink or below.ink, ground=ground)


def is_seen(style: OdfStyle) -> bool:
    """Can a text of this look be told from what lies behind it?"""
    if style.ink is None:
        return True
    return not is_unseen(colour_of(style.ink), colour_of(style.ground or ""))


def _seen(text: str | None, style: OdfStyle, read: OdfParagraph) -> str:
    """A text, where anybody sees it."""
    if not text or is_seen(style) or not text.strip():
        return text or ""
    read.asides.append(unseen(text))
    return ""


def note_of(element: Element) -> list[Aside]:
    """What a footnote or a comment says; who wrote it, and when, is left out."""
    is_foot = local(element.tag) == "note"
    body = child(element, "note-body") if is_foot else element
    parts = children(body, "p", "h", "list") if body is not None else ()
    text = " ".join("".join(each.itertext()) for each in parts)
    return [footnote(text) if is_foot else comment(text)] if text.strip() else []
