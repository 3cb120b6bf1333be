"""Runs that are killed, interrupted or have no room, and the run after them."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from normalize.records import TABLES
from pipeline import run
from tests.batch.folder import hashes, write
from tests.command_line import jixiao

ROOT = Path(__file__).parent.parent.parent
SEED = int(os.environ.get("JIXIAO_SEED", "7"))


@pytest.fixture
def uninterrupted(raw: Path, tmp_path: Path) -> dict[str, str]:
    """What a run that nobody disturbs publishes."""
    run(raw, tmp_path / "calm")
    return hashes(tmp_path / "calm")


def killed(point: str, nth: float, raw: Path, out: Path) -> int:
    command = [sys.executable, "-m", "tests.batch.killed", point, str(nth), str(raw), str(out)]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode


def readable(out: Path) -> None:
    """Whatever is published is whole: a reader never meets half a file."""
    for table in TABLES:
        for path in (out / table.name).glob("*"):
            assert pl.read_parquet(path) is not None


@pytest.mark.parametrize(
    ("point", "nth"),
    [
        ("after the temporary write", 3),
        ("after the rename", 3),
        ("before the swap", 1),
        ("during the swap", 1),
        ("during the swap", 5),
        ("after the swap", 1),
    ],
)
def test_the_run_after_a_killed_one_publishes_the_same_bytes(
    raw: Path, tmp_path: Path, uninterrupted: dict[str, str], point: str, nth: int
) -> None:
    out = tmp_path / "out"
    assert killed(point, nth, raw, out) == -signal.SIGKILL
    readable(out)
    run(raw, out)
    assert hashes(out) == uninterrupted


def test_a_swap_that_was_cut_off_is_finished_by_the_next_run(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(raw, out)
    (raw / "2024" / "1.txt").unlink()
    write(raw, "2025/later.txt")
    run(raw, tmp_path / "calm")
    assert killed("during the swap", 2, raw, out) == -signal.SIGKILL
    readable(out)
    assert json.loads((out / ".work" / "published.json").read_text("utf-8"))["whole"] is False
    run(raw, out)
    assert hashes(out) == hashes(tmp_path / "calm")


def test_runs_killed_at_random_moments_lose_nothing(
    raw: Path, tmp_path: Path, uninterrupted: dict[str, str]
) -> None:
    out = tmp_path / "out"
    moments = random.Random(SEED)  # noqa: S311 -- no secret
    for _ in range(2):
        killed("some time", moments.uniform(0.5, 2.5), raw, out)
        if out.exists():
            readable(out)
    run(raw, out)
    assert hashes(out) == uninterrupted
    assert list((out / ".work").rglob(".part-*")) == []


def test_status_after_a_kill_counts_what_was_read_though_no_ledger_says_so(
    raw: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    (raw / "2024" / "0.txt").write_bytes(b"")
    assert killed("after the rename", 4, raw, out) == -signal.SIGKILL
    assert not (out / ".work" / "ledger.jsonl").exists()
    told = json.loads(jixiao("status", raw, "--out", out, "--json").stdout)
    assert sum(told["done"].values()) == 4
    assert told["to_read"] == {"new": 3}
    assert (told["dataset"], told["documents_in_it"]) == ("none yet", 0)
    run(raw, out)
    write(raw, "2024/later.txt")
    assert killed("after the rename", 1, raw, out) == -signal.SIGKILL
    told = json.loads(jixiao("status", raw, "--out", out, "--json").stdout)
    assert (sum(told["done"].values()), told["to_read"]) == (8, {})
    assert (told["dataset"], told["documents_in_it"]) == ("whole", 7)


def started(raw: Path, out: Path, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "pipeline.py", "run", str(raw), "--out", str(out), *more]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.fixture
def endless(raw: Path) -> Path:
    """A raw folder that takes long: some documents more than can be read in a moment."""
    for number in range(80):
        write(raw, f"2024/more-{number}.txt", number)
    return raw


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "TERM"])
def test_an_interrupted_run_says_so_and_goes_on_where_it_stopped(
    endless: Path, tmp_path: Path, number: signal.Signals
) -> None:
    out = tmp_path / "out"
    process = started(endless, out)
    results = out / ".work" / "results"
    patience = time.monotonic() + 60
    while len(list(results.glob("*/*"))) < 3 and time.monotonic() < patience:
        time.sleep(0.02)
    process.send_signal(number)
    stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert stdout.startswith("Interrupted: ")
    assert f"is kept in {out}: run the same command again" in stderr
    assert "No dataset is written yet." in stderr
    assert "Traceback" not in stderr
    before = len(list(results.glob("*/*")))
    record = run(endless, out).record
    assert record.figures.documents == 86
    assert record.read <= 86 - before + 2  # what was in work when it stopped, at the most


def test_a_full_disk_fails_with_advice_and_what_was_read_stays(raw: Path, tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("needs the right to mount a small file system")
    out = tmp_path / "small"
    out.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(out)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("no file system may be mounted here")
    try:
        process = started(raw, out)
        _, stderr = process.communicate(timeout=60)
        assert process.returncode == 1
        assert "No space left on device" in stderr
        assert "Traceback" not in stderr
    finally:
        subprocess.run(["umount", "-l", str(out)], check=True)


def test_an_output_that_is_read_only_fails_with_advice(raw: Path) -> None:
    out = Path("/proc/jixiao")  # no one may write there, root neither
    process = started(raw, out)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "cannot be written" in stderr
    assert "Traceback" not in stderr
