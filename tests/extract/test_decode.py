"""Bytes become text whatever their label says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.readers.decoding import Decoded, decode, is_binary

TEXT = "青浦县2024年项目支出绩效目标表\n项目名称\t河道整治\n产出指标\t数量指标\t绿化面积\t≥500㎡\n"
TRADITIONAL = "項目支出績效目標表\n項目名稱\t河道整治\n產出指標\t數量指標\t綠化面積\t500平方公尺\n"
OUTSIDE_GB2312 = "经办人：朱镕，二〇二四年，500㎡"


def test_utf8_is_taken_for_what_it_is_whatever_is_declared() -> None:
    for declared in (None, "gb2312", "big5", "utf-8", "no-such-charset"):
        assert decode(TEXT.encode(), declared=declared) == Decoded(
            text=TEXT, encoding="utf-8", replaced=0
        )


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "x-gbk", "gb_2312-80", "cp936", "GB18030"])
def test_characters_outside_a_declared_gb2312_are_read(declared: str) -> None:
    data = (TEXT + OUTSIDE_GB2312).encode("gb18030")
    assert decode(data, declared=declared).text == TEXT + OUTSIDE_GB2312


@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1", "windows-1252"])
def test_simplified_chinese_is_found_without_a_true_label(declared: str | None) -> None:
    data = (TEXT + OUTSIDE_GB2312).encode("gb18030")
    assert decode(data, declared=declared) == Decoded(
        text=TEXT + OUTSIDE_GB2312, encoding="gb18030", replaced=0
    )


@pytest.mark.parametrize("declared", [None, "big5", "Big5-HKSCS", "x-x-big5"])
def test_traditional_chinese_is_found_and_read_with_hong_kong_characters(
    declared: str | None,
) -> None:
    text = TRADITIONAL * 3 + "深水埗邨"
    assert decode(text.encode("big5hkscs"), declared=declared) == Decoded(
        text=text, encoding="big5hkscs", replaced=0
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_is_no_part_of_the_text(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), declared="gb2312").text == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark_is_told_by_its_zero_bytes(encoding: str) -> None:
    page = "<table><tr><td>" + TEXT + "</td></tr></table>"
    assert decode(page.encode(encoding)) == Decoded(text=page, encoding=encoding, replaced=0)


@pytest.mark.parametrize("lost", [1, 2])
def test_a_file_cut_in_mid_character_stays_utf8_and_loses_that_character(lost: int) -> None:
    decoded = decode("绩效目标".encode()[:-lost])
    assert (decoded.text, decoded.encoding, decoded.replaced) == ("绩效目�", "utf-8", 1)


def test_a_long_utf8_file_with_one_broken_byte_stays_utf8() -> None:
    decoded = decode((TEXT * 5).encode() + b"\xff" + (TEXT * 5).encode(), declared="gb2312")
    assert (decoded.encoding, decoded.replaced) == ("utf-8", 1)


def test_a_broken_byte_in_gbk_costs_its_character_and_no_more() -> None:
    decoded = decode(b"\xff<td>".join([TEXT.encode("gbk")] * 2), declared="gb2312")
    assert decoded.text == TEXT + "�<td>" + TEXT
    assert decoded.replaced == 1


def test_a_character_lost_in_an_earlier_conversion_is_counted() -> None:
    assert decode("花小钱�".encode()).replaced == 1


def test_a_label_that_does_not_fit_gives_way_to_one_that_does() -> None:
    text = TEXT * 3 + "𠮷"
    assert decode(text.encode("gb18030"), declared="big5").text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs", "utf-16", "utf-16-le"])
def test_text_is_not_binary(encoding: str) -> None:
    assert not is_binary((TRADITIONAL + "<p>ok</p>\x0c\t\r\n").encode(encoding))
    assert not is_binary(b"")


def test_a_page_with_a_stray_nul_is_not_binary() -> None:
    assert not is_binary((TEXT * 30).encode() + b"\0")


@pytest.mark.parametrize(
    "data",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(24),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        bytes(range(256)) * 8,
        bytes(range(1, 256)) * 8,
    ],
    ids=["word", "image", "every byte", "every byte but NUL"],
)
def test_other_formats_are_binary(data: bytes) -> None:
    assert is_binary(data)


@given(st.binary(max_size=400), st.none() | st.text(max_size=12))
def test_any_bytes_decode_to_text_that_can_be_written(data: bytes, declared: str | None) -> None:
    decoded = decode(data, declared=declared)
    decoded.text.encode("utf-8")
    is_binary(data)


@given(st.text(alphabet=TEXT + OUTSIDE_GB2312, min_size=1), st.sampled_from(["gb2312", "gbk"]))
def test_what_is_declared_simplified_comes_back_whole(text: str, declared: str) -> None:
    decoded = decode(text.encode("gb18030"), declared=declared)
    assert decoded.text == text or decoded.encoding == "utf-8"
