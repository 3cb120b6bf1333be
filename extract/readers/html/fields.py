"""Fields to fill in → the text that they show: what is chosen, ticked, written."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice

from lxml import etree

from extract.readers.html.style.selectors import Element

_TICKED = frozenset(["checkbox", "radio"])
_SILENT = frozenset(["hidden", "submit", "button", "reset", "file", "password", "color"])
_HOLDERS = ("td", "th", "p", "li", "div", "form", "body")
_LABELS = frozenset(["label", "span", "font", "b", "em", "strong", "i", "u"])
_EMPTY_BOX = "□"


def print_fields(root: Element) -> None:
    """Put into the tree what the fields below `root` show, in place of the fields."""
    for select in list(root.iter("select")):
        if not _holds_the_page(select):
            _print_choice(select)
    for area in list(root.iter("textarea")):
        if not _holds_the_page(area):
            _print_lines(area)
    boxes: dict[Element, list[Element]] = defaultdict(list)
    for field in list(root.iter("input")):
        kind = field.get("type", "text").strip().lower()
        if kind in _TICKED:
            boxes[next(field.iterancestors(*_HOLDERS), root)].append(field)
        elif kind not in (*_SILENT, "image", "range"):
            field.tag = "span"
            field.text = field.get("value")
    labels = _labels(root) if boxes else {}
    for together in boxes.values():
        _print_ticked(together, labels)


def _holds_the_page(field: Element) -> bool:
    """Was it never closed, so that what follows it seems to be in it?"""
    return next(field.iter("table", "tr", "td", "p", "div"), None) is not None


def _print_choice(select: Element) -> None:
    """Of a list the chosen option; the first where none is, unless it shows several at once."""
    options = list(select.iter("option"))
    chosen = [each for each in options if each.get("selected") is not None]
    shows_many = select.get("multiple") is not None or _is_above_one(select.get("size", ""))
    if not chosen and not shows_many:
        free = (each for each in options if each.get("disabled") is None)
        chosen = [first] if (first := next(free, None)) is not None else []
    if not shows_many:
        chosen = chosen[-1:]
    texts = [each.get("label") or " ".join("".join(each.itertext()).split()) for each in chosen]
    del select[:]
    select.text = "、".join(texts)


def _is_above_one(size: str) -> bool:
    return size.strip().isdecimal() and int(size.strip()[:9]) > 1


def _print_lines(area: Element) -> None:
    """The lines of a text field: its line ends are printed as such."""
    first, *others = "".join(area.itertext()).lstrip("\r\n").splitlines() or [""]
    del area[:]
    area.text = first
    for line in others:
        etree.SubElement(area, "br").tail = line


def _labels(root: Element) -> dict[str, Element]:
    return {label.get("for"): label for label in root.iter("label") if label.get("for")}


def _print_ticked(boxes: list[Element], labels: dict[str, Element]) -> None:
    """Of several boxes the texts of those that are ticked; a lone empty one keeps its text."""
    for box in boxes:
        if box.get("checked") is not None:
            continue
        if len(boxes) > 1:
            _drop_label(box, labels)
        elif _stands_before_text(box):
            box.tag = "span"
            box.text = _EMPTY_BOX


def _stands_before_text(box: Element) -> bool:
    following = box.getnext()
    beside = "" if following is None else "".join(following.itertext())
    return bool((box.tail or "").strip() or beside.strip())


def _drop_label(box: Element, labels: dict[str, Element]) -> None:
    """Take out the text of a box that is not ticked, wherever its label stands."""
    around = next(box.iterancestors("label"), None)
    label = labels.get(box.get("id", "")) if around is None else around
    if label is not None and len(list(islice(label.iter("input"), 2))) < 2:
        label.text = None
        for child in label:
            child.tail = None
            if child is not box:
                child.set("hidden", "")
        return
    if (box.tail or "").strip():
        box.tail = None
        return
    beside = box.getnext()
    if beside is not None and beside.tag in _LABELS and next(beside.iter("input"), None) is None:
        beside.set("hidden", "")
