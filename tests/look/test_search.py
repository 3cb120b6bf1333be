"""The search of the site in a browser, against a plain reading of the dataset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from look.site.bundles import Bundle, bundles
from look.site.one_byte import Alphabet
from look.site.search_part import Owner, Part
from publish.tables.release import open_release
from tests.look.conftest import Watched
from tests.look.test_queue import numbers

Watch = Callable[..., Watched]
KINDS = {"document": "文件", "form": "绩效目标表", "table": "预算公开表", "row": "指标与金额"}


@dataclass(frozen=True)
class Line:
    """What can be found, and by which words of its own and of what it belongs to."""

    kind: str
    year: int | None
    office: str | None
    own: str
    around: str

    def has(self, words: list[str]) -> bool:
        own, around = self.own.lower(), f"{self.own} {self.around}".lower()
        return any(word in own for word in words) and all(word in around for word in words)


def lines_of(bundle: Bundle) -> Iterator[Line]:
    document = bundle.document
    about = f"{document.path} {document.title or ''} {document.publisher or ''}"
    of_all = document.fiscal_year
    yield Line("document", of_all, document.publisher, f"{about} {of_all or ''}", "")
    about += f" {of_all or ''}"
    for form in bundle.forms:
        year, office = form.fiscal_year or of_all, form.department_name or document.publisher
        name = form.project_name or form.department_name or form.title or ""
        own = f"{name}\n{form.department_name or ''} {year or ''}"
        yield Line("form", year, office, own, about)
        for row in bundle.rows_of(form):
            text = f"{row.name}\n{row.value_raw}"
            yield Line("row", year, office, text, f"{about}\n{own}")
    for table in bundle.budget_tables:
        year, office = table.fiscal_year or of_all, table.department_name or document.publisher
        lines = bundle.lines_of(table)
        heads = "\n".join(line.measure_text for line in lines)
        own = f"{table.title or ''}\n{table.department_name or ''} {year or ''}\n{heads}"
        yield Line("table", year, office, own, about)
        rows: dict[tuple[int, str], str] = {}
        for line in lines:
            at = line.row_no, line.row_label_text
            rows.setdefault(at, f"{line.code_text or ''}\n{line.row_label_text}\n")
            rows[at] += f" {line.amount_text}"
        for text in rows.values():
            yield Line("row", year, office, text, f"{about}\n{own}")


@pytest.fixture(scope="module")
def lines(site: Path) -> list[Line]:
    release = open_release(site.parent)
    return [line for bundle in bundles(release) for line in lines_of(bundle)]


def searched(watch: Watch, query: str, **narrowed: str) -> Page:
    more = "".join(f"&{name}={quote(value)}" for name, value in narrowed.items())
    page = watch().open(f"#/search?q={quote(query)}{more}")
    page.wait_for_selector("[data-done]")
    return page


def counted(page: Page, which: str) -> dict[str, int]:
    """The chips of a heading, each with its count."""
    chips = page.locator(f"nav.facet[aria-label='{which}'] a").all()
    told = ((chip.inner_text(), chip.locator("b").inner_text()) for chip in chips)
    return {text.removesuffix(count).strip(): int(count.replace(",", "")) for text, count in told}


@pytest.mark.parametrize(
    "query",
    [
        "万元",
        "石桥镇人民政府",  # in one document it stands with its budget tables only
        "石桥镇人民政府 juesuan 基本工资",
        "三公 juesuan 公务接待费",  # it stands in the heads of a table only
        "2010301",  # a code in a column of its own
        "农业农村局 2025 ≥",  # a year that stands in no text
        "*/</SCRIPT>",
    ],
)
def test_whatever_the_dataset_has_is_found_counted_and_told_apart(
    watch: Watch, lines: list[Line], query: str
) -> None:
    wanted = [line for line in lines if line.has(query.lower().split())]
    page = searched(watch, query)
    assert numbers(page, ".foot") == [len(wanted)]
    kinds = Counter(KINDS[line.kind] for line in wanted)
    assert counted(page, "类别") == kinds
    assert counted(page, "年度") == Counter(str(line.year or "年度不明") for line in wanted)
    assert counted(page, "部门") == Counter(line.office or "部门不明" for line in wanted)


def test_a_search_is_narrowed_by_kind_year_and_department_at_once(
    watch: Watch, lines: list[Line]
) -> None:
    office = "禾溪县石桥镇人民政府"
    fits = [line for line in lines if (line.kind, line.year, line.office) == ("row", 2024, office)]
    wanted = [line for line in fits if line.has(["费"])]
    page = searched(watch, "费", kind="row", year="2024", office=office)
    assert numbers(page, ".foot") == [len(wanted)]
    assert page.locator(".results .entry").count() == min(len(wanted), 60)
    for text in page.locator(".results .entry").all_inner_texts():
        assert f"{office} · 2024" in text


def test_a_search_is_narrowed_to_a_document_and_back(watch: Watch) -> None:
    page = searched(watch, "满意度 教育")
    chip = page.locator("nav.facet[aria-label='所在文件'] a", has_text="2024/jiaoyu.pdf")
    within = int(chip.locator("b").inner_text())
    everything = page.locator(".results .entry").count()
    chip.click()
    page.wait_for_function(
        f"() => document.querySelectorAll('.results .entry').length === {within}"
    )
    assert 0 < within < everything
    assert all("2024/jiaoyu.pdf" in text for text in page.locator(".entry").all_inner_texts())
    page.locator("nav.facet a[aria-current]").click()
    page.wait_for_function(
        f"() => document.querySelectorAll('.results .entry').length === {everything}"
    )


def test_rare_characters_have_longer_codes_and_come_back(watch: Watch) -> None:
    alphabet = Alphabet()
    letters = "".join(map(chr, range(0x4E00, 0x4E00 + 2400))) + "*\u0007\U00020000"
    letters.translate(alphabet)
    words = ["绩效a*", letters[0] + letters[2399], "\U00020000\u0007", letters[2256]]
    coded = [word.translate(alphabet) for word in words]
    assert len(coded[-1]) == 4
    page = watch().open("#/corrections")
    js = """([letters, words]) => { const one = jixiao.searchPart.alphabet(letters);
        const coded = words.map(one.coded); return [coded, coded.map(one.decoded)]; }"""
    assert page.evaluate(js, [alphabet.letters, words]) == [coded, words]


def test_a_part_says_each_text_once_and_keeps_capital_letters_beside(tmp_path: Path) -> None:
    part = Part()
    part.document(["id", "A.pdf", None, None])
    part.owner(Owner.DOCUMENT, None, 0, 0, "")
    part.line(0, "A.pdf", "")
    part.owner(Owner.FORM, 2024, 1, 3, "x")
    part.line(0, "x", "")
    part.line(1, "x", "95%\n96%")
    assert part.write(tmp_path, 0, Alphabet()) == ["", "a.pdf", "x", "95% 96%"]
    assert '"cased":{"0":["A.pdf",""],"2":' not in (tmp_path / "data" / "found-0.js").read_text()
    assert '"cased":{"0":["A.pdf",""]}' in (tmp_path / "data" / "found-0.js").read_text()
