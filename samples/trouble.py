"""Forms with random content, drawn in random ways that trouble a reader; the truth beside each.

`trouble(seed)` is a PDF of one form or two and the rows that a person reads in it. Whatever is
drawn is legible: what a person cannot read is no trouble but a loss before the file was made.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

SONG = "STSong-Light"
_LOWEST = 180.0
"""Points above the page's foot below which no row begins."""
_HAN = "村道路硬化面积补助干部人数合格率设备培训场次覆盖群众满意度水利工程维护及时完成经济收入"
_SIGNS = ("≥", "≤", "=", "＝", ">", "＜", "不低于", "不超过", "")
_UNITS = ("人", "平方米", "%", "％", "万元", "元/人/年", "次", "户", "公里", "km", "亩", "")
_LEVELS = (
    ("产出指标", ("数量指标", "质量指标", "时效指标", "成本指标")),
    ("效益指标", ("经济效益指标", "社会效益指标", "生态效益指标")),
    ("满意度指标", ("服务对象满意度指标",)),
)
_WORDS = ("12月底前", "显著提升", "全覆盖", "及时", "2024年6月", "逐步提高", "无")


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row of indicators, as a person reads it."""

    level1: str
    level2: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """A document with what it prints; `ways` names the troubles of its drawing."""

    data: bytes
    rows: tuple[Row, ...]
    ways: tuple[str, ...]


@dataclass(slots=True)
class _Way:
    """How one document is drawn."""

    size: float
    rule: float = 0.7
    dash: tuple[float, ...] = ()
    colour: tuple[float, float, float] = (0, 0, 0)
    slant: float = 0.0
    grey: float = 0.0
    condensed: float = 100
    by_character: bool = False
    open_sides: bool = False
    underline: bool = False
    raised: bool = False
    turned: int = 0
    merged: bool = True
    overflow: bool = False
    cuts: int = 99
    padding: float = 4.0
    bold: bool = False
    watermark: bool = False
    vertical: bool = False
    align: str = "left"
    chunks: bool = False
    repeated: bool = False
    forms: int = 1
    stamped: bool = False
    page_number: bool = True
    names: list[str] = field(default_factory=list)


_TROUBLES: dict[str, Callable[[_Way, random.Random], None]] = {
    "thick": lambda way, rng: setattr(way, "rule", rng.uniform(1.5, 2.8)),
    "dashed": lambda way, _: setattr(way, "dash", (3, 2)),
    "dotted": lambda way, _: setattr(way, "dash", (1, 1.5)),
    "coloured": lambda way, rng: setattr(way, "colour", (0.1, 0.2, rng.uniform(0.4, 0.9))),
    "slanted": lambda way, rng: setattr(way, "slant", rng.uniform(0.15, 0.3)),
    "grey": lambda way, rng: setattr(way, "grey", rng.uniform(0.4, 0.7)),
    "condensed": lambda way, rng: setattr(way, "condensed", rng.uniform(40, 80)),
    "by character": lambda way, _: setattr(way, "by_character", True),
    "open sides": lambda way, _: setattr(way, "open_sides", True),
    "underlined": lambda way, _: setattr(way, "underline", True),
    "raised": lambda way, _: setattr(way, "raised", True),
    "turned": lambda way, rng: setattr(way, "turned", rng.choice((90, 180, 270))),
    "unmerged": lambda way, _: setattr(way, "merged", False),
    "overflowing": lambda way, _: setattr(way, "overflow", True),
    "tight": lambda way, rng: setattr(way, "padding", rng.uniform(0.8, 2)),
    "bold": lambda way, _: setattr(way, "bold", True),
    "watermark": lambda way, _: setattr(way, "watermark", True),
    "vertical": lambda way, _: setattr(way, "vertical", True),
    "aligned": lambda way, rng: setattr(way, "align", rng.choice(("right", "centre"))),
    "chunks": lambda way, _: setattr(way, "chunks", True),
    "repeated header": lambda way, _: setattr(way, "repeated", True),
    "two forms": lambda way, _: setattr(way, "forms", 2),
    "stamped": lambda way, _: setattr(way, "stamped", True),
    "cut": lambda way, rng: setattr(way, "cuts", rng.randint(3, 7)),
}


def trouble(seed: int) -> Trouble:
    """A document of this seed: the same bytes wherever it is made."""
    rng = random.Random(seed)  # noqa: S311 -- for content, not for secrets
    way = _Way(size=rng.choice((6, 7, 8, 9, 10.5, 12, 14)))
    for name in rng.sample(sorted(_TROUBLES), rng.choice((0, 1, 1, 2, 3))):
        _TROUBLES[name](way, rng)
        way.names.append(name)
    forms = [_rows(rng, way) for _ in range(way.forms)]
    rows = tuple(row for form in forms for row in form)
    return Trouble(data=_drawn(forms, way, rng), rows=rows, ways=tuple(way.names))


def _rows(rng: random.Random, way: _Way) -> list[Row]:
    rows = []
    for level1, seconds in _LEVELS:
        for level2 in seconds:
            rows += [
                Row(level1, level2, _name(rng), _value(rng, way)) for _ in range(rng.randint(0, 2))
            ]
    return rows or [Row("产出指标", "数量指标", _name(rng), "≥1人")]


def _name(rng: random.Random) -> str:
    return "".join(rng.sample(_HAN, rng.randint(3, 18)))


def _value(rng: random.Random, way: _Way) -> str:
    if rng.random() < 0.2:
        return rng.choice(_WORDS)
    digits = str(rng.randint(1, 10 ** rng.randint(1, 8)))
    shape = rng.random()
    if shape < 0.15:
        digits = f"{int(digits):,}"
    elif shape < 0.3:
        digits += f".{rng.randint(1, 99):02d}"
    elif shape < 0.4:
        digits = digits.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    elif shape < 0.45:
        digits += f"-{int(digits) * 2}"
    value = rng.choice(_SIGNS) + digits + rng.choice(_UNITS)
    return "年度内完成并达到规定的标准" + value if way.overflow and rng.random() < 0.3 else value


class _Sheet:
    """A canvas with a table that grows downwards, page by page."""

    def __init__(self, way: _Way, rng: random.Random) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(SONG))
        self.way, self.rng = way, rng
        self.out = BytesIO()
        self.page = Canvas(self.out, pagesize=(595, 842), invariant=1)
        self.xs = (40.0, 120.0, 215.0, 400.0, 555.0)
        self.number = 1
        self.y = 780.0

    def text(self, x: float, y: float, words: str, size: float | None = None) -> None:
        """A line of text as the way draws it."""
        way, page, size = self.way, self.page, size or self.way.size
        page.saveState()
        page.setFillGray(way.grey)
        page.transform(1, 0, way.slant, 1, x, y)
        line = page.beginText(0, 0)
        line.setFont(SONG, size)
        line.setHorizScale(way.condensed)
        for part in self.parts(words):
            line.textOut(part)
        page.drawText(line)
        if way.bold:
            again = page.beginText(0.25, 0)
            again.setFont(SONG, size)
            again.setHorizScale(way.condensed)
            again.textOut(words)
            page.drawText(again)
        page.restoreState()

    def parts(self, words: str) -> list[str]:
        """A text in the pieces in which it is shown."""
        if self.way.by_character:
            return list(words)
        if not self.way.chunks or not words:
            return [words]
        at = self.rng.randint(0, len(words))
        return [part for part in (words[:at], words[at:]) if part]

    def over(self) -> None:
        """What is laid over a page: a pale wording, a red seal."""
        page = self.page
        page.saveState()
        if self.way.watermark:
            page.setFillGray(0.85)
            page.setFont(SONG, 30)
            for n in range(4):
                page.saveState()
                page.translate(120 + 90 * n, 250 + 130 * n)
                page.rotate(35)
                page.drawString(0, 0, "内部资料")
                page.restoreState()
        if self.way.stamped:
            page.setStrokeColorRGB(0.9, 0.1, 0.1)
            page.setLineWidth(2)
            page.circle(self.rng.uniform(100, 480), self.rng.uniform(450, 760), 35)
        page.restoreState()

    def wide(self, words: str) -> float:
        """Width of a text in points."""
        return float(pdfmetrics.stringWidth(words, SONG, self.way.size)) * self.way.condensed / 100

    def wrapped(self, words: str, room: float) -> list[str]:
        """A text in the lines of a cell."""
        lines = [""]
        for char in words:
            if lines[-1] and self.wide(lines[-1] + char) > room:
                lines.append("")
            lines[-1] += char
        return lines

    def rules(self) -> None:
        """Set the pen."""
        self.page.setLineWidth(self.way.rule)
        self.page.setStrokeColorRGB(*self.way.colour)
        self.page.setDash(*([list(self.way.dash)] if self.way.dash else []))

    def turn_over(self) -> None:
        """The next page."""
        self.over()
        if self.way.page_number:
            self.page.setFont(SONG, 8)
            self.page.drawCentredString(297, 30, str(self.number))
        self.number += 1
        self.page.showPage()
        self.y = 800.0


def _drawn(forms: list[list[Row]], way: _Way, rng: random.Random) -> bytes:
    sheet = _Sheet(way, rng)
    for rows in forms:
        _form(sheet, rows)
        sheet.y -= 50
        if sheet.y < 420:
            sheet.turn_over()
    sheet.turn_over()
    sheet.page.save()
    return _turned(sheet.out.getvalue(), way.turned)


def _form(sheet: _Sheet, rows: list[Row]) -> None:
    way, rng = sheet.way, sheet.rng
    sheet.page.setFont(SONG, 14)
    sheet.page.drawCentredString(297, sheet.y, "项目支出绩效目标表")
    sheet.y -= 30
    _ruled(sheet, [("项目名称", 0, 1), ("".join(rng.sample(_HAN, 6)), 1, 4)], top=True)
    heads = ("一级指标", "二级指标", "三级指标", "指标值")
    _ruled(sheet, [(word, n, n + 1) for n, word in enumerate(heads)])
    before: Row | None = None
    for n, row in enumerate(rows):
        cut = n > 0 and (n % way.cuts == 0 or sheet.y < _LOWEST)
        if cut:
            _foot(sheet)
            sheet.turn_over()
            if way.repeated:
                _ruled(sheet, [(word, n, n + 1) for n, word in enumerate(heads)], top=True)
        fresh = cut or not way.merged or before is None
        first = row.level1 if fresh or (before and before.level1 != row.level1) else ""
        second = row.level2 if first or (before and before.level2 != row.level2) else ""
        cells = [(first, 0, 1), (second, 1, 2), (row.name, 2, 3), (row.value, 3, 4)]
        _ruled(sheet, cells, top=cut)
        before = row
    _foot(sheet)


def _ruled(sheet: _Sheet, cells: list[tuple[str, int, int]], *, top: bool = False) -> None:
    """A row of cells (text, first edge, last edge); an empty first cell goes on the one above."""
    way, page = sheet.way, sheet.page
    texts = []
    for words, first, last in cells:
        room = sheet.xs[last] - sheet.xs[first] - 2 * way.padding
        long = way.overflow and last == len(sheet.xs) - 1
        upright = way.vertical and first == 0 and words.endswith("指标")
        texts.append(list(words) if upright else [words] if long else sheet.wrapped(words, room))
    high = max(map(len, texts)) * way.size * 1.3 + 7
    page.saveState()
    sheet.rules()
    for words, first, last in cells:
        left, right = sheet.xs[first], sheet.xs[last]
        if words or top:
            page.line(left, sheet.y, right, sheet.y)
        if first or not way.open_sides:
            page.line(left, sheet.y, left, sheet.y - high)
        if not way.open_sides or last < len(sheet.xs) - 1:
            page.line(right, sheet.y, right, sheet.y - high)
    page.restoreState()
    for (words, first, last), lines in zip(cells, texts, strict=True):
        for n, line in enumerate(lines):
            room = sheet.xs[last] - sheet.xs[first] - 2 * way.padding - sheet.wide(line)
            shift = {"left": 0.0, "right": room, "centre": room / 2}[way.align]
            x = sheet.xs[first] + way.padding + max(shift, 0.0)
            y = sheet.y - 4 - way.size * (0.9 + 1.3 * n)
            sheet.text(x, y, line)
            if way.underline and last == len(sheet.xs) - 1 and line:
                page.setLineWidth(0.4)
                page.line(x, y - 1.2, x + sheet.wide(line), y - 1.2)
        if way.raised and last == len(sheet.xs) - 1 and words[-1:].isdigit():
            sheet.text(x + sheet.wide(lines[-1]), y + way.size * 0.4, "1", way.size * 0.55)
    sheet.y -= high


def _foot(sheet: _Sheet) -> None:
    """The last rule of a table, or of its piece on a page."""
    sheet.page.saveState()
    sheet.rules()
    sheet.page.line(sheet.xs[0], sheet.y, sheet.xs[-1], sheet.y)
    sheet.page.restoreState()


def _turned(data: bytes, degrees: int) -> bytes:
    if not degrees:
        return data
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as document:
        for page in document.pages:
            page.rotate(degrees, relative=False)
        document.save(out, deterministic_id=True)
    return out.getvalue()
