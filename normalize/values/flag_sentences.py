"""What each flag says to a reader of the table, one sentence a flag."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from normalize.values.closed_sets import Flag

SENTENCES: Mapping[Flag, str] = MappingProxyType(
    {
        Flag.FROM_LATEX: "A formula between $…$ was read as plain text.",
        Flag.FROM_HTML: "Tags or entities were taken out.",
        Flag.PUA_GLYPH: "A glyph of the Symbol font was read as the sign it draws.",
        Flag.WIDTH_FOLDED: "Full-width or compatibility characters were folded.",
        Flag.HAN_NUMERAL: "The number is written in Chinese numerals.",
        Flag.OPERATOR_WORD: "A word, not a sign, gives the operator.",
        Flag.CORRECTED: "A person put a text of the row right.",
        Flag.OCR: "The row was read from a picture.",
        Flag.OPERATOR_TYPO: "The sign is mistyped (≥≥, =≥) and read as what it can only mean.",
        Flag.OPERATOR_TRAILING: "The sign stands behind the number.",
        Flag.UNIT_FROM_NAME: "The unit stands in the brackets of the name.",
        Flag.UNIT_INFERRED: "No unit is written where the name or the spelling suggests one.",
        Flag.PER_FROM_NAME: "A denominator stands in the name only.",
        Flag.PERIOD_FROM_NAME: "The period stands in the name only.",
        Flag.APPROXIMATE: "The number is about so much (约, 左右, 余).",
        Flag.HEDGED: "The target is striven for (力争, 争取).",
        Flag.FRACTION: "A fraction was worked out as a decimal.",
        Flag.PLUS_MINUS: "A tolerance (±) stands beside the number.",
        Flag.ZERO_WORD: "零 or 〇 is the number 0.",
        Flag.NONE_WORD: "无 stands for none at all.",
        Flag.RESIDUAL: "Something that may count (a digit, a rhythm, a mark) stands in no field.",
        Flag.MULTI_VALUE: "The cell states several targets: the first is the main one.",
        Flag.RECURRING_DEADLINE: "The date by which comes again and again.",
        Flag.SCALE_LISTED: "The whole scale is written instead of one grade.",
        Flag.RATIO_PAIR: "A ratio (1:18) has two sides and no number of its own.",
        Flag.OCR_MENDED: "A label, level or unit was seen one character away from a known word.",
        Flag.OCR_SUSPECT: "A character may be misread, or a number is written as none should be.",
        Flag.SPACE_IN_NUMBER: "A space stands inside the number.",
        Flag.AMBIGUOUS_SEPARATOR: "A comma, point or dash may part or join.",
        Flag.RANGE_REVERSED: "The upper end of the range was written first.",
        Flag.OPERATOR_CONFLICT: "Two signs or words limit from different sides.",
        Flag.UNIT_CONFLICT: "Two units stand in the row and differ.",
        Flag.UNIT_UNKNOWN: "The unit is kept as written: the table of units has no such word.",
        Flag.OPERATOR_WITHOUT_NUMBER: "A sign stands where no number follows.",
        Flag.PLACEHOLDER: "A template's mark stands in the cell.",
        Flag.BOUNDARY_AMBIGUOUS: "前 behind a month or year: read as before it begins.",
        Flag.PERIOD_AMBIGUOUS: "A date or a number, or a date without its year.",
        Flag.PERIOD_VAGUE: "A time without dates (近期, 适时).",
        Flag.NAME_VALUE_MISMATCH: "The name states another number in the same unit.",
        Flag.TRUNCATED_TEXT: "A longer form of the same text stands in the document.",
        Flag.ROW_REALIGNED: "The row had lost an empty cell, which was put back.",
        Flag.PRINT_UNREAD: "Something is printed at the value that stands in no value.",
        Flag.SPREADSHEET_ERROR: "A spreadsheet shows an error (####, #REF!) instead of the value.",
        Flag.OCR_DOUBTFUL: "A character of number, sign or unit may be another: see the picture.",
    }
)
