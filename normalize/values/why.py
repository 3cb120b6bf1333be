"""Why a field of a target is what it is: a closed set of rules, each with a sentence.

A rule is named where it decides (CellReading.why, Quantity.operator_why, Row.kind_why …), never
worked out afterwards: what explained_value.py prints is what the grammar did.
"""

from __future__ import annotations

from enum import StrEnum


class Why(StrEnum):
    """A rule of the grammar that decided a field; `sentence` says it to a reader of the table."""

    sentence: str

    def __new__(cls, name: str, sentence: str) -> Why:  # noqa: D102 -- each member brings both
        member = str.__new__(cls, name)
        member._value_ = name
        member.sentence = sentence
        return member

    # kind
    TOO_LONG = "too_long", "The text is longer than any cell of a form: kept, not read."
    NOTHING_WRITTEN = (
        "nothing_written",
        "The cell is empty, a dash, or a word for nothing filled in.",
    )
    UNIT_ALONE = (
        "unit_alone",
        "A unit, or 年月日, stands without its number: the cell was never filled in.",
    )
    SPREADSHEET_ERROR = (
        "spreadsheet_error",
        "A spreadsheet shows an error or hashes instead of the value.",
    )
    MARKS_OF_TEMPLATE = "marks_of_template", "Only a template's marks (××, __) stand in the cell."
    NONE_WORD = "none_word", "The whole cell is 无 or 没有."
    SIGN_ALONE = "sign_alone", "A sign stands without a number."
    NUMBER_STATED = "number_stated", "A number constrains the value."
    ZERO_SPELLED = "zero_spelled", "零 before what is counted, or at the end, is the number 0."
    NUMERAL_SPELLED = "numeral_spelled", "The whole cell is one numeral in Chinese characters."
    NUMERAL_UNSURE = "numeral_unsure", "Chinese numerals that spell no number stay words."
    DATE_STATED = "date_stated", "A date by which is what the cell is about."
    PERIOD_STATED = "period_stated", "A period begins or ends the cell, or little stands beside it."
    NO_SUCH_DAY = "no_such_day", "What looks like a date is no day of the calendar: it stays words."
    WORDS = "words", "No number and no time is stated: words."
    NOTHING_UNWANTED = "nothing_unwanted", "无 under a name of what should not happen means 0."
    RHYTHM_KEPT = "rhythm_kept", "The words only say that the rhythm of the name is kept."
    COLUMN_LIMITS_PERIOD = (
        "column_limits_period",
        "≤ in the operator column makes the period a date by which.",
    )

    # operator
    SIGN_BEFORE = "sign_before", "A sign stands before the number."
    WORD_BEFORE = "word_before", "A word before the number limits it."
    WORD_BEHIND = "word_behind", "A word behind the number limits it."
    FIRST_RANKS = "first_ranks", "前 before a rank: at most that rank."
    SIGN_BEHIND = "sign_behind", "A sign stands behind the number, at the end of its clause."
    SIGN_MIRRORED = "sign_mirrored", "A sign with what it limits behind it, read from the right."
    TWO_ENDS = "two_ends", "Two numbers bound one target."
    WORD_OF_DATE = "word_of_date", "A word or sign beside the date makes it a date by which."
    LIMIT_OF_GRADE = "limit_of_grade", "A sign or word stands beside a grade."
    OPERATOR_COLUMN = "operator_column", "The value has none: the operator column states it."
    NAME_IMPLIES = "name_implies", "None is written: a word of the name implies one, kept apart."
    NOT_WRITTEN = "not_written", "It is written nowhere in the row."

    # number
    ONLY_NUMBER = "only_number", "The only number of its clause."
    ONLY_LIMITED = "only_limited", "The only number that a sign or word limits."
    LAST_WITH_UNIT = "last_with_unit", "The last number of the clause with a unit."
    LAST_NUMBER = "last_number", "The last number of the clause; none has a unit."
    UNREADABLE = "unreadable", "Its digits allow no safe reading and stay text."

    # unit and denominators
    UNIT_WRITTEN = "unit_written", "The value states it beside the number."
    UNIT_OF_RANK = "unit_of_rank", "前, 第 or a rise by places makes the number a rank."
    TOLD_APART = "told_apart", "The spelling has two meanings: the name decides which."
    UNIT_COLUMN = "unit_column", "The value has none: the unit column states it."
    UNIT_OF_NAME = "unit_of_name", "The value has none: the final brackets of the name state it."
    SHARE_HAS_NONE = "share_has_none", "A fraction or a ratio takes no unit from elsewhere."
    PER_WRITTEN = (
        "per_written",
        "The value states it: /X behind the unit, or 每X before the number.",
    )
    PER_OF_COLUMN = "per_of_column", "The unit column adds it to a unit that agrees."
    PER_OF_NAME = "per_of_name", "The name adds it to the same unit or number."

    # period
    ROW_ASKS_FOR_DATE = (
        "row_asks_for_date",
        "A bare number, read as a date because its row asks so.",
    )
    SPAN_WORD = "span_word", "A word for a span of the budget year: 全年, 长期, 近期."
    RHYTHM_WORD = "rhythm_word", "A word for what recurs: 每月, 按季度."
    RECURRING_DAY = "recurring_day", "A day of what recurs: 每月15日前."
    ONE_UNIT_RANGE = "one_unit_range", "Two ends that share one unit: 1-12月, 前三季度."
    TWO_POINTS = "two_points", "Two points in time, linked: the year of one holds for both."
    BEGINNING = "beginning", "起 behind a point: the end is not written."
    LIMITED_POINT = "limited_point", "A word beside a point makes it a date by which."
    EXACT_POINT = "exact_point", "A day, or the end of a span, alone: a date by which."
    WHOLE_POINT = "whole_point", "A year, half, quarter or month as a whole."
    TIME_IN_VALUE = "time_in_value", "The value names it."
    TIME_IN_NAME = "time_in_name", "The value names none: the name does."
    TIME_OF_DENOMINATOR = "time_of_denominator", "A denominator of time makes it recur."

    # confidence
    DOUBTED = "doubted", "A flag of doubt stands beside it."
    INFERRED = "inferred", "A flag of inference stands beside it."
    DIGITS_LEFT = "digits_left", "Digits are left over that stand in no field."
    STATEMENT = "statement", "A statement in words: no scale fits it."
    AS_WRITTEN = "as_written", "Everything was written as such."
