"""An equation (m:oMath) on one line: 3/4, 10⁴, ≥95%."""

from __future__ import annotations

from extract.readers.html.raised import raised
from extract.readers.office.parts_of_xml import Element, child, local


def equation(element: Element) -> str:
    """The text of an equation; fractions with /, powers raised."""
    match local(element.tag):
        case "t":
            return element.text or ""
        case "f":
            return f"{_part(element, 'num')}/{_part(element, 'den')}"
        case "sSup":
            return _part(element, "e") + raised(_part(element, "sup"))
        case "rad":
            return f"√{_part(element, 'e')}"
        case name if name.endswith("Pr"):
            return ""
    return "".join(equation(each) for each in element if isinstance(each.tag, str))


def _part(element: Element, name: str) -> str:
    found = child(element, name)
    return equation(found) if found is not None else ""
