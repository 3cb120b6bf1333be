"""The catalogue of sentences: whole in both languages, and nothing is said that is not in it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from extract.model import Code, Ocr, Reason, Refused, Source
from extract.readers.foreign_formats import MAGIC, advice_for
from extract.readers.pdf.scanned import advice
from normalize.documents import normalize_refusal
from normalize.issues import message_of
from say import Said, catalogue, chinese, render, sentence_of
from tests.say.sentences import ROOT, said

_PLACES = re.compile(r"\{\d!?\}")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# What stays as it is in any language: options, files, columns, codes, formats, units.
_KEPT = re.compile(
    r"--ocr auto|--[\w-]+|\[\w+\]|[\w./]+\.(?:csv|toml|txt|json|html|md)\b|`[^`]*`"
    r"|\b[a-z]+(?:_[a-z]+)+\b|\b(?:PDF|OFD|Word|Excel|XML|MiB|CSV|UTF-8|OpenDocument|SQLite)\b"
    r"|\b(?:DuckDB|JSON|BagIt|Dask|zip|7z|rar|gzip|docx?|xlsx?b?|wps|rtf|png|jpeg|gif|tiff)\b"
    r"|\b(?:uof|svg|pptx|ofd|html|dpi|facts)\b",
    flags=re.ASCII,
)


def test_every_sentence_has_the_same_places_in_both_languages() -> None:
    for name, (en, zh) in catalogue().items():
        places = [{each.replace("!", "") for each in _PLACES.findall(text)} for text in (en, zh)]
        assert places[0] == places[1], name


def test_no_language_has_a_trace_of_the_other() -> None:
    strange: list[tuple[str, str]] = []
    for name, (en, zh) in catalogue().items():
        assert not _HAN.search(en), name
        assert _HAN.search(zh) or _PLACES.search(zh), name
        if re.search(r"[A-Za-z]{2,}", _KEPT.sub("", zh)):
            strange.append((name, zh))
    assert strange == []


def test_every_advice_is_in_the_catalogue() -> None:
    unknown = [each for each in said("Refused", argument=1) if sentence_of(each[1]) is None]
    assert unknown == []


@pytest.mark.parametrize("text", [advice(mode) for mode in Ocr])
def test_advice_on_pictures_is_in_the_catalogue(text: str) -> None:
    assert sentence_of(text) is not None


def test_advice_by_the_first_bytes_of_a_file_is_in_the_catalogue() -> None:
    for _, format_ in MAGIC:
        said_ = chinese(f"This is {format_}: {advice_for(format_)}")
        assert not re.search(r"[A-Za-z]{2,}", _KEPT.sub("", said_)), said_


def test_advice_on_pages_that_are_none_is_in_the_catalogue() -> None:
    shells = tomllib.loads(Path(ROOT / "extract/readers/html/pages.toml").read_text("utf-8"))
    for shell in shells["shells"]:
        assert sentence_of(shell["advice"]) is not None


@pytest.mark.parametrize("code", Code)
def test_every_issue_is_said_in_both_languages(code: Code) -> None:
    en, zh = message_of(code, "甲"), message_of(code, "甲", zh=True)
    assert en
    assert zh
    assert _HAN.search(zh)


def test_a_refusal_carries_the_name_of_its_advice_and_what_it_tells() -> None:
    source = Source(name="a.png", data=b"", sha256="0" * 64)
    refusal = Refused(Reason.RESOURCE_LIMIT, "The picture has 12 pages: split it.")
    document = normalize_refusal(source, refusal).document
    assert (document.message_code, document.message_args) == ("advice.picture_pages", ("12",))
    assert render(Said(document.message_code or "", document.message_args)) == document.message


def test_what_stands_in_a_place_is_said_in_chinese_where_it_is_a_sentence_itself() -> None:
    same = "Read in full; it holds no performance target form. The same bytes as a.pdf."
    assert chinese(same) == "已全文读取，其中没有绩效目标表。与 a.pdf 内容完全相同。"


def test_a_text_of_a_document_that_is_no_sentence_stays_as_it_is() -> None:
    hostile = "The picture has " * 4000
    assert chinese(hostile) == hostile
