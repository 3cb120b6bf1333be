"""The published records: the single source of truth of every column, one file a table.

One annotated field a column: its Arrow type, what it means, in English and Chinese, and the values
it may hold where they are a closed set (column.py). Nullability comes from the annotation
(`| None`), keys stand with the table (tables.py). The Arrow schema, the data dictionary in docs/,
the tables of the README, datapackage.json and the proofs of `verify` are derived from here.
Adding a column raises the minor number of SCHEMA_VERSION; renaming or retyping one, the major.
"""

from normalize.records.budgets import (
    LOW_FLAGS,
    BudgetLineRecord,
    BudgetTableRecord,
    LineFlag,
)
from normalize.records.checks import CheckRecord
from normalize.records.column import STRUCTS, Column, columns
from normalize.records.documents import DocumentRecord
from normalize.records.forms import FormRecord
from normalize.records.funding import FundingRecord
from normalize.records.indicators import IndicatorRecord
from normalize.records.issues import IssueRecord
from normalize.records.panel import BridgeRecord, PanelRecord
from normalize.records.quality import Beside, QualityRecord, QualityRowRecord
from normalize.records.tables import (
    DERIVED,
    SCHEMA_VERSION,
    TABLES,
    Reference,
    Table,
    table_of,
)

__all__ = [
    "DERIVED",
    "LOW_FLAGS",
    "SCHEMA_VERSION",
    "STRUCTS",
    "TABLES",
    "Beside",
    "BridgeRecord",
    "BudgetLineRecord",
    "BudgetTableRecord",
    "CheckRecord",
    "Column",
    "DocumentRecord",
    "FormRecord",
    "FundingRecord",
    "IndicatorRecord",
    "IssueRecord",
    "LineFlag",
    "PanelRecord",
    "QualityRecord",
    "QualityRowRecord",
    "Reference",
    "Table",
    "columns",
    "table_of",
]
