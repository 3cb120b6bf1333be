"""jixiao.toml states defaults, `settings` says whose they are, and a dataset has one name."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from commands import COMMANDS, cli
from say import Language, use
from tests.batch.folder import write
from tests.command_line import jixiao
from tests.test_house import ROOT


@pytest.fixture
def raw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JIXIAO_FONTS", raising=False)
    write(tmp_path / "raw", "1.txt")
    return tmp_path / "raw"


def told(*arguments: object) -> dict[str, tuple[object, str]]:
    said = json.loads(jixiao("settings", *arguments, "--json").stdout)
    return {key: (each["value"], each["origin"]) for key, each in said.items()}


def test_what_stands_nearer_to_the_dataset_wins_and_is_told_with_its_origin(
    raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("jixiao.toml").write_text('raw = "raw"\njobs = 1\nmemory = 512\ndeadline = 5\n')
    (raw / "jixiao.toml").write_text('out = "../out"\njobs = 2\ndeadline = 6\n')
    Path("out").mkdir()
    Path("out/jixiao.toml").write_text('jobs = 3\nfonts = "fonts"\ncorrections = ["c.csv"]\n')
    said = told()
    assert said["raw"] == ("raw", "jixiao.toml")
    assert said["out"] == ("raw/../out", "raw/jixiao.toml")
    assert said["memory"] == (512, "jixiao.toml")
    assert said["deadline"] == (6, "raw/jixiao.toml")
    assert said["jobs"] == (3, "raw/../out/jixiao.toml")
    assert said["fonts"][0] == "raw/../out/fonts"
    assert said["corrections"][0] == ["raw/../out/c.csv"]
    assert said["ocr"] == ("auto", "built in")
    monkeypatch.setenv("JIXIAO_FONTS", "mine")
    assert told()["fonts"] == ("mine", "JIXIAO_FONTS")
    assert told("elsewhere")["raw"] == ("elsewhere", "given")


def test_commands_take_their_defaults_from_the_file_and_every_one_names_the_dataset_alike(
    raw: Path,
) -> None:
    (raw / "jixiao.toml").write_text('out = "../mine"\njobs = 1\n')
    done = jixiao("run", "raw", "--quiet")
    assert (done.exit_code, done.output) == (0, "")
    assert json.loads(Path("mine/run.json").read_text())["documents"] == 1
    Path("mine/jixiao.toml").write_text('raw = "../raw"\n')
    for name, *more in (
        *(
            ("panel",),
            ("quality",),
            ("review",),
            ("verify",),
            ("search", "道路"),
            ("status", "raw"),
            ("retry", "raw"),
        ),
        *(("export", "--xlsx", "a.xlsx"), ("archive", "a.bag")),
    ):
        done = jixiao(name, *more, "--out", "mine")
        assert done.exit_code == 0, (name, done.output)
    assert jixiao("verify", "mine", "--raw", "raw", "--jobs", 1, "--deadline", 9).exit_code == 0
    assert jixiao("verify", "mine", "--contacts").exit_code == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("dedline = 5", "there is no setting dedline; did you mean deadline?"),
        ("jobs = 0", "jobs must be a whole number from 1 on"),
        ("jobs = true", "jobs must be a whole number from 1 on"),
        ('corrections = "c.csv"', "corrections must be a list of texts"),
        ('ocr = "yes"', 'ocr must be "auto", "never", "always"'),
        ("jobs =", "cannot be read"),
    ],
)
def test_a_file_that_is_wrong_is_named_with_what_was_meant(raw: Path, text: str, said: str) -> None:
    (raw / "jixiao.toml").write_text(text)
    done = jixiao("run", "raw", "--out", "out")
    assert done.exit_code == 2
    assert said in done.stderr
    assert "jixiao.toml" in done.stderr


def test_what_comes_in_is_inspected_and_several_files_are_a_list(raw: Path) -> None:
    data = (raw / "1.txt").read_bytes()
    done = CliRunner().invoke(cli, ["inspect", "-", "--json"], input=data)
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["document"]["path"] == "-"
    assert len(json.loads(done.stdout)["indicators"]) == 2
    several = jixiao("inspect", "raw/1.txt", "raw/1.txt", "--json")
    assert [each["document"]["path"] for each in json.loads(several.stdout)] == ["1.txt", "1.txt"]


@pytest.mark.skipif(os.name == "nt", reason="asks the system what its children used")
def test_version_and_help_answer_at_once_and_help_lists_every_command() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for option in ("--version", "--help"):
        asked = [sys.executable, "-m", "jixiao", option]
        done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert used < 0.6  # 0.3 s each
    assert all(f"  {name}  " in done.stdout for name in COMMANDS)


HEAVY = {"pyarrow", "pandas", "numpy", "lxml", "PIL", "pypdfium2", "sqlite3", "multiprocessing"}
"""What reads, draws and writes tables: of no use to who asks how a command is called."""


def test_help_of_a_command_loads_nothing_of_what_its_work_needs() -> None:
    asked = (
        "import json, sys\n"
        "from click.testing import CliRunner\n"
        "from commands import COMMANDS, cli\n"
        "done = {name: CliRunner().invoke(cli, [name, '--help']) for name in COMMANDS}\n"
        "assert all('Usage: ' in each.output for each in done.values())\n"
        "print(json.dumps([*sys.modules]))\n"
    )
    command = [sys.executable, "-c", asked]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout))
    assert not loaded & (HEAVY | {"normalize.documents", "normalize.values.indicator_row"})


def test_a_command_whose_reader_leaves_ends_as_it_would_have() -> None:
    schema = subprocess.Popen(
        [sys.executable, "-m", "jixiao", "schema", "--json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert schema.stdout is not None
    schema.stdout.close()
    _, said = schema.communicate()
    assert (schema.returncode, said) == (0, b"")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_can_complete_commands_and_options(shell: str) -> None:
    asked = {"_JIXIAO_COMPLETE": f"{shell}_source"}
    script = CliRunner().invoke(cli, [], env=asked, prog_name="jixiao")
    assert "_JIXIAO_COMPLETE" in script.stdout
    typed = {"COMP_WORDS": "jixiao ver", "COMP_CWORD": "ver" if shell == "fish" else "1"}
    asked = {"_JIXIAO_COMPLETE": f"{shell}_complete"} | typed
    said = CliRunner().invoke(cli, [], env=asked, prog_name="jixiao").stdout
    assert "verify" in said


def test_the_language_of_a_file_of_settings_is_that_of_their_list(raw: Path) -> None:
    Path("out").mkdir()
    Path("out/jixiao.toml").write_text('lang = "zh"\n')
    shown = jixiao("settings", raw, "--out", "out").stdout
    use(Language.EN)
    assert shown.splitlines()[0].split() == ["设置", "取值", "来源"]
    assert "corrections" in shown  # a key stays as it is written in the file
