"""What was read of level pages → its places on the pages as shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from extract.model import Lay

_Value = TypeVar("_Value")


def as_shown(value: _Value, lays: tuple[Lay, ...]) -> _Value:
    """A value with every box in it, on a page that was put level, where it stands as shown."""
    return _shown(value, {lay.page: lay for lay in lays}) if lays else value


def _shown(value: Any, lays: Mapping[int, Lay]) -> Any:
    if isinstance(value, tuple):
        return tuple(_shown(each, lays) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {
        field.name: _shown(inner, lays)
        for field in fields(value)
        if isinstance(inner := getattr(value, field.name), tuple) or is_dataclass(inner)
    }
    lay = lays.get(getattr(value, "page", None) or 0)
    box = getattr(value, "box", None)
    if lay is not None and box is not None:
        changed["box"] = lay.shown(box)
    return replace(value, **changed) if changed else value
