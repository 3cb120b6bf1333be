"""D0 to D3: what was done beside what was meant, 绩效自评表 and 绩效运行监控表.

D0 watches the year as it goes (1-7月执行数, 全年预计, 完成可能性), in two header rows. D1 prints
实际完成值 with 分值 and 得分, D2 the letters 年初目标值(A) and 实际完成值(B), D3 the sign and the
unit in columns of their own. The value of a row is its target, never what was done.
"""

from __future__ import annotations

from extract.model import Form, Stage
from extract.targets.assemble import assemble, stage_of
from extract.targets.form_table import Table
from extract.targets.kinds import kind_of
from extract.words.text import key, split_bracket


class EvaluationLayout:
    """Recognises a form by its title or its columns of what was done."""

    ids: tuple[str, ...] = ("D0", "D1", "D2", "D3")

    def recognise(self, table: Table) -> tuple[Form, ...]:
        """The form of a monitoring or an evaluation; empty where the table is none."""
        kind = kind_of(table)
        if kind is None or stage_of(table) is Stage.TARGET:
            return ()
        return (assemble(table, kind, _variant(table)),)


def _variant(table: Table) -> str:
    if stage_of(table) is Stage.MONITORING:
        return "D0"
    if table.roles & {"operator", "unit"}:
        return "D3"
    headers = [c.cell.text for each in table.stretches for c in each.header.columns]
    lettered = any(split_bracket(key(text))[1] in ("A", "B") for text in headers)
    return "D2" if lettered else "D1"


EVALUATION = EvaluationLayout()
