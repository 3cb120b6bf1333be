"""Views that join rows to their form and document, in SQLite and DuckDB alike."""

from __future__ import annotations

from collections.abc import Mapping

_PLACE = (
    "f.department_name, f.supervisor_name, f.implementing_unit, f.project_name, "
    "f.kind as form_kind, f.stage, f.title as form_title, d.path, d.publisher, d.source_url"
)
_FROM = (
    "left join forms f on f.form_id = t.form_id join documents d on d.document_id = t.document_id"
)
_VIEWS = {
    "funding_in_full": ("t.*, cast(t.amount as real) as amount_number", "funding t"),
    "issues_in_full": ("t.*", "issues t"),
    "checks_in_full": (
        (
            't.*, cast(t."left" as real) as left_number, cast(t."right" as real) as right_number, '
            "i.name as indicator_name, i.value_raw"
        ),
        "checks t left join indicators i on i.indicator_id = t.indicator_id",
    ),
}
"""View → its columns beside those of _PLACE, and its tables."""


def joined_views(number: str = "double") -> Mapping[str, str]:
    """Name of a view → its query; decimals stand beside as numbers of the type `number`."""
    return {
        name: f"select {own}, {_PLACE} from {tables} {_FROM}".replace("as real", f"as {number}")  # noqa: S608 -- names of our own records
        for name, (own, tables) in _VIEWS.items()
    }
