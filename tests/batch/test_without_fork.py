"""Windows, as far as Linux can be it: nothing can be forked, and the main job gives equal bytes."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from batch.children import nursery, processes
from batch.children.nursery import StartError
from batch.children.supervisor import Supervisor
from batch.raw.discover import Found, discover
from batch.task import Limits
from extract.model import Reason
from pipeline import run
from tests.batch.folder import hashes, write
from tests.elsewhere import ROOT, in_turn

OTHER = Path(__file__).parent / "other_system"
LIMITS = Limits(seconds=20, memory=400 * 1024 * 1024)


@pytest.fixture
def supervisor() -> Iterator[Supervisor]:
    """One that forks nothing; its children find none of the calls that Windows lacks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processes, "FORKS", False)
        patch.setattr(nursery, "FORKS", False)
        patch.setenv("PYTHONPATH", f"{OTHER}:{Path(__file__).parent}")
        made = Supervisor("hostile:read")
        made.wait()
        yield made
        made.close()


def test_misdeeds_cost_their_own_document_and_the_next_is_read(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    path = write(tmp_path, "a.txt")

    def read(name: str, limits: Limits = LIMITS) -> tuple[Reason | None, bool]:
        verdict = supervisor.read(Found(path=path, name=name), limits)
        return verdict.refusal and verdict.refusal.reason, verdict.data is not None

    assert read("first.txt") == (None, True)
    assert read("same.txt") == (None, True)  # the same child
    started = time.monotonic()
    assert read("grandchild", Limits(seconds=1)) == (Reason.TIMEOUT, False)
    assert time.monotonic() - started < 10
    assert read("fill", LIMITS) == (Reason.RESOURCE_LIMIT, False)
    assert read("segfault") == (Reason.CRASHED, False)
    assert read("next.txt") == (None, True)
    left = [each for each in Path("/proc").glob("[0-9]*/cmdline") if _is_left(each)]
    assert left == []


def _is_left(path: Path) -> bool:
    try:
        return b"jixiao-left-behind" in path.read_bytes()
    except OSError:
        return False


def test_where_no_child_starts_no_document_is_blamed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "FORKS", False)
    broken = nursery.Fresh("no_such_module:read")
    with pytest.raises(StartError):
        broken.wait()
    broken.close()


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("without") / "raw"
    for name in ("2024/shiqiao.txt", "2024/jiaoyu.pdf", "2024/nongye.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "data" / "raw" / name, folder / name)
    lines = ("path,publisher", "2024\\JIAOYU.pdf,禾溪县教育局", "2024\\nongye.html,农业农村局")
    (folder / "manifest.csv").write_text("\r\n".join(lines), encoding="utf-8")
    return folder


def test_the_main_job_gives_equal_bytes_where_nothing_can_be_forked(
    raw: Path, tmp_path: Path
) -> None:
    out, again, file = tmp_path / "out", tmp_path / "again", raw / "2024" / "jiaoyu.pdf"
    run(raw, out)
    said = in_turn(
        Path(sys.executable),
        ROOT,
        ["run", raw, "--out", again, "--jobs", 1],
        ["status", raw, "--out", again],
        ["inspect", file],
        ["value", "≥20万元/村/年", "--json"],
        ["review", again, "--raw", raw, "--pictures", "queue"],
        ["explain", file, "--page", 1, "--out", tmp_path / "explained"],
        ["export", "--dataset", again, "--xlsx", tmp_path / "a.xlsx", "--csv", tmp_path / "csv"],
        ["verify", again],
        ["panel", again],
        ["quality", again],
        path=OTHER,
    )
    written = hashes(again)
    assert {name: written[name] for name in hashes(out)} == hashes(out)
    assert {"panel/panel-2024.parquet", "quality/quality-2024.parquet"} <= set(written)
    assert "ok 3" in said["run"]
    assert json.loads(said["value"])["unit"] == "元"
    assert "SOUND" in said["verify"]
    assert (again / "review" / "index.html").is_file()


def test_a_list_from_windows_names_files_by_its_own_rules(raw: Path) -> None:
    found = {each.name: each.stated.publisher for each in discover(raw).files}
    assert found["2024/jiaoyu.pdf"] == "禾溪县教育局"
    assert found["2024/nongye.html"] == "农业农村局"
    assert discover(raw).passed_over == ()
