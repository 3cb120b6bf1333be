"""What panel and quality cost: `python -m benchmarks.insight [--indicators 500000]`.

A province: the samples' years under as many names of counties, with ids of their own, each table
written as `run` writes it. Measured in a process of its own: processor time and the most memory.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from normalize.records import TABLES, columns
from publish.descriptor import write_descriptor
from publish.tables.parquet import Tables
from publish.tables.release import Release
from samples.years.county import PLACE, county
from samples.years.measure import dataset

_IDS = ("document_id", "form_id", "indicator_id", "issue_id", "check_id", "table_id", "line_id")
_NAMES = ("department_name", "supervisor_name", "implementing_unit", "path", "publisher")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--indicators", type=int, default=500_000)
    options.add_argument("--of", choices=("panel", "quality"))
    options.add_argument("--dataset", type=Path)
    chosen = options.parse_args()
    if chosen.of:
        measure(chosen.of, chosen.dataset)
        return
    with tempfile.TemporaryDirectory(prefix="jixiao-insight-") as folder:
        out = chosen.dataset or Path(folder) / "province"
        if not out.exists():
            rows = province(dataset(county(0), Path(folder) / "county"), out, chosen.indicators)
            print(f"{rows:,} indicators")
        for name in ("panel", "quality"):
            again = (sys.executable, "-m", "benchmarks.insight", "--of", name, "--dataset", out)
            subprocess.run(again, check=True)  # noqa: S603 -- our own


def province(release: Release, out: Path, indicators: int) -> int:
    """Write the dataset of a county so often that it has as many indicators; their number."""
    once = len(release.table("indicators", ["form_id"]))
    times = -(-indicators // once)
    names = [
        f"{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{'山水川原林泉石云'[n // 10 % 8]}{n}县"
        for n in range(times)
    ]
    out.mkdir(parents=True)
    with Tables(out, release.versions) as tables:
        for table in TABLES:
            declared = [name for name, _, _ in columns(table.record)]
            rows = [dict(zip(declared, row, strict=True)) for row in release.rows(table.name)]
            for year in sorted({row["fiscal_year"] for row in rows}, key=str):
                of_year = [row for row in rows if row["fiscal_year"] == year]
                for number, name in enumerate(names):
                    for part in moved(of_year, number, name):
                        tables.add(table.name, part)
    write_descriptor(out)
    return once * times


def moved(rows: list[dict[str, Any]], number: int, name: str) -> Iterator[dict[str, list[Any]]]:
    """Rows under the ids and names of another county."""
    if rows:
        yield {
            column: [value(column, row[column], number, name) for row in rows] for column in rows[0]
        }


def value(column: str, said: Any, number: int, name: str) -> Any:
    if said is None:
        return None
    if column in _IDS:
        return f"{number:04x}{said[4:]}"
    if column in _NAMES and isinstance(said, str):
        return f"{name}/{said}" if column == "path" else said.replace(PLACE, name)
    return said


def measure(name: str, out: Path) -> None:
    from commands.panel import panel_command  # noqa: PLC0415 -- each in a process of its own
    from commands.quality import quality_command  # noqa: PLC0415

    started = time.process_time()
    command = panel_command if name == "panel" else quality_command
    command.main([str(out)], standalone_mode=False)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name}: {time.process_time() - started:.1f} s of processor, {most:.0f} MB at most")


if __name__ == "__main__":
    main()
