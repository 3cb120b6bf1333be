"""CSS selectors: which elements of lxml's tree a rule is for.

Elements, classes, ids, attributes, the places among brothers and their compounds, below and beside
each other. A selector of anything else is passed over: its rule is as if it were not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

import regex

_NAME = r"(?:[-\w\u00a0-\U0010ffff]|\\.)+"
_COMPOUND = regex.compile(
    rf"(?P<tag>\*|{_NAME})?(?:"
    rf"\#(?P<id>{_NAME})|\.(?P<cls>{_NAME})"
    rf"|\[\s*(?P<attribute>{_NAME}\s*(?:[~|^$*]?=\s*(?:\"[^\"]*\"|'[^']*'|{_NAME})\s*)?)\]"
    rf"|:(?P<place>first-child|last-child|only-child|nth-child\(\s*[1-9]\d?\s*\))"
    rf"|:(?P<choice>(?:not|is|where)\([^()]*\))"
    rf"|::?(?P<pseudo>before|after)"
    rf")*+",
    flags=regex.I,
)
_STEP = regex.compile(r"\s*([>+~])\s*|\s+")
_ATTRIBUTE = regex.compile(r"([^~|^$*=\s]+)\s*(?:([~|^$*]?=)\s*(.*))?", flags=regex.S)
_ESCAPE = regex.compile(r"\\(.)")
_COMMA = regex.compile(r",(?![^(\[]*[)\]])")
_LONGEST = 400  # characters; a selector of a person's making has a tenth
_DEEPEST = 6
_MOST_STEPS = 400  # elements around one that are asked for one selector

Element = Any


@dataclass(slots=True)
class Steps:
    """How often it was asked whether an element fits: what a page's styles cost."""

    taken: int = 0


@dataclass(frozen=True, slots=True)
class Compound:
    """What is asked of one element; `step` is what stands between it and the one before."""

    tag: str
    ids: tuple[str, ...]
    classes: frozenset[str]
    attributes: tuple[tuple[str, str, str], ...]
    places: tuple[str, ...]
    choices: tuple[tuple[bool, tuple[Compound, ...]], ...]
    step: str

    def fits(self, element: Element) -> bool:
        """Is the element one of these, whatever stands around it?"""
        if self.tag not in ("*", element.tag):
            return False
        if self.classes and not self.classes <= classes_of(element.get("class") or ""):
            return False
        if self.ids and any(each != element.get("id") for each in self.ids):
            return False
        return (
            all(_has(element, *each) for each in self.attributes)
            and all(_stands(element, each) for each in self.places)
            and all(
                any(each.fits(element) for each in choice) is wanted
                for wanted, choice in self.choices
            )
        )


@dataclass(frozen=True, slots=True)
class Selector:
    """Compounds from the element outwards; `pseudo` is `before`, `after` or empty."""

    compounds: tuple[Compound, ...]
    pseudo: str
    weight: tuple[int, int, int]

    @property
    def key(self) -> str:
        """What an element must have for the selector to be tried: an id, a class, its tag."""
        last = self.compounds[0]
        if last.ids:
            return f"#{last.ids[0]}"
        return f".{min(last.classes)}" if last.classes else last.tag

    @property
    def is_plain(self) -> bool:
        """Do the names of an element alone tell whether it is chosen?"""
        first = self.compounds[0]
        asks_for_more = first.attributes or first.places or first.choices
        return len(self.compounds) == 1 and not asks_for_more

    def fits(self, element: Element, steps: Steps) -> bool:
        """Does the selector choose the element? No, where that is too long a search."""
        first, *outer = self.compounds
        steps.taken += 1
        most = steps.taken + _MOST_STEPS
        return first.fits(element) and _around(element, first.step, tuple(outer), steps, most)


@lru_cache(maxsize=1 << 14)
def classes_of(written: str) -> frozenset[str]:
    """The words of a class attribute."""
    return frozenset(written.split())


def selectors_of(prelude: str) -> Iterator[Selector]:
    """The selectors before a block that are understood.

    >>> [s.weight for s in selectors_of("td.x > #a, a:hover, .b::before")]
    [(1, 1, 1), (0, 1, 0)]
    """
    has_brackets = len(prelude) < _LONGEST * 10 and ("(" in prelude or "[" in prelude)
    for written in _COMMA.split(prelude) if has_brackets else prelude.split(","):
        selector = _selector(written.strip()) if len(written) < _LONGEST else None
        if selector:
            yield selector


def _selector(text: str) -> Selector | None:
    compounds: list[Compound] = []
    step, at, pseudo = "", 0, ""
    ids = middle = tags = 0
    while at < len(text):
        match = _COMPOUND.match(text, at)
        if match is None or match.end() == at or pseudo or len(compounds) >= _DEEPEST:
            return None
        found = match.capturesdict()
        pseudo = (found["pseudo"] or [""])[0].lower()
        tag = _plain((found["tag"] or ["*"])[0]).lower()
        attributes = tuple(map(_attribute, found["attribute"]))
        choices = tuple(map(_choice, found["choice"]))
        if not all(choice for _, choice in choices):
            return None
        compound = Compound(
            tag=tag,
            ids=tuple(map(_plain, found["id"])),
            classes=frozenset(map(_plain, found["cls"])),
            attributes=attributes,
            places=tuple(each.lower() for each in found["place"]),
            choices=choices,
            step=step,
        )
        compounds.append(compound)
        ids += len(found["id"])
        middle += len(found["cls"]) + len(attributes) + len(found["place"]) + len(choices)
        tags += tag != "*"
        at = match.end()
        if between := _STEP.match(text, at):
            step, at = between[1] or " ", between.end()
        elif at < len(text):
            return None
    if not compounds:
        return None
    return Selector(tuple(reversed(compounds)), pseudo, (ids, middle, tags))


def _choice(written: str) -> tuple[bool, tuple[Compound, ...]]:
    """`:is(.a, .b)`, `:not(.a)`: is one wanted, and which; none where it is not understood."""
    name, _, inside = written.rstrip(")").partition("(")
    selectors = [_selector(each.strip()) for each in inside.split(",")]
    chosen = tuple(each.compounds[0] for each in selectors if each and len(each.compounds) == 1)
    return name.lower() != "not", chosen if len(chosen) == len(selectors) else ()


def _plain(name: str) -> str:
    return _ESCAPE.sub(r"\1", name)


def _attribute(written: str) -> tuple[str, str, str]:
    match = _ATTRIBUTE.fullmatch(written.strip())
    if match is None:
        return written, "", ""
    return match[1].lower(), match[2] or "", (match[3] or "").strip().strip("\"'")


def _around(
    element: Element, step: str, outer: tuple[Compound, ...], steps: Steps, most: int
) -> bool:
    """Do the outer compounds fit, from an element on that one has been found for?"""
    if not outer:
        return True
    first, rest = outer[0], outer[1:]
    for each in _beside(element, step):
        steps.taken += 1
        if steps.taken > most:
            return False
        if first.fits(each) and _around(each, first.step, rest, steps, most):
            return True
    return False


def _beside(element: Element, step: str) -> Iterator[Element]:
    if step in ">+":
        near = element.getparent() if step == ">" else element.getprevious()
        return iter(() if near is None else (near,))
    if step == "~":
        return iter(element.itersiblings(preceding=True))
    return iter(element.iterancestors())


def _has(element: Element, name: str, sign: str, wanted: str) -> bool:
    value = element.get(name)
    if value is None:
        return False
    told: dict[str, bool] = {
        "": True,
        "=": value == wanted,
        "~=": wanted in value.split(),
        "|=": value == wanted or value.startswith(f"{wanted}-"),
        "^=": bool(wanted) and value.startswith(wanted),
        "$=": bool(wanted) and value.endswith(wanted),
        "*=": bool(wanted) and wanted in value,
    }
    return told[sign]


def _stands(element: Element, place: str) -> bool:
    if place in ("first-child", "only-child") and element.getprevious() is not None:
        return False
    if place in ("last-child", "only-child") and element.getnext() is not None:
        return False
    if place.startswith("nth-child"):
        before = int(place.removeprefix("nth-child(").rstrip(")")) - 1
        return sum(1 for _ in islice(element.itersiblings(preceding=True), before + 1)) == before
    return True
