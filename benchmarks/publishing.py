"""What publishing costs: `python -m benchmarks.publishing [--documents 250 2500 25000]`.

Small documents of the samples are read once and stamped with names and ids of their own, so that
their results are there and only what comes after reading is measured, each in a process of its own:
CPU and peak memory of a dataset made from nothing, ten times larger from step to step, of the same
dataset after one document has changed, of proving it and of its export as SQLite. The goal is that
ten times the documents take 10.5 times the CPU at most, and no more memory.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from batch.children.processes import environment
from batch.one_task import result_path
from batch.raw.discover import discover
from batch.results.file import encode, result_hash
from benchmarks.batch import make
from normalize.documents import Records
from pipeline import read_here

_ORIGINALS = 12
_TABLES = ("forms", "funding", "indicators", "budget_tables", "budget_lines", "issues")
_ASSEMBLE = """
import json, resource, sys, time
from pathlib import Path
from batch.tables import assemble
from batch.tables.assembler import Order
from pipeline import metadata
sys.meta_path.insert(0, assemble._NoFrames())
told = json.loads(Path(sys.argv[1]).read_text("utf-8"))
started = time.process_time()
made = assemble.assemble(Order(**told, metadata=metadata()))
cpu, peak = time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"cpu": cpu, "peak": peak / 1024, "files": made.files, "rows": made.figures.rows}))
"""

_PROVE = """
import json, resource, sys, time
from pathlib import Path
from publish.verify.dataset import verify_release
started = time.process_time()
found = verify_release(Path(sys.argv[1])).problems
assert [each.place for each in found] == ["run.json"], found[:3]  # no run wrote one
cpu, peak = time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"cpu": cpu, "peak": peak / 1024}))
"""
_EXPORT = """
import json, resource, sys, time
from pathlib import Path
from publish.export.sqlite_file import export_sqlite
from publish.tables.release import open_release
started = time.process_time()
export_sqlite(open_release(sys.argv[1]), Path(sys.argv[1]) / "all.sqlite")
cpu, peak = time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"cpu": cpu, "peak": peak / 1024}))
"""
_Step = dict[str, tuple[float, float]]
"""What was measured → seconds of CPU, MiB at the peak."""


def stamped(records: Records, number: int) -> Records:
    """The records of a document under another name, of another body, with ids of its own."""
    document = records.document
    sha256 = hashlib.sha256(f"{number} {document.sha256}".encode()).hexdigest()
    old, new = document.document_id, sha256[:16]

    def own(row: Any) -> Any:
        texts = {name: getattr(row, name) for name in type(row).__slots__}
        return replace(
            row,
            **{
                name: text.replace(old, new).replace("禾溪县第", f"禾溪县第{number}之")
                for name, text in texts.items()
                if isinstance(text, str)
            },
        )

    path = f"{document.path[:4]}/{number:06d}.txt"
    record = replace(document, document_id=new, sha256=sha256, path=path)
    rows = {table: tuple(map(own, getattr(records, table))) for table in _TABLES}
    return replace(records, document=record, **rows)


def store(place: Path, records: Records, order: dict[str, Any]) -> None:
    """Put the result of a document where the run would have put it."""
    data, name = encode(records), records.document.path
    order["keys"][name] = key = hashlib.sha256(data).hexdigest()
    order["results"][name] = result_hash(data)
    path = place / result_path(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def assembled(place: Path, order: dict[str, Any]) -> dict[str, Any]:
    """Make the tables in a process of its own, and put them into their places."""
    staged = place / ".work" / "staged"
    staged.mkdir(parents=True, exist_ok=True)
    file = place / "order.json"
    file.write_text(json.dumps(order | {"place": str(place), "folder": str(staged)}), "utf-8")
    told = _alone(_ASSEMBLE, file, environment())  # as a run has it done
    for path in sorted(staged.rglob("*")):
        if path.is_file():
            target = place / path.relative_to(staged)
            if path.suffix == ".sqlite":
                target = place / ".work" / path.name
            target.parent.mkdir(exist_ok=True)
            path.replace(target)
    return told


def _alone(code: str, place: Path, variables: dict[str, str] | None = None) -> dict[str, Any]:
    """What a process of its own says that does something with a place."""
    command = [sys.executable, "-c", code, str(place)]
    done = subprocess.run(  # noqa: S603
        command, check=True, capture_output=True, text=True, env=variables
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def measure(place: Path, originals: list[Records], documents: int) -> _Step:
    """Print what a dataset of so many documents costs, and what is done with it then."""
    order: dict[str, Any] = {"keys": {}, "results": {}, "stated": (), "identity": "measured"}
    for number in range(documents):
        store(place, stamped(originals[number % len(originals)], number), order)
    whole = assembled(place, order)
    changed = stamped(originals[0], documents // len(originals) // 2 * len(originals))
    changed = replace(changed, document=replace(changed.document, title="another"))
    store(place, changed, order)
    one = assembled(place, order | {"before": whole["files"]})
    rows = sum(whole["rows"].values())
    told = {"made": whole, "one changed": one}
    told |= {"proved": _alone(_PROVE, place), "SQLite": _alone(_EXPORT, place)}
    step = {name: (each["cpu"], each["peak"]) for name, each in told.items()}
    shown = "; ".join(f"{name} {cpu:.2f} s, {peak:.0f} MiB" for name, (cpu, peak) in step.items())
    load = os.getloadavg()[0]
    print(f"{documents:>7,} documents, {rows:>9,} rows: {shown} (load {load:.1f})", flush=True)
    return step


def grown(before: _Step, after: _Step) -> str:
    """How many times the CPU and the memory of a step are those of the one before."""
    times = (
        f"{name} {after[name][0] / cpu:.1f} × CPU, {after[name][1] / peak:.2f} × memory"
        for name, (cpu, peak) in before.items()
    )
    return "; ".join(times)


def main() -> None:
    """Print a line a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[250, 2500, 25000])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        make(Path(temporary) / "raw", _ORIGINALS)
        originals = [read_here(found) for found in discover(Path(temporary) / "raw").files]
        before: _Step | None = None
        for documents in arguments.documents:
            step = measure(Path(temporary) / str(documents), originals, documents)
            if before is not None:
                print(f"{'':>7} against the step before: {grown(before, step)}")
            before = step


if __name__ == "__main__":
    main()
