"""The sample workbooks are such that other programs open them."""

from __future__ import annotations

import warnings
from pathlib import Path

import openpyxl
import pytest

HERE = Path(__file__).parent
WORKBOOKS = sorted(
    [*HERE.parent.joinpath("data/raw").rglob("*.xlsx"), *HERE.joinpath("cases").rglob("*.xlsx")]
)


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_workbook_opens_elsewhere_without_a_word_and_holds_its_texts(path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = openpyxl.load_workbook(path)
    texts = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert any((isinstance(text, str) and "指标" in text) or "支出" in str(text) for text in texts)
