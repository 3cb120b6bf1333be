"""What printed values mean: pure functions on text (docs/values.md)."""

from normalize.values.closed_sets import GRAMMAR_VERSION
from normalize.values.indicator_row import normalize_value
from normalize.values.target import NameLimit, Part, Target, with_flag

__all__ = ["GRAMMAR_VERSION", "NameLimit", "Part", "Target", "normalize_value", "with_flag"]
