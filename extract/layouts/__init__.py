"""Table → Form: one small module a layout family, tried in the order of LAYOUTS."""

from __future__ import annotations

from typing import Protocol

from extract.layouts.declined import declined
from extract.layouts.department import DEPARTMENT
from extract.layouts.earlier import EARLIER
from extract.layouts.evaluation import EVALUATION
from extract.layouts.lists import LISTS
from extract.layouts.project import PROJECT
from extract.layouts.scopes import SCOPES
from extract.layouts.spans import SPANS
from extract.layouts.table import Table
from extract.layouts.transfer import TRANSFER
from extract.layouts.typed import TYPED
from extract.model import Form

__all__ = ["LAYOUTS", "Layout", "declined", "recognise"]


class Layout(Protocol):
    """Recognises one family of published forms."""

    ids: tuple[str, ...]
    """Its shapes in the catalogue of layouts; the one met is the form's `layout`."""

    def recognise(self, table: Table) -> tuple[Form, ...]:
        """The forms of a table; empty where the table is not of this family. Never raises."""


LAYOUTS: tuple[Layout, ...] = (
    LISTS,
    SCOPES,
    TRANSFER,
    SPANS,
    EVALUATION,
    TYPED,
    EARLIER,
    DEPARTMENT,
    PROJECT,
)
"""The narrower before the wider: the first that recognises a table reads it."""


def recognise(table: Table) -> tuple[Form, ...]:
    """The forms of a table by the first layout that knows it; empty where none does."""
    return next((forms for layout in LAYOUTS if (forms := layout.recognise(table))), ())
