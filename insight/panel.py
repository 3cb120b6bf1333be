"""Departments, projects and targets in two published years that follow each other (跨年度)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from insight.bodies import Body, bodies_of
from insight.changes import changed
from insight.forms import FormFamily, form_families
from insight.reading import Document, Form, Money, Row, RowsByForm, documents_of, forms_of
from insight.successors import Succession, successions
from insight.targets import Pair, pairs_of
from normalize.records import PanelRecord
from normalize.records.panel import Change, Relation, Subject
from publish.tables.release import Release


@dataclass(frozen=True, slots=True)
class _Dataset:
    documents: Mapping[str, Document]
    money: Money
    rows: RowsByForm


def panel(release: Release) -> Iterator[PanelRecord]:
    """The rows of the table `panel`, by year, department, project and target.

    A department is compared with the year that it published before. Targets are those of target
    forms; what forms of monitoring and self-evaluation hold is in `bridge`. Raises ReleaseError.
    """
    documents = documents_of(release)
    years = bodies_of(forms_of(release, documents), documents)
    years = {year: _with_targets(bodies) for year, bodies in years.items()}
    data = _Dataset(documents, Money.of(release), RowsByForm(release, "indicators", Row))
    for succession in successions({year: each for year, each in years.items() if each}, data.rows):
        yield from _department(data, succession)


def _with_targets(bodies: Mapping[Any, Body]) -> dict[Any, Body]:
    """Bodies that publish targets in the year, and not only what became of them."""
    return {
        key: body for key, body in bodies.items() if any(f.stage == "target" for f in body.forms)
    }


def _department(data: _Dataset, found: Succession) -> Iterator[PanelRecord]:
    own = _own_family(found)
    yield _record(data, found, own, subject=Subject.DEPARTMENT)
    if not found.before or not found.after:
        return  # which of its forms were not published, and which are not here, nobody knows
    if own.before and own.after:
        yield from _targets(data, found, own)
    before = [form for body in found.before for form in body.projects()]
    after = [form for body in found.after for form in body.projects()]
    if not before or not after:
        return
    places = tuple(body.place for body in (*found.before, *found.after))
    for family in form_families(before, after, data.rows, places[0]):
        yield _record(data, found, family, subject=Subject.PROJECT)
        yield from _targets(data, found, family)


def _own_family(found: Succession) -> FormFamily:
    """The departments' own forms; where one prints none, the departments stand without a form."""
    sides = tuple(
        tuple(form for body in side for form in body.own()) for side in (found.before, found.after)
    )
    link = found.link
    return FormFamily(
        before=sides[0],
        after=sides[1],
        relation=found.relation,
        match=None if link is None else link.match,
        score=None if link is None else link.score,
        evidence=None if link is None else link.evidence,
    )


def _targets(data: _Dataset, found: Succession, family: FormFamily) -> Iterator[PanelRecord]:
    forms = {form.form_id: form for form in (*family.before, *family.after)}
    before, after = (
        [row for form in side for row in data.rows.of(form.form_id)]
        for side in (family.before, family.after)
    )
    for pair in pairs_of(before, after):
        old = None if pair.before is None else forms[pair.before.form_id]
        new = None if pair.after is None else forms[pair.after.form_id]
        narrowed = FormFamily(
            before=(old,) if old else family.before[:1],
            after=(new,) if new else family.after[:1],
            relation=family.relation,
            match=pair.match,
            score=pair.score,
            evidence=pair.evidence,
        )
        yield _record(data, found, narrowed, subject=Subject.TARGET, pair=pair)


def _record(
    data: _Dataset,
    found: Succession,
    family: FormFamily,
    *,
    subject: Subject,
    pair: Pair | None = None,
) -> PanelRecord:
    old = family.before[0] if family.before else None
    new = family.after[0] if family.after else None
    row_before, row = (pair.before, pair.after) if pair else (None, None)
    amounts = (
        (None, None) if pair else (data.money.total(family.before), data.money.total(family.after))
    )
    bodies = tuple(_named(side, form) for side, form in ((found.before, old), (found.after, new)))
    return PanelRecord(
        panel_id=_identity(subject, found, family, pair),
        fiscal_year=found.year,
        year_before=found.year_before,
        subject=subject.value,
        department_before=bodies[0],
        department_name=bodies[1],
        project_before=_projects(family.before),
        project_name=_projects(family.after),
        relation=family.relation.value,
        match=None if family.match is None else family.match.value,
        match_score=family.score,
        match_evidence=family.evidence,
        read_in_full=all(body.read_in_full for body in (*found.before, *found.after)),
        amount_before=amounts[0],
        amount=amounts[1],
        form_before=old.form_id if old else None,
        form_id=new.form_id if new else None,
        document_before=old.document_id if old else None,
        document_id=new.document_id if new else None,
        path_before=data.documents[old.document_id].path if old else None,
        path=data.documents[new.document_id].path if new else None,
        **_compared(found, pair, amounts, family.relation),
        **_printed(row_before, row),
        place_before=row_before.place if row_before else old.place if old else None,
        place=row.place if row else new.place if new else None,
    )


def _named(bodies: Sequence[Body], form: Form | None) -> str | None:
    """The department as its form names it; of several, all names."""
    if form and form.department_name and len(bodies) == 1:
        return form.department_name
    return " + ".join(body.name for body in bodies) or None


def _projects(forms: Sequence[Form]) -> str | None:
    names = [form.project_name for form in forms if form.project_name]
    return " + ".join(names) or None


def _identity(subject: Subject, found: Succession, family: FormFamily, pair: Pair | None) -> str:
    if pair:
        sides = tuple(row.indicator_id if row else "" for row in (pair.before, pair.after))
    elif subject is Subject.DEPARTMENT:
        sides = tuple(
            "+".join(min(form.form_id for form in body.forms) for body in side)
            for side in (found.before, found.after)
        )
        return f"{found.year}:{sides[0]}~{sides[1]}"
    else:
        sides = tuple(
            "+".join(form.form_id for form in side) for side in (family.before, family.after)
        )
    return f"{sides[0]}~{sides[1]}"


def _compared(
    found: Succession,
    pair: Pair | None,
    amounts: tuple[Decimal | None, Decimal | None],
    relation: Relation,
) -> dict[str, Any]:
    """What became of the number: of the target, or of the money of the forms."""
    if pair is None:
        return {"change": _money(amounts, relation), "demand": None, "demand_source": None}
    if pair.before is None or pair.after is None:
        change = Change.NEW if pair.before is None else Change.DROPPED
        return {"change": change.value, "demand": None, "demand_source": None}
    said = changed(pair.before, pair.after, found.year_before, found.year)
    source = None if said.source is None else said.source.value
    return {"change": said.change.value, "demand": said.demand.value, "demand_source": source}


def _money(amounts: tuple[Decimal | None, Decimal | None], relation: Relation) -> str | None:
    if relation in {Relation.NEW, Relation.DROPPED}:
        return relation.value
    before, after = amounts
    if before is None or after is None:
        return None
    if before == after:
        return Change.KEPT.value
    return (Change.RAISED if after > before else Change.LOWERED).value


def _printed(before: Row | None, row: Row | None) -> dict[str, Any]:
    shown = row or before
    return {
        "level1": shown.level1 if shown else None,
        "level2": shown.level2 if shown else None,
        "horizon": shown.horizon if shown else None,
        "name_before": before.name if before else None,
        "name": row.name if row else None,
        "text_before": before.text if before else None,
        "text": row.text if row else None,
        "value_before": before.value if before else None,
        "value": row.value if row else None,
        "unit_before": before.unit if before else None,
        "unit": row.unit if row else None,
        "indicator_before": before.indicator_id if before else None,
        "indicator_id": row.indicator_id if row else None,
    }
