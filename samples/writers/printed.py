"""The truth as printed forms: the lines above each table, its rows, its merged cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from samples.truth import Project, Publication, Row

WIDTH = 5
_LEVELS = ("一级指标", "二级指标", "三级指标", "指标值")


@dataclass(frozen=True, slots=True, kw_only=True)
class Td:
    """A cell of a printed form; `text` has newlines between its paragraphs."""

    text: str
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A form as printed: the lines above the table, its rows, the lines below."""

    lines: tuple[str, ...]
    rows: tuple[tuple[Td, ...], ...]
    notes: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """Number of columns; the first row runs over all of them."""
        return sum(cell.colspan for cell in self.rows[0])


def forms_of(publication: Publication) -> tuple[Printed, ...]:
    """The department's form and its projects' forms, each a table of its own."""
    return (
        _department(publication),
        *(_project(publication, project) for project in publication.projects),
    )


def in_one_table(forms: tuple[Printed, ...]) -> Printed:
    """Form under form in one table; the lines above each are rows over its full width."""
    rows: list[tuple[Td, ...]] = []
    for form in forms:
        rows += [(Td(text=line, colspan=form.width),) for line in form.lines]
        rows += form.rows
    return Printed(lines=(), rows=tuple(rows))


def places(rows: Iterable[tuple[Td, ...]]) -> Iterator[tuple[int, int, Td]]:
    """Row and column of every cell of a printed form."""
    rows = tuple(rows)
    width = sum(cell.colspan for cell in rows[0])
    free_from = [0] * width  # by column: the first row that no cell from above runs into
    for row, cells in enumerate(rows):
        for cell in cells:
            column = next(n for n in range(width) if free_from[n] <= row)
            free_from[column : column + cell.colspan] = [row + cell.rowspan] * cell.colspan
            yield row, column, cell


def _department(publication: Publication) -> Printed:
    money = dict(publication.money)
    year = publication.fiscal_year
    wide = WIDTH - 1
    return Printed(
        lines=(f"{year}年部门整体支出绩效目标表", f"（{year}年度）"),
        rows=(
            (Td(text="部门名称"), Td(text=publication.department, colspan=wide)),
            (Td(text="当年预算情况（万元）", colspan=WIDTH),),
            (Td(text="收入预算合计："), Td(text=money["income_total"], colspan=wide)),
            (
                Td(text="其中：财政拨款："),
                Td(text=money["income_fiscal_appropriation"]),
                Td(text="其他经费："),
                Td(text=money["income_other"], colspan=2),
            ),
            (Td(text="支出预算合计："), Td(text=money["expenditure_total"], colspan=wide)),
            (
                Td(text="其中：基本支出"),
                Td(text=money["expenditure_basic"]),
                Td(text="项目支出："),
                Td(text=money["expenditure_project"], colspan=2),
            ),
            (Td(text="年度总体目标"), Td(text=publication.goal, colspan=wide)),
            *_indicators("年度绩效指标", publication.rows),
        ),
    )


def _project(publication: Publication, project: Project) -> Printed:
    money = dict(project.money)
    return Printed(
        lines=("项目支出绩效目标表", f"（{publication.fiscal_year}年度）"),
        rows=(
            (Td(text="项目名称"), Td(text=project.name, colspan=4)),
            (
                Td(text="主管部门及代码"),
                Td(text=f"{publication.code}-{publication.department}", colspan=2),
                Td(text="实施单位"),
                Td(text=project.implementing_unit),
            ),
            (Td(text="项目资金\n（万元）", rowspan=4), *_money("年度资金总额", money["total"])),
            _money("其中：财政拨款", money["fiscal_appropriation"]),
            _money("其他资金", money["other"]),
            _money("上年结转", money["carry_over"]),
            (Td(text="年度绩效目标"), Td(text=project.goal, colspan=4)),
            *_indicators("绩效指标", project.rows),
        ),
    )


def _money(label: str, amount: str) -> tuple[Td, Td]:
    return Td(text=label, colspan=2), Td(text=amount, colspan=2)


def _indicators(label: str, rows: tuple[Row, ...]) -> Iterator[tuple[Td, ...]]:
    """The indicator block: its label runs down the side, repeated levels are merged."""
    side = Td(text="\n".join(label), rowspan=len(rows) + 1)
    yield (side, *(Td(text=each) for each in _LEVELS))
    for level1, first in groupby(rows, key=lambda row: row.level1):
        within = list(first)
        head: tuple[Td, ...] = (Td(text=level1, rowspan=len(within)),)
        for level2, second in groupby(within, key=lambda row: row.level2):
            same = list(second)
            head = (*head, Td(text=level2, rowspan=len(same)))
            for row in same:
                yield (*head, Td(text=row.name), Td(text=row.value))
                head = ()
