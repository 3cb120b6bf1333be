"""`archive` writes a bag that proves itself, and from which the dataset can be made again."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import bagit
import pytest

from extract import read_forms
from normalize.corrections.file import written_corrections
from normalize.corrections.replay import Correction
from pipeline import run
from publish.archive.one_name import program
from publish.payload_names import payload_names
from publish.tables.survey import sha256
from tests.command_line import jixiao

ROOT = Path(__file__).parent.parent.parent
RAW = ROOT / "data" / "raw"


@pytest.fixture(scope="module")
def made(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    bag = tmp_path_factory.mktemp("archive") / "2026.bag"
    result = jixiao("archive", bag, "--dataset", dataset, "--raw", RAW)
    assert result.exit_code == 0, result.output
    return bag


@pytest.fixture
def bag(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "copy.bag"))


def wrong(folder: Path) -> list[str]:
    result = jixiao("verify", folder)
    assert result.exit_code == 1
    return result.stderr.splitlines()


def test_a_bag_is_valid_by_the_library_and_by_verify(made: Path) -> None:
    assert bagit.Bag(str(made)).is_valid()
    assert jixiao("verify", made).exit_code == 0


def test_a_bag_holds_raw_files_dataset_program_and_how_it_was_made(made: Path) -> None:
    data = made / "data"
    for name in ("raw/2024/shiqiao.txt", "raw/manifest.csv", "dataset/datapackage.json"):
        assert (data / name).is_file()
    assert len([path for path in (data / "code").rglob("*") if path.is_file()]) == len(
        program(ROOT)
    )
    how = (data / "HOW-IT-WAS-MADE.md").read_text("utf-8")
    assert "226 indicators" in how
    assert "$" not in how
    assert str(ROOT) not in how


def test_nothing_is_left_beside_a_bag(made: Path) -> None:
    assert list(made.parent.iterdir()) == [made]


def test_a_bag_that_exists_is_left_as_it_is(made: Path, dataset: Path) -> None:
    before = (made / "bag-info.txt").read_bytes()
    result = jixiao("archive", made, "--dataset", dataset, "--raw", RAW)
    assert result.exit_code == 1
    assert "exists already" in result.stderr
    assert (made / "bag-info.txt").read_bytes() == before


def test_a_changed_raw_file_is_named(bag: Path) -> None:
    (bag / "data" / "raw" / "2024" / "shiqiao.txt").write_text("x")
    lines = wrong(bag)
    assert any("data/raw/2024/shiqiao.txt: its sha256 is" in line for line in lines)
    assert lines[0].startswith("wrong: bag-info.txt: it states bytes and files of the bag as")
    assert not any("validation" in line for line in lines)  # the library's own words


def test_the_last_line_is_the_verdict_on_the_bag(bag: Path) -> None:
    sound = jixiao("verify", bag).stdout.splitlines()[-1]
    assert sound.startswith("SOUND: the bag")
    (bag / "manifest-sha256.txt").unlink()
    result = jixiao("verify", bag)
    assert result.stdout.splitlines()[-1].startswith("NOT SOUND")
    assert "this is no bag that can be read" in result.stderr


def test_a_file_taken_out_or_put_in_is_named(bag: Path) -> None:
    (bag / "data" / "code" / "LICENSE").rename(bag / "data" / "code" / "LICENCE")
    lines = wrong(bag)
    assert any("data/code/LICENSE: the file is missing" in line for line in lines)
    assert any("data/code/LICENCE: no manifest names the file" in line for line in lines)


def test_a_bag_closed_again_over_another_raw_file_does_not_pass(bag: Path) -> None:
    (bag / "data" / "raw" / "2024" / "shiqiao.txt").write_text("x")
    bagit.Bag(str(bag)).save(manifests=True)
    assert any("not the file that the document 2024/shiqiao.txt" in line for line in wrong(bag))


def test_a_link_in_a_bag_is_named_and_not_followed(bag: Path) -> None:
    (bag / "data" / "raw" / "zero").symlink_to("/dev/zero")
    assert any("data/raw/zero: a link or a device" in line for line in wrong(bag))


@pytest.mark.parametrize("text", ["", "BagIt-Version: 9\n", "BagIt-Version: 0.97\nX\n", "\x00"])
def test_a_bag_whose_declaration_is_damaged_is_no_bag(bag: Path, text: str) -> None:
    (bag / "bagit.txt").write_text(text)
    assert any("bagit.txt" in line for line in wrong(bag))


def test_a_dataset_that_is_not_sound_is_not_archived(copy: Path, tmp_path: Path) -> None:
    (copy / "run.json").unlink()
    result = jixiao("archive", tmp_path / "a.bag", "--dataset", copy, "--raw", RAW)
    assert result.exit_code == 1
    assert "run.json: missing" in result.stderr
    assert not (tmp_path / "a.bag").exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda raw: (raw / "2024" / "shiqiao.txt").unlink(), "lacks 2024/shiqiao.txt"),
        (lambda raw: (raw / "2024" / "shiqiao.txt").write_text("x"), "is not the file"),
        (lambda raw: shutil.rmtree(raw / "2024") or (raw / "manifest.csv").unlink(), "lacks 2024/"),
        (lambda raw: (raw / "2024" / "new.txt").write_text("x"), "knows nothing of 2024/new.txt"),
    ],
)
def test_raw_files_that_the_dataset_was_not_made_from_are_not_archived(
    dataset: Path, tmp_path: Path, change: object, said: str
) -> None:
    raw = Path(shutil.copytree(RAW, tmp_path / "raw"))
    change(raw)  # type: ignore[operator]
    result = jixiao("archive", tmp_path / "a.bag", "--dataset", dataset, "--raw", raw)
    assert result.exit_code == 1
    assert said in result.stderr
    assert [path.name for path in tmp_path.iterdir() if path.name != "raw"] == []


def test_hostile_file_names_are_archived_under_plain_ones(tmp_path: Path) -> None:
    raw, out, bag = tmp_path / "raw", tmp_path / "out", tmp_path / "a.bag"
    raw.mkdir()
    names = [
        "a\nb.txt",
        "a\rb.txt",
        'a,"b".txt',
        "%0A.txt",
        " x .txt ",
        "*.txt",
        "e\u0301.txt",
        "CON.txt",
        "某局.txt",
    ]
    for number, name in enumerate(names):
        (raw / name).write_text(f"通知{number}\n", "utf-8")
    Path(str(raw).encode().decode(), b"\xb2\xbf.txt".decode("utf-8", "surrogateescape")).write_text(
        "通知\n", "utf-8"
    )
    run(raw, out)
    assert jixiao("archive", bag, "--dataset", out, "--raw", raw).exit_code == 0
    assert jixiao("verify", bag).exit_code == 0
    with (bag / "data" / "raw-files.csv").open(encoding="utf-8", newline="") as listing:
        listed = {line["path"]: line["payload"] for line in csv.DictReader(listing)}
    assert listed["a\nb.txt"] == "raw/a=0Ab.txt"
    assert listed["某局.txt"] == "raw/某局.txt"
    assert len(set(listed.values())) == len(names) + 1


def test_names_that_some_systems_hold_to_be_the_same_stay_apart() -> None:
    names = payload_names(["A.txt", "a.txt", "b" * 250 + ".txt", "b" * 251 + ".txt", ".."])
    assert len({name.casefold() for name in names.values()}) == 5
    assert max(len(name.encode()) for name in names.values()) <= 255
    assert ".." not in names.values()


def test_a_corrected_dataset_is_archived_with_its_corrections_or_not_at_all(tmp_path: Path) -> None:
    raw, out, file = tmp_path / "raw", tmp_path / "out", tmp_path / "corrections.csv"
    raw.mkdir()
    shutil.copy(RAW / "2024" / "shiqiao.txt", raw)
    change = Correction(
        sha256=sha256(raw / "shiqiao.txt"),
        form=2,
        row=1,
        field="value",
        expected=value_of(raw / "shiqiao.txt", form=2, row=1),
        corrected="≥7人",
    )
    file.write_text(written_corrections((change,)), encoding="utf-8", newline="")
    assert jixiao("run", raw, "--out", out, "--corrections", file).exit_code == 0
    where = ("--dataset", out, "--raw", raw)
    assert jixiao("archive", tmp_path / "remembered.bag", *where).exit_code == 0
    (out / ".work" / "corrections.csv").unlink()
    result = jixiao("archive", tmp_path / "a.bag", *where)
    assert result.exit_code == 1
    assert "1 texts of the dataset are corrected" in result.stderr
    assert jixiao("archive", tmp_path / "a.bag", *where, "--corrections", file).exit_code == 0
    data = tmp_path / "a.bag" / "data"
    assert (data / "corrections" / "01-corrections.csv").read_bytes() == file.read_bytes()
    how = (data / "HOW-IT-WAS-MADE.md").read_text("utf-8")
    assert "--out ../again --corrections ../corrections/01-corrections.csv" in how


def value_of(path: Path, *, form: int, row: int) -> str:
    """What is printed in the value cell of a row."""
    return list(read_forms(path))[form - 1].indicators[row - 1].value
