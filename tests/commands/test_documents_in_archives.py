"""Commands find a document in an archive again: by its path, with the very same bytes."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.batch.packed import form, zipped
from tests.command_line import jixiao

ROOT = Path(__file__).parent.parent.parent
PDF = ROOT / "data" / "raw" / "2024" / "jiaoyu.pdf"


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A zip with a zip in it: a publication as PDF, a text."""
    folder = tmp_path_factory.mktemp("packed") / "raw"
    folder.mkdir()
    inner = zipped([("教育局.pdf", PDF.read_bytes())])
    (folder / "a.zip").write_bytes(zipped([("1.txt", form(1)), ("b.zip", inner)]))
    return folder


@pytest.fixture(scope="module")
def dataset(raw: Path) -> Path:
    out = raw.parent / "out"
    assert jixiao("run", raw, "--out", out).exit_code == 0
    return out


def test_a_document_in_an_archive_is_inspected_by_its_path(raw: Path) -> None:
    found = jixiao("inspect", "--json", f"{raw}/a.zip!/b.zip!/教育局.pdf")
    assert found.exit_code == 0, found.output
    told = json.loads(found.stdout)
    assert told["document"]["path"] == "a.zip!/b.zip!/教育局.pdf"
    assert told["document"]["container_path"] == "a.zip!/b.zip"
    assert told["forms"] == json.loads(jixiao("inspect", "--json", PDF).stdout)["forms"]


def test_an_archive_is_inspected_by_what_lies_in_it(raw: Path) -> None:
    found = jixiao("inspect", raw / "a.zip")
    assert found.exit_code == 0
    assert "a.zip!/1.txt" in found.stdout
    assert "--why" not in found.stdout


@pytest.mark.parametrize("name", ["a.zip!/2.txt", "a.zip!/1.txt!/2.txt", "b.zip!/1.txt"])
def test_what_lies_nowhere_is_wrong_usage(raw: Path, name: str) -> None:
    assert jixiao("inspect", f"{raw}/{name}").exit_code == 2


def test_explain_and_check_look_into_archives(raw: Path, tmp_path: Path) -> None:
    path = f"{raw}/a.zip!/b.zip!/教育局.pdf"
    assert jixiao("explain", path, "--page", "1", "--out", tmp_path).exit_code == 0
    assert [each.suffix for each in tmp_path.iterdir()] == [".png"]
    checked = json.loads(jixiao("check", raw, "--json", "--all").stdout)
    assert checked["checks"] == json.loads(jixiao("check", PDF, "--json", "--all").stdout)["checks"]


def test_a_review_site_has_pictures_of_what_lies_in_archives(
    raw: Path, dataset: Path, tmp_path: Path
) -> None:
    built = jixiao("review", dataset, "--raw", raw, "--site", tmp_path / "site")
    assert built.exit_code == 0, built.output
    assert "pictures missing" not in built.stdout
    assert list((tmp_path / "site" / "pictures").glob("*/*.png"))


def test_a_bag_holds_the_archive_and_proves_what_lies_in_it(
    raw: Path, dataset: Path, tmp_path: Path
) -> None:
    bag = tmp_path / "a.bag"
    made = jixiao("archive", bag, "--dataset", dataset, "--raw", raw)
    assert made.exit_code == 0, made.output
    assert [each.name for each in (bag / "data" / "raw").iterdir()] == ["a.zip"]
    assert jixiao("verify", bag).exit_code == 0
    other = shutil.copytree(raw, tmp_path / "other")
    (other / "a.zip").write_bytes(zipped([("1.txt", form(1))]))
    assert (
        jixiao("archive", tmp_path / "b.bag", "--dataset", dataset, "--raw", other).exit_code == 1
    )
    (bag / "data" / "raw" / "a.zip").write_bytes(zipped([("1.txt", form(1))]))
    wrong = jixiao("verify", bag)
    assert wrong.exit_code == 1
    assert "the document a.zip!/b.zip!/教育局.pdf was read from" in wrong.stderr


def test_a_dataset_is_proven_against_what_lies_in_archives(raw: Path, dataset: Path) -> None:
    proven = jixiao("verify", dataset, "--raw", raw)
    assert proven.exit_code == 0, proven.output
    [pages] = re.findall(r"all print on (\d+) pages with forms", proven.stdout.replace("\n", " "))
    assert int(pages) == 3  # those of the PDF in the zip in the zip
