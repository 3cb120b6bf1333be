"""Data of a page in a form that takes little room: every text and every set of names once.

A document of a thousand indicators repeats the names of its fields a thousand times, and most of
its texts; `putPacked` in static/core.js gives back what was packed here.
"""

from __future__ import annotations

from typing import Any

NOTHING = 0
"""Stands for None; texts count from 1."""
LIST = -1
"""Stands first in a list; a number from 0 stands first in a mapping and names its fields."""


class Packer:
    """Packs values of plain types; the names of their fields are shared by all of a site.

    >>> packer = Packer()
    >>> packer.packed([{"a": "x", "b": 1.5}, {"a": "x", "b": None}])
    {'texts': ['x'], 'tree': [-1, [0, 1, '1.5'], [0, 1, 0]]}
    >>> packer.names
    [['a', 'b']]
    """

    def __init__(self) -> None:
        self._names: dict[tuple[str, ...], int] = {}
        self._texts: dict[str, int] = {}

    @property
    def names(self) -> list[list[str]]:
        """The sets of names met so far; a mapping in a tree has the number of one of them."""
        return [list(each) for each in self._names]

    def packed(self, value: object) -> dict[str, Any]:
        """`texts` of a value, and `tree`, the value in their numbers.

        In the tree a number is that of a text, a text is a number, a list a list or a mapping.
        """
        self._texts = {}
        tree = self._of(value)
        return {"texts": list(self._texts), "tree": tree}

    def _of(self, value: object) -> object:
        if value is None or isinstance(value, bool):
            return NOTHING if value is None else value
        if isinstance(value, str):
            return self._texts.setdefault(value, len(self._texts) + 1)
        if isinstance(value, int | float):
            return repr(value)
        if isinstance(value, dict):
            names = self._names.setdefault(tuple(value), len(self._names))
            return [names, *map(self._of, value.values())]
        if isinstance(value, list | tuple):
            return [LIST, *map(self._of, value)]
        raise TypeError(type(value).__name__)
