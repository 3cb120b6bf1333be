"""What is said of a reading: issues, and why a document is refused or read in part."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from extract.model.printed import Box
from extract.words.why import Why


class Severity(StrEnum):
    """How much an issue costs: data lost, data doubtful, worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Code(StrEnum):
    """The closed catalogue of signals; what each means is in normalize/vocabulary/issues.toml."""

    DOCUMENT_REFUSED = "document_refused"
    DUPLICATE_DOCUMENT = "duplicate_document"
    DOCUMENT_PARTIAL = "document_partial"
    UNRECOGNISED_FORM = "unrecognised_form"
    ROW_FAILED = "row_failed"
    ROW_DOUBTFUL = "row_doubtful"
    ROW_REJOINED = "row_rejoined"
    ROW_PARTED = "row_parted"
    ROW_IGNORED = "row_ignored"
    ROW_REALIGNED = "row_realigned"
    LEVEL_MISSING = "level_missing"
    LEVEL_UNKNOWN = "level_unknown"
    NAME_MISSING = "name_missing"
    BLANK_FORM = "blank_form"
    UNKNOWN_LABEL = "unknown_label"
    UNKNOWN_FACT = "unknown_fact"
    CELL_UNREAD = "cell_unread"
    COLUMN_UNREAD = "column_unread"
    AMOUNT_UNREAD = "amount_unread"
    AMOUNT_ELSEWHERE = "amount_elsewhere"
    AMOUNT_INEXACT = "amount_inexact"
    UNIT_MISSING = "unit_missing"
    UNIT_CARRIED = "unit_carried"
    WEIGHT_UNREAD = "weight_unread"
    YEAR_CONTRADICTED = "year_contradicted"
    REGION_UNKNOWN = "region_unknown"
    REGION_CONTRADICTED = "region_contradicted"
    YEAR_UNKNOWN = "year_unknown"
    CHARACTERS_REPLACED = "characters_replaced"
    REPAIRED = "repaired"
    END_MISSING = "end_missing"
    FILE_DAMAGED = "file_damaged"
    SECOND_READER = "second_reader"
    NEEDS_OCR_PAGE = "needs_ocr_page"
    READ_FROM_PICTURE = "read_from_picture"
    HIDDEN_TEXT_DIFFERS = "hidden_text_differs"
    OCR_DOUBTFUL = "ocr_doubtful"
    OCR_MENDED = "ocr_mended"
    PIECE_LEFT_OVER = "piece_left_over"
    PAGE_UNREADABLE = "page_unreadable"
    PAGE_TOO_LARGE = "page_too_large"
    UNRULED_FORM = "unruled_form"
    MARKS_DROPPED = "marks_dropped"
    PRINT_UNREAD = "print_unread"
    ATTACHMENT_FOUND = "attachment_found"
    MEMBER_RENAMED = "member_renamed"
    SEAL_FOUND = "seal_found"
    HIDDEN_ROWS = "hidden_rows"
    ROW_WITHOUT_INDICATOR = "row_without_indicator"
    VALUE_MISSING = "value_missing"
    TEXT_WITHDRAWN = "text_withdrawn"
    RAISED_MARK = "raised_mark"
    VALUE_ROUNDED = "value_rounded"
    STALE_CORRECTION = "stale_correction"
    BUDGET_TABLE_UNREAD = "budget_table_unread"
    BUDGET_TABLE_PASSED = "budget_table_passed"
    BUDGET_AMOUNT_UNREAD = "budget_amount_unread"
    BUDGET_COLUMN_UNKNOWN = "budget_column_unknown"
    BUDGET_COLUMN_UNREAD = "budget_column_unread"
    BUDGET_COLUMNS_MISSING = "budget_columns_missing"
    BUDGET_UNIT_MISSING = "budget_unit_missing"
    BUDGET_CODE_UNKNOWN = "budget_code_unknown"
    BUDGET_CODE_CONTRADICTED = "budget_code_contradicted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something not read, or read with doubt, on a page and in a box of it where that is known.

    `why` is the rule that decided, where one did.
    """

    code: Code
    text: str = ""
    page: int | None = None
    why: Why | None = None
    box: Box | None = None


class Reason(StrEnum):
    """Why a document was refused or read in part."""

    NOT_A_DOCUMENT = "not_a_document"
    UNSUPPORTED_FORMAT = "unsupported_format"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    NEEDS_OCR = "needs_ocr"
    NO_CONTENT = "no_content"
    RESOURCE_LIMIT = "resource_limit"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    UNRECOGNISED_FORM = "unrecognised_form"
    UNREAD_PARTS = "unread_parts"
    CONVERSION_UNPROVEN = "conversion_unproven"


class Refused(Exception):  # noqa: N818 -- a refusal is an outcome with a reason, published as such
    """The document cannot be read; `advice` says what a person can do about it."""

    def __init__(self, reason: Reason, advice: str) -> None:
        super().__init__(advice)
        self.reason = reason
        self.advice = advice
