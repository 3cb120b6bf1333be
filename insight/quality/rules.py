"""The catalogue of rules: one ordered tuple; a new rule is one entry, and one member of its set.

A rule describes. None of them says that a target is bad, and no figure sums them up: a share of
words may be right for a policy, a copied row for two alike schools.
"""

from __future__ import annotations

from collections.abc import Callable

from insight.quality.model import Rule, Source, Target
from normalize.records.quality import QualityRule

SATISFACTION_BELOW = 90.0
"""Per cent below which a satisfaction target is listed; `--satisfaction` changes it."""
_COST = frozenset({"COST", "ECONOMIC_COST", "SOCIAL_COST", "ENVIRONMENTAL_COST"})
_EFFECT = frozenset(
    {"ECONOMIC_BENEFIT", "SOCIAL_BENEFIT", "ECOLOGICAL_BENEFIT", "SUSTAINED_EFFECT"}
)
_SIZED = frozenset({"quantitative", "deadline", "schedule"})
_TIMED = frozenset({"deadline", "schedule"})


def _any(_: Target) -> bool:
    return True


def _level(row: Target) -> str | None:
    """What a target is about: cost under 产出指标 is cost, as older forms print it."""
    if row.level2 in _COST or row.level1 == "COST":
        return "cost"
    if "SATISFACTION" in {row.level1, row.level2}:
        return "satisfaction"
    if row.level1 == "BENEFIT" or row.level2 in _EFFECT:
        return "effect"
    return "output" if row.level1 == "OUTPUT" else None


def _is_number(row: Target) -> bool:
    return row.kind == "quantitative"


def _is_measurable(row: Target) -> bool:
    """A number, a date, or a rhythm with days: two people would agree whether it was reached."""
    return row.kind in _SIZED


def _has_deadline(row: Target) -> bool:
    return row.kind in _TIMED or (row.kind == "quantitative" and row.dimension == "time")


def _of_level(rule: QualityRule) -> Callable[[Target], bool]:
    """Whether a target is of the level that a rule is called by."""
    return lambda row: _level(row) == rule.value


def _has_level(row: Target) -> bool:
    return _level(row) is not None


def is_low(row: Target, below: float) -> bool:
    """Whether a satisfaction target in per cent stands below a threshold."""
    return row.unit == "%" and row.value is not None and row.value < below


QUALITY_RULES: tuple[Rule, ...] = (
    Rule(
        id=QualityRule.MEASURABLE,
        title="Can be measured",
        title_zh="可衡量",
        looks_at=_any,
        counts=_is_measurable,
        says="the value is a number, a date or a rhythm, and not words alone",
        says_zh="指标值为数值、日期或频次，而非仅有文字",
        source=Source.GUIDE_2021,
        example="≥95%, 12月底前, 每季度至少1次; not 明显改善",
    ),
    Rule(
        id=QualityRule.WITH_UNIT,
        title="With a unit",
        title_zh="有计量单位",
        looks_at=_is_number,
        counts=lambda row: row.unit is not None,
        says="of numbers, those whose unit is written in value, unit cell or name",
        says_zh="定量指标中，值、单位栏或名称写明计量单位的",
        source=Source.OBSERVATION,
        example="≥36公里; not 系数 ≥0.58",
    ),
    Rule(
        id=QualityRule.WITH_DEADLINE,
        title="Timeliness with a date or a span",
        title_zh="时效指标有时限",
        looks_at=lambda row: row.level2 == "TIMELINESS",
        counts=_has_deadline,
        says="of 时效指标, those whose value is a date, a rhythm or a span of time",
        says_zh="时效指标中，值为日期、频次或时长的",
        source=Source.GUIDE_2021,
        example="12月底前, ≤15个工作日; not 及时, 100%",
    ),
    *(
        Rule(
            id=rule,
            title=title,
            title_zh=title_zh,
            looks_at=_has_level,
            counts=_of_level(rule),
            says=f"of targets whose level is known, those of {title_zh}",
            says_zh=f"级次可识别的指标中，属{title_zh}的",
            source=Source.GUIDE_2021,
            example=example,
        )
        for rule, title, title_zh, example in (
            (
                QualityRule.COST,
                "Of cost",
                "成本指标",
                "经济成本指标; 产出指标/成本指标 in older forms",
            ),
            (QualityRule.OUTPUT, "Of output", "产出指标", "数量, 质量, 时效指标"),
            (
                QualityRule.EFFECT,
                "Of effect",
                "效益指标",
                "经济, 社会, 生态效益指标, 可持续影响指标",
            ),
            (QualityRule.SATISFACTION, "Of satisfaction", "满意度指标", "服务对象满意度指标"),
        )
    ),
    Rule(
        id=QualityRule.EMPTY,
        title="Without a value",
        title_zh="指标值空缺",
        looks_at=_any,
        counts=lambda row: row.kind == "missing",
        says="the value cell is empty, a dash or a unit alone",
        says_zh="指标值栏空白、只有横线或只有单位",
        source=Source.OBSERVATION,
        example="/, 万人",
    ),
    Rule(
        id=QualityRule.UNIT_IN_NAME_ONLY,
        title="Unit in the name only",
        title_zh="计量单位只在名称中",
        looks_at=_is_number,
        counts=lambda row: row.unit is not None and row.unit_source == "name",
        says="the number stands bare, its unit is written in the name",
        says_zh="数值后无单位，单位写在指标名称中",
        source=Source.OBSERVATION,
        example="户厕改造数量（户） =1000",
    ),
    Rule(
        id=QualityRule.UNIT_NOWHERE,
        title="Unit nowhere",
        title_zh="未写计量单位",
        looks_at=_is_number,
        counts=lambda row: row.unit is None,
        says="a number without a unit in value, unit cell or name; a coefficient has none",
        says_zh="数值、单位栏和名称均无计量单位；系数类本无单位",
        source=Source.OBSERVATION,
        example="受益人数 ≥300",
    ),
    Rule(
        id=QualityRule.SATISFACTION_LOW,
        title="Satisfaction below a threshold",
        title_zh="满意度低于阈值",
        looks_at=lambda row: _level(row) == "satisfaction" and row.unit == "%",
        counts=None,
        says=f"a satisfaction target in % below {SATISFACTION_BELOW:g}, or below --satisfaction",
        says_zh=f"满意度指标值低于 {SATISFACTION_BELOW:g}%（可用 --satisfaction 更改）",
        source=Source.OBSERVATION,
        example="受益群众满意度 ≥85%",
    ),
    Rule(
        id=QualityRule.CAP_ABOVE_MONEY,
        title="Cost cap above the money",
        title_zh="成本上限高于资金",
        looks_at=lambda row: _level(row) == "cost" and row.unit == "元",
        counts=None,
        says="a cost target that the checks total_cost or partial_cost find above its form's money",
        says_zh="核对 total_cost、partial_cost 发现其高于本表资金的成本指标",
        source=Source.OBSERVATION,
        example="≤150万元 against 145.00 万元",
    ),
    Rule(
        id=QualityRule.COPIED_WITHIN,
        title="Copied within the department",
        title_zh="部门内照抄",
        looks_at=_any,
        counts=None,
        says="name and value, eight characters at least, stand word for word in another form of "
        "the department",
        says_zh="名称与指标值（合计不少于 8 字）与本部门另一张表逐字相同",
        source=Source.OBSERVATION,
        example="验收合格率 =100% in two projects",
    ),
    Rule(
        id=QualityRule.COPIED_BETWEEN,
        title="Copied between departments",
        title_zh="部门间照抄",
        looks_at=_any,
        counts=None,
        says="name and value, twelve characters at least, stand word for word in another "
        "department's form of the year",
        says_zh="名称与指标值（合计不少于 12 字）与当年另一部门的表逐字相同",
        source=Source.OBSERVATION,
        example="重点工作任务按计划完成率 ≥98% in two departments",
    ),
    Rule(
        id=QualityRule.COPIED_LAST_YEAR,
        title="As in the year before",
        title_zh="与上年相同",
        looks_at=_any,
        counts=None,
        says="name and value are word for word those of the department's form of the same name in "
        "the year before",
        says_zh="名称与指标值与该部门上一年度同名表逐字相同",
        source=Source.OBSERVATION,
        example="受益农户满意度 ≥92% in 2024 and 2025",
    ),
)
"""Every rule, in the order of docs/quality.md."""
