"""Tables that some of their rules are left out of are read, every layout of them."""

from __future__ import annotations

import pytest

from extract import Source, read_document
from extract.readers.pdf.page import Glyph, Rule, as_runs
from extract.readers.pdf.ruled.crossings import frames
from extract.readers.pdf.ruled.wide_rows import Printed
from normalize.documents import normalize_document
from samples.layouts.dress import File
from samples.layouts.publications import VARIANTS, layouts, published
from samples.writers.pages import write_sheets
from samples.writers.pdf import OPEN_STYLES, Sheet, Spot, Style, write_pdf
from samples.writers.pdf_forms import made_up, sheet
from tests.score import Score, score


def scored(layout: str, variant: str, style: Style) -> Score:
    said = published(layout, variant)
    data = write_sheets(said.printed, style)
    return score(File(format="pdf", style=style.name, published=said, data=data))


@pytest.mark.parametrize("style", OPEN_STYLES[:2], ids=lambda style: style.name)
@pytest.mark.parametrize("layout", layouts())
def test_a_form_open_at_its_sides_is_read(layout: str, style: Style) -> None:
    for variant in VARIANTS:
        assert scored(layout, variant, style).wrong == []


@pytest.mark.parametrize("style", OPEN_STYLES[2:], ids=lambda style: style.name)
@pytest.mark.parametrize("layout", layouts())
def test_a_form_without_a_frame_is_read(layout: str, style: Style) -> None:
    assert scored(layout, "clean", style).wrong == []
    troubled = scored(layout, "troubled", style)
    # A page holds one row of totals between uprights alone: it is told, and counted nowhere.
    lone = ["status: read 'partial', printed 'ok'", "rows_ignored: read 1, printed 2"]
    unframed = [each for each in troubled.wrong if not each.startswith("rows_ignored")]
    assert troubled.wrong == lone if layout == "D1" else unframed == []


def line(text: str, x: float, y: float) -> list[Glyph]:
    return [
        Glyph(c, x + 10 * n, y, x + 10 * n, y - 9, x + 10 * n + 10, y + 1, 0, False, 10.0)
        for n, c in enumerate(text)
    ]


TWO = [
    *(Rule(True, y, 0, 300) for y in (0, 20, 100, 120)),
    *(Rule(False, x, a, b) for x in (100, 200) for a, b in ((0, 20), (100, 120))),
]
"""Two rows of three columns, and eighty points between them."""


@pytest.mark.parametrize(
    ("between", "tables"),
    [
        ((("完成道路硬化的任务", 5, 34), ("方便群众出行", 5, 50)), 1),
        ((("完成道路硬化的任务", 105, 64),), 1),
        ((("项目支出绩效目标表", 105, 64),), 2),
        ((("（2024年度）", 105, 64),), 2),
        ((("完成道路硬化的任务", 5, 34), ("方便群众出行", 5, 90)), 2),
        ((), 2),
    ],
)
def test_what_stands_between_two_rules_tells_a_row_from_the_room_between_tables(
    between: tuple[tuple[str, float, float], ...], tables: int
) -> None:
    glyphs = tuple(glyph for each in between for glyph in line(*each))
    assert len(frames(TWO, Printed(as_runs(glyphs), 595))) == tables


def test_another_form_below_is_another_table() -> None:
    note = line("本表由单位填报", 5, 34)
    assert len(frames(TWO, Printed(as_runs((*note, *line("项目名称", 5, 114))), 595))) == 2


def test_a_row_between_uprights_alone_is_told() -> None:
    """The last row of a form alone on its page's foot, parted from it by nothing but white."""
    spots = tuple(
        Spot(text, row, col)
        for row, cells in enumerate(
            (
                ("一级指标", "二级指标", "三级指标", "指标值"),
                ("产出指标", "数量指标", "道路长度", "≥3公里"),
            )
        )
        for col, text in enumerate(cells)
    )
    form = Sheet(("项目支出绩效目标表",), (80.0, 80.0, 180.0, 90.0), spots)
    lone = Sheet((), form.widths, tuple(Spot(s.text, 0, s.col) for s in spots[4:]))
    data = write_pdf([form, lone], OPEN_STYLES[2])
    source = Source(name="x.pdf", data=data, sha256="0" * 64)
    found = normalize_document(source, read_document(source))
    assert found.document.status == "partial"
    assert any("道路长度" in (each.text or "") for each in found.issues)


def test_the_form_of_a_goal_without_upright_keeps_its_goal() -> None:
    form = made_up(3, goal=5)
    data = write_pdf([sheet(form)], OPEN_STYLES[1])
    (found,) = read_document(Source(name="x.pdf", data=data, sha256="")).forms
    assert "".join((found.goal or "").split()) == "".join(form.goal.split())
    assert len(found.indicators) == len(form.rows)
