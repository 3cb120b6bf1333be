"""Troubled documents by their seeds: the same bytes and the same truth wherever they are made.

`trouble(seed)` is a PDF of one form or two and the rows that a person reads in it. Whatever is
drawn is legible: what a person cannot read is no trouble but a loss before the file was made.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from samples.trouble import content, ways
from samples.trouble.content import HAN, Row
from samples.trouble.form import Sheet, draw
from samples.trouble.papers.by_fpdf import FpdfPaper
from samples.trouble.papers.by_hand import DIALECTS, HandPaper
from samples.trouble.papers.by_reportlab import ReportlabPaper
from samples.trouble.papers.paper import Paper, turned

PRODUCERS: dict[str, Callable[[random.Random], Paper]] = {
    "reportlab": lambda _: ReportlabPaper(),
    "fpdf2": lambda _: FpdfPaper(),
    "by hand": lambda rng: HandPaper(rng.choice(DIALECTS)),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """A document with what it prints; `ways` names the troubles of its drawing.

    `doubtful`: something in it leaves two readings, which must be said.
    """

    data: bytes
    rows: tuple[Row, ...]
    producer: str
    ways: tuple[str, ...]
    doubtful: bool = False


def trouble(seed: int) -> Trouble:
    """A document of this seed; producers take turns."""
    rng = random.Random(seed)  # noqa: S311 -- for content, not for secrets
    producer = list(PRODUCERS)[seed % len(PRODUCERS)]
    way = ways.way(rng)
    forms = [content.rows(rng, long=way.long) for _ in range(way.forms)]
    sheet = Sheet(PRODUCERS[producer](rng), way, rng)
    for rows in forms:
        draw(sheet, rows, "".join(rng.sample(HAN, 6)))
        sheet.y -= 50
        if sheet.y < 420:
            sheet.turn_over()
    sheet.turn_over()
    return Trouble(
        data=turned(sheet.paper.bytes(), way.turned),
        rows=tuple(row for form in forms for row in form),
        producer=producer,
        ways=tuple(way.names),
        doubtful=sheet.doubtful,
    )
