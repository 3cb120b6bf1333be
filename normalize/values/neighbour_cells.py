"""The operator column (指标性质) and the unit column (计量单位) of forms that have them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from normalize.values.cleaning import clean
from normalize.values.closed_sets import Operator
from normalize.values.numbers.operators import AFTER, BEFORE, SIGNS, sign
from normalize.values.units.units import Measure, measure, unknown
from normalize.vocabulary import read

_NO_OPERATOR = frozenset(read("words")["operator_cell"]["none"])
_NO_UNIT = frozenset(read("words")["unit_cell"]["none"])


@dataclass(frozen=True, slots=True)
class OperatorCell:
    """The operator that a column states, None for 定性 and its like.

    Source: docs/values.md, Operator and Sources.
    """

    operator: Operator | None
    raw: str | None


@lru_cache(maxsize=1024)
def read_operator_cell(cell: str) -> OperatorCell:
    """Sign or word of an operator column (docs/values.md, Operator and Sources).

    >>> read_operator_cell("＝").operator, read_operator_cell("定性").operator
    (<Operator.EQ: '='>, None)
    """
    text = clean(cell)[0]
    if text in _NO_OPERATOR:
        return OperatorCell(None, None)
    if text and all(char in SIGNS for char in text):
        return OperatorCell(sign(text)[0], text)
    operator = BEFORE.get(text) or AFTER.get(text)
    return OperatorCell(operator, text if operator else None)


@lru_cache(maxsize=4096)
def read_unit_cell(cell: str) -> Measure | None:
    """Unit of a unit column; a word the table does not know stays a unit as written.

    Source: docs/values.md, Unit and Sources.

    >>> read_unit_cell("万元/年").scale, read_unit_cell("/") is None
    (10000, True)
    >>> read_unit_cell("梯队").unit.name
    '梯队'
    """
    text = clean(cell)[0]
    if text in _NO_UNIT or len(text) > 16:
        return None
    return measure(text) or Measure(1, unknown(text), (), text)
