"""What troubled forms say: indicators with random names and values, as a person reads them."""

from __future__ import annotations

import random
from dataclasses import dataclass

HAN = "村道路硬化面积补助干部人数合格率设备培训场次覆盖群众满意度水利工程维护及时完成经济收入"
_SIGNS = ("≥", "≤", "=", "＝", ">", "＜", "不低于", "不超过", "＞", "<", "≧", "大于等于", "", "")
_UNITS = (
    "人",
    "平方米",
    "%",
    "％",
    "万元",
    "元/人/年",
    "次",
    "户",
    "公里",
    "km",
    "亩",
    "‰",
    "m²",
    "",
)
OF_UNITS = "人平方米万元次户公里亩"
_DASHES = ("-", "－", "–", "—", "~", "～", "至", "－－")
LEVELS = (
    ("产出指标", ("数量指标", "质量指标", "时效指标", "成本指标")),
    ("效益指标", ("经济效益指标", "社会效益指标", "生态效益指标")),
    ("满意度指标", ("服务对象满意度指标",)),
)
_WORDS = (
    "12月底前",
    "显著提升",
    "全覆盖",
    "及时",
    "2024年6月",
    "逐步提高",
    "无",
    "优",
    "100",
    "是",
)
TITLE = "项目支出绩效目标表"
NAME = "项目名称"
HEADS = ("一级指标", "二级指标", "三级指标", "指标值", "分值")
NOTE = "注：本表由项目单位填写。"
MARK = "内部资料"
_BEFORE = "年度内完成并达到规定的标准"
_WITHIN = ("5G", "PM2.5", "（一期）", "“两癌”", "A级", "·")
_FULL = {ord(str(n)): chr(0xFF10 + n) for n in range(10)}


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row of indicators, as a person reads it."""

    level1: str
    level2: str
    name: str
    value: str


def rows(rng: random.Random, *, long: bool) -> list[Row]:
    """The rows of a form; `long` has texts in front of numbers that no cell holds on one line."""
    made = [
        Row(level1, level2, name(rng), value(rng, long=long))
        for level1, seconds in LEVELS
        for level2 in seconds
        for _ in range(rng.randint(0, 2))
    ]
    return made or [Row("产出指标", "数量指标", name(rng), "≥1人")]


def name(rng: random.Random) -> str:
    """The name of an indicator: some are wrapped, some hold digits and Latin letters."""
    words = "".join(rng.sample(HAN, rng.randint(3, 18)))
    if rng.random() < 0.15:
        at = rng.randint(1, len(words) - 1)
        words = words[:at] + rng.choice(_WITHIN) + words[at:]
    return words


def value(rng: random.Random, *, long: bool) -> str:
    """A value: a sign, a number in one of many shapes and a unit, or a word."""
    if rng.random() < 0.2:
        return rng.choice(_WORDS)
    digits = str(rng.randint(1, 10 ** rng.randint(1, 8)))
    shape = rng.random()
    if shape < 0.15:
        digits = f"{int(digits):,}"
    elif shape < 0.3:
        digits += f".{rng.randint(1, 99):02d}"
    elif shape < 0.4:
        digits = digits.translate(_FULL)
    elif shape < 0.5:
        digits += f"{rng.choice(_DASHES)}{int(digits) * 2}"
    elif shape < 0.55:
        digits = rng.choice(("-", "－", "±")) + digits
    made = rng.choice(_SIGNS) + digits + rng.choice(_UNITS)
    return _BEFORE + made if long and rng.random() < 0.3 else made


def printed() -> str:
    """Every character that a troubled form can print, each once."""
    levels = "".join(level1 + "".join(seconds) for level1, seconds in LEVELS)
    said = (TITLE, NAME, NOTE, MARK, _BEFORE, HAN, levels, *HEADS, *_WITHIN, *_WORDS)
    values = (*_SIGNS, *_UNITS, *_DASHES, *_FULL.values(), "±", *map(chr, range(0x20, 0x7F)))
    return "".join(sorted({*"".join((*said, *values))}))
