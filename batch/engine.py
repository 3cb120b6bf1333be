"""Many tasks through any concurrent.futures.Executor: threads here, or a cluster.

The executor only carries references to and fro; the process that reads a document is a child of
our own, wherever the task runs. So no document can break an executor, and when a worker is lost
for another reason, its tasks are read here.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from queue import SimpleQueue

from batch.children.nursery import StartError
from batch.children.supervisor import Stopped
from batch.children.supervisors import close_all, stop_all
from batch.one_task import read_one
from batch.task import Outcome, Task
from publish.extras import install

WINDOW = 64
"""Tasks under way at once: enough for any pool, and few enough to hold in memory."""


def run(
    tasks: Iterable[Task],
    executor: Executor,
    *,
    window: int = WINDOW,
    lost: Callable[[Task, Exception], None] = lambda *_: None,
) -> Iterator[Outcome]:
    """The outcomes of tasks as they come; `lost` is told of a task that its worker gave up."""
    waiting = iter(tasks)
    under_way: dict[Future[Outcome], Task] = {}
    done: SimpleQueue[Future[Outcome]] = SimpleQueue()
    try:
        while True:
            for task in islice(waiting, window - len(under_way)):
                future = _submit(executor, task)
                under_way[future] = task
                future.add_done_callback(done.put)
            if not under_way:
                return
            future = done.get()
            yield _outcome(future, under_way.pop(future), lost)
    finally:
        for future in under_way:
            future.cancel()


def _submit(executor: Executor, task: Task) -> Future[Outcome]:
    """A future of the task; one that has failed already where the executor takes no more."""
    try:
        return executor.submit(read_one, task)
    except RuntimeError as error:  # a broken pool
        failed: Future[Outcome] = Future()
        failed.set_exception(error)
        return failed


def _outcome(
    future: Future[Outcome], task: Task, lost: Callable[[Task, Exception], None]
) -> Outcome:
    try:
        return future.result()
    except (OSError, StartError, Stopped):
        raise  # no store, no children, here or elsewhere; or the run is being ended
    except Exception as error:  # noqa: BLE001 -- whatever an engine raises when it loses a worker
        lost(task, error)
        return read_one(task)


def default_jobs() -> int:
    """As many documents at once as this process may use processors."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def local(jobs: int) -> Iterator[Executor]:
    """A thread for each document that is read at once; the reading is its child's."""
    executor = ThreadPoolExecutor(jobs, thread_name_prefix="jixiao")
    try:
        yield executor
    except BaseException:
        stop_all()  # the threads are waiting for children that nobody needs any more
        executor.shutdown(wait=True, cancel_futures=True)
        close_all()
        raise
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


class ClusterError(Exception):
    """The cluster cannot be reached; the message says what a person can do."""


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """The workers of a Dask scheduler, which must see the raw folder and OUT under these names."""
    try:
        from distributed import Client  # noqa: PLC0415 -- an extra that most do without
    except ImportError as error:
        raise ClusterError(f"--cluster needs the extra [cluster]: {install('cluster')}") from error
    try:
        client = Client(address, timeout="30s", set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise ClusterError(f"No scheduler answers at {address}: {error}") from error
    try:
        # A worker that is lost is not the document's doing: its tasks go to two others, then here.
        yield client.get_executor(pure=False, retries=2)
    finally:
        client.close()
