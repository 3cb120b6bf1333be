"""The closed sets of the grammar (docs/values.md): what a typed field may hold."""

from __future__ import annotations

from enum import StrEnum

GRAMMAR_VERSION = "1.2"
"""Raised whenever a rule or a word changes what some value is read as."""


class Kind(StrEnum):
    """What sort of target a value states (docs/values.md, Kind)."""

    QUANTITATIVE = "quantitative"
    DEADLINE = "deadline"
    SCHEDULE = "schedule"
    QUALITATIVE = "qualitative"
    MISSING = "missing"


class Operator(StrEnum):
    """How the number limits the target (docs/values.md, Operator)."""

    GE = ">="
    LE = "<="
    GT = ">"
    LT = "<"
    EQ = "="
    NE = "!="
    BETWEEN = "between"


class Origin(StrEnum):
    """Which text of the row a field was read from (docs/values.md, Sources)."""

    VALUE = "value"
    COLUMN = "column"
    NAME = "name"
    UNIT = "unit"


class Dimension(StrEnum):
    """What a unit measures (docs/values.md, Unit)."""

    MONEY = "money"
    RATIO = "ratio"
    COUNT = "count"
    AREA = "area"
    LENGTH = "length"
    VOLUME = "volume"
    MASS = "mass"
    ENERGY = "energy"
    POWER = "power"
    TIME = "time"
    TEMPERATURE = "temperature"
    CONCENTRATION = "concentration"
    SOUND = "sound"
    SCORE = "score"
    RANK = "rank"


class PeriodType(StrEnum):
    """The shape of a period (docs/values.md, Period)."""

    YEAR = "year"
    HALF_YEAR = "half_year"
    QUARTER = "quarter"
    QUARTER_RANGE = "quarter_range"
    MONTH = "month"
    MONTH_RANGE = "month_range"
    DATE_RANGE = "date_range"
    YEAR_RANGE = "year_range"
    DEADLINE = "deadline"
    LONG_TERM = "long_term"


class QualScale(StrEnum):
    """On which scale words are meant (docs/values.md, Quality)."""

    GRADE = "grade"
    CHANGE = "change"
    EFFECT = "effect"
    STATE = "state"
    COMPLIANCE = "compliance"
    BOOLEAN = "boolean"
    STATEMENT = "statement"


class Direction(StrEnum):
    """Where the words say that something goes; never whether that is good.

    Source: docs/values.md, Quality.
    """

    UP = "up"
    DOWN = "down"
    STABLE = "stable"


class Degree(StrEnum):
    """How much, in words; the members stand in rising order (docs/values.md, Quality)."""

    SLIGHT = "slight"
    MARKED = "marked"
    LARGE = "large"


class ParseStatus(StrEnum):
    """How much of the value the grammar used (docs/values.md, Confidence)."""

    FULL = "full"
    PARTIAL = "partial"
    TEXT = "text"
    MISSING = "missing"


class Confidence(StrEnum):
    """A rule over the flags, not a probability (docs/values.md, Confidence)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Flag(StrEnum):
    """What was noticed on the way (docs/values.md, Flags)."""

    FROM_LATEX = "from_latex"
    FROM_HTML = "from_html"
    PUA_GLYPH = "pua_glyph"
    WIDTH_FOLDED = "width_folded"
    HAN_NUMERAL = "han_numeral"
    OPERATOR_WORD = "operator_word"
    CORRECTED = "corrected"
    OCR = "ocr"
    OPERATOR_TYPO = "operator_typo"
    OPERATOR_TRAILING = "operator_trailing"
    UNIT_FROM_NAME = "unit_from_name"
    UNIT_INFERRED = "unit_inferred"
    PER_FROM_NAME = "per_from_name"
    PERIOD_FROM_NAME = "period_from_name"
    APPROXIMATE = "approximate"
    HEDGED = "hedged"
    FRACTION = "fraction"
    PLUS_MINUS = "plus_minus"
    ZERO_WORD = "zero_word"
    NONE_WORD = "none_word"
    RESIDUAL = "residual"
    MULTI_VALUE = "multi_value"
    RECURRING_DEADLINE = "recurring_deadline"
    SCALE_LISTED = "scale_listed"
    RATIO_PAIR = "ratio_pair"
    OCR_MENDED = "ocr_mended"
    OCR_SUSPECT = "ocr_suspect"
    SPACE_IN_NUMBER = "space_in_number"
    AMBIGUOUS_SEPARATOR = "ambiguous_separator"
    RANGE_REVERSED = "range_reversed"
    OPERATOR_CONFLICT = "operator_conflict"
    UNIT_CONFLICT = "unit_conflict"
    UNIT_UNKNOWN = "unit_unknown"
    OPERATOR_WITHOUT_NUMBER = "operator_without_number"
    PLACEHOLDER = "placeholder"
    BOUNDARY_AMBIGUOUS = "boundary_ambiguous"
    PERIOD_AMBIGUOUS = "period_ambiguous"
    PERIOD_VAGUE = "period_vague"
    NAME_VALUE_MISMATCH = "name_value_mismatch"
    TRUNCATED_TEXT = "truncated_text"
    ROW_REALIGNED = "row_realigned"
    PRINT_UNREAD = "print_unread"
    SPREADSHEET_ERROR = "spreadsheet_error"
    OCR_DOUBTFUL = "ocr_doubtful"


_FLAGS = tuple(Flag)
COSMETIC = frozenset(_FLAGS[: _FLAGS.index(Flag.OPERATOR_TYPO)])
INFERENCE = frozenset(_FLAGS[_FLAGS.index(Flag.OPERATOR_TYPO) : _FLAGS.index(Flag.OCR_SUSPECT)])
DOUBT = frozenset(_FLAGS[_FLAGS.index(Flag.OCR_SUSPECT) :])
