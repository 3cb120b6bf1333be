"""Recipes of docs/adding.md, followed literally in a scratch copy of the repository.

A code block that begins with `# path` is a new file. A ```diff block names its file behind `+++`;
each of its other lines goes (-), comes (+) or stays, and where all of them come they stand at the
end of the file. ```sh blocks are run as they are printed.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from normalize import normalize_value
from tests.test_house import ROOT

_RECIPE = re.compile(r"^## (.+?)$\n(.*?)(?=^## |\Z)", flags=re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(
    r"^(?P<indent> *)```(?P<kind>\w+)\n(?P<text>.*?)^ *```$", flags=re.MULTILINE | re.DOTALL
)


def blocks(recipe: str) -> Iterator[tuple[str, str]]:
    """Kind and text of every code block of a recipe, named by its heading up to the bracket."""
    document = (ROOT / "docs" / "adding.md").read_text(encoding="utf-8")
    recipes = {title.partition(" (")[0]: text for title, text in _RECIPE.findall(document)}
    for match in _BLOCK.finditer(recipes[recipe]):
        yield match["kind"], textwrap.dedent(match["text"])


def copied(target: Path) -> Path:
    """The files that git knows, as they are now."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True).stdout
    for name in filter(None, os.fsdecode(names).split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes((ROOT / name).read_bytes())
    return target


def create(block: str, repository: Path) -> None:
    head, _, _ = block.partition("\n")
    file = repository / head.removeprefix("# ")
    assert not file.exists(), file
    file.write_text(block, encoding="utf-8")


def change(block: str, repository: Path) -> None:
    head, _, body = block.partition("\n")
    file = repository / head.removeprefix("+++ ")
    lines = body.splitlines(keepends=True)
    assert all(line[0] in "+- " for line in lines), body
    before = "".join(line[1:] for line in lines if line[0] != "+")
    after = "".join(line[1:] for line in lines if line[0] != "-")
    text = file.read_text(encoding="utf-8")
    if before:
        assert text.count(before) == 1, f"{file} has this {text.count(before)} times: {before}"
        file.write_text(text.replace(before, after), encoding="utf-8")
    else:
        file.write_text(text + after, encoding="utf-8")


def run(block: str, repository: Path) -> None:
    """Each line of a shell block with this Python, in the copy."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for line in block.splitlines():
        done = subprocess.run(
            ["sh", "-c", line],
            cwd=repository,
            env={**os.environ, "PATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"


STEPS = {"python": create, "diff": change, "sh": run}


def follow(recipe: str, repository: Path) -> Path:
    """The repository after every block of a recipe, in printed order; none is passed over."""
    steps = list(blocks(recipe))
    assert steps
    for kind, block in steps:
        STEPS[kind](block, repository)
    return repository


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return copied(tmp_path / "copy")


def in_copy(repository: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=repository, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_reader_added_by_its_recipe_is_reached_from_file_to_dataset(repository: Path) -> None:
    follow("A reader", repository)
    case = repository / "tests" / "cases" / "parcel-a3"
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    page = json.loads((ROOT / "tests/cases/html-a3/expected.json").read_text(encoding="utf-8"))
    assert expected["document"].pop("format") == "parcel"
    for each in ("format", "encoding", "title"):
        page["document"].pop(each, None)
    assert expected["forms"] == page["forms"]
    out = repository / "out"
    in_copy(repository, "pipeline.py", "run", str(case / "source.zip"), "--out", str(out))
    summary = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert summary["rows"]["forms"] == len(page["forms"])
    in_copy(repository, "-m", "ruff", "check", "--quiet", "--no-cache", ".")
    in_copy(repository, "-m", "ruff", "format", "--check", "--quiet", "--no-cache", ".")


def test_a_value_form_added_by_its_recipe_is_read(repository: Path) -> None:
    before = normalize_value("不高于八五折")
    assert before.number is None
    follow("A value form", repository)
    said = json.loads(in_copy(repository, "pipeline.py", "value", "--json", "不高于八五折"))
    assert (said["operator"], said["number"], said["unit"]) == ("<=", "85", "%")
    in_copy(repository, "-m", "ruff", "check", "--quiet", "--no-cache", ".")


def test_a_check_added_by_its_recipe_is_in_the_catalogue(repository: Path) -> None:
    follow("A check, a rule of reconciliation", repository)
    assert "score_above_weight" in (repository / "docs" / "checks.md").read_text(encoding="utf-8")
    in_copy(repository, "-m", "ruff", "check", "--quiet", "--no-cache", ".")
    in_copy(repository, "-m", "ruff", "format", "--check", "--quiet", "--no-cache", ".")
