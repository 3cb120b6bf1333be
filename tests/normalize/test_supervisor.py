"""A supervisor's code, wherever it stands, is parted from the name."""

import pytest

from normalize.forms import split_supervisor


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
