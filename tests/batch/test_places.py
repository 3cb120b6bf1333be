"""Where raw files and datasets lie, and who reads: disks and object stores, pools and clusters."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from pathlib import Path
from uuid import uuid4

import fsspec
import pytest
from pyarrow.fs import FileSystem

from batch.task import Options
from pipeline import dry_run, run
from store.object_store import ObjectStore
from store.places import LocalStore, Store, open_store
from tests.batch.folder import hashes
from tests.command_line import jixiao


@pytest.fixture
def memory() -> Iterator[str]:
    """A folder of fsspec's memory file system."""
    address = f"memory://{uuid4().hex}"
    yield address
    if fsspec.filesystem("memory").exists(address):
        fsspec.filesystem("memory").rm(address, recursive=True)


@pytest.fixture
def expected(raw: Path, tmp_path: Path) -> dict[str, str]:
    run(raw, tmp_path / "expected")
    return hashes(tmp_path / "expected")


def put(raw: Path, address: str) -> str:
    store = open_store(address)
    for path in raw.rglob("*.txt"):
        store.write(path.relative_to(raw).as_posix(), path.read_bytes())
    return address


def published(address: str, folder: Path) -> dict[str, str]:
    store = open_store(address)
    for name, _ in list(store.sizes("")):
        if name.endswith(".parquet"):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(store.read(name) or b"")
    return hashes(folder)


def test_raw_and_out_in_an_object_store_give_the_same_bytes(
    raw: Path, tmp_path: Path, memory: str, expected: dict[str, str]
) -> None:
    done = run(put(raw, f"{memory}/raw"), f"{memory}/out")
    assert done.record.figures.statuses == {"ok": 6}
    assert published(f"{memory}/out", tmp_path / "copy") == expected
    assert run(f"{memory}/raw", f"{memory}/out").record.read == 0


def test_a_dataset_below_its_raw_address_is_not_read_as_raw(raw: Path, memory: str) -> None:
    put(raw, memory)
    for _ in range(2):
        assert run(memory, f"{memory}/out").record.figures.documents == 6


def test_an_object_that_changed_is_read_again(raw: Path, memory: str) -> None:
    put(raw, f"{memory}/raw")
    run(f"{memory}/raw", f"{memory}/out")
    store = open_store(f"{memory}/raw")
    store.write(
        "2024/1.txt", (store.read("2024/1.txt") or b"").replace("≥1".encode(), "≥8".encode())
    )
    store.remove("2023/2.txt")
    plan, _ = dry_run(f"{memory}/raw", f"{memory}/out")
    assert [each.found.name for each in plan.to_read] == ["2024/1.txt"]
    assert plan.gone == ("2023/2.txt",)


@pytest.fixture(params=["disk", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path, memory: str) -> Store:
    return LocalStore(tmp_path / "store") if request.param == "disk" else open_store(memory)


def test_a_store_keeps_lists_and_removes_files(store: Store, tmp_path: Path) -> None:
    assert store.read("a/b") is None
    assert list(store.sizes("a")) == []
    store.write("a/b", b"one")
    store.write("a/b", b"two!")
    (tmp_path / "local").write_bytes(b"three")
    store.take_in(tmp_path / "local", "a/c/d")
    assert sorted(store.sizes("a")) == [("a/b", 4), ("a/c/d", 5)]
    assert (store.read("a/b"), store.read("a/c/d")) == (b"two!", b"three")
    store.remove("a/b")
    store.remove("a/b")
    assert [name for name, _ in store.sizes("a")] == ["a/c/d"]


def test_published_files_may_be_read_by_whom_the_umask_lets(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    LocalStore(tmp_path).write("run.json", b"{}")
    assert (tmp_path / "run.json").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_failed_write_leaves_the_file_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = LocalStore(tmp_path)
    store.write("a", b"before")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.write("a", b"after")
    assert store.read("a") == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.fixture
def s3() -> Iterator[str]:
    """A bucket of an S3 server: that at JIXIAO_S3 (host:port), or one of moto's own."""
    endpoint = os.environ.get("JIXIAO_S3")
    server = None
    if endpoint is None:
        moto = pytest.importorskip("moto.server", reason="the extra [s3]: pip install -e '.[s3]'")
        server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
        server.start()
        endpoint = "{}:{}".format(*server.get_host_and_port())
    how = f"endpoint_override={endpoint}&scheme=http&region=us-east-1"
    bucket = f"jixiao-{uuid4().hex}"
    creating = f"s3://key:secret@{bucket}?{how}&allow_bucket_creation=true"
    FileSystem.from_uri(creating)[0].create_dir(bucket)
    yield f"s3://key:secret@{bucket}/{{}}?{how}"
    if server is not None:
        server.stop()


def test_raw_and_out_on_an_s3_server_give_the_same_bytes(
    raw: Path, tmp_path: Path, s3: str, expected: dict[str, str]
) -> None:
    run(put(raw, s3.format("raw")), s3.format("out"))
    assert published(s3.format("out"), tmp_path / "copy") == expected
    open_store(s3.format("raw")).write("2024/1.txt", "通知\n".encode())
    assert run(s3.format("raw"), s3.format("out")).record.read == 1


def test_an_s3_address_is_served_by_pyarrow_without_another_library() -> None:
    address = "s3://key:secret@bucket/raw?endpoint_override=localhost:9&scheme=http&region=x"
    store = open_store(address)
    assert isinstance(store, ObjectStore)
    assert store.path == "bucket/raw"


# Engines


def test_a_process_pool_publishes_the_same_bytes(
    raw: Path, tmp_path: Path, expected: dict[str, str]
) -> None:
    with ProcessPoolExecutor(2) as executor:
        run(raw, tmp_path / "out", executor=executor)
    assert hashes(tmp_path / "out") == expected


class Losing(Executor):
    """An engine that loses every worker it has."""

    def submit(self, *_: object, **__: object) -> Future[object]:  # type: ignore[override]
        future: Future[object] = Future()
        future.set_exception(RuntimeError("the worker is gone"))
        return future


def test_what_an_engine_loses_is_read_here(
    raw: Path, tmp_path: Path, expected: dict[str, str]
) -> None:
    run(raw, tmp_path / "out", executor=Losing())
    assert hashes(tmp_path / "out") == expected


def test_a_dask_cluster_publishes_the_same_bytes(
    raw: Path, tmp_path: Path, expected: dict[str, str]
) -> None:
    distributed = pytest.importorskip("distributed", reason="the extra [cluster]")
    options = {"n_workers": 1, "threads_per_worker": 2, "processes": False}
    with distributed.LocalCluster(**options, dashboard_address=None) as local:
        run(raw, tmp_path / "out", options=Options(cluster=local.scheduler_address))
    assert hashes(tmp_path / "out") == expected


def test_a_scheduler_that_does_not_answer_fails_with_advice(raw: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="the extra [cluster]")
    arguments = ["run", str(raw), "--out", str(tmp_path / "out"), "--cluster", "nonsense://x"]
    result = jixiao(*arguments)
    assert result.exit_code == 1
    assert "No scheduler answers" in result.output
