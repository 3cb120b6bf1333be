"""How much of troubled forms is right, said, silent, invented: `python -m tests.trouble`.

A row is right where its levels, name and value are; said where it is not and its document is
partial or refused; silent where nothing says so. Invented is a row that nobody printed, in a
document that says nothing. Silent is, too, a document in which something leaves two readings, a
value crossed out or printed over, and that does not say so.
"""

from __future__ import annotations

import argparse
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from extract import Source, read_document
from extract.model import Refused
from normalize.documents import normalize_document
from samples.trouble.documents import trouble

Told = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document."""

    seed: int
    producer: str
    ways: tuple[str, ...]
    right: int
    missed: tuple[Told, ...]
    extra: tuple[Told, ...]
    said: bool
    passed_over: bool
    """Is anything doubtful in it of which nothing is said?"""


def outcome(seed: int) -> Outcome:
    """Make a document, read it, compare."""
    made = trouble(seed)
    printed = Counter(_squeezed((row.level1, row.level2, row.name, row.value)) for row in made.rows)
    source = Source(name=f"{seed}.pdf", data=made.data, sha256="0" * 64)
    try:
        found = normalize_document(source, read_document(source))
        rows = [(r.level1_text, r.level2_text, r.name_text, r.value_raw) for r in found.indicators]
        said = found.document.status in ("partial", "refused")
    except Refused:
        rows, said = [], True
    read = Counter(_squeezed(tuple(text or "" for text in row)) for row in rows)
    return Outcome(
        seed=seed,
        producer=made.producer,
        ways=made.ways,
        right=sum((printed & read).values()),
        missed=tuple((printed - read).elements()),
        extra=tuple((read - printed).elements()),
        said=said,
        passed_over=made.doubtful and not said,
    )


def _squeezed(row: tuple[str, ...]) -> Told:
    level1, level2, name, value = ("".join(text.split()) for text in row)
    return level1, level2, name, unicodedata.normalize("NFC", value)


def outcomes(first: int, documents: int) -> Iterator[Outcome]:
    """The outcomes of as many documents, from a seed on."""
    with ProcessPoolExecutor() as pool:
        yield from pool.map(outcome, range(first, first + documents), chunksize=16)


def main() -> None:
    """Print the figures, and what is silent or invented."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0, help="seed of the first")
    parser.add_argument("--show", type=int, default=20, help="documents with a silent fault")
    asked = parser.parse_args()
    total: Counter[str] = Counter()
    shown = 0
    for each in outcomes(asked.first, asked.documents):
        total["right"] += each.right
        total["said" if each.said else "silent"] += len(each.missed)
        total["invented"] += 0 if each.said else len(each.extra)
        total["silent"] += each.passed_over
        total["partial documents"] += each.said
        if not each.said and (each.missed or each.extra or each.passed_over) and shown < asked.show:
            shown += 1
            _tell(
                f"{each.seed} {each.producer} {each.ways}: "
                f"printed {each.missed[:2]}, read {each.extra[:2]}"
            )
    _tell(", ".join(f"{what} {total[what]:,}" for what in ("right", "said", "silent", "invented")))
    _tell(f"{total['partial documents']:,} of {asked.documents:,} documents say something")


def _tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main()
