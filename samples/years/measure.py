"""How well who follows whom is found: `python -m samples.years.measure [SEEDS]`.

Counted are the links of projects that are renamed, merged or split; those that keep their name are
too easy to count. A link found that is none costs precision, whatever its kind.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from insight.panel import panel
from normalize.records import PanelRecord
from pipeline import run
from publish.tables.release import Release, open_release
from samples.writers.text import write_text
from samples.years.county import County, county

_Pair = tuple[int, str, str]


@dataclass(slots=True)
class Measured:
    """Links that are true and found, and what is wrong."""

    true: int = 0
    found: int = 0
    right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def add(self, truth: set[_Pair], found: set[_Pair], easy: set[_Pair]) -> None:
        """Count a county: `easy` links are counted only where they are wrong."""
        self.true += len(truth - easy)
        self.found += len(found - easy)
        self.right += len((truth & found) - easy)
        self.missed += map(str, sorted(truth - found))
        self.wrong += map(str, sorted(found - truth))

    @property
    def precision(self) -> float:
        """Of the links found, those that are true."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of the true links, those that are found."""
        return self.right / self.true if self.true else 1.0

    def __str__(self) -> str:
        figures = f"precision {self.precision:.1%}, recall {self.recall:.1%} of {self.true}"
        return "\n  ".join(
            [figures, *(f"missed {x}" for x in self.missed), *(f"wrong {x}" for x in self.wrong)]
        )


def dataset(made: County, folder: Path) -> Release:
    """The county's publications as text files, read and published."""
    raw = folder / "raw"
    raw.mkdir(parents=True)
    for each in made.publications:
        (raw / f"{each.slug}.txt").write_text(write_text(each), encoding="utf-8")
    run(raw, folder / "out")
    return open_release(folder / "out")


def measured(counties: Iterable[tuple[County, Release]]) -> dict[str, Measured]:
    """Projects, departments and targets: what was found of each."""
    found = {name: Measured() for name in ("project", "department", "target")}
    for made, release in counties:
        rows = list(panel(release))
        easy = {
            _key(each.year, each.before[1], each.after[1])
            for each in made.followed
            if each.kind == "same"
        }
        truth = {_key(each.year, each.before[1], each.after[1]) for each in made.followed}
        found["project"].add(truth, _links(rows, "project"), easy)
        moved = {(y, b, a) for y, b, a in made.departments}
        linked = {
            (y, b.removeprefix("禾溪县"), a.removeprefix("禾溪县"))
            for y, b, a in _links(rows, "department") if b != a
        }  # fmt: skip
        found["department"].add(moved, linked, set())
        targets = {
            (m.year, f"{m.project} {m.name} {m.before}", f"{m.after} {m.change} {m.demand}")
            for m in made.moved
        }
        told = {
            (
                r.fiscal_year,
                f"{r.project_name} {r.name} {r.text_before}",
                f"{r.text} {r.change} {r.demand}",
            )
            for r in rows
            if r.subject == "target" and r.name_before and r.name and _is_mark(r)
        }
        found["target"].add(targets, told, set())
    return found


def _is_mark(row: PanelRecord) -> bool:
    return row.level2 == "QUANTITY"


def _key(year: int, before: str, after: str) -> _Pair:
    return year, before, after


def _links(rows: Iterable[PanelRecord], subject: str) -> set[_Pair]:
    return {
        _key(row.fiscal_year, before, after)
        for row in rows
        if row.subject == subject
        for before, after in _sides(row, subject)
    }


def _sides(row: PanelRecord, subject: str) -> list[tuple[str, str]]:
    names = (row.project_before, row.project_name)
    if subject == "department":
        names = (row.department_before, row.department_name)
    before, after = ((name or "").split(" + ") for name in names)
    return [(b, a) for b in before for a in after if b and a]


def main() -> None:
    """Measure over as many counties as are asked for."""
    seeds = range(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
    with tempfile.TemporaryDirectory() as folder:
        counties = [
            (made, dataset(made, Path(folder) / str(seed)))
            for seed in seeds
            for made in (county(seed),)
        ]
        for name, each in measured(counties).items():
            sys.stdout.write(f"{name}: {each}\n")


if __name__ == "__main__":
    main()
