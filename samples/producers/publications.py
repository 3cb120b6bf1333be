"""What is printed: made-up forms, dressed in every way that has cost a reader a row."""

from __future__ import annotations

from dataclasses import dataclass, replace

from samples.writers.pdf import Sheet
from samples.writers.pdf_forms import ProjectForm, made_up, sheet

_WRAPPING = (
    ("Web of Science 核心合集收录 SCI 论文数量", "≥12 篇"),
    ("5G 专网改造（含 Wi-Fi 6）覆盖面积", "≥13459.00(平方米)"),
    ("仪器设备购置及维修改造数量", "≥32台、件、套"),
    ("Smart Campus 平台在线人数", "≥1,200 人次/天"),
)
"""Names and values that a narrow column breaks where a reader stumbles."""
_PROSE = (
    (
        "组织开展村级文化活动室、农家书屋及健身场地的日常巡查维护",
        "按年度计划全部完成并通过县级验收",
    ),
    (
        "保障城乡环境卫生清扫保洁工作正常开展的覆盖范围",
        "有效改善群众生产生活条件，群众认可度持续提高",
    ),
    (
        "推进乡镇便民服务中心标准化建设",
        "形成长期有效的管理机制，保障服务中心正常运转，不发生责任事故",
    ),
)
"""Names and values of many lines, which a page edge cuts side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a publication is printed, in the words of a style sheet."""

    css: str = ""
    rules: str = "1px solid"
    valign: str = "middle"
    landscape: bool = False
    watermark: bool = False
    header_rows: int = 0
    """Rows of the table's head that each page prints again."""
    whole_rows: bool = False
    """Rows are never cut by a page edge."""
    stretch: float = 1.0
    """Factor on the widths of columns."""
    font: str = "Droid Sans Fallback"
    points: bool = True
    """Each indicator has a weight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A file to be: its name, the program that prints it, its forms, and pages of prose between."""

    slug: str
    producer: str
    look: Look
    forms: tuple[ProjectForm, ...]
    prose: int = 0
    """Sentences before each form: where on its page it begins."""
    sentences: int = 40
    """Sentences of the pages before the first form."""

    def sheets(self) -> list[Sheet]:
        """The forms as tables."""
        wider = self.look.stretch
        return [
            replace(drawn, widths=tuple(wider * width for width in drawn.widths))
            for drawn in (sheet(form, points=self.look.points) for form in self.forms)
        ]


def _form(seed: int, rows: int, goal: int = 2) -> ProjectForm:
    """A made-up form whose indicators each carry a mark that stands nowhere else in the file."""
    form = made_up(seed, rows=rows, goal=goal)
    marked = []
    for n, (level1, level2, name, value, weight) in enumerate(form.rows):
        printed, quantity = (name, value) if n % 3 else _WRAPPING[n // 3 % len(_WRAPPING)]
        marked.append((level1, level2, f"（{mark(seed, n)}）{printed}", quantity, weight))
    return replace(form, rows=tuple(marked))


def _wordy(seed: int, rows: int) -> ProjectForm:
    """A made-up form whose values are sentences."""
    form = _form(seed, rows)
    return replace(
        form,
        rows=tuple(
            (level1, level2, f"（{mark(seed, n)}）{_PROSE[n % 3][0]}", _PROSE[n % 3][1], "")
            for n, (level1, level2, *_) in enumerate(form.rows)
        ),
    )


def mark(seed: int, row: int) -> str:
    """What tells a row's page, wherever its text is wrapped."""
    return f"X{seed:02d}{row:02d}"


def _few(seed: int, count: int = 3) -> tuple[ProjectForm, ...]:
    return tuple(_form(seed + n, rows=9 + 3 * n) for n in range(count))


def publications() -> tuple[Publication, ...]:
    """Every file that the command prints."""
    html = [
        ("middle", Look(), (_form(11, 75), _form(12, 9))),
        ("top", Look(valign="top"), (_form(13, 75), _form(14, 9))),
        ("bottom", Look(valign="bottom", rules="1px dashed"), (_form(15, 75), _form(16, 9))),
        ("whole-rows", Look(whole_rows=True), (_form(17, 60), _form(18, 9))),
        ("narrow", Look(stretch=0.8), _few(21)),
        ("landscape", Look(landscape=True, stretch=1.5), _few(24)),
        ("repeated-head", Look(header_rows=2), _few(27)),
        ("open-sides", Look(css="table{border-left:none;border-right:none}"
            "td:first-child{border-left:none}td.last{border-right:none}"), _few(31)),
        ("double", Look(rules="3px double"), _few(34)),
        ("separate", Look(css="table{border-collapse:separate;border-spacing:1px}"), _few(37)),
        ("watermark", Look(watermark=True), _few(41)),
        ("spaced", Look(css="td{letter-spacing:2px}", stretch=1.2), _few(44)),
        ("struck-twice", Look(css="td{text-shadow:0.3px 0 0 #000}"), _few(47)),
        ("justified", Look(css="td{text-align:justify!important}"), _few(51)),
    ]  # fmt: skip
    found: list[Publication] = []
    for name, look, forms in html:
        found.append(Publication(slug=f"chromium-{name}", producer="chromium", look=look,
                                 forms=forms, prose=len(found) * 2))  # fmt: skip
    for name, look, forms in html[:8]:
        found.append(Publication(slug=f"weasyprint-{name}", producer="weasyprint", look=look,
                                 forms=forms, prose=len(found)))  # fmt: skip
    office = [
        ("lines", Look(), (_form(61, 60), _form(62, 9))),
        ("whole-rows", Look(whole_rows=True, valign="top"), (_form(63, 60), _form(64, 9))),
        ("vertical", Look(css="vertical"), tuple(_form(n, 9, goal=6) for n in (65, 66, 67))),
        ("repeated-head", Look(header_rows=2), _few(68)),
        ("narrow", Look(stretch=0.8), _few(71)),
        ("wordy", Look(valign="top", points=False), (_wordy(74, 60), _wordy(75, 24))),
        ("wordy-middle", Look(points=False), (_wordy(76, 60), _wordy(77, 24))),
    ]
    for name, look, forms in office:
        found.append(Publication(slug=f"docx-{name}", producer="docx", look=look, forms=forms,
                                 prose=len(found) % 9))  # fmt: skip
    calc = [
        ("long", Look(), (_form(81, 60), _form(82, 9))),
        ("top", Look(valign="top"), (_form(83, 60), _form(84, 9))),
        ("repeated-head", Look(header_rows=2), _few(85, 2)),
        ("landscape", Look(landscape=True, stretch=1.4), _few(88)),
    ]
    for name, look, forms in calc:
        found.append(Publication(slug=f"xlsx-{name}", producer="xlsx", look=look, forms=forms))
    drawn = Look(font="Noto Sans CJK SC", stretch=0.8)  # a browser prints its glyphs as drawings
    found.append(Publication(slug="chromium-drawn", producer="chromium", look=drawn,
                             forms=_few(95, 1), sentences=4))  # fmt: skip
    serif = Look(font="Noto Serif CJK SC", points=False)  # 工 begins at its box's very side
    found.append(Publication(slug="chromium-serif", producer="chromium", look=serif,
                             forms=(_wordy(98, 6),), sentences=4))  # fmt: skip
    book = tuple(_form(91 + n, rows=8 + n) for n in range(6))
    found.append(Publication(slug="chromium-book", producer="chromium", look=Look(), forms=book,
                             prose=130, sentences=900))  # fmt: skip
    return tuple(found)
