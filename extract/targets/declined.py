"""Why no layout read a table."""

from __future__ import annotations

from extract.targets.form_table import FormTable
from extract.targets.kinds import kind_of
from extract.words.why import Why


def declined(table: FormTable) -> Why | None:
    """What a table lacks to be read by any layout; None where it lacks nothing."""
    if not table.headers:
        return Why.NO_HEADER
    for stretch in table.stretches:
        if not stretch.column_sets:
            valued = "value" in stretch.header.roles
            return Why.VALUES_NOT_TOLD_APART if valued else Why.NO_VALUES
    if not table.coherent:
        return Why.LEVELS_LOST
    if kind_of(table) is None and not table.stretches[0].header.is_list:
        return Why.NO_FORM
    return None
