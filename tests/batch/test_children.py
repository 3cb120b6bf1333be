"""A child process a document: whatever a document does, it costs its own row and nothing else."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from batch.children.nursery import StartError
from batch.children.supervisor import Stopped, Supervisor
from batch.children.supervisors import _Floor
from batch.children.verdict import Verdict
from batch.engine import local, run
from batch.raw.discover import Found
from batch.results.file import decode
from batch.task import Limits, Task
from extract.model import Reason
from pipeline import read_here
from tests.batch.folder import write

LIMITS = Limits(seconds=10, memory=512 * 1024 * 1024)
SHORT = Limits(seconds=0.5, seconds_a_page=3)


@pytest.fixture(scope="module")
def supervisor() -> Iterator[Supervisor]:
    """One that lets documents do what their names say."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(Path(__file__).parent))
        made = Supervisor("hostile:read")
        made.wait()
        yield made
        made.close()


@pytest.fixture
def read(supervisor: Supervisor, tmp_path: Path) -> object:
    path = write(tmp_path, "a.txt")

    def reading(name: str, limits: Limits = LIMITS) -> Verdict:
        return supervisor.read(Found(path=path, name=name), limits)

    return reading


@pytest.mark.parametrize(
    ("misdeed", "reason"),
    [
        ("hang", Reason.TIMEOUT),
        ("spin", Reason.TIMEOUT),
        ("grab", Reason.RESOURCE_LIMIT),
        ("write", Reason.RESOURCE_LIMIT),
        ("deep", Reason.RESOURCE_LIMIT),
        ("segfault", Reason.CRASHED),
        ("abort", Reason.CRASHED),
        ("silent", Reason.CRASHED),
        ("defect", Reason.CRASHED),
    ],
)
def test_a_misdeed_is_refused_with_its_reason_and_the_next_document_is_read(
    read, misdeed: str, reason: Reason
) -> None:
    refusal = read(misdeed, SHORT if reason is Reason.TIMEOUT else LIMITS).refusal
    assert refusal.reason is reason
    assert refusal.advice
    assert read("next.txt").data is not None


def test_what_a_dead_child_started_is_dead_too(read) -> None:
    assert read("grandchild", SHORT).refusal.reason is Reason.TIMEOUT
    assert read("next.txt").data is not None
    left = [
        path
        for path in Path("/proc").glob("[0-9]*/cmdline")
        if b"jixiao-left-behind" in _bytes(path)
    ]
    assert left == []


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def test_pages_that_a_child_announces_give_it_more_time(read) -> None:
    verdict = read("long", SHORT)
    assert verdict.pages == 4
    assert verdict.data is not None


def test_a_document_that_is_no_culprit_is_read_again_in_a_fresh_child(read) -> None:
    assert read("first.txt").data is not None
    verdict = read("once_only")  # fails in a child that has read another document before
    assert verdict.data is not None


def test_children_are_replaced_after_some_documents(read) -> None:
    few = Limits(documents_a_child=2)
    assert all(read(f"{n}.txt", few).data is not None for n in range(5))


def test_a_defect_is_told_with_where_it_was_met(read) -> None:
    assert "ZeroDivisionError" in read("defect").trace


def test_the_result_is_the_same_as_of_the_same_work_in_this_process(read, tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt")
    data = read("same.txt").data
    assert decode(data).records() == read_here(Found(path=path, name="same.txt"))


def test_a_dead_zygote_costs_no_document(read, supervisor: Supervisor) -> None:
    supervisor._nursery.process.kill()
    assert read("after.txt").data is not None


def test_a_zygote_that_is_killed_while_it_loads_costs_no_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    starting = Supervisor("hostile:read")
    starting._nursery.process.kill()
    found = Found(path=write(tmp_path, "a.txt"), name="a.txt")
    assert starting.read(found, LIMITS).data is not None
    starting.close()


def test_where_no_child_can_be_started_no_document_is_blamed(tmp_path: Path) -> None:
    broken = Supervisor("no_such_module:read")
    with pytest.raises(StartError):
        broken.read(Found(path=write(tmp_path, "a.txt"), name="a.txt"), LIMITS)
    broken.close()


def test_a_deadline_is_kept_in_time(read) -> None:
    started = time.monotonic()
    read("hang", SHORT)
    assert SHORT.seconds <= time.monotonic() - started < LIMITS.seconds


@pytest.mark.parametrize("signal", ["killed", "terminated"])
def test_a_child_that_is_ended_from_outside_is_no_verdict(read, signal: str) -> None:
    verdict = read(signal, LIMITS)
    assert (verdict.outside, verdict.fault) == (True, False)
    assert verdict.refusal.reason is Reason.RESOURCE_LIMIT


def test_a_document_whose_child_is_killed_is_read_again_alone(tmp_path: Path) -> None:
    """The second reading waits for the others, and no other begins meanwhile."""
    (tmp_path / "out").mkdir()
    for name in ("killed_once.txt", "b.txt", "c.txt", "d.txt"):
        (tmp_path / name).write_text(name)
    tasks = [
        Task(
            found=Found(path=tmp_path / name, name=name),
            out=str(tmp_path / "out"),
            identity="x",
            reader="tests.batch.hostile:read",
        )
        for name in ("killed_once.txt", "b.txt", "c.txt", "d.txt")
    ]
    with local(3) as executor:
        outcomes = {each.name: each for each in run(tasks, executor)}
    assert set(outcomes) == {task.found.name for task in tasks}
    assert {each.status for each in outcomes.values()} == {"no_forms"}


def test_the_floor_is_for_many_or_for_one_alone() -> None:
    floor, seen = _Floor(), []
    inside = threading.Event()

    def many() -> None:
        with floor.shared():
            inside.set()
            time.sleep(0.2)
            seen.append("many")

    def one() -> None:
        with floor.alone():
            seen.append("one")

    threads = [threading.Thread(target=many), threading.Thread(target=one)]
    threads[0].start()
    inside.wait()
    threads[1].start()
    for thread in threads:
        thread.join()
    assert seen == ["many", "one"]
    floor.close()
    with pytest.raises(Stopped), floor.alone():
        pass
