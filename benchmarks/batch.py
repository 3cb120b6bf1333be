"""What batches cost: `python -m benchmarks.batch [--documents 5000] [--scaling 300]`.

Small documents are made up from the samples (a line of their own each), so that every one is read
and published. Measured: the same work in one process and in children; one worker and two, beside
what two processes gain here that know nothing of each other; memory of the parent; a second run
over unchanged documents; what one more document costs then, and what all processes of the command
spend, from its start to run.json, when one document has changed. Modules are loaded from bytecode,
as they are where the program is installed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from batch.raw.discover import discover
from pipeline import read_here
from samples.truth import publications
from samples.writers.text import write_text

_FEW = 10
_RUN = """
import json, resource, sys, threading, time
from pathlib import Path
import pipeline
from batch.tables.assembler import ASSEMBLER
from batch.children.supervisors import close_all
from batch.task import Options
from batch.watch import Watch

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20

class Measured(Watch):
    first = None
    def read(self, outcome, why):
        if self.first is None:
            self.first = (time.monotonic(), resident(), time.process_time())
        self.last = (time.monotonic(), resident(), time.process_time())
    def publishing(self, documents):
        self.published = time.monotonic()

raw, out, jobs = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
watch = Measured()
peak, over = [0.0], threading.Event()
def sample():
    while not over.wait(0.05):
        if watch.first is not None:
            peak[0] = max(peak[0], resident())
threading.Thread(target=sample, daemon=True).start()
before, started = resident(), time.monotonic()
done = pipeline.run(raw, out, options=Options(jobs=jobs), watch=watch)
ended = time.monotonic()
over.set()
told = {"seconds": ended - started, "before": before, "rows": dict(done.record.figures.rows)}
told |= {"read": done.record.read, "statuses": dict(done.record.figures.statuses)}
if watch.first is not None:
    told |= {"reading": watch.last[0] - watch.first[0], "first": watch.first[1],
             "after_reading": watch.last[1], "peak": peak[0],
             "publishing": ended - watch.published, "parent_cpu": watch.last[2] - watch.first[2]}
    status = Path(f"/proc/{ASSEMBLER.process_id}/status").read_text()
    told |= {"assembler": int(status.split("VmHWM:")[1].split()[0]) / 1024}
    close_all()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    told |= {"children_cpu": used.ru_utime + used.ru_stime}
print(json.dumps(told))
"""

_INDEPENDENT = """
import sys, time
from pathlib import Path
from batch.raw.discover import discover
from pipeline import read_here
files = discover(Path(sys.argv[1])).files
for found in files[:20]:
    read_here(found)
started = time.monotonic()
for found in files:
    read_here(found)
print(len(files) / (time.monotonic() - started))
"""


def make(folder: Path, documents: int) -> None:
    """Small documents, all different: a fictitious unit each, with one form of the samples."""
    texts = [_small(write_text(each)) for each in publications()]
    for n in range(documents):
        year = 2024 + n % 2
        path = folder / str(year) / f"{n:06d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = texts[n % len(texts)].replace("禾溪县", f"禾溪县第{n // 2}")
        path.write_text(text, "utf-8")
    past = time.time() - 60
    for path in folder.rglob("*.txt"):
        os.utime(path, (past, past))


def _small(text: str) -> str:
    """The first two forms of a publication."""
    lines = text.split("\n")
    starts = [n for n, line in enumerate(lines) if "绩效目标表" in line and "\t" not in line]
    return "\n".join(lines[: starts[2]] if len(starts) > 2 else lines)


def run(raw: Path, out: Path, jobs: int) -> dict[str, float]:
    """One run in a process of its own."""
    command = [sys.executable, "-c", _RUN, str(raw), str(out), str(jobs)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    told: dict[str, float] = json.loads(done.stdout)
    return told


def in_one_process(raw: Path, most: int) -> float:
    """Seconds of CPU a document of the same work without children, results or tables."""
    files = discover(raw).files[:most]
    read_here(files[0])
    started = time.process_time()
    for found in files:
        read_here(found)
    return (time.process_time() - started) / len(files)


def independent(raw: Path, processes: int) -> float:
    """Documents a second of processes that read all of them at the same time, each for itself."""
    command = [sys.executable, "-c", _INDEPENDENT, str(raw)]
    started = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603
        for _ in range(processes)
    ]
    return sum(float(each.communicate()[0]) for each in started)


def compare(
    folder: Path, some: Path, few: Path, documents: int
) -> tuple[float, float, float, float]:
    """CPU of a document in one process, what a child adds to it, and two workers against one.

    Seconds of CPU, since they bear other work on the machine better than seconds. What starting
    costs is taken out by a run over a few documents. Last is what two independent processes gain
    against one in the same minute: no two workers can gain more.
    """
    alone = in_one_process(some, documents)
    start = run(few, folder / "few", 1)
    one = timed("1 worker", lambda: run(some, folder / "one", 1))
    two = timed("2 workers", lambda: run(some, folder / "two", 2))
    peers = independent(some, 2) / independent(some, 1)
    shutil.rmtree(folder)
    cpu = [each["parent_cpu"] + each["children_cpu"] for each in (start, one)]
    each = (cpu[1] - cpu[0]) / (documents - _FEW)
    return alone, each - alone, one["reading"] / two["reading"], peers


def timed(what: str, function: Callable[[], dict[str, float]]) -> dict[str, float]:
    """Run, and print what came of it with the load of the machine."""
    load = os.getloadavg()[0]
    told = function()
    figures = ", ".join(
        f"{name} {value:,.2f}" for name, value in told.items() if isinstance(value, float)
    )
    print(f"{what:34} load {load:4.1f}  {figures}", flush=True)
    return told


def command(raw: Path, out: Path) -> float:
    """Seconds of CPU of the command and of every process that it starts."""

    def spent() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    before = spent()
    told = [sys.executable, "pipeline.py", "run", str(raw), "--out", str(out), "--quiet"]
    subprocess.run(told, check=True)  # noqa: S603
    return spent() - before


def one_changed(raw: Path, out: Path, number: int) -> float:
    """What the command costs after one document has changed."""
    path = raw / "2024" / f"{2 * number:06d}.txt"
    path.write_text(path.read_text("utf-8").replace("禾溪县", "禾溪县新"), "utf-8")
    os.utime(path, (time.time() - 60,) * 2)
    return command(raw, out)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--scaling", type=int, default=300)
    arguments = parser.parse_args()
    print(f"{platform.platform()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # of all processes that are started
        os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
        some, few = folder / "some", folder / "few"
        make(some, arguments.scaling)
        make(few, _FEW)
        run(few, folder / "first", 1)
        rates = [compare(folder / str(turn), some, few, arguments.scaling) for turn in range(3)]
        alone, overhead, scaling, peers = (sorted(column)[1] for column in zip(*rates, strict=True))
        print(f"one process: {alone * 1000:.1f} ms of CPU a document (medians of 3)")
        print(f"overhead of child and parent: {overhead * 1000:.1f} ms of CPU (goal: under 15)")
        print(
            f"2 workers for 1: {scaling:.2f} x (goal: 1.8), where two independent processes for "
            f"one give {peers:.2f} x: {scaling / peers:.2f} of what this machine can"
        )
        raw, out = folder / "raw", folder / "out"
        make(raw, arguments.documents)
        first = timed(f"{arguments.documents} documents", lambda: run(raw, out, 2))
        again = timed("the same again", lambda: run(raw, out, 2))
        (raw / "2024" / "more.txt").write_text(_small(write_text(publications()[0])), "utf-8")
        timed("with one more", lambda: run(raw, out, 2))
        command(raw, out)
        changed = sorted(one_changed(raw, out, number) for number in range(3))[1]
        print(f"one document of {arguments.documents:,} changed: {changed:.2f} s of CPU (goal: 3)")
        whole = first["parent_cpu"] + first["children_cpu"]
        each = whole / arguments.documents * 1000
        print(f"a document, read and published: {each:.1f} ms of CPU in all (goal: 10)")
        growth = first["peak"] - first["first"]
        print(f"growth of the parent: {growth:.0f} MiB to its peak (goal: under 50)")
        print(f"peak of the process that makes the tables: {first['assembler']:.0f} MiB")
        print(f"a run over unchanged documents: {again['seconds']:.1f} s (goal: under 10)")
        size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
        print(
            f"peak of any child: {_children():.0f} MiB; output with results {size / 2**20:.1f} MiB"
        )


def _children() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


if __name__ == "__main__":
    main()
