"""What the county fills into its forms (contents.toml), and how a cell of a drawing names it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "contents.toml"
_WORDS = {"%": "百分比", "公里": "千米", "个": "个（套）"}
_SIGN_WORDS = {"≥": "大于等于", "≤": "小于等于", "=": "等于"}
_YEARS = 3
"""Years of the whole period: its money is that of the year times this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One indicator with everything that any layout prints of it; "" where there is nothing."""

    level1: str
    level2: str
    name: str
    sign: str
    number: str
    unit: str
    weight: str
    actual: str
    score: str
    long_term: str
    measure: str

    @property
    def value(self) -> str:
        """Sign, number and unit in one cell."""
        return f"{self.sign}{self.number}{self.unit}"

    def printed(self, field: str) -> str:
        """The text of a placeholder of a drawing's row."""
        special = {
            "previous": self.actual,
            "signed": f"{self.sign}{self.number}",
            "value_bracketed": f"{self.sign}{self.number}"
            + (f"({self.unit})" if self.unit else ""),
            "value_in_words": _SIGN_WORDS.get(self.sign, "")
            + self.number
            + _WORDS.get(self.unit, self.unit),
            "operator": self.sign or "定性",
            "type": "定量" if self.sign else "定性",
            "direction": "反向指标" if self.sign == "≤" else "正向指标",
        }
        return special[field] if field in special else str(getattr(self, field))


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A project or a department: its facts, money, goals and targets."""

    department_name: str
    supervisor: tuple[str, str]
    implementing_unit: str
    project_name: str
    contact: str
    money: tuple[tuple[str, str], ...]
    spent: str
    rate: str
    goal: str
    goal_long_term: str
    done: str
    rows: tuple[Target, ...]

    def printed(self, field: str) -> str:
        """The text of a placeholder outside the rows."""
        code, name = self.supervisor
        match field:
            case "supervisor":
                return f"{code}-{name}" if code else name
            case "supervisor_bracketed":
                return f"[{code}]{name}" if code else name
            case "supervisor_name":
                return name
        money = field.rpartition(".")[2]
        if money not in dict(self.money):
            return str(getattr(self, field))
        if not dict(self.money)[money]:
            return ""
        amount = self.amount(field)
        return f"{amount * 10000:,.2f}" if "yuan." in field else f"{amount:.2f}"

    def emptied(self) -> Content:
        """The same targets, and nothing else filled in."""
        return Content(
            department_name="",
            supervisor=("", ""),
            implementing_unit="",
            project_name="",
            contact="",
            money=tuple((item, "") for item, _ in self.money),
            spent="",
            rate="",
            goal="",
            goal_long_term="",
            done="",
            rows=self.rows,
        )

    def amount(self, field: str) -> Decimal:
        """Money in 万元: `total`, or `mid.total` for the whole period."""
        once = Decimal(dict(self.money)[field.rpartition(".")[2]])
        return once * _YEARS if "mid." in field else once


@cache
def contents() -> dict[str, Content]:
    """All contents by the name that drawings use."""
    entries = tomllib.loads(_FILE.read_text("utf-8"))
    return {
        name: Content(
            **{
                **entry,
                "supervisor": tuple(entry["supervisor"]),
                "money": tuple(entry["money"].items()),
                "goal": entry["goal"].replace("⏎", "\n"),
                "rows": tuple(
                    Target(**dict(zip(Target.__slots__, row, strict=True))) for row in entry["rows"]
                ),
            }
        )
        for name, entry in entries.items()
    }
