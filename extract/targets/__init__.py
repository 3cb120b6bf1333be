"""Table → Form: one small module a layout family, tried in the order of LAYOUTS."""

from __future__ import annotations

from typing import Protocol

from extract.model import Form
from extract.targets.declined import declined
from extract.targets.department import DEPARTMENT
from extract.targets.earlier_forms import EARLIER
from extract.targets.evaluation import EVALUATION
from extract.targets.form_table import Table
from extract.targets.places_side_by_side import SCOPES
from extract.targets.project import PROJECT
from extract.targets.project_lists import LISTS
from extract.targets.transfer import TRANSFER
from extract.targets.two_spans_of_time import SPANS
from extract.targets.typed_values import TYPED

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
