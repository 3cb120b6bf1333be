"""Speed and accuracy of the value grammar beside other libraries, in one run: make bench.

Rows come from tests/normalize/cases/forms.jsonl. Distinct rows differ in name and value; accuracy
is the share of quantitative values whose number in the base unit is right. The other libraries
(extra `bench`) read the value alone and only their number is asked of them: none gives operators,
denominators or units of this genre.
"""

from __future__ import annotations

import json
import platform
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import redirect_stdout
from decimal import Decimal
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from io import StringIO
from pathlib import Path

from normalize import GRAMMAR_VERSION, normalize_value

CASES = Path(__file__).parents[1] / "tests" / "normalize" / "cases" / "forms.jsonl"
Read = Callable[[str], str | None]
FAILURES = (ArithmeticError, LookupError, TypeError, ValueError, AttributeError)
OTHERS = (
    ("recognizers-text-suite", "recognizers_number"),
    ("jionlp", "jionlp"),
    ("quantulum3", "quantulum3.parser"),
)


def values() -> list[tuple[str, str]]:
    """Quantitative values of the case list, each with its number in the base unit."""
    cases = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]
    return [
        (case["value"], case["expect"]["value_base"])
        for case in cases
        if "value_base" in case["expect"] and "name" not in case and "unit_cell" not in case
    ]


def rows(count: int) -> list[tuple[str, str]]:
    """Distinct rows of 指标 name and value: names as forms have them, numbers that vary."""
    names = [
        "培训人数",
        "群众满意度达{}%以上",
        "全年招商引资经费控制在{}万元以内",
        "资金发放及时率",
        "村数量(个)",
    ]
    shapes = [
        "≥{}%",
        "≤{}万元",
        "={}元/人/月",
        "不少于{}次",
        "{}%以上",
        "≥{}人次",
        "{}万元以内",
        "{}个",
    ]
    places = ["城东", "城南", "城西", "城北", "高新", "凤山", "龙泉", "新桥", "石门", "清江"]
    found = []
    for n in range(count):
        name = f"{places[n % 10]}{places[n // 10 % 10]}{places[n // 100 % 10]}"
        name += names[n % len(names)].format(n % 97)
        found.append((name, shapes[n // 7 % len(shapes)].format(n)))
    return found


def rate(work: Callable[[], object], size: int) -> float:
    """Rows a second of processor time."""
    begin = time.process_time()
    work()
    return size / max(time.process_time() - begin, 1e-9)


def ours(value: str) -> str | None:
    target = normalize_value(value, fiscal_year=2024)
    return None if target.value_base is None else str(target.value_base)


def reader(module: str) -> Read:
    """The number that another library reads first from a value, as it gives it."""
    library = import_module(module)
    if module == "recognizers_number":

        def recognise(value: str) -> str | None:
            found = library.recognize_number(value, "zh-cn")
            return found[0].resolution["value"] if found else None

        return recognise
    if module == "jionlp":

        def parse_money(value: str) -> str | None:
            try:
                found = library.parse_money(value)["num"]
            except ValueError:
                return None
            return found[0] if isinstance(found, list) else found

        return parse_money

    def parse(value: str) -> str | None:
        found = library.parse(value)
        return str(found[0].value) if found else None

    return parse


def right(read: Read, sample: list[tuple[str, str]]) -> int:
    """How many numbers are right; a library that fails on a value has not read it."""
    hits = 0
    for value, expected in sample:
        try:
            found = read(value)
            hits += found is not None and Decimal(str(found)) == Decimal(expected)
        except FAILURES:
            continue
    return hits


def main() -> None:
    sample = values()
    print(f"Python {platform.python_version()}, grammar {GRAMMAR_VERSION}, {len(sample)} values\n")
    distinct = rows(20_000)
    fast = rate(
        lambda: [normalize_value(v, name=n, fiscal_year=2024) for n, v in distinct], len(distinct)
    )
    few = distinct[:2000]
    repeated = rate(
        lambda: [normalize_value(v, name=n, fiscal_year=2024) for _ in range(50) for n, v in few],
        50 * len(few),
    )
    print(f"{'':26}{'version':>12}{'values/s':>14}{'numbers right':>16}")
    speed = rate(lambda: [ours(value) for value, _ in sample], len(sample))
    hits = right(ours, sample)
    print(f"{'normalize_value':26}{GRAMMAR_VERSION:>12}{speed:>14,.0f}{hits / len(sample):>16.1%}")
    for package, module in OTHERS:
        try:
            with redirect_stdout(StringIO()):
                read = reader(module)
        except ImportError as error:
            print(f"{package:26}  not run: {error}", file=sys.stderr)
            continue
        hits = right(read, sample)
        speed = rate(lambda read=read: right(read, sample), len(sample))
        print(f"{package:26}{_version(package):>12}{speed:>14,.0f}{hits / len(sample):>16.1%}")
    pairs, names = len(set(distinct)), len({name for name, _ in distinct})
    print(f"\nwhole rows, name and value, all fields: {fast:,.0f} distinct rows/s")
    print(f"({pairs:,} different pairs of name and value, {names:,} different names)")
    print(f"the same rows again: {repeated:,.0f} rows/s")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "?"


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
