"""A7: a transfer payment's form, 转移支付绩效目标表 or 区域绩效目标表.

Rows of the departments in charge at each level of government (中央主管部门, 省级主管部门 …), the
money by who gives it, the goal, and the usual indicators; with 实际完成值 where it is evaluated.
"""

from __future__ import annotations

from dataclasses import replace

from extract.model import Fact, Form, Kind
from extract.targets.assemble import assemble
from extract.targets.form_table import Table
from extract.targets.kinds import kind_of

_BELOW = ("provincial_department", "city_department", "county_department")


class TransferLayout:
    """Recognises the form by its title or its rows of departments."""

    ids: tuple[str, ...] = ("A7",)

    def recognise(self, table: Table) -> tuple[Form, ...]:
        """The form of a transfer payment; empty where the table is none."""
        if kind_of(table) is not Kind.TRANSFER:
            return ()
        form = assemble(table, Kind.TRANSFER, "A7")
        return (replace(form, facts=(*form.facts, *_in_charge(form))),)


def _in_charge(form: Form) -> tuple[Fact, ...]:
    """The highest department printed, as supervisor where 主管部门 has no text."""
    if form.fact("supervisor"):
        return ()
    below = [f for role in _BELOW for f in form.facts if f.role == role and f.text]
    return tuple(replace(fact, role="supervisor") for fact in below[:1])


TRANSFER = TransferLayout()
