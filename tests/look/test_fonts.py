"""Pictures are drawn with real fonts, by a process that reads nothing; what is missing is said."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extract.model import FONTS
from extract.readers.pdf.engines import stand_in
from extract.readers.pdf.engines.pictures import Pictures
from tests.command_line import jixiao

RAW = Path(__file__).parents[2] / "data" / "raw" / "2024" / "jiaoyu.pdf"


def chinese(text: str) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = BytesIO()
    page = Canvas(out, pagesize=(200, 60))
    page.setFont("STSong-Light", 20)
    page.drawString(20, 20, text)
    page.save()
    return out.getvalue()


def picture(data: bytes, fonts: Path | None) -> tuple[Image.Image, frozenset[str]]:
    pages = Pictures(data, fonts)
    try:
        drawn = pages.of(1, 2.0, grey=True)
        assert drawn is not None
        return drawn, pages.missing
    finally:
        pages.close()


@pytest.fixture
def no_fonts(tmp_path: Path) -> Path:
    """A folder as it is on a machine without fonts."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    return folder


def test_without_a_font_boxes_are_drawn_and_its_name_is_told(no_fonts: Path) -> None:
    drawn, missing = picture(chinese("指标"), no_fonts)
    assert missing == {"STSong-Light"}
    assert drawn.size == (400, 120)
    assert ImageChops.invert(drawn).getbbox() is not None


def test_a_folder_of_fonts_is_drawn_with_in_place_of_the_systems(no_fonts: Path) -> None:
    latin, missing = picture(chinese("AB"), no_fonts)
    (no_fonts / "sans.ttf").write_bytes(
        (Path(stand_in.__file__).parent / stand_in.Style.SANS.file).read_bytes()
    )
    again, _ = picture(chinese("AB"), no_fonts)
    assert missing
    assert latin.size == again.size


def test_a_page_that_cannot_be_drawn_costs_the_others_nothing(no_fonts: Path) -> None:
    pages = Pictures(chinese("指标"), no_fonts)
    assert pages.of(7, 1.0) is None
    assert pages.of(1, 1.0) is not None
    assert pages.size(1) == (200.0, 60.0)
    pages.close()


def test_a_process_that_is_killed_while_it_draws_is_started_again(no_fonts: Path) -> None:
    pages = Pictures(chinese("指标"), no_fonts)
    assert pages.of(1, 1.0) is not None
    drawer = pages._drawer
    assert drawer is not None
    drawer.kill()
    drawer.wait()
    assert pages.of(1, 1.0) is None
    assert pages.of(1, 1.0) is not None
    pages.close()


def test_explain_says_that_a_font_is_missing_and_what_to_do(no_fonts: Path, tmp_path: Path) -> None:
    result = jixiao("explain", RAW, "--page", 1, "--out", tmp_path / "out", "--fonts", no_fonts)
    assert result.exit_code == 0
    said = " ".join(result.stdout.split())
    assert "No font is installed for STSong-Light" in said
    assert "fonts-noto-cjk" in said
    assert FONTS in said
    assert list((tmp_path / "out").glob("*.png"))


def test_the_variable_names_the_folder_too(
    no_fonts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FONTS, str(no_fonts))
    result = jixiao("explain", RAW, "--page", 1, "--out", tmp_path / "out")
    assert "No font is installed" in " ".join(result.stdout.split())


def test_a_review_says_that_a_font_is_missing(no_fonts: Path, tmp_path: Path) -> None:
    assert jixiao("run", RAW, "--out", tmp_path).exit_code == 0
    result = jixiao("review", tmp_path, "--raw", RAW, "--fonts", no_fonts)
    assert result.exit_code == 0
    assert "No font is installed for STSong-Light" in " ".join(result.stdout.split())
    told = "".join(path.read_text() for path in (tmp_path / "review").rglob("pictures/*.js"))
    assert '"missing_fonts":["STSong-Light"]' in told.replace(" ", "")


def test_the_process_that_draws_reads_no_tables() -> None:
    """Real fonts are given to PDFium in it, and whatever is read would hang on them."""
    code = (
        "import extract.readers.pdf.engines.drawer as drawer; drawer.Fonts(None); "
        "print(drawer.stand_in.stand_in.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"
