"""What flows through the quality of targets: rows go in, marks come out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from insight.reading import as_printed
from normalize.records.quality import QualityRule


class Source(StrEnum):
    """Where a rule comes from; what no document says is called what it is, an observation."""

    GUIDE_2021 = "财预〔2021〕101号 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》"
    """It asks that indicators can be measured, and sorts them by 成本, 产出, 效益 and 满意度."""
    OBSERVATION = "observation (观察项)"


class Target(NamedTuple):
    """An indicator as the rules look at it; the names are those of the table's columns."""

    indicator_id: str
    form_id: str
    horizon: str
    level1: str | None
    level2: str | None
    name: str
    value_raw: str
    operator_cell_raw: str | None
    unit_cell_raw: str | None
    kind: str
    operator: str | None
    value: float | None
    unit: str | None
    dimension: str | None
    unit_source: str | None
    name_unit: str | None
    period_type: str | None
    place: str | None

    @property
    def text(self) -> str:
        """The value as printed: as_printed."""
        return as_printed(self.operator_cell_raw, self.value_raw, self.unit_cell_raw)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: which targets it looks at, and which of them it counts."""

    id: QualityRule
    title: str
    title_zh: str
    looks_at: Callable[[Target], bool]
    counts: Callable[[Target], bool] | None
    """None where what is counted is found beside other rows: insight/quality/beside.py."""
    says: str
    says_zh: str
    source: Source
    example: str
