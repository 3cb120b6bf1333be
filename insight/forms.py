"""Which projects' forms of two sides are one: of two years, or of two stages of one year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from insight.links import links
from insight.names import indicator_key, is_common
from insight.reading import Form, RowsByForm
from insight.successors import families, relation
from insight.things import Thing
from normalize.records.panel import Match, Relation
from reconcile.words import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFamily:
    """Forms of two sides that belong together, and what holds them to be one."""

    before: tuple[Form, ...]
    after: tuple[Form, ...]
    relation: Relation
    match: Match | None = None
    score: float | None = None
    evidence: str | None = None


def form_families(
    before: Sequence[Form], after: Sequence[Form], rows: RowsByForm, place: str
) -> Iterator[FormFamily]:
    """The forms of projects, in the order of the later side, then those that are gone."""
    things = [[_thing(form, rows, place) for form in side] for side in (before, after)]
    found = links(*things)
    old, new = ({form.form_id: form for form in side} for side in (before, after))
    firsts: dict[str, FormFamily] = {}
    for family in families(found):
        weakest = min(family, key=lambda link: link.score)
        gone = tuple(form for form in before if form.form_id in {each.before for each in family})
        come = tuple(form for form in after if form.form_id in {each.after for each in family})
        renamed = fold(gone[0].project_name) != fold(come[0].project_name)
        firsts[come[0].form_id] = FormFamily(
            before=gone,
            after=come,
            relation=relation(len(gone), len(come), renamed=renamed),
            match=weakest.match,
            score=weakest.score,
            evidence=weakest.evidence,
        )
    linked = {each.before for each in found} | {each.after for each in found}
    for form in new.values():
        if form.form_id in firsts:
            yield firsts[form.form_id]
        elif form.form_id not in linked:
            yield FormFamily(before=(), after=(form,), relation=Relation.NEW)
    for form in old.values():
        if form.form_id not in linked:
            yield FormFamily(before=(form,), after=(), relation=Relation.DROPPED)


def _thing(form: Form, rows: RowsByForm, place: str) -> Thing:
    keys = {indicator_key(row.name) for row in rows.of(form.form_id)}
    return Thing(
        id=form.form_id,
        name=form.project_name or "",
        place=place,
        code=fold(form.project_code) or None,
        unit=fold(form.implementing_unit) or None,
        marks=frozenset(key for key in keys if not is_common(key)),
    )
