"""`explain`: pictures of pages, the reading beside them, and a reason where nothing was found."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from click.testing import Result
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from extract.source import load
from look.cell_roles import Role
from look.drawing import COLOURS
from look.explain import PdfPages, see
from tests.command_line import jixiao

ROOT = Path(__file__).parent.parent.parent
SCHOOLS = ROOT / "data" / "raw" / "2024" / "jiaoyu.pdf"


def explain(*args: object) -> Result:
    return jixiao("explain", *args)


def picture_of(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        return picture.convert("RGB")


def drawn_pdf(folder: Path, draw: object) -> Path:
    data = BytesIO()
    canvas = Canvas(data, pagesize=(300, 400))
    draw(canvas)  # type: ignore[operator]
    canvas.showPage()
    canvas.save()
    path = folder / "a.pdf"
    path.write_bytes(data.getvalue())
    return path


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    folder = tmp_path_factory.mktemp("pictures")
    return explain(SCHOOLS, "--out", folder), folder


def test_every_page_of_a_form_becomes_a_picture(pages: tuple[Result, Path]) -> None:
    result, folder = pages
    assert result.exit_code == 0, result.output
    names = sorted(path.name for path in folder.iterdir())
    assert names == [f"jiaoyu-p00{n}.png" for n in (1, 2, 3)]
    assert picture_of(folder / names[0]).width > 1000


def test_the_reading_stands_beside_what_was_printed(pages: tuple[Result, Path]) -> None:
    result, _ = pages
    line = next(line for line in result.output.splitlines() if "补助标准" in line)
    assert "=1000元/人/年" in line
    assert "= 1,000 元/人/年" in line
    assert "unit: value" in line


def test_no_cell_with_text_is_left_without_a_role_in_the_samples() -> None:
    source = load(SCHOOLS)
    with_roles = PdfPages(source.data, see(source))
    cells = [cell for n in (1, 2, 3) for cell in with_roles.see(n).cells]
    with_roles.close()
    assert {cell.role for cell in cells} == {
        *(Role.HEADER, Role.LEVEL, Role.NAME, Role.VALUE, Role.FACT, Role.FUNDING),
        *(Role.GOAL, Role.LABEL, Role.EMPTY),
    }


def test_the_colour_of_a_value_lies_over_its_cell(pages: tuple[Result, Path]) -> None:
    _, folder = pages
    source = load(SCHOOLS)
    looked = PdfPages(source.data, see(source))
    box = next(c.cell.box for c in looked.see(1).cells if c.role is Role.VALUE)
    looked.close()
    assert box is not None
    picture = picture_of(folder / "jiaoyu-p001.png")
    red, green, blue = picture.getpixel((int(box.x0 * 2) + 8, int(box.top * 2) + 8))  # type: ignore[misc]
    assert green > red
    assert green > blue
    assert COLOURS[Role.VALUE][0][1] > COLOURS[Role.VALUE][0][0]


def test_one_form_is_cut_out_of_its_pages(tmp_path: Path) -> None:
    result = explain(SCHOOLS, "--form", 3, "--out", tmp_path)
    [picture] = tmp_path.iterdir()
    assert picture.name == "jiaoyu-p002-form3.png"
    assert picture_of(picture).height < 1400
    assert "营养膳食补助" not in result.output


@pytest.mark.parametrize(
    ("draw", "says"),
    [
        (lambda _: None, "holds no text"),
        (lambda c: c.drawString(50, 200, "plain words"), "No rules are drawn"),
        (lambda c: (c.drawString(50, 200, "words"), c.line(10, 10, 200, 10)), "none cross"),
        (
            lambda c: (c.drawString(50, 200, "words"), c.grid([50, 150, 250], [190, 210, 230])),
            "none of the words of a target form",
        ),
    ],
    ids=["empty", "no rules", "no crossings", "gated out"],
)
def test_a_page_without_a_form_is_drawn_with_its_reason(
    tmp_path: Path, draw: object, says: str
) -> None:
    result = explain(drawn_pdf(tmp_path, draw), "--out", tmp_path / "out")
    assert says in " ".join(result.output.split())
    assert picture_of(tmp_path / "out" / "a-p001.png").width > 500


def test_a_table_that_no_layout_reads_says_what_was_tried(tmp_path: Path) -> None:
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # noqa: PLC0415

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

    def draw(canvas: Canvas) -> None:
        canvas.setFont("STSong-Light", 10)
        canvas.grid([50, 110, 170, 230], [170, 190, 210])
        for x, text in ((52, "一级指标"), (112, "二级指标"), (172, "三级指标")):
            canvas.drawString(x, 195, text)
            canvas.drawString(x, 175, "道路")

    result = explain(drawn_pdf(tmp_path, draw), "--out", tmp_path / "out")
    assert "was tried as" in result.output
    assert "names no column of values" in result.output
    assert result.exit_code == 3


def test_a_web_page_has_no_picture_and_says_so(tmp_path: Path) -> None:
    result = explain(ROOT / "data" / "raw" / "2024" / "nongye.html", "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert "no picture" in result.output
    assert not (tmp_path / "out").exists()


def test_a_form_of_no_known_year_says_so_and_never_none(tmp_path: Path) -> None:
    form = (ROOT / "data" / "raw" / "2024" / "shiqiao.txt").read_text("utf-8")
    path = tmp_path / "a.txt"
    path.write_text(form.replace("2024", ""), "utf-8")
    result = explain(path, "--out", tmp_path / "pictures")
    assert "year unknown" in result.output
    assert "None" not in result.output


def test_a_file_that_is_refused_says_why(tmp_path: Path) -> None:
    broken = tmp_path / "b.pdf"
    broken.write_bytes(b"%PDF-1.4 broken")
    result = explain(broken, "--out", tmp_path / "out")
    assert result.exit_code == 3
    assert "refused" in result.output


def test_a_page_or_form_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    assert explain(SCHOOLS, "--page", 9, "--out", tmp_path).exit_code == 2
    assert explain(SCHOOLS, "--form", 9, "--out", tmp_path).exit_code == 2


def test_a_page_of_an_ofd_is_drawn_with_what_was_read(tmp_path: Path) -> None:
    case = ROOT / "tests" / "cases" / "ofd-a1" / "source.ofd"
    result = explain(case, "--out", tmp_path)
    assert result.exit_code == 0, result.output
    assert "Form 1 (project, layout A1): 7 of its 7 indicators are on this page." in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["source-p001.png"]
    colours = picture_of(tmp_path / "source-p001.png").getcolors(1 << 24) or []
    assert len(colours) > 20  # print, and cells in the colours of their roles
    assert explain(case, "--out", tmp_path, "--page", "2").exit_code == 2
    assert explain(case, "--out", tmp_path, "--form", "1").exit_code == 0


def test_the_reasons_name_a_budget_table_as_one_and_not_as_no_form() -> None:
    book = ROOT / "data" / "raw" / "2024" / "shiqiao-juesuan.xlsx"
    lines = jixiao("inspect", "--why", book).stdout.splitlines()
    kinds = [line for line in lines if line.startswith("Budget table ")]
    assert len(kinds) == 5
    assert kinds[0] == (
        "Budget table 收入支出决算总表: income_expenditure, 14 amounts of 18 cells, 0 failed"
    )
    assert not [line for line in lines if "no form" in line]


def test_a_budget_table_of_a_file_without_pages_is_said_to_be_one(tmp_path: Path) -> None:
    book = ROOT / "data" / "raw" / "2024" / "shiqiao-juesuan.xlsx"
    shown = " ".join(explain(book, "--out", tmp_path).output.split())
    assert shown.count("belongs to a budget, not to a target form.") == 5
    assert "was tried as" not in shown
