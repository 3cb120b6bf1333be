"""Every command and every snippet of the READMEs and of docs/ is run as it is printed.

One desk for all: `data/raw` with the samples, `data/out` with their dataset. A word in capitals or
a Chinese one that stands for a path (FILE, 文件) is what STANDS_FOR says. A line that is not run
here is named in ELSEWHERE, with what runs it; one that is neither run nor named fails.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import duckdb
import pandas
import polars
import pyarrow
import pyarrow.dataset
import pytest
from click.testing import CliRunner

from commands import cli
from commands.settings_file import KEYS
from pipeline import run
from tests.test_house import ROOT, name_of

DOCUMENTS = sorted([*ROOT.glob("README*.md"), *ROOT.glob("docs/*.md")])
_BLOCK = re.compile(r"^( *)```(\w*)\n(.*?)^ *```$", flags=re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^(?:\.venv/bin/|\.venv\\Scripts\\)?jixiao ")
_CHOICE = re.compile(r"\[[^\]]*\]")

STANDS_FOR = {
    **dict.fromkeys(("FOLDER", "RAW", "文件夹"), "data/raw"),
    **dict.fromkeys(("OUT", "输出文件夹", "BEFORE", "旧数据集", "data/out-before"), "data/out"),
    **dict.fromkeys(("FILE", "文件"), "data/raw/2024/jiaoyu.pdf"),
    **dict.fromkeys(("LOG", "日志"), "log.jsonl"),
}
ENDS = {0, 3, 4}
"""Read in part (3) and not the same (4) are answers, too."""
MAKES = ("--xlsx", "--csv", "--sqlite", "--duckdb")
ELSEWHERE = {
    r"make (run|test)\b": "the CI runs both; `run` is the dataset of this desk",
    r"python -m venv ": "make does it, and so does tests/publish/test_installed.py",
    r"\.venv\\Scripts\\python -m (pip|pytest)": "make test does the same",
    r"(eval|_JIXIAO_COMPLETE)": "tests/commands/test_settings.py",
    r"arrow::": "R is not installed where the tests run",
    r"(python -m )?pip (wheel|install) ": "tests/publish/test_installed.py",
    r"python -m jixiao --version": "tests/publish/test_installed.py",
}
KINDS = {
    "questions.md": "tests/test_questions.py",
    "deployment.md": "tests/test_deployment.py",
    "adding.md": "tests/test_recipes.py",
    "house.md": "a drawing of the way through",
    "scale.md": "names in a store",
    "batches.md": "names in a dataset",
}
"""Documents whose blocks are no commands, or are run by a test of their own."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "data" / "raw", folder / "data" / "raw")
    (folder / "corrections.csv").write_text(
        "sha256,form,row,field,expected,corrected,reason,who,date\n", encoding="utf-8"
    )
    before = Path.cwd()
    os.chdir(folder)
    try:
        run("data/raw", "data/out")
        yield folder
    finally:
        os.chdir(before)


def blocks(document: Path) -> Iterator[tuple[str, str]]:
    """Kind and text of each code block; inside a list its indent is taken off."""
    for indent, kind, text in _BLOCK.findall(document.read_text(encoding="utf-8")):
        yield kind, re.sub(rf"^{indent}", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize(
    "document", [each for each in DOCUMENTS if each.name not in KINDS], ids=name_of
)
@pytest.mark.usefixtures("desk")
def test_what_a_document_prints_can_be_run(document: Path) -> None:
    known: dict[str, object] = {"pandas": pandas, "polars": polars, "pyarrow": pyarrow}
    for kind, text in blocks(document):
        if kind == "python" and ">>>" in text:
            session(text, known, document)
        elif kind == "python":
            exec(compile(text, document.name, "exec"), known)  # noqa: S102 -- it is ours
        elif kind == "toml":
            assert set(tomllib.loads(text)) <= set(KEYS)
        elif kind == "sql":
            duckdb.sql(text).fetchall()
        else:
            for line in filter(None, map(str.strip, text.splitlines())):
                command(line)


def session(text: str, known: dict[str, object], document: Path) -> None:
    """A session of the interpreter, its answers as printed."""
    test = doctest.DocTestParser().get_doctest(text, known, document.name, None, 0)
    said: list[str] = []
    doctest.DocTestRunner().run(test, out=said.append, clear_globs=False)
    known.update(test.globs)
    assert said == []


def command(line: str) -> None:
    """A line of a block without a language: a command of ours, or one that ELSEWHERE knows."""
    if not _COMMAND.match(line):
        assert any(re.match(each, line) for each in ELSEWHERE), f"neither run nor named: {line}"
        return
    bare = _CHOICE.sub("", _COMMAND.sub("", line)).replace("\\", "/")
    bare, _, sent = bare.partition(" < ")
    asked = shlex.split(bare, comments=True)
    arguments = [STANDS_FOR.get(each, each) for each in asked]
    for option in MAKES:
        if option in arguments:  # a target that exists is left as it is; several documents print it
            target = Path(arguments[arguments.index(option) + 1])
            shutil.rmtree(target) if target.is_dir() else target.unlink(missing_ok=True)
    status, said = ended(*arguments, sent=sent)
    assert status in ENDS, f"{line}\n{said}"
    for option in re.findall(r"--[a-z-]+", " ".join(_CHOICE.findall(line))):
        assert option in ended(arguments[0], "--help")[1], option


@cache
def ended(*arguments: str, sent: str = "") -> tuple[int, str]:
    """How a command ended, and what it printed; what several documents print is run once."""
    data = Path(sent).read_bytes() if sent else None
    done = CliRunner().invoke(cli, list(arguments), input=data)
    return done.exit_code, done.output


def test_documents_that_are_not_run_here_are_there() -> None:
    assert {ROOT / "docs" / name for name in KINDS} <= set(DOCUMENTS)
