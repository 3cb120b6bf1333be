"""The attributes of a page by name; of one that its markup never names the tree is not asked."""

from __future__ import annotations

from extract.readers.html.style.selectors import Element


class Attributes:
    """Where which attributes stand below `root`, and what they say; `markup` is its source.

    A name cannot be written otherwise than by its letters, and a tree of a million elements is not
    walked for one that is not written.
    """

    def __init__(self, root: Element, markup: str) -> None:
        self._root = root
        self._markup = markup.encode(errors="ignore").lower()  # of bytes: ten times faster
        self._values: dict[str, tuple[str, ...]] = {}

    def values(self, name: str) -> tuple[str, ...]:
        """What the attributes of a name say, in the page's order; asked of the tree once."""
        if name not in self._values:
            self._values[name] = tuple(_values(self._root, name) if self._is_written(name) else ())
        return self._values[name]

    def elements(self, name: str, tag: str = "*") -> list[Element]:
        """The elements that have an attribute of a name, in the page's order."""
        among = self._root.iter(tag) if self._is_written(name) else ()
        return [each for each in among if each.get(name) is not None]

    def _is_written(self, name: str) -> bool:
        return name.encode() in self._markup


def _values(root: Element, name: str) -> list[str]:
    found: list[str] = root.xpath(f"//@{name}", smart_strings=False)  # no element is asked for
    return found
