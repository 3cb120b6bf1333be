"""What publishing costs: `python -m benchmarks.publishing [--documents 250 2500 25000]`.

Small documents of the samples are read once and stamped with names and ids of their own, so that
their results are there and only what comes after reading is measured, in a process of its own:
CPU and peak memory of a dataset made from nothing, ten times larger from step to step, and of the
same dataset after one document has changed.
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
    command = [sys.executable, "-c", _ASSEMBLE, str(file)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    for path in sorted(staged.rglob("*")):
        if path.is_file():
            target = place / path.relative_to(staged)
            if path.suffix == ".sqlite":
                target = place / ".work" / path.name
            target.parent.mkdir(exist_ok=True)
            path.replace(target)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def measure(place: Path, originals: list[Records], documents: int) -> None:
    """Print what a dataset of so many documents costs, and what one changed document costs then."""
    order: dict[str, Any] = {"keys": {}, "results": {}, "stated": (), "identity": "measured"}
    for number in range(documents):
        store(place, stamped(originals[number % len(originals)], number), order)
    whole = assembled(place, order)
    changed = stamped(originals[0], documents // len(originals) // 2 * len(originals))
    changed = replace(changed, document=replace(changed.document, title="another"))
    store(place, changed, order)
    one = assembled(place, order | {"before": whole["files"]})
    rows = sum(whole["rows"].values())
    print(
        f"{documents:>7,} documents, {rows:>9,} rows: {whole['cpu']:6.1f} s of CPU, "
        f"{whole['peak']:4.0f} MiB; one changed: {one['cpu']:5.2f} s, {one['peak']:4.0f} MiB "
        f"(load {os.getloadavg()[0]:.1f})",
        flush=True,
    )


def main() -> None:
    """Print a line a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[250, 2500, 25000])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        make(Path(temporary) / "raw", _ORIGINALS)
        originals = [read_here(found) for found in discover(Path(temporary) / "raw").files]
        for documents in arguments.documents:
            measure(Path(temporary) / str(documents), originals, documents)


if __name__ == "__main__":
    main()
