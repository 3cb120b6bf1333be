"""Records as plain JSON values: decimals and dates as text, nothing rounded."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any


def plain(value: Any) -> Any:
    """A value that JSON can hold.

    >>> plain({"amount": Decimal("166060.0000"), "day": date(2024, 12, 31), "per": ("村",)})
    {'amount': '166060.0000', 'day': '2024-12-31', 'per': ['村']}
    """
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return str(value) if isinstance(value, Decimal | date) else value
