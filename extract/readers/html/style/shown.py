"""The tree as it is printed: what its styles hide is taken out of it, what they strike is marked.

Afterwards three things tell all that the styles said, and nobody asks a style again: the attribute
`hidden` on what takes no room on the page, <del> around what is struck through, <sup> around what
is raised. What takes room and shows nothing is empty. A box that holds tables is let be: pages
with tabs hide the panels that a click brings forth, and a form may be in one. Only where nothing on
a page could bring one forth, and the page prints such tables elsewhere, its tables are hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from lxml import etree

from extract.readers.html.data import names
from extract.readers.html.style.cascade import Cascade
from extract.readers.html.style.hiding import (
    has_no_size,
    is_gone,
    is_invisible,
    is_laid_over,
    is_lowered,
    is_raised,
    is_reordered,
    is_reversed,
    is_struck,
    is_tiny,
    leaves_no_mark,
)
from extract.readers.html.style.selectors import Element
from extract.readers.html.unread import mark

_INLINE = frozenset(names("elements", "inline"))
_LINE_OF_ITS_OWN = ("block", "flex", "grid", "table", "list-item", "flow-root")
_CELLS = ("td", "th")
_ROWS = frozenset(["table", "thead", "tbody", "tfoot", "tr", "col", "colgroup"])
_REPLACED = frozenset(names("elements", "replaced"))

Says = Callable[[Mapping[str, str]], bool]


def show(root: Element, cascade: Cascade) -> None:
    """Bring the tree below `root` into the state that a browser prints."""
    emptied: dict[Says, set[Element]] = {is_invisible: set(), has_no_size: set()}
    suspects = cascade.suspects(root, _raises_doubt)
    reveals = cache(lambda: _can_reveal(root))
    blank: set[Element] = set()
    for element, said in [(each, cascade.of(each)) for each in suspects]:
        if _is_panel(element):
            _set_hidden(element, hidden=is_gone(said))
            if is_gone(said) and not reveals() and _has_tables_beside(root, element):
                for table in element.iterdescendants("table"):
                    table.set("hidden", "")
            _draw(element, said)
            continue
        collapsed = element.tag in _ROWS and said.get("visibility") == "collapse"
        _set_hidden(element, hidden=is_gone(said) or collapsed)
        if leaves_no_mark(said, element.tag):
            for each in element.iter("*") if element not in blank else ():
                _empty(each)
                blank.add(each)
            continue
        for inherited, done in emptied.items():
            if inherited(said) and element not in done:
                _empty_inherited(element, cascade, inherited, done)
        _draw(element, said)


def _raises_doubt(said: Mapping[str, str]) -> bool:
    return (
        is_gone(said)
        or is_invisible(said)
        or has_no_size(said)
        or leaves_no_mark(said, None)
        or is_struck(said)
        or is_raised(said)
        or is_lowered(said)
        or is_reversed(said)
        or is_reordered(said)
        or is_laid_over(said)
        or is_tiny(said)
        or said.get("display") in _LINE_OF_ITS_OWN
    )


def _is_panel(element: Element) -> bool:
    """Does it hold tables, and is itself in none?"""
    return (
        element.tag != "table"
        and next(element.iterdescendants("table"), None) is not None
        and next(element.iterancestors("table"), None) is None
    )


def _can_reveal(root: Element) -> bool:
    """Is there anything on the page that could bring a hidden panel forth?"""
    return bool(root.xpath("boolean(//script | //*[@onclick or @onmouseover or @role='tab'])"))


def _has_tables_beside(root: Element, panel: Element) -> bool:
    """Does the page print tables that speak of targets outside a panel?"""
    for table in root.iter("table"):
        outside = panel not in table.iterancestors() and table.get("hidden") is None
        if outside and any("指标" in text for text in table.itertext()):
            return True
    return False


def _set_hidden(element: Element, *, hidden: bool) -> None:
    if hidden:
        element.set("hidden", "")
    elif element.get("hidden") is not None:
        del element.attrib["hidden"]


def _draw(element: Element, said: Mapping[str, str]) -> None:
    """Strike, raise, turn and part from its line what is to be so."""
    if is_struck(said):
        _strike(element)
    elif element.tag in ("del", "s", "strike"):
        element.tag = "ins"
    elif element.tag in _INLINE and is_raised(said):
        element.tag = "sup"
    elif element.tag in _INLINE and is_lowered(said):
        element.tag = "sub"
    _tell_other_places(element, said)
    if element.tag in _INLINE and said.get("display") in _LINE_OF_ITS_OWN:
        _part_from_line(element)


def _tell_other_places(element: Element, said: Mapping[str, str]) -> None:
    """Say of a text in a cell that it is shown elsewhere than it is written, or too small; of any
    text that it is turned round.
    """
    is_elsewhere = is_reordered(said) or is_laid_over(said) or is_tiny(said)
    if not (is_elsewhere or is_reversed(said)):
        return
    text = "".join(element.itertext())
    if is_reversed(said) and "rtl" in (said.get("direction"), element.get("dir", "").lower()):
        mark(element, f"text set from right to left: {text}")
    if not (text.strip() and is_elsewhere):
        return
    cell = element if element.tag in _CELLS else next(element.iterancestors(*_CELLS), None)
    if cell is None or next(element.iterdescendants(*_CELLS), None) is not None:
        return
    if is_tiny(said):
        mark(element, f"text too small to be read: {text}")
    elif is_reordered(said):
        mark(element, f"text in another order than written: {text}")
    elif element is not cell and "".join(cell.itertext()).strip() != text.strip():
        mark(element, f"text laid over other text: {text}")


def _strike(element: Element) -> None:
    """Put <del> around an element's text, or around that of every cell in it."""
    cells = [element] if element.tag in _CELLS else list(element.iterdescendants(*_CELLS))
    if not cells and element.tag in ("del", "s", "strike"):
        element.tag = "del"
        return
    for whole in cells or [element]:
        struck = etree.Element("del")
        struck.text, whole.text = whole.text, None
        struck.extend(list(whole))
        whole.append(struck)


def _part_from_line(element: Element) -> None:
    if element.getparent() is None:
        return
    before, after = etree.Element("br"), etree.Element("br")
    after.tail, element.tail = element.tail, None
    element.addprevious(before)
    element.addnext(after)


def _empty(element: Element) -> None:
    """Take the texts out that stand right in an element, and what stands in its own place."""
    element.text = None
    for child in element:
        child.tail = None
    if element.tag in _REPLACED:
        element.set("hidden", "")


def _empty_inherited(
    element: Element, cascade: Cascade, inherited: Says, done: set[Element]
) -> None:
    """Empty an element and what is in it, but for what a style of its own brings back."""
    for each in _reached(element, cascade, inherited, done):
        if inherited is is_invisible:
            _empty(each)
            continue
        each.text = None  # a picture in a line of no size is as large as it is
        for child in each:
            child.tail = None


def _reached(
    element: Element, cascade: Cascade, inherited: Says, done: set[Element]
) -> Iterator[Element]:
    waiting = [(element, True)]
    asked = "visibility" if inherited is is_invisible else "font-size"
    while waiting:
        each, reached = waiting.pop()
        said = cascade.of(each) if each is not element else {}
        if asked in said:
            reached = inherited(said) or (reached and _is_relative(said[asked]))
        done.add(each)
        if reached:
            yield each
        waiting.extend((child, reached) for child in reversed(each))


def _is_relative(size: str) -> bool:
    """Is it said in parts of the size around, or as that: nothing of nothing?"""
    return (size.endswith(("em", "%", "ex", "ch")) and not size.endswith("rem")) or size in (
        "inherit",
        "unset",
        "smaller",
        "larger",
    )
