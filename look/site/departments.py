"""A page for each department: its years, the chain of its sums, its money, its forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from sys import intern
from typing import Any, NamedTuple

from insight.bodies import Body, bodies_of
from insight.reading import Form, Money, documents_of, forms_of
from look.site.charts import Bar, chart
from look.site.files import write_data, write_zipped
from look.site.money_text import in_words
from look.site.packing import Packer
from look.site.plain import both
from publish.tables.release import Release
from reconcile import RULES

_CHAIN = (
    *("income_parts", "expenditure_parts", "income_expenditure", "project_sum"),
    *("appropriation_left", "other_income"),
)
"""The links of a department's own sums, in their order; those between tables follow."""
_ORDER = {
    rule: number
    for number, rule in enumerate((*_CHAIN, *(each.id for each in RULES if each.id not in _CHAIN)))
}
_SHOWN = frozenset(
    {*_CHAIN, *(rule.id for rule in RULES if rule.check.__module__.endswith("budget_chain"))}
)
_WANTED = (
    *("document_id", "form_id", "table_id", "rule", "verdict", "left_text", "right_text"),
    "difference",
)
_VERDICTS = frozenset({"holds", "holds_rounded", "fails"})
_MOST = 12


class _Check(NamedTuple):
    """What a check of the chain found, as it is published: a province has a hundred thousand."""

    rule: str
    verdict: str
    left: str
    right: str
    difference: str | None
    document: str
    form: int

    def told(self) -> dict[str, Any]:
        """As a page shows it."""
        return {
            "rule": self.rule,
            "verdict": self.verdict,
            "left": both(self.left, "side"),
            "right": both(self.right, "side"),
            "difference": self.difference,
            "href": f"#/d/{self.document}/{self.form}",
        }


class Departments:
    """The departments of a dataset, numbered by their names."""

    def __init__(self, site: Path, release: Release, packer: Packer) -> None:
        self.site = site
        self._packer = packer
        documents = documents_of(release)
        self.bodies: dict[str, list[Body]] = defaultdict(list)
        for bodies in bodies_of(forms_of(release, documents), documents).values():
            for body in bodies.values():
                self.bodies[body.name].append(body)
        self._numbers = {name: number for number, name in enumerate(sorted(self.bodies))}
        self._release = release

    # Read when the pages are written: who numbers rows before needs neither.
    @cached_property
    def _money(self) -> Money:
        return Money.of(self._release)

    @cached_property
    def _checks(self) -> dict[str, list[_Check]]:
        return _chains(self._release)

    def number(self, name: str) -> int:
        """The number of a department; -1 where its forms name none."""
        return self._numbers.get(name, -1)

    def write(
        self,
        shares: Mapping[str, Mapping[int, Mapping[str, tuple[int, int]]]],
        changes: Mapping[int, Mapping[int, Mapping[str, int]]],
    ) -> None:
        """Write the list, and a page a department with its quality and its changes."""
        lines = []
        for name, number in self._numbers.items():
            bodies = self.bodies[name]
            latest = bodies[-1]
            amount = self._amount(latest)
            forms = sum(len(body.forms) for body in bodies)
            years = [body.year for body in bodies]
            lines.append([number, name, years, forms, None if amount is None else str(amount)])
            page = {
                "name": name,
                "years": [
                    {"year": body.year, "forms": [self._form(form) for form in body.forms]}
                    for body in bodies
                ],
                "chain": sorted(
                    (
                        check.told() | {"year": body.year}
                        for body in bodies
                        for form in body.forms
                        for check in self._checks.get(form.form_id, ())
                    ),
                    key=lambda check: _ORDER[check["rule"]],
                ),
                "quality": {str(year): each for year, each in shares.get(name, {}).items()},
                "changes": {str(year): each for year, each in changes.get(number, {}).items()},
                "charts": [self._years(number, bodies)],
            }
            write_zipped(self.site, f"department-{number}", page, self._packer)
        write_data(self.site, "departments", lines)

    def chart(self) -> dict[str, Any]:
        """The departments of the latest year with the most money by their own forms."""
        latest = max((body.year for each in self.bodies.values() for body in each), default=None)
        found = [
            (amount, body.name)
            for each in self.bodies.values()
            for body in each
            if body.year == latest and (amount := self._money.total(body.own())) is not None
        ]
        return chart(
            "chart_departments",
            [
                Bar(
                    label=name,
                    value=float(amount),
                    text=in_words(amount),
                    href=f"#/department/{self._numbers[name]}",
                )
                for amount, name in sorted(found, key=lambda each: -each[0])[:_MOST]
            ],
        )

    def _years(self, number: int, bodies: list[Body]) -> dict[str, Any]:
        """A department's money by year: its own form, and the forms of its projects together."""
        bars = []
        for what, of in (("department", Body.own), ("project", Body.projects)):
            for body in bodies:
                amount = self._money.total(of(body))
                if amount is not None:
                    href = self._address(of(body)[0])
                    label = f"§money_of_{what}§"
                    text = in_words(amount)
                    bars.append(
                        Bar(
                            label=label,
                            series=str(body.year),
                            value=float(amount),
                            text=text,
                            href=href,
                        )
                    )
        del number
        return chart("chart_money_years", bars)

    def _amount(self, body: Body) -> Decimal | None:
        own = self._money.total(body.own())
        return own if own is not None else self._money.total(body.projects())

    def _form(self, form: Form) -> dict[str, Any]:
        amount = self._money.totals.get(form.form_id)
        return {
            "document": form.document_id,
            "no": form.form_no,
            "kind": form.kind,
            "stage": form.stage,
            "name": form.project_name,
            "money": None if amount is None else str(amount),
        }

    @staticmethod
    def _address(form: Form) -> str:
        return f"#/d/{form.document_id}/{form.form_no}"


def _chains(release: Release) -> dict[str, list[_Check]]:
    """Form → what the checks of the chain found at it."""
    found: dict[str, list[_Check]] = defaultdict(list)
    for file in release.files_of("checks"):
        part = release.read(file, _WANTED)
        columns = (part.column(name).to_pylist() for name in _WANTED)
        for values in zip(*columns, strict=True):
            check = dict(zip(_WANTED, values, strict=True))
            form_id = check["form_id"]
            if form_id and check["rule"] in _SHOWN and check["verdict"] in _VERDICTS:
                difference = check["difference"]
                found[form_id].append(
                    _Check(
                        rule=intern(check["rule"]),
                        verdict=intern(check["verdict"]),
                        left=check["left_text"],
                        right=check["right_text"],
                        difference=str(difference) if difference else None,
                        document=intern(check["document_id"]),
                        form=int(form_id.rpartition("-")[2]),
                    )
                )
    return found
