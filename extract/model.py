"""The values that flow through the house: what is printed, and where.

Nothing here knows what a text means. Every value is frozen; every text keeps the place it was
printed at: a page (counted from 1) and a box in PDF points from the top left of the page as shown.
Formats without pages have neither.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from extract.words.why import Verdict, Why


class Ocr(StrEnum):
    """Whether pages are read from their pictures.

    `auto`: pages without text of their own, where the engine for it is installed; `always`: every
    page that a picture covers, whatever text lies hidden on it.
    """

    AUTO = "auto"
    NEVER = "never"
    ALWAYS = "always"


FONTS = "JIXIAO_FONTS"
"""Environment variable that names a folder of fonts to draw with, in place of the system's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A raw file, read once: what is parsed is exactly what was hashed.

    From `publisher` to `region_code` it is what a raw folder's `manifest.csv` states; None where
    it does not.
    """

    name: str
    """Path below the raw folder, `/` between its parts."""
    data: bytes
    sha256: str
    publisher: str | None = None
    fiscal_year: int | None = None
    source_url: str | None = None
    retrieved_on: date | None = None
    region_code: str | None = None
    ocr: Ocr = Ocr.AUTO
    container_path: str | None = None
    """Path of the archive, mail or PDF that it lies in; `name` then goes on behind it with !/."""
    opens: bool = True
    """May what lies in it be documents of their own? Not below a depth, and a number of them."""


PARTED = "!/"
"""Stands in a path between a file and what lies in it: `2024/batch.zip!/附件2.xlsx`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A document that lies in another one: in an archive, a mail, a PDF.

    `name` leads nowhere out of it, `number` is its place there. `sha256` is None, and `size` 0,
    where it cannot be unpacked; why is then told when it is read.
    """

    name: str
    number: int
    sha256: str | None
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on a page, PDF points from the top left of the page as shown."""

    x0: float
    top: float
    x1: float
    bottom: float

    def turned(self, turns: int, width: float = 0.0, height: float = 0.0) -> Box:
        """The box after quarter turns counterclockwise of a page of that size, or of the plane."""
        box = self
        for _ in range(turns % 4):
            box = Box(x0=box.top, top=width - box.x1, x1=box.bottom, bottom=width - box.x0)
            width, height = height, width
        return box


@dataclass(frozen=True, slots=True, kw_only=True)
class Lay:
    """How a page that was put level lies on the page as shown.

    `matrix`: nine numbers, row by row, that take a point of the level page (in PDF points) to its
    place as shown.
    """

    page: int
    matrix: tuple[float, ...]

    def shown(self, box: Box) -> Box:
        """The smallest box as shown around a box of the level page."""
        a, b, c, d, e, f, g, h, i = self.matrix
        places = [
            ((a * x + b * y + c) / w, (d * x + e * y + f) / w)
            for x in (box.x0, box.x1)
            for y in (box.top, box.bottom)
            if (w := g * x + h * y + i)
        ]
        xs, ys = zip(*places, strict=True)
        return Box(
            x0=round(min(xs), 2),
            top=round(min(ys), 2),
            x1=round(max(xs), 2),
            bottom=round(max(ys), 2),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A printed line that belongs to no table: a heading, a title, a year line."""

    text: str
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """How well print was seen that was read from a picture.

    `probability`: of the least sure character (0 to 1); `second`: what it looked like at another
    scale, where that differs; `doubtful`: it may be something else; `mended`: a word of it is one
    that the vocabulary knows, one character away from what was seen.
    """

    probability: float
    second: str | None = None
    doubtful: bool = False
    mended: bool = False


def worst(sights: Iterable[Sight | None]) -> Sight | None:
    """The sight of what stands in several places: no better than that of any of them."""
    found = [sight for sight in sights if sight is not None]
    if not found:
        return None
    return Sight(
        probability=min(sight.probability for sight in found),
        second=next((sight.second for sight in found if sight.second is not None), None),
        doubtful=any(sight.doubtful for sight in found),
        mended=any(sight.mended for sight in found),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a printed table; a merged cell is one cell with its spans.

    `place` tells in words where it stands in a format without pages: `绩效目标表!D7`,
    `table 3 row 5 col 2`; `sight` how well it was seen on a picture.
    """

    text: str
    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1
    page: int | None = None
    box: Box | None = None
    place: str | None = None
    sight: Sight | None = None

    @property
    def x0(self) -> float | None:
        """Left edge."""
        return self.box.x0 if self.box else None

    @property
    def top(self) -> float | None:
        """Upper edge."""
        return self.box.top if self.box else None

    @property
    def x1(self) -> float | None:
        """Right edge."""
        return self.box.x1 if self.box else None

    @property
    def bottom(self) -> float | None:
        """Lower edge."""
        return self.box.bottom if self.box else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rim:
    """How a piece of a table begins at the head of a page and ends at its foot.

    `begins` names the cells (row, column) of its first rows whose text begins on the row's first
    line, as all does that goes on from the page before. `room` tells for the columns whose text
    reaches the last line at the foot how many ems are left on it: what goes on below found no room
    there. `open_foot` names the columns whose lowest cell no rule closes: it goes on on the next
    page, and its text may stand there.
    """

    begins: frozenset[tuple[int, int]] = frozenset()
    room: tuple[tuple[int, float], ...] = ()
    open_foot: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """Where a further piece of a table begins: its row in the whole, its page, why it is joined.

    `rest` tells whether its first row is the rest of the row above; None where it has no row.
    """

    row: int
    page: int | None
    why: Why
    rest: Verdict | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One printed table, or the piece of it on one page; rows and columns count from 0.

    `heading` holds the lines between the table before it and this one. `spans_known` tells whether
    merged cells are known as such (ruled pages, HTML) or look like empty cells (text exports).
    `turns`: after so many quarter turns counterclockwise it stands upright on its page.
    `rejoined` names the rows whose two halves, both with text in each cell, stood on two pages;
    `doubtful` those of which the pages do not tell whether they are halves of one row.
    `joints` are the places where its pieces were joined; `apart` tells why it is no piece of the
    table before it, None for the first of a file. `below` holds the first lines below the table,
    up to the next one on its page: notes, and the sentence that tells why it is empty. `sheet` is
    the name of its sheet in a workbook: no table goes on on another one.
    """

    cells: tuple[Cell, ...]
    page: int | None = None
    heading: tuple[Line, ...] = ()
    spans_known: bool = False
    turns: int = 0
    rim: Rim = Rim()
    rejoined: frozenset[int] = frozenset()
    doubtful: frozenset[int] = frozenset()
    joints: tuple[Joint, ...] = ()
    apart: Why | None = None
    sheet: str | None = None
    below: tuple[Line, ...] = ()

    @property
    def n_rows(self) -> int:
        """Number of rows."""
        return max((c.row + c.rowspan for c in self.cells), default=0)

    @property
    def n_cols(self) -> int:
        """Number of columns."""
        return max((c.col + c.colspan for c in self.cells), default=0)


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
    BUDGET_AMOUNT_UNREAD = "budget_amount_unread"
    BUDGET_COLUMN_UNKNOWN = "budget_column_unknown"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader makes of a file: its tables in printed order, and what it noticed."""

    format: str
    grids: tuple[Grid, ...]
    encoding: str | None = None
    pages: int | None = None
    title: str | None = None
    publisher: str | None = None
    issues: tuple[Issue, ...] = ()
    members: tuple[Member, ...] = ()
    """Documents that lie in it, each to be read by itself."""
    read_by: str | None = None
    """What read it, where that can change what is read: `ocr` with its model and versions."""
    lays: tuple[Lay, ...] = ()
    """Pages that were put level: boxes on them are those of the level page."""
    incomplete: Reason | None = None
    """Set when some of the file could not be read: the document is `partial` for this reason."""


class Kind(StrEnum):
    """Whose targets a form states."""

    DEPARTMENT = "department"
    PROJECT = "project"
    TRANSFER = "transfer"


class Stage(StrEnum):
    """When in the budget year a form is filled in."""

    TARGET = "target"
    MONITORING = "monitoring"
    SELF_EVALUATION = "self_evaluation"


class Horizon(StrEnum):
    """The span that a goal, an amount or an indicator is for."""

    ANNUAL = "annual"
    MID_TERM = "mid_term"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A text that a person put right: its `field`, before and after."""

    field: str
    printed: str
    corrected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A labelled text of a form's head.

    Its `role` is of [facts] in extract/words/labels.toml, `share` where it belongs to a line of
    money and is none, None where nobody knows the label. A text without a label has an empty one.
    """

    role: str | None
    label: str
    text: str
    page: int | None = None
    box: Box | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFunding:
    """A money line as printed: `item` is a key of [funding] in extract/words/labels.toml."""

    item: str
    horizon: Horizon
    label: str
    amount: str
    unit: str | None
    page: int | None = None
    box: Box | None = None
    place: str | None = None
    sight: Sight | None = None
    corrections: tuple[Amendment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherCell:
    """A cell that tells more of an indicator, under the header of its column.

    `role` is of [columns] in extract/words/labels.toml; None where nobody knows the header.
    """

    role: str | None
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RawIndicator:
    """One indicator row as printed, merged level cells filled down; None where a form lacks a cell.

    `page`, `box` and `place` are those of the value cell. `realigned` marks a row whose cells were
    found displaced and put back. `further` are its cells under all other columns.
    """

    level1: str
    level2: str
    name: str
    value: str
    operator: str | None = None
    unit: str | None = None
    type: str | None = None
    direction: str | None = None
    weight: str | None = None
    actual: str | None = None
    score: str | None = None
    horizon: Horizon = Horizon.ANNUAL
    scope: str | None = None
    realigned: bool = False
    further: tuple[FurtherCell, ...] = ()
    page: int | None = None
    box: Box | None = None
    place: str | None = None
    sight: Sight | None = None
    """How well value, operator and unit were seen, where they were read from a picture."""
    doubtful: tuple[str, ...] = ()
    """Which of weight, actual and score were seen in doubt."""
    corrections: tuple[Amendment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One published form, a department's or a project's, as printed.

    Indicator rows are counted where they are met (`rows_seen`): each is then in `indicators`,
    passed over on purpose (`rows_ignored`) or could not be read (`rows_failed`).
    """

    kind: Kind
    layout: str
    title: str | None
    stage: Stage = Stage.TARGET
    fiscal_year: int | None = None
    facts: tuple[Fact, ...] = ()
    funding: tuple[RawFunding, ...] = ()
    goal: str | None = None
    goal_long_term: str | None = None
    goal_achieved: str | None = None
    indicators: tuple[RawIndicator, ...] = ()
    rows_seen: int = 0
    rows_ignored: int = 0
    rows_failed: int = 0
    page_first: int | None = None
    page_last: int | None = None
    issues: tuple[Issue, ...] = field(default=())
    corrections: tuple[Amendment, ...] = ()

    def fact(self, role: str) -> str | None:
        """The first non-empty text printed for a role, None if there is none."""
        return next((f.text for f in self.facts if f.role == role and f.text), None)


class BudgetKind(StrEnum):
    """Which of the tables of a budget publication it is (预算公开表)."""

    INCOME_EXPENDITURE = "income_expenditure"
    INCOME = "income"
    EXPENDITURE = "expenditure"
    FISCAL_INCOME_EXPENDITURE = "fiscal_income_expenditure"
    FISCAL_EXPENDITURE = "fiscal_expenditure"
    GENERAL_EXPENDITURE = "general_expenditure"
    GENERAL_BASIC = "general_basic"
    THREE_PUBLIC = "three_public"
    FUND_EXPENDITURE = "fund_expenditure"
    CAPITAL_EXPENDITURE = "capital_expenditure"
    PROJECTS = "projects"
    PROCUREMENT = "procurement"


class Phase(StrEnum):
    """Whether money is planned or was spent."""

    BUDGET = "budget"
    FINAL = "final"


class Side(StrEnum):
    """The side of a table of two blocks."""

    INCOME = "income"
    EXPENDITURE = "expenditure"


class Measure(StrEnum):
    """What a column of amounts counts."""

    TOTAL = "total"
    BASIC = "basic"
    PROJECT = "project"
    PERSONNEL = "personnel"
    PUBLIC = "public"
    INCOME_FISCAL = "income_fiscal"
    INCOME_SUPERIOR = "income_superior"
    INCOME_INSTITUTIONAL = "income_institutional"
    INCOME_BUSINESS = "income_business"
    INCOME_AFFILIATED = "income_affiliated"
    INCOME_OTHER = "income_other"
    FUND_GENERAL = "fund_general"
    FUND_GOVERNMENT = "fund_government"
    FUND_CAPITAL = "fund_capital"
    TRIPS_ABROAD = "trips_abroad"
    VEHICLES = "vehicles"
    VEHICLE_PURCHASE = "vehicle_purchase"
    VEHICLE_RUNNING = "vehicle_running"
    RECEPTION = "reception"
    MEETINGS = "meetings"
    TRAINING = "training"
    AGENCY_RUNNING = "agency_running"
    EDUCATION_FEES = "education_fees"
    OPENING_BALANCE = "opening_balance"
    CLOSING_BALANCE = "closing_balance"
    PREVIOUS_YEAR = "previous_year"
    CHANGE = "change"
    UNCLASSIFIED = "unclassified"


class Classification(StrEnum):
    """What a code of a budget table classifies: what money is for, or what it is spent on."""

    FUNCTION = "function"
    ECONOMIC = "economic"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawBudgetLine:
    """One printed amount of a budget table, with its row and its column.

    `row` and `col` count the rows below the header and the columns, from 1. `codes` are the texts
    of the code columns, `whole` the codes that they make, each with what is printed only in a row
    above; two where a row names a function and an economic class. `classification` is what the
    header names, None where it does not tell. `unit` is that of the column or of the table, `%`
    where the column is a share.
    """

    row: int
    col: int
    label: str
    amount: str
    measure: Measure
    measure_text: str
    side: Side | None = None
    phase: Phase | None = None
    codes: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    classification: Classification | None = None
    unit: str | None = None
    page: int | None = None
    box: Box | None = None
    place: str | None = None
    sight: Sight | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetTable:
    """One table of a budget publication as printed.

    Every cell of a column of amounts is counted (`cells_seen`): it is then in `lines`, holds
    nothing (`cells_ignored`) or could not be read (`cells_failed`).
    """

    kind: BudgetKind
    phase: Phase | None
    title: str | None
    number: str | None = None
    unit: str | None = None
    department: str | None = None
    fiscal_year: int | None = None
    note: str | None = None
    lines: tuple[RawBudgetLine, ...] = ()
    cells_seen: int = 0
    cells_ignored: int = 0
    cells_failed: int = 0
    page_first: int | None = None
    page_last: int | None = None
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a family makes of the tables of a file.

    `unrecognised` counts tables that look like the family's and that it cannot read, `rows_failed`
    their rows. `left` are the grids that are another family's to read.
    """

    forms: tuple[Form, ...] = ()
    budget_tables: tuple[BudgetTable, ...] = ()
    left: tuple[Grid, ...] = ()
    issues: tuple[Issue, ...] = ()
    unrecognised: int = 0
    rows_failed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Everything a file holds, as printed.

    `unrecognised` counts tables that look like a target form and fit no layout, `rows_failed` their
    rows.
    """

    reading: Reading
    forms: tuple[Form, ...]
    issues: tuple[Issue, ...]
    budget_tables: tuple[BudgetTable, ...] = ()
    unrecognised: int = 0
    rows_failed: int = 0
