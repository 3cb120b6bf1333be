"""Fields: their instructions are no text, their results are; boxes to tick and lists to choose."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.readers.office.parts_of_xml import Element, attribute, child, children, descendants

_OFF = ("0", "false", "off")
_SILENT = (
    *("PAGE", "NUMPAGES", "TOC", "HYPERLINK", "REF", "PAGEREF", "SEQ", "TC", "XE", "ASK", "SET"),
    *("FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "BOOKMARK", "FILLIN", "MACROBUTTON", "TIME"),
)
"""Fields that print nothing of their own where they have no result."""


@dataclass(slots=True)
class _Field:
    """An open field: what it is to do, and whether its result has begun."""

    instruction: str = ""
    resulted: bool = False


@dataclass(slots=True)
class Fields:
    """The open fields of a paragraph, the innermost last."""

    open: list[_Field] = field(default_factory=list)
    without_result: str = ""
    """The instruction of a field that prints something and has stored nothing."""

    def take(self, element: Element) -> str:
        """Follow a field's begin, instruction, middle and end; gives what a form field prints."""
        if not element.tag.endswith("fldChar"):
            if self.open and not self.open[-1].resulted:
                self.open[-1].instruction += element.text or ""
            return ""
        match attribute(element, "fldCharType"):
            case "begin":
                self.open.append(_Field())
                return _form_field(child(element, "ffData"))
            case "separate" if self.open:
                self.open[-1].resulted = True
            case "end" if self.open:
                closed = self.open.pop()
                name = closed.instruction.split(maxsplit=1)[:1]
                if not closed.resulted and name and name[0].upper() not in _SILENT:
                    self.without_result = closed.instruction.strip()
        return ""

    def pass_over(self, run: Element) -> None:
        """Follow the fields of a run that is not shown."""
        for each in run:
            if isinstance(each.tag, str) and each.tag.endswith(("fldChar", "instrText")):
                self.take(each)


def _form_field(data: Element | None) -> str:
    """What a box to tick or a list to choose from shows; a field for text keeps its result."""
    if data is None:
        return ""
    if (box := child(data, "checkBox")) is not None:
        said = child(box, "checked")
        said = child(box, "default") if said is None else said
        return "☑" if said is not None and attribute(said, "val") not in _OFF else "☐"
    if (choice := child(data, "ddList")) is not None:
        entries = [attribute(each, "val") or "" for each in children(choice, "listEntry")]
        result = child(choice, "result")
        at = (attribute(result, "val") or "0") if result is not None else "0"
        return entries[int(at)] if at.isdigit() and int(at) < len(entries) else ""
    return ""


def ticked(control: Element) -> str:
    """A content control that is a box to tick, as it shows; empty for any other."""
    properties = child(control, "sdtPr")
    box = child(properties, "checkbox") if properties is not None else None
    if box is None:
        return ""
    content = child(control, "sdtContent")
    shown = "".join(t.text or "" for t in descendants(content, "t")) if content is not None else ""
    said = child(box, "checked")
    is_on = said is not None and attribute(said, "val") not in _OFF
    return shown if shown.strip() else "☑" if is_on else "☐"
