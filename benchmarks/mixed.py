"""A county's week of mixed files in one run: `python -m benchmarks.mixed [--files 500]`."""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections import Counter
from pathlib import Path

import pandas as pd

from batch.children.supervisors import close_all
from pipeline import run
from samples.mixed import write


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=500)
    files = parser.parse_args().files
    with tempfile.TemporaryDirectory() as folder:
        raw, out = Path(folder) / "raw", Path(folder) / "out"
        expected = write(raw, files)
        started = time.monotonic()
        run(raw, out)
        first = time.monotonic() - started
        started = time.monotonic()
        again = run(raw, out)
        second = time.monotonic() - started
        tables = [pd.read_parquet(each) for each in (out / "documents").glob("*.parquet")]
    close_all()
    table = pd.concat(tables)
    told = table["reason"].where(table["status"] == "refused", table["status"])
    found = dict(zip(table["path"], told, strict=True))
    wrong = {path: (found.get(path), x) for path, x in expected.items() if found.get(path) != x}
    print(f"{files} files, {len(expected)} documents: {dict(Counter(found.values()))}")
    print(f"first run {first:.1f} s, second {second:.1f} s with {again.record.read} read")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"CPU of children {used.ru_utime + used.ru_stime:.1f} s")
    print(f"one row each: {table['path'].is_unique and found.keys() == expected.keys()}")
    for path, (got, wanted) in wrong.items():
        print(f"  {path}: {got}, not {wanted}")


if __name__ == "__main__":
    main()
