"""What a run tells while it goes on; whoever listens overrides what it wants to hear."""

from __future__ import annotations

from batch.plan import Plan, Why
from batch.task import Outcome


class Watch:
    """Hears nothing."""

    def planned(self, plan: Plan, passed_over: tuple[str, ...]) -> None:
        """The run knows what it will read."""

    def found_inside(self, documents: int) -> None:
        """So many documents more are to be read: they lie in what was read."""

    def read(self, outcome: Outcome, why: Why) -> None:
        """A document was read, or found to be the same as before."""

    def lost(self, name: str, error: Exception) -> None:
        """A worker gave a document up; it is read here."""

    def publishing(self, documents: int) -> None:
        """All documents are read: the tables are written."""
