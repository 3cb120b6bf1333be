"""Printed text: folding, joining, and the one key by which the project compares labels.

What is stored stays as printed. Folding happens in keys, which are compared and never published.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import regex

_SPACE = regex.compile(r"[\s\u200b-\u200f\u2060\ufeff\u3000]+")
_BEFORE, _BEHIND = "*＊★·•", "*＊★:："
"""What does not count at the ends of a label."""
_BRACKETED = regex.compile(r"^(?P<stem>[^()]+(?:\([^()]*\)[^()]*)*)\((?P<inside>[^()]*)\)$")
_ENUMERATED = regex.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2})*[.、]?|\([\d一二三四五六七八九十]{1,2}\)|[一二三四五六七八九十]{1,2}、)(?=\p{Han})"
)
"""A number before a name: `1.产出指标`, `（二）效益指标`, `1.2数量指标`."""
_NUMBER_BEFORE = regex.compile(
    r"^(?:\d{1,2}[.、]|\([\d一二三四五六七八九十]{1,2}\)|[一二三四五六七八九十]{1,2}、)(?=\p{Han})"
)
"""A number before a label, with its mark: `一、项目名称`, `（二）资金情况`."""
_LEVEL_TAIL = re.compile(r"(?:指标|目标)?(?:等|类|层面?|维度|方面)?(?:指标|目标)?$")
"""What may stand behind the word that tells a level: 产出指标, 效益类, 数量类指标, 成本维度."""
_LONGEST_TAIL = 6
_OPENS_NUMBER = frozenset("(一二三四五六七八九十")
"""How a number before a name begins, where it is no digit."""
_SPACE_INLINE = regex.compile(r"[^\S\n]+")
_PARAGRAPH_END = regex.compile(r"</p\s*>|<br\s*/?>", flags=regex.I)
_LATIN_BREAK = regex.compile(r"(?<=[A-Za-z])[ \t]*\r?\n[ \t]*(?=[A-Za-z])")
_CONTROL = regex.compile(r"[\p{Cc}\p{Cf}\p{Cs}\p{Co}--[\n\t]]", flags=regex.VERSION1)
_TAG = regex.compile(r"</?(?:p|b|i|u|br|strong|em|span|div|font|sub|sup)\b[^<>]*>", flags=regex.I)

# The characters of the CJK Radicals Supplement, which NFKC leaves alone and some PDF producers
# write instead of the ideograph, with Unicode's Equivalent_Unified_Ideograph of each.
_RADICALS = str.maketrans(
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺"
    "⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂乛乚乙亻冂𠘨刀刂卜㔾小尐兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爬丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀"
    "聿肉𦥑艹艺艻虎衤覀西见角𧢲讠贝𧾷车辶辷辸邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
)
_RADICAL = re.compile(f"[{''.join(map(chr, sorted(_RADICALS)))}]")
"""Few texts have any: they are looked for first, which costs a tenth of translating."""


_KANGXI = {n: unicodedata.normalize("NFKC", chr(n)) for n in range(0x2F00, 0x2FD6)}
_IDEOGRAPHS = _KANGXI | _RADICALS


def ideographs(text: str) -> str:
    """Radicals written for ideographs put right; nothing else is touched: the text as it reads.

    >>> ideographs("⼈⺠代表①㎡")
    '人民代表①㎡'
    """
    return text.translate(_IDEOGRAPHS)


def fold(text: str) -> str:
    """Fold widths, compatibility forms and radicals: for comparing, never for storing.

    >>> fold("⼈员（ｋｗ）：")
    '人员(kw):'
    """
    folded = unicodedata.normalize("NFKC", text)
    return folded.translate(_RADICALS) if _RADICAL.search(folded) else folded


@lru_cache(maxsize=1 << 14)  # labels come again and again, in every form of a book
def key(text: str) -> str:
    """The matching key of a printed label: folded, without markup, spaces, stars and final colons.

    >>> key(" <b>其中：\\n财政拨款：</b> ")
    '其中:财政拨款'
    >>> key("年\\n度\\n总\\n体\\n目\\n标")
    '年度总体目标'
    >>> key("*指标值 ")
    '指标值'
    """
    folded = fold(_TAG.sub("", text) if "<" in text else text)
    return (folded if _is_solid(folded) else _SPACE.sub("", folded)).lstrip(_BEFORE).rstrip(_BEHIND)


def _is_solid(text: str) -> bool:
    """Does a text hold no white space and no sign that does not show? Most need no pattern then."""
    return " " not in text and text.isprintable()


def undoubled(label_key: str) -> str:
    """A label drawn twice in one cell, once.

    >>> undoubled("绩效指标绩效指标"), undoubled("绩效指标")
    ('绩效指标', '绩效指标')
    """
    half = len(label_key) // 2
    return label_key[:half] if half > 1 and label_key[:half] * 2 == label_key else label_key


def split_bracket(label_key: str) -> tuple[str, str | None]:
    """Part a key from its final bracket: a unit, a number of points, a year.

    >>> split_bracket("项目资金(万元)")
    ('项目资金', '万元')
    >>> split_bracket("指标值")
    ('指标值', None)
    """
    match = _BRACKETED.match(label_key) if ")" in label_key else None
    return (match["stem"], match["inside"]) if match else (label_key, None)


def unnumbered(label_key: str) -> str:
    """A key without the number before it: 一、项目名称, 1.项目名称.

    >>> unnumbered("一、项目名称"), unnumbered("2024年目标")
    ('项目名称', '2024年目标')
    """
    return _NUMBER_BEFORE.sub("", label_key) if _may_be_numbered(label_key) else label_key


def _may_be_numbered(label_key: str) -> bool:
    return label_key[:1] in _OPENS_NUMBER or label_key[:1].isdecimal()


@lru_cache(maxsize=1 << 12)  # levels stand in every row, and are asked for by several rules
def level_keys(text: str) -> tuple[str, str]:
    """The keys by which a printed level name is looked up: as printed, and with its 指标.

    Its number, its final 指标, 目标 or 类 and the points in brackets behind it do not count.

    >>> level_keys("产出目标（50 分）"), level_keys("1.2 服务对象满意度")
    (('产出目标', '产出指标'), ('服务对象满意度', '服务对象满意度指标'))
    >>> [level_keys(text)[1] for text in ("效益类", "数量类指标", "服务对象满意度指标等")]
    ['效益指标', '数量指标', '服务对象满意度指标']
    """
    name = split_bracket(key(text))[0]
    if _may_be_numbered(name):
        name = _ENUMERATED.sub("", name)
    tail = name[-_LONGEST_TAIL:]
    return name, f"{name[:-_LONGEST_TAIL]}{_LEVEL_TAIL.sub('', tail, count=1)}指标"


def clean(text: str) -> str:
    """Text as a person would copy it: tags out, paragraphs kept as single newlines, ends trimmed.

    >>> clean("<p>目标1：认真落实。</p> <p>目标2：改善。</p>")
    '目标1：认真落实。\\n目标2：改善。'
    """
    if "<" not in text and _is_solid(text):
        return text
    broken = _TAG.sub("", _PARAGRAPH_END.sub("\n", text)) if "<" in text else text
    lines = (_SPACE_INLINE.sub(" ", line).strip() for line in broken.split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    r"""A cell's lines as one: nothing between them, a space between Latin words.

    >>> one_line("县博物馆\n展陈提升"), one_line("Smart\nCampus")
    ('县博物馆展陈提升', 'Smart Campus')
    """
    if "\n" in text:
        text = _LATIN_BREAK.sub(" ", text)
    return text.replace("\r", "").replace("\n", "").strip()


def inert(text: str, limit: int | None = None) -> str:
    """Text of a document made harmless for a terminal or a log: no control or bidi characters.

    >>> inert("a\\x1b[31mb\\u202ec\\n")
    'a�[31mb�c '
    """
    flat = text
    if not text.isprintable():
        flat = _CONTROL.sub("\ufffd", text).replace("\n", " ").replace("\t", " ")
    return flat if limit is None else shortened(flat, limit)


def shortened(text: str, limit: int) -> str:
    """A text of so many characters at the most; a longer one ends in a sign that says so.

    >>> shortened("项目支出绩效目标表", 5), shortened("绩效", 5)
    ('项目支出…', '绩效')
    """
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
