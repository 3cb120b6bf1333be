"""Footnotes, endnotes and comments of a Word document: their texts by kind and number."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.readers.office.package import Package
from extract.readers.office.parts_of_xml import (
    Element,
    attribute,
    child,
    children,
    descendants,
    parse,
)
from extract.readers.office.relations import related

NOTES = {
    "footnoteReference": "footnote",
    "endnoteReference": "endnote",
    "commentReference": "comment",
}
"""What in a run stands for a note, and the kind of the note."""


@dataclass(slots=True)
class Notes:
    """The texts of notes, by their kind and number."""

    texts: dict[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def of_package(cls, package: Package, name: str) -> Notes:
        """Those of the document whose part has this name."""
        notes = cls()
        for kind in NOTES.values():
            part = related(package, name, f"{kind}s")
            data = package.read(part) if part else None
            for each in children(parse(data), kind) if data else ():
                notes.texts[kind, attribute(each, "id") or ""] = text_of(each)
        return notes

    def of(self, reference: Element) -> str:
        """What a reference stands for; empty where the note is missing."""
        kind = NOTES[reference.tag.rpartition("}")[2]]
        return self.texts.get((kind, attribute(reference, "id") or ""), "")


def text_of(note: Element) -> str:
    """The text of a note, without what is deleted or hidden in it."""
    shown = (each for each in descendants(note, "r") if not _is_hidden(each))
    return "".join(part.text or "" for run in shown for part in children(run, "t"))


def _is_hidden(run: Element) -> bool:
    properties = child(run, "rPr")
    return properties is not None and child(properties, "vanish") is not None
