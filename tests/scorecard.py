"""How much of what the generated publications say is read right, by layout and format.

`python -m tests.scorecard` reads the day's choice of styles and writes scorecard.md, the floors
of test_scorecard.py; `--full` reads every style and page cut and writes scorecard-full.md;
`--wrong` prints what is not right and writes nothing. Names of layouts restrict the run.
"""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path

from samples.layouts.dress import files
from samples.layouts.publications import VARIANTS, layouts
from tests.score import Score, score

HERE = Path(__file__).parent
DAILY, FULL = HERE / "scorecard.md", HERE / "scorecard-full.md"
FORMATS = ("text", "html", "pdf")
SURPLUS = ("extra_forms", "extra_rows", "extra_funding")


Card = dict[str, dict[str, Score]]
"""Scores by layout and format."""


def card(*, full: bool, only: tuple[str, ...] = ()) -> Card:
    """Scores by layout and format."""
    scores: Card = {}
    for layout in only or layouts():
        scores[layout] = {name: Score() for name in FORMATS}
        for variant in VARIANTS:
            for file in files(layout, variant, full=full):
                one = score(file)
                where = f"{layout} {variant} {file.format} {file.style}: "
                one.wrong = [where + text for text in one.wrong]
                scores[layout][file.format].add(one)
    return scores


_HEAD = """# What is read right

Every layout as made-up publications (samples/layouts), read in {styles} of each format: right / all
of what they say. What the last column does not name is all right. Written by `python -m
tests.scorecard{flag}`; test_scorecard.py holds the figures of a day's styles.

| layout | format | forms | rows | all figures | read, and never printed | not all right |
|---|---|---|---|---|---|---|
"""


def written(scores: Card, *, full: bool) -> str:
    """A card as a table."""
    lines = [
        f"| {layout} | {name} | {share(result, 'forms')} | {share(result, 'rows')} "
        f"| {sum(result.right[what] for what in result.of)}/{sum(result.of.values())} "
        f"| {', '.join(f'{w} {result.right[w]}' for w in SURPLUS if result.right[w]) or 0} "
        f"| {', '.join(_imperfect(result))} |"
        for layout, formats in scores.items()
        for name, result in formats.items()
    ]
    head = _HEAD.format(styles="every style" if full else "a few styles", flag=" --full" * full)
    return head + "\n".join(lines) + "\n"


def _imperfect(result: Score) -> list[str]:
    return [f"{w} {share(result, w)}" for w, n in result.of.items() if result.right[w] < n]


def share(result: Score, what: str) -> str:
    """Right and all of one thing."""
    return f"{result.right[what]}/{result.of[what]}"


Floors = dict[tuple[str, str], tuple[dict[str, int], dict[str, Fraction]]]
"""By layout and format: how much was read that nobody printed, and the shares below one."""


def floors_of(card_file: Path) -> Floors:
    """The figures of a written card."""
    floors: Floors = {}
    for line in card_file.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == len(_HEAD.splitlines()[-2].strip("|").split("|")) and cells[1] in FORMATS:
            more = dict(pair.split() for pair in cells[5].split(", ") if pair != "0")
            less = dict(pair.split() for pair in cells[6].split(", ") if pair)
            floors[cells[0], cells[1]] = (
                {what: int(n) for what, n in more.items()},
                {what: Fraction(n) for what, n in less.items()},
            )
    return floors


def fallen(result: Score, floor: tuple[dict[str, int], dict[str, Fraction]]) -> list[str]:
    """What is worse than a card's figures: a smaller share right, or more that nobody printed."""
    more, less = floor
    worse = [f"{w}: {result.right[w]}" for w in SURPLUS if result.right[w] > more.get(w, 0)]
    for what, n in result.of.items():
        if Fraction(result.right[what], n) < (least := less.get(what, Fraction(1))):
            worse.append(f"{what}: {share(result, what)}, was {least}")
    return worse


def main(arguments: list[str]) -> None:
    """The command."""
    flags = {each for each in arguments if each.startswith("--")}
    only = tuple(each for each in arguments if each not in flags)
    full = "--full" in flags
    scores: Card = {}
    for layout in only or layouts():
        scores |= card(full=full, only=(layout,))
        if "--wrong" in flags:
            for result in scores[layout].values():
                print(*result.wrong, sep="\n", end="\n" if result.wrong else "", flush=True)  # noqa: T201 -- what it is for
    if not only and "--wrong" not in flags:
        _write(scores, full=full)


def _write(scores: Card, *, full: bool) -> None:
    """Write the card, and say what fell."""
    path = FULL if full else DAILY
    before = floors_of(path) if path.exists() else {}
    for layout, formats in scores.items():
        for name, result in formats.items():
            for text in fallen(result, before.get((layout, name), ({}, {}))):
                print(f"below the card: {layout} {name} {text}")  # noqa: T201 -- never silently
    path.write_text(written(scores, full=full), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
