"""The styles of a page together: what counts for one element, of all that is declared for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from extract.model import Reason, Refused
from extract.readers.html.style.attributes import Attributes
from extract.readers.html.style.declarations import Declared, declarations
from extract.readers.html.style.selectors import Element, Steps, classes_of
from extract.readers.html.style.sheet import Rule, media_applies, rules

_MOST_STEPS = 5_000_000
"""Elements asked for selectors, all together: 10 s; a long book takes a tenth."""
_STRUCK = frozenset(["del", "s", "strike"])
_NEVER_SHOWN = frozenset(["datalist", "rp", "rt", "rtc"])
_HINTING = _STRUCK | _NEVER_SHOWN | {"bdo", "dialog"}
_BACKGROUND = (("bgcolor", "background-color"), ("background", "background-image"))
_OF_COLOUR = {
    "font": (("color", "color"),),
    "body": (("text", "color"), *_BACKGROUND),
    **dict.fromkeys(("table", "thead", "tbody", "tfoot", "tr", "td", "th"), _BACKGROUND),
}

Doubt = Callable[[Mapping[str, str]], bool]
Weight = tuple[bool, bool, tuple[int, int, int], int]


class Cascade:
    """What the <style> elements and the style attributes of a page declare."""

    def __init__(self, root: Element, attributes: Attributes) -> None:
        self.attributes = attributes
        self._steps = Steps()
        self._plain: dict[tuple[object, ...], tuple[list[Rule], list[Rule]]] = {}
        self._rules: dict[str, list[Rule]] = defaultdict(list)
        self._generated: dict[str, list[Rule]] = defaultdict(list)
        sheets = (
            style.text
            for style in root.iter("style")
            if style.text and media_applies(style.get("media", ""))
        )
        for rule in rules("\n".join(sheets)):
            chosen = self._generated if rule.selector.pseudo else self._rules
            chosen[rule.selector.key].append(rule)

    @property
    def generates(self) -> bool:
        """Does any rule print something before or behind an element?"""
        return bool(self._generated)

    def of(self, element: Element) -> dict[str, str]:
        """Property → value, of all that is declared for an element."""
        return self._weighed(element, self._rules, _hints(element), element.get("style"))

    def generated(self, element: Element, pseudo: str) -> dict[str, str]:
        """The same for what stands `before` its text or `after` it."""
        return self._weighed(element, self._generated, {}, None, pseudo)

    def suspects(self, root: Element, doubt: Doubt) -> list[Element]:
        """The elements in the page's order for which anything that raises a doubt is declared."""
        keys = {
            key
            for key, each in self._rules.items()
            if any(doubt(_values(rule.declared)) for rule in each)
        }
        if "*" in keys:
            return list(root.iter("*"))
        tags = _HINTING | {key for key in keys if key[0] not in ".#"}
        named = any(key[0] in ".#" for key in keys)
        styles = {
            style
            for style in set(self.attributes.values("style"))
            if doubt(_values(declarations(style)))
        }
        if not (named or styles or self.attributes.values("hidden")):
            return list(root.iter(*sorted(tags)))  # no need to look at each of a million cells
        of_class = lru_cache(maxsize=None)(
            lambda written: any(f".{each}" in keys for each in written.split())
        )
        return [
            element
            for element in root.iter("*")
            if element.tag in tags
            or element.get("style") in styles
            or element.get("hidden") is not None
            or (named and of_class(element.get("class", "")))
            or (named and f"#{element.get('id')}" in keys)
        ]

    def declared(self) -> Iterator[Declared]:
        """All that the sheets declare, rule by rule."""
        return (rule.declared for each in self._rules.values() for rule in each)

    def _weighed(
        self,
        element: Element,
        by_key: Mapping[str, list[Rule]],
        hints: dict[str, str],
        style: str | None,
        pseudo: str = "",
    ) -> dict[str, str]:
        best: dict[str, tuple[Weight, str]] = {}
        for rule in self._chosen(element, by_key, pseudo):
            for name, (value, important) in rule.declared.items():
                weight = (important, False, rule.selector.weight, rule.order)
                if name not in best or weight > best[name][0]:
                    best[name] = (weight, value)
        for name, (value, important) in declarations(style).items() if style else ():
            if name not in best or important or not best[name][0][0]:
                best[name] = ((important, True, (0, 0, 0), 0), value)
        return hints | {name: value for name, (_, value) in best.items()}

    def _chosen(
        self, element: Element, by_key: Mapping[str, list[Rule]], pseudo: str
    ) -> Iterable[Rule]:
        if not by_key:
            return
        names = (id(by_key), element.tag, element.get("id"), element.get("class"), pseudo)
        if names not in self._plain:
            self._plain[names] = self._sorted(element, by_key, pseudo)
        certain, possible = self._plain[names]
        yield from certain
        for rule in possible:
            if rule.selector.fits(element, self._steps):
                yield rule
        if self._steps.taken > _MOST_STEPS:
            raise Refused(
                Reason.RESOURCE_LIMIT,
                "The styles of this page are beyond any of a person's making: look at it in a "
                "browser.",
            )

    def _sorted(
        self, element: Element, by_key: Mapping[str, list[Rule]], pseudo: str
    ) -> tuple[list[Rule], list[Rule]]:
        """The rules that choose an element by its names alone, and those that ask for more."""
        keys = [element.tag, "*", f"#{element.get('id')}"]
        keys += (f".{each}" for each in classes_of(element.get("class") or ""))
        certain: list[Rule] = []
        possible: list[Rule] = []
        for rule in (rule for key in keys for rule in by_key.get(key, ())):
            if rule.selector.pseudo != pseudo:
                continue
            if not rule.selector.is_plain:
                possible.append(rule)
            elif rule.selector.fits(element, self._steps):
                certain.append(rule)
        return certain, possible


def _values(declared: Declared) -> dict[str, str]:
    return {name: value for name, (value, _) in declared.items()}


def _hints(element: Element) -> dict[str, str]:
    """What an element's name and its own attributes say, below all styles."""
    found: dict[str, str] = {}
    if element.get("hidden") is not None or element.tag in _NEVER_SHOWN:
        found["display"] = "none"
    if element.tag in _STRUCK:
        found["text-decoration-line"] = "line-through"
    if element.tag == "dialog" and element.get("open") is None:
        found["display"] = "none"
    if element.tag == "bdo":
        found |= {"unicode-bidi": "bidi-override", "direction": element.get("dir", "").lower()}
    if element.tag == "a" and element.get("href"):
        found["color"] = "#0000ee"
    for attribute, name in _OF_COLOUR.get(element.tag, ()):
        if value := element.get(attribute):
            found[name] = value.strip().lower()
    return found
