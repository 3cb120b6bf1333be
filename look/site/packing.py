"""Data of a page in a form that takes little room: every text and every set of names once.

A document of a thousand indicators repeats the names of its fields a thousand times, and most of
its texts; `unpacked` in static/core.js gives the page back what was packed here.
"""

from __future__ import annotations

from typing import Any

NOTHING = 0
"""Stands for None; texts count from 1."""
LIST = -1
"""Stands first in a list; a number from 0 stands first in a mapping and names its fields."""


def packed(value: object) -> dict[str, Any]:
    """`texts` and `names` of a value of plain types, and `tree`, the value in their numbers.

    In the tree a number is that of a text, a text is a number, a list a list or a mapping.

    >>> packed([{"a": "x", "b": 1.5}, {"a": "x", "b": None}])
    {'texts': ['x'], 'names': [['a', 'b']], 'tree': [-1, [0, 1, '1.5'], [0, 1, 0]]}
    """
    packer = _Packer()
    tree = packer.of(value)
    return {"texts": list(packer.texts), "names": [list(each) for each in packer.names],
            "tree": tree}  # fmt: skip


class _Packer:
    def __init__(self) -> None:
        self.texts: dict[str, int] = {}
        self.names: dict[tuple[str, ...], int] = {}

    def of(self, value: object) -> object:
        if value is None or isinstance(value, bool):
            return NOTHING if value is None else value
        if isinstance(value, str):
            return self.texts.setdefault(value, len(self.texts) + 1)
        if isinstance(value, int | float):
            return repr(value)
        if isinstance(value, dict):
            names = self.names.setdefault(tuple(value), len(self.names))
            return [names, *map(self.of, value.values())]
        if isinstance(value, list | tuple):
            return [LIST, *map(self.of, value)]
        raise TypeError(type(value).__name__)
