"""What printed values mean: pure functions on text (docs/values.md)."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from normalize.values.closed_sets import GRAMMAR_VERSION
    from normalize.values.indicator_row import normalize_value
    from normalize.values.target import NameLimit, Part, Target, with_flag

__all__ = ["GRAMMAR_VERSION", "NameLimit", "Part", "Target", "normalize_value", "with_flag"]
_PLACES = {
    "GRAMMAR_VERSION": ".values.closed_sets",
    "normalize_value": ".values.indicator_row",
} | dict.fromkeys(("NameLimit", "Part", "Target", "with_flag"), ".values.target")


def __getattr__(name: str) -> Any:
    """Loaded when it is asked for: most processes carry values that others have read."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_PLACES[name], __name__), name)
