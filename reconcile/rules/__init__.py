"""The catalogue of rules: one ordered tuple; a new rule is one function and one entry."""

from __future__ import annotations

from reconcile.rules.budget_chain import BUDGET_CHAIN_RULES
from reconcile.rules.budget_tables import BUDGET_TABLE_RULES
from reconcile.rules.costs import COST_RULES
from reconcile.rules.department import DEPARTMENT_RULES
from reconcile.rules.funding import FUNDING_RULES
from reconcile.rules.names import NAME_RULES
from reconcile.rules.products import PRODUCT_RULES
from reconcile.rules.projects import PROJECT_RULES
from reconcile.rules.twins import TWIN_RULES
from reconcile.rules.years import YEAR_RULES

RULES = (
    *DEPARTMENT_RULES,
    *PROJECT_RULES,
    *FUNDING_RULES,
    *COST_RULES,
    *NAME_RULES,
    *PRODUCT_RULES,
    *TWIN_RULES,
    *YEAR_RULES,
    *BUDGET_TABLE_RULES,
    *BUDGET_CHAIN_RULES,
)
"""Every rule, in the order of the catalogue (docs/checks.md)."""
