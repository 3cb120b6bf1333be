"""Codes of regions (行政区划代码): their province and level, by the structure of GB/T 2260.

>>> region = region_of("530100")
>>> region.province, region.level
('云南省', <RegionLevel.PREFECTURE: 'prefecture'>)
>>> region_of("990000") is None, region_of("530001") is None
(True, True)
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

import regex

from extract.words.text import key

_SHAPE = regex.compile(r"[0-9]{6}")
_PREFECTURES = (*range(1, 71), 90)
"""Cities and prefectures; 90 holds the counties that a province governs itself."""
_KIND = regex.compile(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$")


class RegionLevel(StrEnum):
    """The level of a region: 省级, 地级, 县级."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A code of a region: its level, and the name of the province that it lies in."""

    code: str
    level: RegionLevel
    province: str


def has_shape(code: str) -> bool:
    """Are these the six digits of a region's code?

    >>> [has_shape(text) for text in ("530102", "5301", "５３０１０２")]
    [True, False, False]
    """
    return bool(_SHAPE.fullmatch(code))


def region_of(code: str) -> Region | None:
    """A code read by its structure; None where it has none, or no province has its first digits."""
    if not has_shape(code):
        return None
    province = provinces().get(code[:2])
    prefecture, county = int(code[2:4]), int(code[4:])
    if province is None or (prefecture and prefecture not in _PREFECTURES):
        return None
    if not prefecture:
        level = RegionLevel.PROVINCE
    else:
        level = RegionLevel.COUNTY if county else RegionLevel.PREFECTURE
    if county and not prefecture:
        return None
    return Region(code=code, level=level, province=province)


def is_elsewhere(region: Region, body: str) -> bool:
    """Does the name of a body begin with another province than that of its region?

    >>> region = region_of("530100")
    >>> [is_elsewhere(region, body) for body in ("云南某局", "江苏省某局", "昆明市某局")]
    [False, True, False]
    """
    name = key(body)
    other = [each for each in provinces().values() if name.startswith(each)]
    return bool(other) and region.province not in other and not name.startswith(_short(region))


def _short(region: Region) -> str:
    return _KIND.sub("", region.province)


@cache
def provinces() -> Mapping[str, str]:
    """The first two digits of a code → the province."""
    text = Path(__file__).with_name("regions.toml").read_text(encoding="utf-8")
    found: dict[str, str] = tomllib.loads(text)["provinces"]
    return MappingProxyType(found)
