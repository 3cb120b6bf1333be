"""What stands around the rows of a table without rules: header, facts above, a note below."""

from __future__ import annotations

from math import inf

import regex

from extract.readers.pdf.page import Rule
from extract.readers.pdf.unruled.printed_lines import Print, sure
from extract.words.heads import CORE, heads_block, is_label
from extract.words.labels import column_role, goal_role
from extract.words.text import key
from extract.words.titles import title_of

_ASIDE = regex.compile(r"\(?(?:(?:预算|填报)?(?:年度:)?20\d\d年?度?|(?:金额)?单位:.{1,4})\)?")
_NOTE = regex.compile(r"(?:注|备注|说明):")


def header_of(prints: list[Print]) -> tuple[int, Print]:
    """The one line of which each part is the label of another column."""
    found = []
    for n, line in enumerate(prints):
        texts = [run.text for run in line.runs]
        if heads_block(texts):
            roles = [column_role(text) for text in texts]
            sure(that=set(roles) >= set(CORE) and None not in roles)
            sure(that=len(set(roles)) == len(roles))
            found.append((n, line))
    sure(that=len(found) == 1)
    return found[0]


def facts_of(above: list[Print], most: int) -> list[list[Print]]:
    """The lines between title and header: labels, each with its value; a goal may wrap.

    Raises where one of them is anything else, or where no title stands above.
    """
    titled = [n for n, x in enumerate(above) if len(x.runs) == 1 and title_of(x.runs[0].text)]
    sure(that=bool(titled))
    facts: list[list[Print]] = []
    for line in above[titled[-1] + 1 :]:
        texts = [key(run.text) for run in line.runs]
        labels = [is_label(text) for text in texts]
        if labels == [True, False] * (len(texts) // 2) and len(texts) <= most:
            facts.append([line])
        elif facts and _carries_on(facts[-1], line):
            facts[-1].append(line)
        else:
            sure(that=not facts and all(_ASIDE.fullmatch(text) for text in texts))
    return facts


def _carries_on(fact: list[Print], line: Print) -> bool:
    """Is a line the rest of a goal, flush under it?"""
    first = fact[0].runs
    return (
        len(first) == 2
        and len(line.runs) == 1
        and bool(goal_role(first[0].text))
        and not is_label(key(line.runs[0].text))
        and abs(line.runs[0].x0 - first[1].x0) < 1
    )


def flat_rules(rules: list[Rule], top: float, header: Print) -> list[float]:
    """The heights of rules across the whole table; raises where others are drawn in it."""
    left, right = header.runs[0].x0, header.runs[-1].x1
    near = [r for r in rules if (r.at if r.flat else r.b) > top]
    sure(that=all(r.flat and r.a <= left and r.b >= right for r in near))
    return sorted(r.at for r in near)


def body_of(below: list[Print], ruled: list[float]) -> list[Print]:
    """The lines of the rows; raises where what follows is more than a note."""
    foot = ruled[-1] if len(ruled) > 1 else inf
    end = next(
        (n for n, line in enumerate(below) if line.y > foot or _NOTE.match(key(line.runs[0].text))),
        len(below),
    )
    rest = below[end:]
    sure(that=all(len(line.runs) == 1 for line in rest))
    sure(that=not rest or bool(_NOTE.match(key(rest[0].runs[0].text))))
    return below[:end]
