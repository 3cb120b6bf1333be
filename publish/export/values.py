"""Values as formats without lists and exact decimals can hold them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from struct import Struct
from typing import Any

from publish.json_values import plain

_SINGLE = Struct("<f")


def listed(value: Any) -> str:
    """A list as JSON: nothing is lost, an empty list is `[]`.

    >>> listed(["村", "年"]), listed([{"number": "3", "value_base": Decimal("30000.0")}])
    ('["村", "年"]', '[{"number": "3", "value_base": "30000.0"}]')
    """
    return json.dumps(plain(value), ensure_ascii=False)


def exact(value: Decimal) -> str:
    """A decimal in digits, without an exponent and without the zeros that its column adds.

    >>> exact(Decimal("166060.0000")), exact(Decimal("0E-10")), exact(Decimal("91391454.34"))
    ('166060', '0', '91391454.34')
    """
    digits = f"{value:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def single(value: float) -> float:
    """A float32 by the fewest digits that give it back, not by those of its double.

    >>> single(123.44999694824219)
    123.45
    """
    shorter = (float(f"{value:.{digits}g}") for digits in range(6, 9))
    return next((each for each in shorter if _SINGLE.pack(each) == _SINGLE.pack(value)), value)


def as_text(declared: str) -> Callable[[Any], str]:
    """What writes values of a declared type as text, exactly; null is the caller's matter.

    >>> as_text("bool")(True), as_text("date32")(date(2024, 12, 31)), as_text("int16")(7)
    ('true', '2024-12-31', '7')
    """
    if declared.startswith("list<"):
        return listed
    if declared.startswith("decimal"):
        return exact
    writers: dict[str, Callable[[Any], str]] = {
        "bool": lambda value: "true" if value else "false",
        "date32": date.isoformat,
        "float32": lambda value: repr(single(value)),
    }
    return writers.get(declared, str)
