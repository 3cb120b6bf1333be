"""Raw folders that nobody tidied, or somebody prepared: each thing ends as a row or a line."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest

from batch import one_task as reading
from batch.one_task import read_one
from batch.raw.discover import discover
from batch.task import Limits, Options, Task
from extract.limits import MOST_BYTES
from pipeline import run
from tests.batch.folder import write
from tests.command_line import jixiao

ROOT = Path(__file__).parent.parent.parent


def rows(out: Path) -> pd.DataFrame:
    return pd.read_parquet(out / "documents").set_index("path")


def test_a_zip_bomb_is_refused_unopened(raw: Path, tmp_path: Path) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", bytes(50_000_000))
    (raw / "bomb.pdf").write_bytes(packed.getvalue())
    run(raw, tmp_path / "out")
    row = rows(tmp_path / "out").loc["bomb.pdf!/bomb"]
    assert (row["status"], row["reason"]) == ("refused", "resource_limit")


def pdf(content: bytes, pages: bytes = b"[3 0 R]", count: int = 1) -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids%s/Count %d>>" % (pages, count),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(content), content),
    ]
    body = b"%PDF-1.4\n"
    for number, each in enumerate(objects, 1):
        body += b"%d 0 obj%sendobj\n" % (number, each)
    return body + b"trailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("inflates.pdf", pdf(zlib.compress(bytes(600_000_000), 9))),
        ("inflates-twice.pdf", pdf(zlib.compress(zlib.compress(bytes(300_000_000), 9)))),
        ("loops.pdf", pdf(zlib.compress(b"q Q"), pages=b"[2 0 R 3 0 R]", count=2)),
        ("claims.pdf", pdf(zlib.compress(b"q Q"), count=2_000_000_000)),
    ],
)
def test_a_pdf_that_loops_or_inflates_costs_its_own_row(
    raw: Path, tmp_path: Path, name: str, data: bytes
) -> None:
    (raw / name).write_bytes(data)
    limits = Limits(seconds=15, memory=512 * 1024 * 1024)
    figures = run(raw, tmp_path / "out", options=Options(limits=limits)).record.figures
    assert figures.documents == 7
    assert figures.statuses["ok"] == 6


def test_a_file_of_a_gigabyte_is_refused_by_its_size(raw: Path, tmp_path: Path) -> None:
    with (raw / "huge.html").open("wb") as file:
        file.truncate(2 * MOST_BYTES)
    run(raw, tmp_path / "out")
    row = rows(tmp_path / "out").loc["huge.html"]
    assert (row["reason"], row["status"]) == ("resource_limit", "refused")
    assert run(raw, tmp_path / "out").record.read in (0, 1)  # settled or not, it costs no reading


@pytest.mark.parametrize(
    "name",
    ["line\nbreak.txt", "\x1b[31mred.txt", "\u202etxt.exe", "a" * 250 + ".txt", "' ; $(x).txt"],
)
def test_a_hostile_name_is_a_name(raw: Path, tmp_path: Path, name: str) -> None:
    write(raw, name)
    result = jixiao("run", raw, "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert rows(tmp_path / "out").loc[name]["status"] == "ok"
    (raw / name).unlink()
    for word in ("run", "status"):
        output = jixiao(word, raw, "--out", tmp_path / "out").output
        assert "\x1b[31m" not in output
        assert "\u202e" not in output


def test_names_that_are_no_text_are_written_as_escapes_and_none_hides_another(
    raw: Path, tmp_path: Path
) -> None:
    (raw / os.fsdecode(b"\xb2\xbf.txt")).write_text("通知\n", "utf-8")
    (raw / r"\xb2\xbf.txt").write_text("别的通知\n", "utf-8")
    done = run(raw, tmp_path / "out")
    assert r"\xb2\xbf.txt" in rows(tmp_path / "out").index
    assert any("a second file" in what for what in done.record.passed_over)


def test_links_pipes_and_sockets_are_passed_over_by_name(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret.txt").write_text("通知\n", "utf-8")
    (raw / "link.txt").symlink_to(tmp_path / "secret.txt")
    (raw / "round").symlink_to(raw)
    (raw / "nowhere.txt").symlink_to(raw / "not-there")
    os.mkfifo(raw / "pipe.txt")
    monkeypatch.chdir(raw)  # the address of a socket is short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("socket.txt")
        done = run(raw, tmp_path / "out")
    assert [what.split(":")[0] for what in done.record.passed_over] == [
        "link.txt",
        "nowhere.txt",
        "pipe.txt",
        "round",
        "socket.txt",
    ]
    assert done.record.figures.documents == 6


def as_anyone(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the pipeline without root's right to read everything."""
    command = [sys.executable, "pipeline.py", *map(str, arguments)]
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root may read everything, and setpriv is not there to lay that down")
        command = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", *command]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)


def test_files_and_folders_that_may_not_be_read_cost_only_themselves(
    raw: Path, tmp_path: Path
) -> None:
    closed = write(raw, "closed.txt")
    folders = [write(raw, f"{name}/a.txt").parent for name in ("none", "listed", "entered")]
    closed.chmod(0)
    for folder, mode in zip(folders, (0o000, 0o444, 0o111), strict=True):
        folder.chmod(mode)
    try:
        done = as_anyone("run", raw, "--out", tmp_path / "out", "--json")
        assert done.returncode == 3, done.stderr
        assert done.stderr == ""
        record = json.loads(done.stdout)
        row = rows(tmp_path / "out").loc["closed.txt"]
        bag = as_anyone("archive", tmp_path / "a.bag", "--dataset", tmp_path / "out", "--raw", raw)
        assert as_anyone("run", folders[0] / "in" / "a.txt").returncode == 2
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert record["statuses"] == {"ok": 6, "refused": 1}
    assert [line.split(":")[0] for line in record["passed_over"]] == ["entered", "listed", "none"]
    assert all("Permission denied" in line for line in record["passed_over"])
    assert (row["status"], row["reason"]) == ("refused", "damaged")
    assert "permissions" in row["message"]
    assert (bag.returncode, "closed.txt cannot be read (Permission" in bag.stderr) == (1, True)


def test_a_file_that_vanishes_before_it_is_read_is_refused(raw: Path, tmp_path: Path) -> None:
    found = discover(raw).files[0]
    found.path.unlink()
    outcome = read_one(Task(found=found, out=str(tmp_path / "out"), identity="x"))
    assert (outcome.status, outcome.reason) == ("refused", "damaged")
    assert outcome.version == ""  # looked at again by the next run


def test_a_file_that_changes_while_it_is_read_is_read_whole_or_refused(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = discover(raw).files[0]
    hashed = reading.content_of
    times = iter(range(10))

    def changing(path: Path, entry: object) -> str:
        content = hashed(path, entry)  # type: ignore[arg-type]
        if next(times) < 1:
            write(raw, found.name, number=55)
        return content

    monkeypatch.setattr(reading, "content_of", changing)
    outcome = read_one(Task(found=found, out=str(tmp_path / "out"), identity="x"))
    assert outcome.status == "ok"
    assert outcome.content == hashed(found.path, reading.entry_of(found))


def test_a_file_that_never_stops_changing_is_refused(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = discover(raw).files[0]
    monkeypatch.setattr(reading, "content_of", lambda *_: "0" * 64)
    outcome = read_one(Task(found=found, out=str(tmp_path / "out"), identity="x"))
    assert (outcome.status, outcome.reason) == ("refused", "damaged")
    assert "changed whenever it was read" in (outcome.message or "")
