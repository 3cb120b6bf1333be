"""The figures of a dataset and the rows behind them, by the catalogue of rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from insight.bodies import Body, Key, bodies_of
from insight.quality.beside import Copies, caps_above_money
from insight.quality.model import Target
from insight.quality.rules import QUALITY_RULES, SATISFACTION_BELOW, is_low
from insight.reading import Document, Form, RowsByForm, documents_of, forms_of
from normalize.records import Beside, QualityRecord, QualityRowRecord
from normalize.records.quality import QualityRule
from publish.tables.release import Release

_Where = tuple[int, str | None]
_NAMED = tuple((rule.id.value, rule) for rule in QUALITY_RULES)


@dataclass(slots=True)
class Quality:
    """How the targets of a dataset are written: rows first, then the figures that they come to.

    The targets of a year are those of target forms and of the annual horizon; forms that name
    neither year nor department stay out.
    """

    release: Release
    satisfaction_below: float = SATISFACTION_BELOW
    counted: dict[_Where, list[int]] = field(default_factory=dict)
    """Year and department → rows that each rule counts, in the order of the rules."""
    looked_at: dict[_Where, list[int]] = field(default_factory=dict)

    def rows(self) -> Iterator[QualityRowRecord]:
        """The rows of the table `quality_rows`, by year, department, form and row."""
        documents = documents_of(self.release)
        years = bodies_of(forms_of(self.release, documents), documents)
        targets = RowsByForm(self.release, "indicators", Target)
        caps = caps_above_money(self.release, documents)
        copies, beside = Copies(), _Printed(targets, documents, years)
        for year, bodies in years.items():
            copies.begin(year)
            forms = list(_target_forms(bodies))
            for body, form in forms:
                for row in _annual(targets, form):
                    copies.note(body.key, form, row)
            for body, form in forms:
                for row in _annual(targets, form):
                    found = {
                        rule: beside.of(rule, other)
                        for rule, other in copies.of(body.key, form, row)
                    }
                    if row.indicator_id in caps:
                        found[QualityRule.CAP_ABOVE_MONEY] = caps[row.indicator_id]
                    yield self._row(body, form, row, found, documents)

    def _row(
        self,
        body: Body,
        form: Form,
        row: Target,
        found: Mapping[QualityRule, Beside],
        documents: Mapping[str, Document],
    ) -> QualityRowRecord:
        where = (body.year, body.name)
        counted = self.counted.setdefault(where, [0] * len(_NAMED))
        looked_at = self.looked_at.setdefault(where, [0] * len(_NAMED))
        looked, marks = [], []
        for number, (name, rule) in enumerate(_NAMED):
            if rule.looks_at(row):
                looked.append(name)
                looked_at[number] += 1
                if rule.counts(row) if rule.counts else self._is_beside(rule.id, row, found):
                    marks.append(name)
                    counted[number] += 1
        return QualityRowRecord(
            indicator_id=row.indicator_id,
            form_id=form.form_id,
            document_id=form.document_id,
            fiscal_year=body.year,
            department_name=body.name,
            project_name=form.project_name,
            name=row.name,
            text=row.text,
            marks=tuple(marks),
            looked_at=tuple(looked),
            beside=tuple(found[rule.id] for _, rule in _NAMED if rule.id in found),
            path=documents[form.document_id].path,
            place=row.place,
        )

    def _is_beside(
        self, rule: QualityRule, row: Target, found: Mapping[QualityRule, Beside]
    ) -> bool:
        if rule is QualityRule.SATISFACTION_LOW:
            return is_low(row, self.satisfaction_below)
        return rule in found

    def figures(self) -> Iterator[QualityRecord]:
        """The rows of the table `quality`, of what `rows` came by: years whole, then by name."""
        counted, looked = _with_years(self.counted), _with_years(self.looked_at)
        order = sorted(looked, key=lambda where: (where[0], where[1] or ""))
        for year, department in order:
            for number, (name, _) in enumerate(_NAMED):
                of, marked = looked[year, department][number], counted[year, department][number]
                yield QualityRecord(
                    quality_id=f"{year} {department or ''} {name}",
                    fiscal_year=year,
                    department_name=department,
                    rule=name,
                    counted=marked,
                    of=of,
                    share=marked / of if of else None,
                )


def _with_years(figures: Mapping[_Where, Sequence[int]]) -> dict[_Where, Sequence[int]]:
    """Figures of departments by rule, and those of their years whole."""
    found = dict(figures)
    for (year, _), counts in figures.items():
        whole = found.get((year, None), [0] * len(counts))
        found[year, None] = [a + b for a, b in zip(whole, counts, strict=True)]
    return found


class _Printed:
    """Rows as they stand beside another: text, file, place; looked up by their ids."""

    def __init__(
        self,
        targets: RowsByForm,
        documents: Mapping[str, Document],
        years: Mapping[int, Mapping[Key, Body]],
    ) -> None:
        self._targets = targets
        self._paths = {
            form.form_id: documents[form.document_id].path
            for bodies in years.values()
            for _, form in _target_forms(bodies)
        }

    def of(self, rule: QualityRule, indicator_id: str) -> Beside:
        form_id = indicator_id.rpartition("-")[0]
        row = next(r for r in self._targets.of(form_id) if r.indicator_id == indicator_id)
        return Beside(
            rule=rule.value,
            text=f"{row.name} {row.text}",
            path=self._paths[form_id],
            place=row.place,
            indicator_id=indicator_id,
        )


def _target_forms(bodies: Mapping[Key, Body]) -> Iterator[tuple[Body, Form]]:
    for body in bodies.values():
        for form in body.forms:
            if form.stage == "target":
                yield body, form


def _annual(targets: RowsByForm, form: Form) -> Iterator[Target]:
    return (row for row in targets.of(form.form_id) if row.horizon == "annual")
