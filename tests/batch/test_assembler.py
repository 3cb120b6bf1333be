"""The tables are made by another process: what runs a batch stays small, and outlives that one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Timer

import pytest

from batch.results.file import LostError
from batch.tables.assembler import Assembler, Order
from pipeline import metadata, run
from publish.errors import PublishError
from tests.batch.folder import hashes

ROOT = Path(__file__).parent.parent.parent
_RUN = """
import sys
import pipeline
from pathlib import Path
pipeline.run(Path(sys.argv[1]), Path(sys.argv[2]))
print(sorted({"pyarrow", "pandas", "numpy"} & set(sys.modules)))
"""


def order(out: Path, folder: Path, **keys: str) -> Order:
    results = dict.fromkeys(keys, "0" * 64)
    return Order(
        place=str(out),
        keys=keys,
        results=results,
        stated=(),
        folder=str(folder),
        metadata=metadata(),
    )


def test_a_run_loads_neither_arrow_nor_frames(raw: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", _RUN, str(raw), str(tmp_path / "out")]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"


def test_relative_places_are_those_of_the_process_that_runs(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(raw, tmp_path / "one")  # the other process has its current folder from here on
    monkeypatch.chdir(tmp_path)
    run("raw", "two")
    assert hashes(tmp_path / "two") == hashes(tmp_path / "one") != {}


def test_an_assembler_that_is_killed_is_told_and_replaced(tmp_path: Path) -> None:
    assembler = Assembler()
    try:
        with pytest.raises(LostError):
            assembler.assemble(order(tmp_path, tmp_path, a="0" * 64))
        process_id = assembler.process_id
        assert process_id is not None
        os.kill(process_id, signal.SIGSTOP)  # alive, and asked, when it dies
        killer = Timer(0.3, lambda: os.kill(process_id, signal.SIGKILL))
        killer.start()
        with pytest.raises(PublishError, match=r"status -9.*Everything that was read is kept"):
            assembler.assemble(order(tmp_path, tmp_path, a="0" * 64))
        killer.join()
        with pytest.raises(LostError) as lost:
            assembler.assemble(order(tmp_path, tmp_path, a="0" * 64))
        assert lost.value.names == ("a",)
    finally:
        assembler.close()


_DIE = """
import os, sys
from batch.tables.assembler import Assembler, Order
import threading, time
order = Order(
    place=sys.argv[1], keys={}, results={}, stated=(), folder=sys.argv[1], metadata={}
)
assembler = Assembler()
threading.Thread(target=assembler.assemble, args=(order,)).start()
while assembler.process_id is None:
    time.sleep(0.01)
print(assembler.process_id, flush=True)
time.sleep(0.05)  # for the order to be sent; no interpreter has loaded Arrow by then
os.kill(os.getpid(), 9)
"""


def test_an_assembler_whose_run_is_killed_while_it_loads_writes_nothing(tmp_path: Path) -> None:
    staged = tmp_path / "staged"
    staged.mkdir()
    command = [sys.executable, "-c", _DIE, str(staged)]
    killed = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert killed.returncode == -signal.SIGKILL
    orphan = Path(f"/proc/{killed.stdout.strip()}/cmdline")
    patience = time.monotonic() + 60
    while orphan.exists() and orphan.read_bytes() and time.monotonic() < patience:
        time.sleep(0.1)
    assert time.monotonic() < patience
    assert list(staged.iterdir()) == []


def test_what_the_disk_says_to_the_assembler_is_said_here(tmp_path: Path) -> None:
    assembler = Assembler()
    try:
        with pytest.raises(NotADirectoryError) as told:
            assembler.assemble(order(tmp_path, Path("/dev/null/staged")))
        assert told.value.filename is not None
    finally:
        assembler.close()
