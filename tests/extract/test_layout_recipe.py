"""The recipe for a layout in docs/adding.md, followed to the letter in a copy of the project."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).parents[2]
ROOMS = ("extract", "normalize", "store")
SHOWN = (
    "from extract import read_forms; [form] = read_forms('g1.txt'); print(form.layout, form.issues)"
)


def blocks(recipe: str) -> list[str]:
    """The code blocks of a recipe, without their fences and their indent."""
    parts = recipe.split("```")[1::2]
    return [dedent(part.partition("\n")[2]).rstrip() for part in parts]


def replaced(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_layout_is_added_as_its_recipe_says(tmp_path: Path) -> None:
    document = (ROOT / "docs" / "adding.md").read_text(encoding="utf-8")
    recipe = document.partition("### An example, from the print")[2].partition("\n## ")[0]
    source, told_by, row = blocks(recipe)
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "g1.txt").write_text(source, encoding="utf-8")
    words = tmp_path / "extract" / "words"
    replaced(words / "labels.toml", "[columns]\n", '[columns]\nresponsible = ["承办股室"]\n')
    replaced(words / "labels.py", '("note", ', '("responsible", "note", ')
    targets = tmp_path / "extract" / "targets"
    replaced(targets / "recognised_by.py", "\ndef _headers", f"\n{told_by}\n\n\ndef _headers")
    catalogue = targets / "catalogue.py"
    replaced(catalogue, '    Layout(\n        id="C2"', f'{row},\n    Layout(\n        id="C2"')
    done = subprocess.run(
        [sys.executable, "-c", SHOWN], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["Z1", "()"], done.stderr
