"""Why something was decided: the closed set of rules, told in the catalogue of sentences."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Why(StrEnum):
    """The rule that decided; the catalogue tells it in a sentence."""

    # Tables that no layout reads
    NO_HEADER = "no_header"
    NO_VALUES = "no_values"
    VALUES_NOT_TOLD_APART = "values_not_told_apart"
    LEVELS_LOST = "levels_lost"
    NO_FORM = "no_form"
    # Rows of a block that are not read
    ROWS_NOT_PARTED = "rows_not_parted"
    NAME_ALONE = "name_alone"
    CUT_IN_DOUBT = "cut_in_doubt"
    NO_SIDE_FILLED = "no_side_filled"
    SIDE_UNKNOWN = "side_unknown"
    TOO_MANY_CELLS = "too_many_cells"
    SHORT_OF_LEVELS = "short_of_levels"
    VALUE_AS_NAME = "value_as_name"
    VALUE_AS_LEVEL = "value_as_level"
    LEVELS_IN_ONE_CELL = "levels_in_one_cell"
    OTHER_COLUMNS = "other_columns"
    LEVEL_LOST_ABOVE = "level_lost_above"
    NAME_IS_VALUE = "name_is_value"
    NAME_AND_VALUE_EMPTY = "name_and_value_empty"
    SENTENCE_NOT_PARTED = "sentence_not_parted"
    NO_PROJECT_YET = "no_project_yet"
    PROJECT_TORN = "project_torn"
    # A piece that is not joined to the table before it
    TITLE_ABOVE = "title_above"
    SAME_PAGE = "same_page"
    NOT_AT_TOP = "not_at_top"
    NOT_NEXT_PAGE = "not_next_page"
    OTHER_WIDTH = "other_width"
    TEXT_BETWEEN = "text_between"
    MANY_ROWS_AGAIN = "many_rows_again"
    FORM_OPENS = "form_opens"
    POINTS_GIVEN_OUT = "points_given_out"
    NO_FORMS_WORD = "no_forms_word"
    OTHER_TABLE = "other_table"
    # A piece that is joined to the table before it
    BLOCK_BELOW_HEAD = "block_below_head"
    HEADER_AGAIN = "header_again"
    FORMS_WORD = "forms_word"
    BARE_ROWS = "bare_rows"
    SAME_COLUMNS = "same_columns"
    # A first row that is, or is not, the rest of the row before
    NO_NAME_OF_ITS_OWN = "no_name_of_its_own"
    BRACKET_OPEN = "bracket_open"
    PARTS_OF_ONE = "parts_of_one"
    LINES_AS_ONE = "lines_as_one"
    TEXT_GOES_ON = "text_goes_on"
    LEVEL_OF_ITS_OWN = "level_of_its_own"
    NO_TEXT = "no_text"
    NOTHING_GOES_ON = "nothing_goes_on"
    ROOM_WAS_LEFT = "room_was_left"
    PART_MISSING = "part_missing"
    HALVES_IN_DOUBT = "halves_in_doubt"


class Verdict(NamedTuple):
    """An answer, and the rule that gave it."""

    yes: bool
    why: Why
