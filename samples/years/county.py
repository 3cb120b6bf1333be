"""The years of the county: what is published in each, and the truth of who follows whom.

`python -m samples.years.county [SEEDS]` measures the matching over as many counties.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from samples.truth import Project, Publication, Row

YEARS = (2023, 2024, 2025, 2026)
PLACE = "禾溪县"
_CONTENT = Path(__file__).with_name("content.toml")


@dataclass(frozen=True, slots=True, order=True)
class Followed:
    """A project of one year and of the next, by department and name; what happened between."""

    year: int
    before: tuple[str, str]
    after: tuple[str, str]
    kind: str
    """same, renamed, merged or split"""


@dataclass(frozen=True, slots=True, order=True)
class Moved:
    """A target of one year and of the next: project and indicator, printed values, direction."""

    year: int
    project: str
    name: str
    before: str
    after: str
    change: str
    demand: str


@dataclass(slots=True)
class County:
    """Four years of publications, and their truth."""

    publications: list[Publication] = field(default_factory=list)
    followed: list[Followed] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    departments: list[tuple[int, str, str]] = field(default_factory=list)
    """Year, a department's name before, its name in the year."""


@dataclass(slots=True)
class _Project:
    name: str
    department: str
    unit: str
    marks: list[str]
    money: int
    fate: list[str] = field(default_factory=list)
    later: list[str] = field(default_factory=list)


def county(seed: int) -> County:
    """A county of its own for each seed: which project meets what in which year is drawn."""
    return _Maker(seed).made()


class _Maker:
    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)  # noqa: S311 -- samples, no secrets
        self.content: dict[str, Any] = tomllib.loads(_CONTENT.read_text(encoding="utf-8"))
        self.made_of = County()
        merged = self.content["departments"]["merged"]
        self.names = {name: name for name in self.content["departments"]["names"]}
        self.names |= {part: part for part in merged["parts"]}
        self.now: list[_Project] = []
        self.events: dict[int, list[tuple[str, Any]]] = {year: [] for year in YEARS[1:]}

    def made(self) -> County:
        self._begin()
        self._publish(YEARS[0])
        for year in YEARS[1:]:
            before = [
                (each, self.names[each.department], each.name, list(each.marks))
                for each in self.now
            ]
            self._departments(year)
            parts = self._happen(year)
            self._renamed(year)
            self._follow(year, before, parts)
            self._publish(year)
        return self.made_of

    def _begin(self) -> None:
        offices = list(self.names)
        entries = self.draw.sample(self.content["project"], len(self.content["project"]))
        for at, entry in enumerate(entries):
            self._add(entry["name"], entry["marks"], offices[at % len(offices)], entry["later"])
        for sort in ("merger", "split", "others"):
            for entry in self.content[sort]:
                self.events[self.draw.choice(YEARS[1:])].append((sort, entry))
                office = self.draw.choice(offices)
                if sort == "merger":
                    for name, marks in zip(entry["parts"], entry["marks"], strict=True):
                        self._add(name, marks, office)
                elif sort == "split":
                    self._add(entry["whole"], [m for each in entry["marks"] for m in each], office)
                else:
                    self._add(entry["gone"], entry["marks"][0], office)

    def _add(
        self, name: str, marks: list[str], office: str, later: list[str] | None = None
    ) -> _Project:
        unit = f"{PLACE}{office.removesuffix('局')}服务中心"
        made = _Project(
            name, office, unit, list(marks), self.draw.randrange(20, 900), later=list(later or ())
        )
        self.now.append(made)
        return made

    def _departments(self, year: int) -> None:
        """Offices are renamed in the second year and merged in the third."""
        before = dict(self.names)
        told = self.content["departments"]
        if year == YEARS[1]:
            self.names |= told["renamed"]
        if year == YEARS[2]:
            self.names |= dict.fromkeys(told["merged"]["parts"], told["merged"]["whole"])
        for office, name in self.names.items():
            if name != before[office]:
                self.made_of.departments.append((year, before[office], name))

    def _happen(self, year: int) -> dict[int, list[_Project]]:
        """Mergers, splits, ends and beginnings of a year: part → what it went on as."""
        by_name = {each.name: each for each in self.now}
        parts: dict[int, list[_Project]] = {}
        for sort, entry in self.events[year]:
            if sort == "merger":
                old = [by_name[name] for name in entry["parts"]]
                marks = [mark for each in old for mark in self._most(each.marks)]
                made = self._add(entry["whole"], marks, old[0].department)
                made.money = sum(each.money for each in old)
                for each in old:
                    parts[id(each)] = [made]
                    self.now.remove(each)
            elif sort == "split":
                whole = by_name[entry["whole"]]
                made_of = [
                    self._add(name, self._most(marks), whole.department)
                    for name, marks in zip(entry["parts"], entry["marks"], strict=True)
                ]
                parts[id(whole)] = made_of
                self.now.remove(whole)
            else:
                gone = by_name[entry["gone"]]
                self.now.remove(gone)
                self._add(entry["new"], entry["marks"][1], gone.department)
                parts[id(gone)] = []
        return parts

    def _most(self, marks: list[str]) -> list[str]:
        """Marks of a part, one of them left behind now and then."""
        return marks if self.draw.random() < 0.7 else self.draw.sample(marks, len(marks) - 1)

    def _renamed(self, year: int) -> None:
        for each in self.now:
            if each.later and self.draw.random() < 0.5:
                each.name = each.later.pop(self.draw.randrange(len(each.later)))
            each.money = max(5, round(each.money * self.draw.uniform(0.8, 1.25)))
            each.marks = [self._moved(mark) for mark in each.marks]
            if len(each.marks) > 3 and self.draw.random() < 0.4:
                each.marks.pop()
        del year

    def _moved(self, mark: str) -> str:
        name, sign, number, unit = mark.split("|")
        if self.draw.random() < 0.5 or unit == "%":
            return mark
        value = float(number) * self.draw.choice((0.5, 0.75, 1.5, 2))
        return f"{name}|{sign}|{value:.2f}".rstrip("0").rstrip(".") + f"|{unit}"

    def _follow(
        self,
        year: int,
        before: list[tuple[_Project, str, str, list[str]]],
        parts: dict[int, list[_Project]],
    ) -> None:
        for each, office, name, marks in before:
            went = parts.get(id(each), [each])
            for now in went:
                whole = sum(now in later for later in parts.values()) > 1
                kind = "merged" if whole else "split" if len(went) > 1 else "renamed"
                if kind == "renamed" and now.name == name:
                    kind = "same"
                place = (f"{PLACE}{self.names[now.department]}", now.name)
                self.made_of.followed.append(
                    Followed(year, (f"{PLACE}{office}", name), place, kind)
                )
                self._targets(year, now, marks)

    def _targets(self, year: int, now: _Project, marks: list[str]) -> None:
        old = {mark.split("|")[0]: mark for mark in marks}
        for mark in now.marks:
            name, sign, number, unit = mark.split("|")
            if name not in old:
                continue
            _, _, was, _ = old[name].split("|")
            change = (
                "kept"
                if float(was) == float(number)
                else "raised"
                if float(number) > float(was)
                else "lowered"
            )
            demand = "same" if change == "kept" else "unclear"
            if change != "kept" and sign in "≥≤":
                demand = "stricter" if (change == "raised") is (sign == "≥") else "looser"
            self.made_of.moved.append(
                Moved(
                    year,
                    now.name,
                    name,
                    f"{sign}{was}{unit}",
                    f"{sign}{number}{unit}",
                    change,
                    demand,
                )
            )

    def _publish(self, year: int) -> None:
        offices: dict[str, list[_Project]] = {}
        for each in self.now:
            offices.setdefault(self.names[each.department], []).append(each)
        for number, (name, projects) in enumerate(sorted(offices.items())):
            self.draw.shuffle(projects)
            total = sum(each.money for each in projects)
            whole = f"{total + 100}.00"
            self.made_of.publications.append(
                Publication(
                    fiscal_year=year,
                    slug=f"{year}-{number}",
                    department=f"{PLACE}{name}",
                    code=f"{300 + number}",
                    money=tuple(
                        (item, amount)
                        for item, amount in (
                            ("income_total", whole), ("income_fiscal_appropriation", whole),
                            ("income_other", "0.00"), ("expenditure_total", whole),
                            ("expenditure_basic", "100.00"), ("expenditure_project", f"{total}.00"),
                        )
                    ),
                    goal=f"做好{year}年各项工作。",
                    rows=(_row("产出指标", "质量指标", "重点工作任务完成率", "≥98%"),),
                    projects=tuple(_form(each) for each in projects),
                )
            )  # fmt: skip


def _form(project: _Project) -> Project:
    return Project(
        name=project.name,
        implementing_unit=project.unit,
        money=(
            ("total", f"{project.money}.00"),
            ("fiscal_appropriation", f"{project.money}.00"),
            ("other", "0.00"),
            ("carry_over", "0.00"),
        ),
        goal=f"完成{project.name}年度任务。",
        rows=tuple(_rows(project)),
    )


def _rows(project: _Project) -> Iterator[Row]:
    """The rows that mark a project, among those that every project has."""
    cap = f"{project.money}万元"
    yield _row("成本指标", "经济成本指标", f"总成本控制在{cap}以内", f"≤{cap}")
    for mark in project.marks:
        name, sign, number, unit = mark.split("|")
        yield _row("产出指标", "数量指标", name, f"{sign}{number}{unit}")
    yield _row("产出指标", "质量指标", "验收合格率", "=100%")
    yield _row("产出指标", "时效指标", "任务完成时限", "12月底前")
    yield _row("满意度指标", "服务对象满意度指标", "受益群众满意度", "≥90%")


def _row(level1: str, level2: str, name: str, value: str) -> Row:
    return Row(level1=level1, level2=level2, name=name, value=value, reading="")
