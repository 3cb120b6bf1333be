"""C4: the type, the number and the unit of a value in columns of their own, header names starred.

指标值类型 (定量 or 定性) · 指标值 · 计量单位 · 指标解释 · 评(扣)分标准 · 备注. Sign, number and
unit can contradict each other; each stays in its own field.
"""

from __future__ import annotations

from extract.model import Form
from extract.targets.assemble import assemble
from extract.targets.form_table import Table
from extract.targets.kinds import kind_of


class TypedLayout:
    """Recognises a form by its columns of type and unit."""

    ids: tuple[str, ...] = ("C4",)

    def recognise(self, table: Table) -> tuple[Form, ...]:
        """The form with typed values; empty where the table has no such columns."""
        kind = kind_of(table)
        if kind is None or not {"type", "unit"} <= table.roles:
            return ()
        return (assemble(table, kind, "C4"),)


TYPED = TypedLayout()
