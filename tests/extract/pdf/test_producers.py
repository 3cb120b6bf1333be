"""Tables laid out and drawn by other libraries than the sample writer's own canvas."""

import re
import subprocess
from pathlib import Path

import pytest
from fpdf.enums import TableBordersLayout

from extract import Source, read_document
from samples.writers.pdf_forms import made_up, sheet
from samples.writers.pdf_fpdf import write_fpdf

FORMS = [made_up(seed) for seed in range(1, 6)]


@pytest.fixture(scope="module")
def font() -> Path:
    """A font with Chinese characters, as fontconfig names it."""
    try:
        asked = ["fc-match", "-f", "%{file}\n%{lang}", "Noto Sans CJK SC:lang=zh-cn"]
        file, lang = subprocess.run(asked, capture_output=True, check=True, text=True).stdout.split(
            "\n"
        )
    except (OSError, ValueError, subprocess.CalledProcessError):
        pytest.skip("fontconfig is not here to name a Chinese font")
    if "zh-cn" not in lang:
        pytest.skip("no Chinese font is installed")
    return Path(file)


# A font's subsetting warns of tables it leaves out.
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("borders", [TableBordersLayout.ALL, TableBordersLayout.INTERNAL])
def test_forms_laid_out_by_fpdf2_are_read_as_drawn(font: Path, borders: TableBordersLayout) -> None:
    data = write_fpdf(map(sheet, FORMS), font, borders=borders)
    forms = read_document(Source(name="", data=data, sha256="")).forms
    assert [form.fact("project_name") for form in forms] == [form.name for form in FORMS]
    for form, drawn in zip(forms, FORMS, strict=True):
        assert re.sub(r"\s", "", form.goal or "") == re.sub(r"\s", "", drawn.goal)
        rows = tuple((r.level1, r.level2, r.name, r.value, r.weight) for r in form.indicators)
        assert rows == drawn.rows
