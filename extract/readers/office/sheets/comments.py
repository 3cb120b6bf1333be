"""Comments on the cells of a workbook: no print shows them, and whoever checks a form is told."""

from __future__ import annotations

from extract.readers.office.notes import comment
from extract.readers.office.package import Package
from extract.readers.office.parts_of_xml import Element, attribute, child, descendants, parse
from extract.readers.office.relations import relations
from extract.readers.office.sheets.cell_names import place_of_name
from extract.readers.office.sheets.sheet import Sheet

_MOST = 200
"""Comments of a sheet that are told one by one."""


def comments_on(sheet: Sheet, package: Package, name: str) -> None:
    """Tell the comments on the cells of a sheet, whose part has this name."""
    parts = [each.name for each in relations(package, name).values() if each.kind == "comments"]
    for part in parts:
        data = package.read(part)
        if data is None:
            continue
        for each, _ in zip(descendants(parse(data), "comment"), range(_MOST), strict=False):
            place = place_of_name(attribute(each, "ref"))
            if place and (text := _text(each)).strip():
                sheet.say(*place, comment(text))


def _text(element: Element) -> str:
    body = child(element, "text")
    return "" if body is None else "".join(t.text or "" for t in descendants(body, "t"))
