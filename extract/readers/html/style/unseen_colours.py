"""Text in the colour of what it stands on is not printed: it is taken out of the tree.

What lies behind a text is known where an element around it says so, and is white where none does;
not below a picture, and not on a page whose colours stand in a sheet that it only links to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from extract.readers.html.style.cascade import Cascade
from extract.readers.html.style.colours import (
    WHITE,
    Colour,
    colour_of,
    is_transparent,
    looks_like,
)
from extract.readers.html.style.declarations import declarations
from extract.readers.html.style.selectors import Element

_MOST_COLOURS = 500  # of text or of grounds; a page with more is looked at whole
_SAME = ("inherit", "unset", "currentcolor", "initial", "")


@dataclass(frozen=True, slots=True)
class _Ink:
    """The colour of a text and of its ground; None where it is not known."""

    colour: Colour | None
    ground: Colour | None
    clear: bool = False

    def shows(self) -> bool:
        if self.clear:
            return False
        known = self.colour is not None and self.ground is not None
        return not (known and looks_like(self.colour or WHITE, self.ground or WHITE))


def take_out_unseen(root: Element, cascade: Cascade) -> None:
    """Empty what is written in the colour of its ground."""
    texts, grounds, clear = _declared(cascade)
    clashing = _clashing({*texts, (0, 0, 0)}, {*grounds, WHITE})
    if not clashing and not clear:
        return

    def doubt(said: Mapping[str, str]) -> bool:
        written = said.get("color", "")
        colours = {colour_of(written), colour_of(said.get("background-color", ""))}
        return bool(colours & clashing) or is_transparent(written)

    linked = any("stylesheet" in link.get("rel", "").lower() for link in root.iter("link"))
    paper = _Ink((0, 0, 0), None if linked else WHITE)
    known: dict[Element, _Ink] = {}
    suspects = cascade.suspects(root, doubt)
    suspects += cascade.attributes.elements("color", "font")
    suspects += cascade.attributes.elements("bgcolor") + cascade.attributes.elements("text")
    seen: set[Element] = set()
    for element in suspects:
        if element not in seen:
            _empty_below(element, _ink_of(element, cascade, paper, known), cascade, seen)


def _empty_below(element: Element, ink: _Ink, cascade: Cascade, seen: set[Element]) -> None:
    waiting = [(element, ink)]
    while waiting:
        each, ink = waiting.pop()
        if each in seen:
            continue
        seen.add(each)
        if not ink.shows():
            each.text = None
            for child in each:
                child.tail = None
        waiting.extend((child, _within(ink, cascade.of(child))) for child in each)


def _ink_of(element: Element, cascade: Cascade, paper: _Ink, known: dict[Element, _Ink]) -> _Ink:
    above: list[Element] = []
    for each in (element, *element.iterancestors()):
        if each in known:
            paper = known[each]
            break
        above.append(each)
    for each in reversed(above):
        paper = known[each] = _within(paper, cascade.of(each))
    return paper


def _within(outer: _Ink, said: Mapping[str, str]) -> _Ink:
    """The ink in an element for which this is declared."""
    colour, ground, clear = outer.colour, outer.ground, outer.clear
    if (written := said.get("color", "")) not in _SAME:
        colour, clear = colour_of(written), is_transparent(written)
    behind = said.get("background-color", "")
    if behind not in _SAME and not is_transparent(behind):
        ground = colour_of(behind)
    if said.get("background-image", "none") not in ("none", "initial", ""):
        ground = None
    return _Ink(colour, ground, clear)


def _declared(cascade: Cascade) -> tuple[set[Colour], set[Colour], bool]:
    attributes = cascade.attributes
    texts = {each.get("color") for each in attributes.elements("color", "font")}
    texts |= {each.get("text") for each in attributes.elements("text", "body")}
    grounds = set(attributes.values("bgcolor"))
    for said in (*map(declarations, set(attributes.values("style"))), *cascade.declared()):
        if "color" in said:
            texts.add(said["color"][0])
        if "background-color" in said:
            grounds.add(said["background-color"][0])
    return _known(texts), _known(grounds), any(map(is_transparent, texts))


def _known(written: Iterable[str]) -> set[Colour]:
    return {colour for each in written if (colour := colour_of(each))}


def _clashing(texts: set[Colour], grounds: set[Colour]) -> set[Colour | None]:
    """The colours of texts and grounds that no eye can tell from one of the other."""
    if max(len(texts), len(grounds)) > _MOST_COLOURS:
        return {*texts, *grounds}
    return {each for pair in _pairs(texts, grounds) for each in pair}


def _pairs(texts: set[Colour], grounds: set[Colour]) -> Iterator[tuple[Colour, Colour]]:
    return ((a, b) for a in texts for b in grounds if looks_like(a, b))
