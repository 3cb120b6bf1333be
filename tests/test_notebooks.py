"""The notebooks run over the sample publications, and what they show is there to look at."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from notebooks.execute import execute, fingerprint, notebooks
from pipeline import run
from tests.command_line import jixiao

ROOT = Path(__file__).parent.parent
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the dataset of the samples where the notebooks look for it."""
    folder = tmp_path_factory.mktemp("notebooks")
    out = folder / "data" / "out"
    run(ROOT / "data" / "raw", out)
    for command in ("panel", "quality"):
        assert jixiao(command, out).exit_code == 0
    return folder


def pictures(notebook: dict[str, Any]) -> list[str]:
    shown = [output for cell in notebook["cells"] for output in cell.get("outputs", ())]
    data = [output.get("data", {}) for output in shown]
    return ["".join(each["image/svg+xml"]) for each in data if "image/svg+xml" in each]


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_a_notebook_runs_and_its_charts_hold_chinese_as_text(path: Path, folder: Path) -> None:
    charts = pictures(execute(json.loads(path.read_text("utf-8")), folder))
    assert len(charts) >= 2
    for chart in charts:
        words = re.findall(r"<text[^>]*>([^<]+)</text>", chart)
        assert any(CHINESE.search(word) for word in words)


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_a_notebook_is_kept_with_its_pictures_and_without_traces_of_a_machine(path: Path) -> None:
    text = path.read_text("utf-8")
    notebook = json.loads(text)
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert len(pictures(notebook)) >= 2
    assert not re.search(r"/(?:home|root|Users|tmp|work)/", text)
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_what_a_notebook_shows_is_of_its_cells_and_of_the_data_as_they_are(
    path: Path, folder: Path
) -> None:
    notebook = json.loads(path.read_text("utf-8"))
    assert notebook["metadata"]["jixiao"]["made_of"] == fingerprint(notebook, folder), (
        "stale, run: make notebooks"
    )
    other = json.loads(path.read_text("utf-8"))
    other["cells"][0]["source"] += ["."]
    assert fingerprint(other, folder) != fingerprint(notebook, folder)


def test_an_error_of_a_cell_is_no_output(tmp_path: Path) -> None:
    cell = {"cell_type": "code", "source": ["1 / 0"], "outputs": []}
    with pytest.raises(ZeroDivisionError):
        execute({"cells": [cell]}, tmp_path)
