"""Installed from its wheel the program does all it does in a checkout, and is in its own bags."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import bagit
import pytest

from publish.archive import one_name
from publish.archive.bag import ArchiveError, _write_program
from tests.batch.folder import hashes
from tests.command_line import jixiao
from tests.elsewhere import ROOT, bare_python, in_turn, lend_libraries, wheel

RAW = ROOT / "data" / "raw"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where somebody works who has packages of the same names, beside publications of two years."""
    folder = tmp_path_factory.mktemp("desk")
    for name in ("extract", "normalize", "pipeline", "store"):
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text("raise ImportError('somebody else')\n")
    for name in ("2024/shiqiao.txt", "2024/jiaoyu.pdf", "2024/nongye.html", "2025/nongye.xlsx"):
        (folder / "raw" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(RAW / name, folder / "raw" / name)
    return folder


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter with the wheel installed, and nothing else of this repository."""
    folder = tmp_path_factory.mktemp("installed")
    built, python = wheel(folder / "wheel"), bare_python(folder / "venv")
    install = ["-m", "pip", "--python", python, "install", "-q", "--no-deps", built]
    subprocess.run([sys.executable, *install], check=True)
    lend_libraries(python)
    return python


@pytest.fixture(scope="module")
def worked(installed: Path, desk: Path) -> Path:
    """The main job and what comes after it, with the installed program."""
    where = ("--dataset", "out", "--raw", "raw")
    said = in_turn(
        installed,
        desk,
        ["run", "raw", "--out", "out", "--jobs", 1],
        ["verify", "out"],
        ["review", "out", "--raw", "raw", "--pictures", "queue"],
        ["panel", "out"],
        ["quality", "out"],
        ["explain", "raw/2024/jiaoyu.pdf", "--page", 1],
        ["archive", "a.bag", *where],
        ["verify", "a.bag"],
        package="jixiao.commands",
    )
    assert "SOUND" in said["verify"]
    return desk


def test_the_installed_program_runs_reviews_explains_and_archives(worked: Path) -> None:
    assert (worked / "out/review/assets/core.js").is_file()
    assert list((worked / "explained").glob("*.png"))


def test_the_bag_of_an_installed_program_holds_the_checkout_byte_for_byte(worked: Path) -> None:
    code = worked / "a.bag" / "data" / "code"
    held = {
        path.relative_to(code).as_posix(): path.read_bytes()
        for path in code.rglob("*")
        if path.is_file()
    }
    assert held == one_name.program(ROOT)
    assert (held["pipeline.py"], held["extract/model/printed.py"]) == (
        (ROOT / "pipeline.py").read_bytes(),
        (ROOT / "extract" / "model" / "printed.py").read_bytes(),
    )


def test_the_program_of_a_bag_does_it_all_again_in_an_empty_folder(
    worked: Path, tmp_path: Path
) -> None:
    """Another interpreter, no fonts, nothing of this repository."""
    data = Path(shutil.copytree(worked / "a.bag" / "data", tmp_path / "data"))
    python = bare_python(tmp_path / "venv")
    lend_libraries(python)
    in_turn(
        python,
        data / "code",
        ["run", "../raw", "--out", "../again", "--jobs", 1],
        ["verify", "../again"],
        ["review", "../again", "--raw", "../raw", "--pictures", "queue"],
        ["panel", "../again"],
        ["quality", "../again"],
        ["explain", "../raw/2024/jiaoyu.pdf", "--page", 1],
    )
    assert hashes(data / "again") == hashes(worked / "out")
    assert (data / "again/review/assets/core.js").is_file()
    assert list((data / "code/explained").glob("*.png"))


def test_a_bag_without_its_program_is_not_sound(worked: Path, tmp_path: Path) -> None:
    bag = Path(shutil.copytree(worked / "a.bag", tmp_path / "a.bag"))
    shutil.rmtree(bag / "data" / "code")
    bagit.Bag(str(bag)).save(manifests=True)
    done = jixiao("verify", bag)
    assert "data/code: the program that made the dataset is missing" in done.stderr
    assert done.exit_code == 1


def test_a_program_that_is_not_whole_writes_no_bag(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("publish.archive.bag._ROOT", tmp_path)
    with pytest.raises(ArchiveError, match=r"lacks pyproject\.toml"):
        _write_program(tmp_path / "code")


def test_a_file_comes_back_from_the_package_as_it_was() -> None:
    code = b"from extract.model import Box\n>>> from publish import load\nfrom re import sub\n"
    named = one_name.named("a.py", code)
    assert named == (
        b"from jixiao.extract.model import Box\n>>> from jixiao.publish import load\n"
        b"from re import sub\n"
    )
    assert one_name.bare("a.py", named) == code
    for name, data in one_name.program(ROOT).items():
        assert one_name.bare(name, one_name.named(name, data)) == data


def test_one_import_name_offers_what_is_promised_beside_packages_of_the_same_names(
    installed: Path, desk: Path
) -> None:
    program = """
        import jixiao
        from jixiao import load, normalize_value, read_forms, read_grids, run
        for name in ("extract", "normalize", "pipeline", "store"):
            try:
                __import__(name)
            except ImportError as error:
                assert "somebody else" in str(error)
            else:
                raise AssertionError(name)
        assert normalize_value("≥20万元/村/年").unit == "元"
        assert next(iter(read_forms("raw/2024/shiqiao.txt"))).indicators
        assert set(jixiao.__all__) <= set(dir(jixiao))
        assert all(getattr(jixiao, name) for name in jixiao.__all__)
        print((__import__("pathlib").Path(jixiao.__file__).parent / "py.typed").is_file())
    """
    done = subprocess.run(
        [installed, "-c", textwrap.dedent(program)],
        cwd=desk,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "True\n", done.stderr


@pytest.mark.skipif(
    "JIXIAO_CLEAN_VENV" not in os.environ,
    reason="installs every library anew from the registry: set JIXIAO_CLEAN_VENV=1 (CI does)",
)
def test_pip_installs_it_from_its_repository_into_a_clean_venv(desk: Path, tmp_path: Path) -> None:
    python = bare_python(tmp_path / "venv")
    asked = ["-q", "-c", ROOT / "constraints.txt", f"git+file://{ROOT}"]
    subprocess.run([sys.executable, "-m", "pip", "--python", python, "install", *asked], check=True)
    raw, out = desk / "raw", tmp_path / "out"
    in_turn(
        python,
        desk,
        ["run", raw, "--out", out],
        ["verify", out],
        ["review", out, "--raw", raw],
        ["explain", raw / "2024/jiaoyu.pdf", "--out", tmp_path / "explained"],
        ["archive", tmp_path / "a.bag", "--dataset", out, "--raw", raw],
        package="jixiao.commands",
    )
    script = python.with_name("jixiao")
    told = subprocess.run([script, "--version"], check=True, capture_output=True, text=True)
    assert told.stdout.startswith("jixiao, version ")
