"""docs/checks.md, derived from the catalogue: `python -m reconcile.describe`."""

from __future__ import annotations

from collections.abc import Iterator

from reconcile.model import Rule
from reconcile.rules import RULES

_HEAD = """\
# Checks (核对)

Publications of budgets check themselves: totals have parts, departments have projects, targets are
said twice. Each rule below compares two things that are printed and reports what it came to in the
table `checks`; none of them changes the data. `jixiao check RAW` prints the same by department.
Derived from `reconcile/rules/`: `python -m reconcile.describe` writes it anew, a test fails when
the two differ.

## Verdicts (结论)

| verdict | meaning |
|---|---|
| `holds` | equal, or within the limit that the rule states |
| `holds_rounded` | equal but for the rounding of the print, which the tolerance is for |
| `fails` | a contradiction: the two cannot both be meant |
| `parts_all_zero` | a total whose parts are all printed as zero: the form does not break it down |
| `note` | worth knowing, neither agreeing nor contradicting |
| `not_comparable` | of unlike dimensions, or something is missing; listed on request only |

A failing check weighs as much as its rule: `error` where arithmetic that the form asks for does not
close, `warning` where two statements contradict each other. Rules of severity `note` never fail.
A failing check may stem from the publication or from its reading: the printed texts and the page
stand beside it, so that a person can tell.

## Tolerance (容差)

Money is printed with two decimals of its unit, 万元 as a rule: an addend carries 0.005 of it, a sum
of n addends is compared with its total at 0.005 × (n + 1), two amounts at no less than 0.01, since
some prints cut decimals off. `left`, `right`, `difference` and `tolerance` are in 元 for money, and
in the unit of the value for other quantities.

## Rules (规则)
"""


def catalogue() -> str:
    """The catalogue as Markdown: an overview, then every rule."""
    lines = [_HEAD, "| rule | title | 规则 | severity |", "|---|---|---|---|"]
    lines += [
        f"| [`{rule.id}`](#{rule.id}) | {rule.title} | {rule.title_zh} | {rule.severity} |"
        for rule in RULES
    ]
    for rule in RULES:
        lines += ["", *_described(rule)]
    return "\n".join(lines) + "\n"


def _described(rule: Rule) -> Iterator[str]:
    yield f"### {rule.id}"
    yield ""
    yield f"{rule.title} ({rule.title_zh})."
    yield ""
    yield f"- compares: {rule.compares}"
    yield f"- tolerance: {rule.tolerance}"
    yield f"- example: {rule.example}"


def main() -> None:
    """Write the catalogue into docs/."""
    from pathlib import Path  # noqa: PLC0415 -- only the command touches files

    docs = Path(__file__).parent.parent / "docs"
    (docs / "checks.md").write_text(catalogue(), encoding="utf-8")


if __name__ == "__main__":
    main()
