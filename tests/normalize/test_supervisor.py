"""A supervisor's code, wherever it stands, is parted from the name."""

import pytest

from normalize.offices import split_office, split_supervisor


@pytest.mark.parametrize(
    ("printed", "code", "name"),
    [
        ("[155]某县民政局", "155", "某县民政局"),
        ("[015001]某市某区教育局", "015001", "某市某区教育局"),
        ("（042）某区体育局", "042", "某区体育局"),
        ("916-某镇", "916", "某镇"),
        ("916－某镇", "916", "某镇"),
        ("105 教育部", "105", "教育部"),
        ("433某市供销合作社（部门）", "433", "某市供销合作社（部门）"),
        ("教育部 105", "105", "教育部"),
        ("教育部（105）", "105", "教育部"),
        ("某县教育局-020", "020", "某县教育局"),
        ("155", "155", None),
        ("某县教育局", None, "某县教育局"),
        ("某部队69220", None, "某部队69220"),
        ("第24中学", None, "第24中学"),
    ],
)
def test_the_code_is_parted_from_the_name(printed: str, code: str | None, name: str | None) -> None:
    assert split_supervisor(printed) == (code, name)


@pytest.mark.parametrize(
    ("printed", "label", "code", "name"),
    [
        ("301-某街道办事处", "预算单位", "301", "某街道办事处"),
        ("[015001]某县教育局", "单位名称", "015001", "某县教育局"),
        ("302001某县财政局", "单位名称", "302001", "某县财政局"),
        ("105 某县财政局", "单位编码及名称", "105", "某县财政局"),
        ("120急救中心", "单位名称", None, "120急救中心"),
        ("711研究所", "单位名称", None, "711研究所"),
        ("某市第24中学", "单位名称", None, "某市第24中学"),
    ],
)
def test_an_office_keeps_a_number_that_is_its_name(
    printed: str, label: str, code: str | None, name: str
) -> None:
    assert split_office(printed, label) == (code, name)
