"""The values that flow through the house: what is printed, and where.

Nothing here knows what a text means. Every value is frozen; every text keeps the place it was
printed at: a page (counted from 1) and a box in PDF points from the top left of the page as shown.
Formats without pages have neither.
"""

from extract.model.budgets import (
    BudgetKind,
    BudgetTable,
    Classification,
    Measure,
    Phase,
    RawBudgetLine,
    Side,
)
from extract.model.documents import Document, Outcome, Reading
from extract.model.printed import Box, Cell, Grid, Joint, Lay, Line, Rim, Sight, worst
from extract.model.signals import Code, Issue, Reason, Refused, Severity
from extract.model.source import FONTS, PARTED, Member, Ocr, Source
from extract.model.targets import (
    Amendment,
    Fact,
    Form,
    FurtherCell,
    Horizon,
    Kind,
    RawFunding,
    RawIndicator,
    Stage,
)

__all__ = [
    "FONTS",
    "PARTED",
    "Amendment",
    "Box",
    "BudgetKind",
    "BudgetTable",
    "Cell",
    "Classification",
    "Code",
    "Document",
    "Fact",
    "Form",
    "FurtherCell",
    "Grid",
    "Horizon",
    "Issue",
    "Joint",
    "Kind",
    "Lay",
    "Line",
    "Measure",
    "Member",
    "Ocr",
    "Outcome",
    "Phase",
    "RawBudgetLine",
    "RawFunding",
    "RawIndicator",
    "Reading",
    "Reason",
    "Refused",
    "Rim",
    "Severity",
    "Side",
    "Sight",
    "Source",
    "Stage",
    "worst",
]
