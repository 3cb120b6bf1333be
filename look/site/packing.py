"""Data of a page in a form that takes little room: every text and every set of names once.

A document of a thousand indicators repeats the names of its fields a thousand times, and most of
its texts; documents repeat those of each other, names of levels and functions, units, places in
tables. `putPacked` in static/core.js gives back what was packed here.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

NOTHING = 0
"""Stands for None; texts count from 1, those of the site from -1 down."""
LIST = -1
"""Stands first in a list; a number from 0 stands first in a mapping and names its fields."""
_MET = 4
"""Values that a text was met in before it is one of the site's."""
_COUNTED = 1000
"""Values in which texts are counted: the first ones, later ones say the same."""
_LONGEST = 60
"""Characters of a text of the site: long ones repeat seldom, and every page loads all of them."""


class Packer:
    """Packs values of plain types; names of fields, and texts of many values, stand once a site.

    >>> packer = Packer()
    >>> packer.packed([{"a": "x", "b": 1.5}, {"a": "x", "b": None}])
    {'texts': ['x'], 'tree': [-1, [0, 1, '1.5'], [0, 1, 0]]}
    >>> packer.shared
    {'fields': [['a', 'b']], 'texts': []}
    >>> [packer.packed("x")["tree"] for _ in range(5)], packer.shared["texts"]
    ([1, 1, 1, -1, -1], ['x'])
    """

    def __init__(self) -> None:
        self._names: dict[tuple[str, ...], int] = {}
        self._texts: dict[str, int] = {}
        self._shared: dict[str, int] = {}
        self._met: Counter[str] = Counter()
        self._packed = 0

    @property
    def shared(self) -> dict[str, Any]:
        """`fields`, the sets of names that a mapping has the number of, and the site's `texts`."""
        return {"fields": [list(each) for each in self._names], "texts": list(self._shared)}

    def packed(self, value: object) -> dict[str, Any]:
        """`texts` of a value, and `tree`, the value in their numbers.

        In the tree a number is that of a text, a text is a number, a list a list or a mapping.
        """
        self._texts = {}
        tree = self._of(value)
        self._count()
        return {"texts": list(self._texts), "tree": tree}

    def _count(self) -> None:
        """Take note of a value's texts; those met often stand in no later one."""
        self._packed += 1
        if self._packed > _COUNTED:
            self._met.clear()
            return
        for text in self._texts:
            if len(text) <= _LONGEST:
                self._met[text] += 1
                if self._met[text] >= _MET:
                    self._shared[text] = -1 - len(self._shared)
                    del self._met[text]

    def _of(self, value: object) -> object:
        if value is None or isinstance(value, bool):
            return NOTHING if value is None else value
        if isinstance(value, str):
            if value in self._shared:
                return self._shared[value]
            return self._texts.setdefault(value, len(self._texts) + 1)
        if isinstance(value, int | float):
            return repr(value)
        if isinstance(value, dict):
            names = self._names.setdefault(tuple(value), len(self._names))
            return [names, *map(self._of, value.values())]
        if isinstance(value, list | tuple):
            return [LIST, *map(self._of, value)]
        raise TypeError(type(value).__name__)
