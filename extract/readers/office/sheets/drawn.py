"""What is drawn on a sheet: text boxes and pictures, which stand over its cells."""

from __future__ import annotations

from extract.model import Code
from extract.readers.html.unread import Aside
from extract.readers.office.package import Package
from extract.readers.office.parts_of_xml import Element, child, children, descendants, local, parse
from extract.readers.office.relations import relations
from extract.readers.office.sheets.sheet import Sheet

SMALL_CM = 5.3
"""A seal or a signature over the cells is no larger."""
_SMALL = SMALL_CM * 360_000  # in EMU
PICTURE = Aside(Code.PRINT_UNREAD, "a picture over the cells")


def drawn_on(sheet: Sheet, package: Package, name: str) -> None:
    """Tell what is drawn on a sheet: texts above its first cell are lines, others are told."""
    drawings = [each.name for each in relations(package, name).values() if each.kind == "drawing"]
    first = min((row for row, _ in sheet.texts), default=0)
    for drawing in drawings:
        data = package.read(drawing)
        if data is None:
            continue
        for anchor in children(parse(data), "twoCellAnchor", "oneCellAnchor", "absoluteAnchor"):
            _told(sheet, anchor, first)


def _told(sheet: Sheet, anchor: Element, first: int) -> None:
    row, column = _at(anchor)
    for shape in descendants(anchor, "sp", "pic", "graphicFrame"):
        kind = local(shape.tag)
        text = "\n".join(filter(None, map(_paragraph, descendants(shape, "p"))))
        if kind == "sp" and text.strip():
            tell_text_box(sheet, (row, column), first, text)
        elif kind == "pic" and not _is_small(shape):
            sheet.strays.append(PICTURE)


def tell_text_box(sheet: Sheet, at: tuple[int, int], first: int, text: str) -> None:
    """A text over the cells: above or beside the first row with text it is lines, else told."""
    row, column = at
    if row <= first:
        sheet.lines += [line for line in text.split("\n") if line.strip()]
    else:
        sheet.say(row, column, Aside(Code.PRINT_UNREAD, f"a text box: {text}"))


def _paragraph(paragraph: Element) -> str:
    return "".join(each.text or "" for each in descendants(paragraph, "t"))


def _at(anchor: Element) -> tuple[int, int]:
    begin = child(anchor, "from")
    if begin is None:
        return 0, 0
    numbers = {local(each.tag): (each.text or "").strip() for each in begin}
    row, column = numbers.get("row", ""), numbers.get("col", "")
    return int(row) if row.isdigit() else 0, int(column) if column.isdigit() else 0


def _is_small(shape: Element) -> bool:
    sizes = [
        int(size)
        for extent in descendants(shape, "ext")
        for size in (extent.get("cx"), extent.get("cy"))
        if size and size.isdigit()
    ]
    return bool(sizes) and max(sizes) <= _SMALL
