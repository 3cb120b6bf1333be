"""The catalogue of sentences: whole in both languages, and nothing is said that is not in it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from extract.model import Code, Ocr, Reason, Refused, Source
from extract.readers.foreign_formats import MAGIC, advice_for
from extract.readers.pdf.print.unread import Why as Unprinted
from extract.readers.pdf.scanned import advice
from look.code_names import code_names
from normalize.documents import normalize_refusal
from normalize.issues import message_of, text_of
from normalize.values.flag_sentences import SENTENCES
from normalize.values.why import Why
from say import Said, catalogue, chinese, names, render, sentence_of
from tests.say.sentences import ROOT, said

_PLACES = re.compile(r"\{\d(?:#|!\w*)?\}")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# Names of options, files, columns and formats stay as they are; they stand one by one, or quoted.
_QUOTED = re.compile(r"`[^`]*`|\([^()]*\)")
_WORDS = re.compile(r"(?<![\w.<-])[A-Za-z]{3,}(?![\w.>-])", flags=re.ASCII)
_SENTENCE = re.compile(r"(?<![\w-])[a-z]{2,} [a-z]{2,}(?![\w-])", flags=re.ASCII)


def _words_of_the_site() -> dict[str, tuple[str, str]]:
    """What the site says in a browser, where the language is chosen: its own list goes with it."""
    text = (ROOT / "look" / "site" / "words.toml").read_text(encoding="utf-8")
    sections = tomllib.loads(text).values()
    return {name: tuple(pair) for section in sections for name, pair in section.items()}


_CATALOGUES = {
    "sentences": catalogue,
    "names": names,
    "rules and issues": code_names,
    "words of the site": _words_of_the_site,
}
_BY_ITSELF = {"："}
"""What is the same in either language."""
_TWO_WAYS = {"language", "language_label"}
"""What offers the other language says so in it."""


@pytest.mark.parametrize("which", _CATALOGUES)
def test_every_sentence_has_the_same_places_in_both_languages(which: str) -> None:
    for name, pair in _CATALOGUES[which]().items():
        assert len(pair) == 2, name
        assert all(pair), name
        places = [{each[:2] for each in _PLACES.findall(text)} for text in pair]
        assert places[0] == places[1], name


@pytest.mark.parametrize("which", _CATALOGUES)
def test_no_language_has_a_trace_of_the_other(which: str) -> None:
    strange: list[tuple[str, str]] = []
    for name, (en, zh) in _CATALOGUES[which]().items():
        if name in _TWO_WAYS:
            continue
        # terms of a publication (项目支出) are the same in both
        assert all(term in zh for term in re.findall(r"[\u4e00-\u9fff]+", en)), name
        assert _HAN.search(zh) or _PLACES.search(zh) or zh in _BY_ITSELF, name
        bare = _QUOTED.sub("", _PLACES.sub("", zh))
        if _SENTENCE.search(bare) or any(word not in en for word in _WORDS.findall(bare)):
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
        shown = chinese(f"This is {format_}: {advice_for(format_)}")
        assert shown.startswith("这是")
        assert not _SENTENCE.search(_QUOTED.sub("", shown)), shown


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


def test_why_a_value_is_read_so_is_in_the_catalogue() -> None:
    told = [*(why.sentence for why in Why), *SENTENCES.values()]
    assert [each for each in told if sentence_of(each) is None] == []


def test_a_refusal_carries_the_name_of_its_advice_and_what_it_tells() -> None:
    source = Source(name="a.png", data=b"", sha256="0" * 64)
    refusal = Refused(Reason.RESOURCE_LIMIT, "The picture has 12 pages: split it.")
    document = normalize_refusal(source, refusal).document
    assert (document.message_code, document.message_args) == ("advice.picture_pages", ("12",))
    assert render(Said(document.message_code or "", document.message_args)) == document.message


@pytest.mark.parametrize(
    "text",
    [f"甲 — {why}" for why in Unprinted]
    + [
        "B3: a text box: 甲",
        "table 2 row 3: letters of a font's own: 甲",
        "a formula: x; an icon: y",
    ],
)
def test_what_no_value_carries_is_said_in_either_language(text: str) -> None:
    zh = text_of(Code.PRINT_UNREAD, text, zh=True)
    assert _HAN.search(zh)
    assert not re.search(r"[A-Za-z]{2,}", zh), zh


@pytest.mark.parametrize(
    "text", ["sheet 3", "seal 甲", "a picture", "value", "money", "甲: 3 row(s)"]
)
def test_a_documents_text_that_looks_like_a_piece_of_a_sentence_stays_as_it_is(text: str) -> None:
    assert text_of(Code.ROW_FAILED, text, zh=True) == text
    assert message_of(Code.ROW_FAILED, text, zh=True).endswith(text)
    if text not in ("value", "money"):
        assert chinese(text) == text


def test_what_stands_in_a_place_is_said_in_chinese_where_it_is_a_sentence_itself() -> None:
    same = "Read in full; it holds no performance target form. The same bytes as a.pdf."
    assert chinese(same) == "已全文读取，其中没有绩效目标表。与 a.pdf 内容完全相同。"


def test_a_text_of_a_document_that_is_no_sentence_stays_as_it_is() -> None:
    hostile = "The picture has " * 4000
    assert chinese(hostile) == hostile
