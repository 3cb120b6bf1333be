"""Within a form: money, weights, cost targets, names, products."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.model import Form, Horizon, Stage
from tests.reconcile.build import checks, cost, department, project, row, verdicts


def funded(total: str, *parts: str) -> Form:
    items = ("fiscal_appropriation", "other", "carry_over")
    return project("一", total=total, **dict(zip(items, parts, strict=True)))


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [
        (("100.00", "60.00", "40.00"), "holds"),
        (("100.00", "60.00", "40.02"), "holds_rounded"),
        (("100.00", "60.00", "30.00"), "fails"),
        (("0", "0", "0.00"), "parts_all_zero"),
        (("0", "-", "-"), "parts_all_zero"),
        (("-", "-", "-"), "not_comparable"),
    ],
)
def test_a_funding_total_is_the_sum_of_its_parts(parts: tuple[str, ...], verdict: str) -> None:
    assert verdicts("funding_parts", [funded("200.00", *parts)]) == [verdict]


def test_a_total_of_zero_is_the_sum_of_zeros() -> None:
    assert verdicts("funding_parts", [funded("0", "0", "0", "0")]) == ["holds"]


@pytest.mark.parametrize(
    ("unknown", "verdict"), [("政府性基金", "not_comparable"), ("项目类型", "fails")]
)
def test_a_label_of_money_that_was_not_understood_may_belong_to_the_sum(
    unknown: str, verdict: str
) -> None:
    form = project("一", total="9.00", fiscal_appropriation="5.00", unknown=unknown)
    assert verdicts("funding_parts", [form]) == [verdict]


def test_a_part_whose_print_is_no_amount_leaves_the_sum_open() -> None:
    assert verdicts("funding_parts", [funded("9.00", "5.00", "约4", "-")]) == ["not_comparable"]


def test_forms_of_monitoring_are_left_out() -> None:
    form = project("一", stage=Stage.MONITORING, total="5.00", fiscal_appropriation="4.00")
    assert verdicts("funding_parts", [form]) == []


@pytest.mark.parametrize(
    ("weights", "verdict"),
    [
        (("40", "50"), "holds"),
        (("40", "60"), "holds"),
        (("40", "45"), "fails"),
        (("40", ""), "not_comparable"),
    ],
)
def test_weights_sum_to_90_or_100(weights: tuple[str, ...], verdict: str) -> None:
    form = project("一", *(row("指标", "5个", weight=weight) for weight in weights))
    assert verdicts("weights", [form]) == [verdict]


def test_weights_of_two_horizons_are_summed_apart() -> None:
    mid_term = row("指标", "5个", weight="90", horizon=Horizon.MID_TERM)
    form = project("一", row("指标", "5个", weight="90"), mid_term)
    assert verdicts("weights", [form]) == ["holds", "holds"]


@pytest.mark.parametrize(
    ("name", "value", "verdict"),
    [
        ("总成本控制在50万元以内", "≤50万元", "holds"),
        ("总成本", "≤500040元", "holds_rounded"),
        ("总成本", "≤55万元", "fails"),
        ("全年招商引资经费控制在20万元以内", "≤20万元", "fails"),
        ("招商引资宣传总成本", "≤20万元", "fails"),
        ("印刷费用", "≤20万元", "not_comparable"),
        ("招商引资经费中印刷成本", "≤20万元", "not_comparable"),
    ],
)
def test_the_cost_target_of_the_whole_is_the_money(name: str, value: str, verdict: str) -> None:
    form = project("招商引资经费1", cost(name, value), total="50.00")
    assert verdicts("total_cost", [form]) == [verdict]


def test_of_several_cost_targets_the_one_that_equals_the_money_is_the_total() -> None:
    form = project("一", cost("总成本", "≤60万元"), cost("印刷费用", "≤50万元"), total="50.00")
    assert verdicts("total_cost", [form]) == ["holds"]


def test_cost_targets_of_parts_may_sum_to_the_money() -> None:
    form = project("一", cost("印刷费用", "≤20万元"), cost("会议费用", "≤30万元"), total="50")
    assert verdicts("total_cost", [form]) == ["holds"]


def test_unit_costs_and_floors_are_no_cost_targets_of_the_whole() -> None:
    rows = (
        cost("每个村控制在13万元以内", "≤13万元"),
        cost("补助标准", "=3万元"),
        cost("设备成本", "≤8740元/台"),
        cost("上缴款", "≥500万元"),
    )
    assert verdicts("total_cost", [project("一", *rows, total="50.00")]) == []
    assert verdicts("partial_cost", [project("一", *rows, total="50.00")]) == []


def test_a_department_total_cost_is_its_expenditure_wherever_it_stands() -> None:
    target = row("总成本：50.00万元", "≤50.00万元", level2="时效指标")
    assert verdicts("total_cost", [department(target, expenditure_total="50.00")]) == ["holds"]
    assert verdicts("total_cost", [department(target, expenditure_total="51.00")]) == ["fails"]


@pytest.mark.parametrize(("value", "verdict"), [("≤20万元", "holds"), ("≤60万元", "fails")])
def test_the_cost_of_a_part_is_within_the_money(value: str, verdict: str) -> None:
    form = project("一", cost("总成本", "≤50万元"), cost("工资支出", value), total="50.00")
    assert verdicts("partial_cost", [form]) == [verdict]


@pytest.mark.parametrize(
    ("name", "value", "verdict"),
    [
        ("经费控制在22万元以内", "≤220000元", "holds"),
        ("获评省级荣誉4个以上，市级荣誉10个以上", "≥14个", "holds"),
        ("完成50亿以上项目1个，10亿以上项目2个", "≥3个", "holds"),
        ("在编在岗人员69人、退休人员26人", "100%", "not_comparable"),
        ("新建校舍2,000平方米", "≥1800平方米", "fails"),
        ("村集体经济收入达到20万元/年", "≥21万元", "fails"),
        ("200人以上企业培训人数", "≥500人", "note"),
        ("道路3公里范围内建设", "≥5公里", "note"),
        ("完成项目约12个", "≥10个", "note"),
        ("新增床位20张，改造床位30张", "≥60张", "note"),
    ],
)
def test_the_name_says_the_quantity_of_the_value(name: str, value: str, verdict: str) -> None:
    assert verdicts("name_quantity", [project("一", row(name, value))]) == [verdict]


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("满意度达90%以上", "≥90%", ["holds"]),
        ("满意度达90%以上", "90%", ["fails"]),
        ("满意度达90%以上", "≤90%", ["fails"]),
        ("满意度达90%以上", "=90%", ["note"]),
        ("满意度达90%以上", "≥95%", []),
        ("满意度", "90%", []),
    ],
)
def test_the_name_says_the_limit_of_the_value(name: str, value: str, expected: list[str]) -> None:
    assert verdicts("name_operator", [project("一", row(name, value))]) == expected


@pytest.mark.parametrize(
    ("name", "value", "unit", "expected"),
    [
        ("群众满意度(%)", "≥95%", None, ["holds"]),
        ("设备价格", "28.8万元", "%", ["fails"]),
        ("村干部(人)", "≤92个", None, ["note"]),
        ("村数量", "=16个", None, []),
    ],
)
def test_the_unit_beside_the_value_is_its_own(
    name: str, value: str, unit: str | None, expected: list[str]
) -> None:
    assert verdicts("name_unit", [project("一", row(name, value, unit=unit))]) == expected


@pytest.mark.parametrize(
    ("price", "quantity", "total"),
    [
        (("设备成本", "≤8740元/台"), ("设备数量", "≤19台"), "16.606"),
        (("每个村控制在13万元以内", "≤13万元"), ("村数量", "=16个"), "208"),
        (("工资标准", "=3600元/人/年"), ("补贴人数", "≤255人"), "91.8"),
        (("工资标准", "=300元/人/月"), ("补贴人数", "≤255人"), "91.8"),
        (("设备成本", "≤1万元/台"), ("设备数量", "≥145台/套"), "145"),
    ],
)
def test_unit_cost_times_quantity_is_the_money(
    price: tuple[str, str], quantity: tuple[str, str], total: str
) -> None:
    form = project("一", cost(*price), row(*quantity), total=total)
    (check,) = checks("product", [form])
    assert check.verdict == "holds"
    for name, _ in (price, quantity):
        assert name in check.left_text


def test_unit_cost_times_quantity_may_be_another_row() -> None:
    rows = (
        cost("上缴款", "≥500万元"),
        row("拆除面积", "≤200000平方米"),
        row("中标价", "≤25元/平方米"),
    )
    (check,) = checks("product", [project("一", *rows, total="100")])
    assert (check.verdict, check.left) == ("holds", Decimal(5_000_000))
    assert "上缴款" in check.right_text


def test_a_product_that_misses_narrowly_fails_and_one_far_off_is_not_listed() -> None:
    rows = (cost("设备成本", "≤8740元/台"), row("设备数量", "≤19台"))
    assert verdicts("product", [project("一", *rows, total="16.70")]) == ["fails"]
    assert verdicts("product", [project("一", *rows, total="20.00")]) == []


def test_a_narrow_miss_of_an_amount_that_another_product_explains_is_not_listed() -> None:
    rows = (
        cost("设备成本", "≤8740元/台"),
        row("设备数量", "≤19台"),
        cost("软件成本", "≤8700元/套"),
        row("软件数量", "≤19套"),
    )
    assert verdicts("product", [project("一", *rows, total="16.606")]) == ["holds"]


def test_a_share_of_an_amount_is_another_amount() -> None:
    rows = (cost("成本控制在上缴款的20%以内", "≤20%"), cost("上缴款", "≥500万元"))
    assert verdicts("share", [project("一", *rows, total="100")]) == ["holds"]
    assert verdicts("share", [project("一", *rows, total="110")]) == []
