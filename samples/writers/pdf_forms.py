"""Made-up project forms (layout A1) as sheets, with the rows that a reader must find in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from random import Random

from samples.writers.pdf import Sheet, Spot

_THINGS = ("课程", "教材", "实验室", "图书", "讲座", "设备", "基地", "论文", "志愿服务", "道路养护")
_DEEDS = (
    "建设数量",
    "验收合格情况",
    "按期完成率",
    "对服务能力的提升作用",
    "培训覆盖的人员范围",
    "更新改造项目个数",
)
_UNITS = ("个", "门", "人次", "平方米", "台、件、套", "%", "万元", "小时")
_VAGUE = ("显著", "不断提高", "有效改善", "2024年12月底前完成")
_LEVELS = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("效益指标", "经济效益指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
)
_WIDTHS = (22.0, 60.0, 90.0, 30.0, 118.0, 70.0, 42.0)


@dataclass(frozen=True, slots=True)
class ProjectForm:
    """A project form: what is printed in it. Rows are level 1, level 2, name, value, weight."""

    name: str
    supervisor: str
    unit: str
    funding: tuple[str, str, str, str]
    goal: str
    rows: tuple[tuple[str, str, str, str, str], ...]

    @property
    def title(self) -> str:
        """The title line above the table."""
        return f"{self.name}项目绩效目标表"


def made_up(seed: int, *, rows: int | None = None, goal: int | None = None) -> ProjectForm:
    """A form from a seed: `rows` indicators, a goal of `goal` sentences; weights sum to 90."""
    rng = Random(seed)  # noqa: S311 -- samples, not secrets
    count = rows or rng.randint(7, 16)
    levels = sorted(rng.choice(_LEVELS) for _ in range(count - len(_LEVELS)))
    ordered = [level for level in _LEVELS for _ in range(1 + levels.count(level))][:count]
    weights = [90 // count] * count
    weights[-1] += 90 - sum(weights)
    total = rng.randint(1000, 9_999_999)
    return ProjectForm(
        name=f"{seed}{rng.choice(_THINGS)}与{rng.choice(_THINGS)}专项",
        supervisor="[105]教育部",
        unit="某某大学本级",
        funding=(f"{total / 100:,.2f}", f"{total / 100:,.2f}", "-", "-"),
        goal="\n".join(
            f"目标{n + 1}："
            + "，".join(rng.choice(_THINGS) + rng.choice(_DEEDS) for _ in range(4))
            + "。"
            for n in range(goal or rng.randint(1, 6))
        ),
        rows=tuple(
            (*level, _name(rng), _value(rng), str(weight))
            for level, weight in zip(ordered, weights, strict=True)
        ),
    )


def _name(rng: Random) -> str:
    return "、".join(rng.choice(_THINGS) for _ in range(rng.randint(1, 3))) + rng.choice(_DEEDS)


def _value(rng: Random) -> str:
    if rng.random() < 0.3:
        return rng.choice(_VAGUE)
    return f"{rng.choice('≥≤=')}{rng.randint(1, 30000)}{rng.choice(_UNITS)}"


def sheet(form: ProjectForm, *, new_page: bool = False, points: bool = True) -> Sheet:
    """The form as a table: header block, funding, goal, indicators with merged level cells.

    Without `points` its last column, with the weights, is left out.
    """
    spots = [
        Spot("项目名称", 0, 0, 1, 2),
        Spot(form.name, 0, 2, 1, 5),
        Spot("主管部门及代码", 1, 0, 1, 2),
        Spot(form.supervisor, 1, 2, 1, 2),
        Spot("实施单位", 1, 4),
        Spot(form.unit, 1, 5, 1, 2),
        Spot("项目资金\n（万元）", 2, 0, 4, 2),
        Spot("执行率\n分值\n（10）", 2, 6, 4, 1),
    ]
    labels = ("年度资金总额：", "其中：财政拨款", "上年结转", "其他资金")
    for n, (label, amount) in enumerate(zip(labels, form.funding, strict=True)):
        spots += [Spot(label, 2 + n, 2, 1, 2), Spot(amount, 2 + n, 4, 1, 2)]
    spots += [
        Spot("年\n度\n总\n体\n目\n标", 6, 0),
        Spot(form.goal, 6, 1, 1, 6, centred=False),
        Spot("绩\n效\n指\n标", 7, 0, 1 + len(form.rows), 1),
        Spot("一级\n指标", 7, 1),
        Spot("二级指标", 7, 2),
        Spot("三级指标", 7, 3, 1, 2),
        Spot("指标值", 7, 5),
        Spot("分值\n（90）", 7, 6),
    ]
    spots += _merged(form.rows, 8, 0, 1) + _merged(form.rows, 8, 1, 2)
    for n, (_, _, name, value, weight) in enumerate(form.rows, 8):
        spots += [Spot(name, n, 3, 1, 2, centred=False), Spot(value, n, 5), Spot(weight, n, 6)]
    widths: tuple[float, ...] = _WIDTHS
    if not points:
        widths, last = _WIDTHS[:-1], len(_WIDTHS) - 1
        spots = [
            replace(spot, colspan=min(spot.colspan, last - spot.col))
            for spot in spots
            if spot.col < last
        ]
    return Sheet((form.title, "（2024年度）"), widths, tuple(spots), new_page)


def _merged(form_rows: tuple[tuple[str, ...], ...], first: int, level: int, col: int) -> list[Spot]:
    """Level cells: one for each run of rows that share the level and those before it."""
    spots, row = [], first
    for key, run in groupby(form_rows, key=lambda r: r[: level + 1]):
        count = len(list(run))
        spots.append(Spot(key[level], row, col, count, 1))
        row += count
    return spots


@dataclass(frozen=True, slots=True)
class TwoGoalForm:
    """A form of layout A1p: money and goals of the whole project beside those of the year."""

    name: str
    money: tuple[tuple[str, str, str], ...]
    goals: tuple[str, str]
    rows: tuple[tuple[str, str, str, str], ...]


def made_up_with_two_goals(seed: int, rows: int = 12) -> TwoGoalForm:
    """A form of layout A1p from a seed; amounts in 元, units in brackets behind the number."""
    rng = Random(seed)  # noqa: S311 -- samples, not secrets
    levels = [_LEVELS[n * len(_LEVELS) // rows] for n in range(rows)]
    goals = ("，".join(rng.choice(_THINGS) + rng.choice(_DEEDS) for _ in range(n)) for n in (9, 6))
    labels = ("资金总额：", "其中：财政拨款", "上年结转", "其他资金")
    return TwoGoalForm(
        name=f"{seed}{rng.choice(_THINGS)}调查专项",
        money=tuple((t, f"{rng.randint(1, 9)}000000.00", f"{seed}00000.00") for t in labels),
        goals=(f"{next(goals)}。", f"{next(goals)}。"),
        rows=tuple(
            (*level, _name(rng), f"≥{rng.randint(1, 20000)}.00({rng.choice(_UNITS)})")
            for level in levels
        ),
    )


def two_goal_sheet(form: TwoGoalForm) -> Sheet:
    """The form as a table of eight columns."""
    spots = [
        Spot("项目名称", 0, 0, 1, 2),
        Spot(form.name, 0, 2, 1, 6),
        Spot("主管部门及代码", 1, 0, 1, 2),
        Spot("[126]某某部", 1, 2, 1, 2),
        Spot("实施单位", 1, 4, 1, 2),
        Spot("某某研究所", 1, 6, 1, 2),
        Spot("项目资金（元）", 2, 0, 4, 2),
    ]
    for n, (label, whole, year) in enumerate(form.money, 2):
        first, second = ("实施期" + label, "年度" + label) if n == 2 else (label, label)
        spots += [Spot(first, n, 2, 1, 2), Spot(whole, n, 4), Spot(second, n, 5, 1, 2)]
        spots += [Spot(year, n, 7)]
    spots += [
        Spot("总\n体\n目\n标", 6, 0, 2, 1),
        Spot("项目总目标", 6, 1, 1, 4),
        Spot("年度总体目标", 6, 5, 1, 3),
        Spot(form.goals[0], 7, 1, 1, 4, centred=False),
        Spot(form.goals[1], 7, 5, 1, 3, centred=False),
        Spot("绩\n效\n指\n标", 8, 0, 1 + len(form.rows), 1),
        Spot("一级\n指标", 8, 1),
        Spot("二级指标", 8, 2),
        Spot("三级指标", 8, 3, 1, 2),
        Spot("年度(/项目)指标值", 8, 5, 1, 3),
    ]
    spots += _merged(form.rows, 9, 0, 1) + _merged(form.rows, 9, 1, 2)
    for n, (_, _, name, value) in enumerate(form.rows, 9):
        spots += [Spot(name, n, 3, 1, 2, centred=False), Spot(value, n, 5, 1, 3)]
    widths = (22.0, 50.0, 60.0, 80.0, 60.0, 50.0, 40.0, 70.0)
    return Sheet(("项目支出绩效目标表", "（2024年度）"), widths, tuple(spots))


def filler(lines: int) -> Sheet:
    """A small table that is no form and pushes what follows down the page."""
    return Sheet((), (60.0, 60.0), tuple(Spot(str(n), n, c) for n in range(lines) for c in (0, 1)))
