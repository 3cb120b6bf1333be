"""Budget tables as they are read, side by side with the truth of the drawing."""

from __future__ import annotations

import hashlib
from collections import Counter

from extract import Source, read_document
from extract.words.text import key
from normalize.documents import Records, normalize_document
from samples.budgets.tables import Drawn

Line = tuple[str, str, str, str | None, str | None, str, str]
"""Kind, code, label, side, phase, measure, amount."""


def records_of(data: bytes) -> Records:
    """What the bytes of a document give."""
    source = Source(name="a", data=data, sha256=hashlib.sha256(data).hexdigest())
    return normalize_document(source, read_document(source))


def truth(tables: list[Drawn]) -> Counter[Line]:
    """The amounts of tables as drawn."""
    return Counter(
        (t.kind, a.code, key(a.label), a.side, a.phase, a.measure, a.text)
        for t in tables
        for a in t.amounts
    )


def read(records: Records) -> Counter[Line]:
    """The amounts of tables as read; of two classifications that of departments counts."""
    kinds = {table.table_id: table.kind for table in records.budget_tables}
    return Counter(
        (
            kinds[x.table_id],
            _code(x.code_text),
            key(x.row_label_text),
            x.side,
            x.phase,
            x.measure,
            x.amount_text,
        )
        for x in records.budget_lines
    )


def _code(printed: str | None) -> str:
    parts = (printed or "").split()
    return parts[0] if len(parts) == 2 and len(parts[1]) > 2 else "".join(parts)
