"""Paragraphs of OpenDocument → text as printed, shared by texts and sheets."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.model import Code
from extract.readers.html.prose import BREAK
from extract.readers.html.raised import is_mark, raised
from extract.readers.html.unread import Aside
from extract.readers.office.odf import PLAIN, OdfStyle
from extract.readers.office.parts_of_xml import Element, attribute, local
from extract.readers.office.symbols import in_symbols

_SILENT = frozenset(
    (
        *("note", "annotation", "annotation-end", "tracked-changes", "ruby-text", "bookmark"),
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

    def __init__(self, styles: dict[str, OdfStyle]) -> None:
        self._styles = styles

    def style(self, family: str, name: str | None) -> OdfStyle:
        """A style by its family and name."""
        return self._styles.get(f"{family}:{name}", PLAIN)

    def read(self, element: Element) -> OdfParagraph:
        """One paragraph."""
        read = OdfParagraph()
        style = self.style("paragraph", attribute(element, "style-name"))
        if not style.hidden:
            read.text = self._inside(element, style, read)
        return read

    def _inside(self, element: Element, style: OdfStyle, read: OdfParagraph) -> str:
        text = element.text or ""
        for each in element:
            if isinstance(each.tag, str):
                text += self._piece(each, style, read, text)
            text += each.tail or ""
        return text

    def _piece(self, element: Element, style: OdfStyle, read: OdfParagraph, before: str) -> str:
        name = local(element.tag)
        match name:
            case "s":
                count = attribute(element, "c") or "1"
                return " " * min(int(count) if count.isdigit() else 1, _MOST_SPACES)
            case "tab":
                return " "
            case "line-break":
                return BREAK
            case "span":
                return self._span(element, read, before)
            case "frame" | "custom-shape" | "text-box" | "g":
                read.boxes.append(element)
                return ""
        return "" if name in _SILENT else self._inside(element, style, read)

    def _span(self, element: Element, read: OdfParagraph, before: str) -> str:
        style = self.style("text", attribute(element, "style-name"))
        text = in_symbols(self._inside(element, style, read), None)
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
