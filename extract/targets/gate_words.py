"""The words by which a gate tells forms of performance targets (绩效目标表)."""

from __future__ import annotations

from functools import cache

from extract.words.gate import Gate
from extract.words.labels import section

_PAGE = (
    "绩效", "指标", "项目名称", "政策名称", "专项名称", "部门名称", "单位名称", "主管部门",
    "实施单位", "目标表", "自评表",
)  # fmt: skip
_STRONG = ("绩效", "指标")
_HEADER = ("一级指标二级指标三级指标",)
_ROLES = {
    "facts": ("project_name", "department_name", "supervisor", "implementing_unit"),
    "blocks": ("goal", "goal_long_term", "indicators"),
    "columns": ("level1", "level2", "name"),
}


@cache
def gate() -> Gate:
    """The gate of forms of targets.

    >>> [gate().speaks(text) for text in ("三 级 指\\r\\n标", "项⽬名称", "收支")]
    [True, True, False]
    >>> gate().labels_in("一 级\\n指 标 | 数量指标 | 指标值"), gate().labels_in("收入 | 支出")
    (3, 0)
    >>> gate().rows_in("产出指标 | 数量指标 | 时效指标 | 数量指标")
    4
    """
    labels = {*section("levels"), *section("titles"), *_STRONG}
    for name, roles in _ROLES.items():
        labels.update(label for label, role in section(name).items() if role in roles)
    return Gate(
        page=_PAGE,
        strong=_STRONG,
        header=_HEADER,
        labels=frozenset(labels),
        rows=frozenset(section("levels")),
    )
