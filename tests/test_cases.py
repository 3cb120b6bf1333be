"""Golden cases: a source file and what it holds, reviewed by eye (tests/expect.py)."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from extract.readers.pdf.engines.ocr.models import available

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").iterdir())


def expect() -> ModuleType:
    """tests/expect.py, which stands in no package."""
    spec = importlib.util.spec_from_file_location("expect", HERE / "expect.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_is_read_as_expected(case: Path) -> None:
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    if expected["document"]["format"] == "picture" and not available():
        pytest.skip("what reads pictures is not installed: the extra [ocr]")
    assert expect().holds(case) == expected
