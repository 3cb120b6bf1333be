"""The figures of a dataset, counted while its documents pass by."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from look.site.bundles import Bundle
from look.site.charts import Bar, chart
from look.site.doubts import Item
from look.site.plain import money
from look.site.queue import form_money

_TYPED = ("full", "partial")
_STATUSES = ("ok", "partial", "no_forms", "refused")


@dataclass(slots=True)
class Overview:
    """What is known of the whole dataset, or of one year of it."""

    statuses: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    confidence: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    issues: Counter[tuple[str, str]] = field(default_factory=Counter)
    checks: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    corrected: int = 0
    money: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    """In 元: of departments, of projects, and of projects with a doubt or a failing check."""

    def add(self, bundle: Bundle, found: list[Item]) -> None:
        """Count a document and what stands of it in the queue."""
        document = bundle.document
        self.statuses[document.status] += 1
        if document.reason:
            self.reasons[document.reason] += 1
        for name in ("seen", "emitted", "ignored", "failed"):
            self.rows[name] += getattr(document, f"rows_{name}")
        for row in bundle.indicators:
            self.kinds[row.kind] += 1
            self.confidence[row.confidence] += 1
            self.rows["typed"] += int(row.parse_status in _TYPED)
        for issue in bundle.issues:
            self.issues[issue.code, issue.severity] += 1
        for check in bundle.checks:
            self.checks[check.rule][check.verdict] += 1
        for part in (bundle.forms, bundle.funding, bundle.indicators):
            self.corrected += sum(len(each.corrections) for each in part)
        self._add_money(bundle, found)

    def _add_money(self, bundle: Bundle, found: list[Item]) -> None:
        doubted = {item.form_no for item in found if {"low", "check"} & set(item.reasons)}
        for form in bundle.forms:
            self.forms[form.kind] += 1
            if form.stage != "target":
                continue
            amount = form_money(form, bundle.funding_of(form))
            if amount is None:
                continue
            kind = "department" if form.kind == "department" else "project"
            self.money[kind] += amount
            if kind == "project" and form.form_no in doubted:
                self.money["doubted"] += amount

    def _status_chart(self) -> dict[str, Any]:
        """Documents by status, each with its share; a bar leads to its documents."""
        all_of_them = sum(self.statuses.values())
        bars = [
            Bar(
                label=f"§{name}§",
                value=self.statuses[name],
                text=f"{self.statuses[name]:,} ({self.statuses[name] / all_of_them:.0%})",
                href=f"#/documents?status={name}",
            )
            for name in _STATUSES
            if self.statuses[name]
        ]
        return chart("by_status", bars)

    def figures(self) -> dict[str, Any]:
        """As plain values for the overview page."""
        return {
            "documents": sum(self.statuses.values()),
            "statuses": dict(self.statuses),
            "status_chart": self._status_chart(),
            "reasons": dict(self.reasons.most_common()),
            "forms": dict(self.forms),
            "indicators": sum(self.kinds.values()),
            "typed": self.rows["typed"],
            "kinds": dict(self.kinds.most_common()),
            "confidence": dict(self.confidence),
            "rows": {name: self.rows[name] for name in ("seen", "emitted", "ignored", "failed")},
            "issues": [
                {"code": code, "severity": severity, "count": count}
                for (code, severity), count in self.issues.most_common()
            ],
            "checks": {rule: dict(counts) for rule, counts in self.checks.items()},
            "corrected": self.corrected,
            "money": {
                kind: money(self.money[kind]) for kind in ("department", "project", "doubted")
            },
        }
