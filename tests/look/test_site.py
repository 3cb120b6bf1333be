"""The site's files: what is built, what is refused, what the pages may do."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from look.site.bands import bands
from look.site.build import MARK
from look.site.bundles import bundles
from look.site.doubts import ordered
from look.site.index import words
from look.site.queue import items
from publish.tables.release import open_release
from tests.command_line import jixiao

ROOT = Path(__file__).parent.parent.parent
STATIC = ROOT / "look" / "site" / "static"
SCRIPTS = "".join(path.read_text(encoding="utf-8") for path in sorted(STATIC.glob("*.js")))


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "out"
    assert jixiao("run", ROOT / "data" / "raw", "--out", out).exit_code == 0
    return out


def data(site: Path, key: str) -> object:
    text = (site / "data" / f"{key}.js").read_text(encoding="utf-8")
    return json.loads(text.removeprefix(f'jixiao.put("{key}",').removesuffix(");\n"))


def test_without_raw_files_the_site_is_whole_but_for_its_pictures(
    dataset: Path, tmp_path: Path
) -> None:
    built = jixiao("review", dataset, "--site", tmp_path / "site")
    assert built.exit_code == 0, built.output
    assert "--raw" in built.output
    run = data(tmp_path / "site", "run")
    assert isinstance(run, dict)
    assert run["figures"]["documents"] == 12
    assert run["figures"]["money"]["project"] == "74364500"
    assert not (tmp_path / "site" / "pictures").exists()


def test_a_raw_file_that_has_changed_gives_no_picture(dataset: Path, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    shutil.copytree(ROOT / "data" / "raw", raw)
    with (raw / "2024" / "jiaoyu.pdf").open("ab") as file:
        file.write(b"\n")
    (raw / "2025" / "jiaoyu.zip").unlink()
    (raw / "2025" / "nongye-yusuan.pdf").unlink()
    built = jixiao("review", dataset, "--raw", raw, "--site", tmp_path / "site")
    assert "other bytes" in built.output
    assert "is not there" in built.output
    assert not list((tmp_path / "site").rglob("*.png"))


def test_pictures_of_the_queue_are_fewer_than_all(dataset: Path, tmp_path: Path) -> None:
    counts = {}
    for which in ("all", "queue"):
        options = ("--raw", ROOT / "data" / "raw", "--site", tmp_path / which)
        assert jixiao("review", dataset, *options, "--pictures", which).exit_code == 0
        counts[which] = len(list((tmp_path / which).rglob("*.png")))
    assert counts["all"] == 12 + 6  # forms, and tables of a budget
    assert 0 < counts["queue"] < counts["all"]


def test_only_a_site_is_ever_replaced(dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    refused = jixiao("review", dataset, "--site", tmp_path)
    assert refused.exit_code == 1
    assert "something else" in refused.output
    assert (tmp_path / "mine.txt").exists()
    site = tmp_path / "site"
    for _ in range(2):
        assert jixiao("review", dataset, "--site", site).exit_code == 0
    assert (site / MARK).exists()


def test_a_folder_that_is_no_dataset_is_named(tmp_path: Path) -> None:
    refused = jixiao("review", tmp_path)
    assert refused.exit_code == 1
    assert "documents" in refused.output


def test_the_queue_is_ordered_by_money_and_holds_every_doubt_once(dataset: Path) -> None:
    every = list(bundles(open_release(dataset)))
    found = ordered(item for bundle in every for item in items(bundle))
    amounts = [item.money or Decimal(0) for item in found]
    assert amounts == sorted(amounts, reverse=True)
    rows = [(i.document_id, i.form_no, i.row_no) for i in found if i.row_no is not None]
    assert len(rows) == len(set(rows))
    doubted = {row.indicator_id for b in every for row in b.indicators if row.confidence != "high"}
    assert {f"{d}-{f:03d}-{r:03d}" for d, f, r in rows} >= doubted


def test_a_band_holds_every_value_of_its_form(dataset: Path) -> None:
    for bundle in bundles(open_release(dataset)):
        at = {(band.form, band.page): band for band in bands(bundle)}
        for row in bundle.indicators:
            if row.page is not None and row.top is not None and row.bottom is not None:
                band = at[str(int(row.form_id[-3:])), row.page]
                assert (band.top or 0) <= row.top
                assert band.bottom is None or row.bottom <= band.bottom


def test_the_page_may_load_its_own_files_and_nothing_else() -> None:
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert not re.search(r"<script(?![^>]* src=)|\son\w+=|style=", page)
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", SCRIPTS)
    assert "fetch(" not in SCRIPTS


def test_every_word_is_there_in_both_languages_and_used() -> None:
    spoken = tomllib.loads((ROOT / "look" / "site" / "words.toml").read_text(encoding="utf-8"))
    for section in spoken.values():
        for name, pair in section.items():
            assert len(pair) == 2, name
            assert all(pair), name
            places = [sorted(re.findall(r"\{\d\}", text)) for text in pair]
            assert places[0] == places[1], name
    asked = set(re.findall(r'\bt\("(\w+)"', SCRIPTS))
    assert asked <= set(spoken["text"])
    prefixes = (
        "at_",
        "reason_",
        "sort_",
        "theme_",
        "money_",
        "picture_",
        "key_",
        "by_",
        "kind_",
        "chart_",
        "rows_",
    )
    unused = [
        name
        for name in spoken["text"]
        if not name.startswith(prefixes) and f'"{name}"' not in SCRIPTS
    ]
    assert unused == []


def test_every_flag_rule_and_issue_has_a_name_in_both_languages() -> None:
    from extract.model import BudgetKind, Code, Phase  # noqa: PLC0415
    from normalize.records import LineFlag  # noqa: PLC0415
    from normalize.values.closed_sets import Flag  # noqa: PLC0415
    from reconcile import RULES  # noqa: PLC0415

    named = words()["codes"]
    kinds = (f"table_{kind}" for kind in BudgetKind)
    for code in (*Flag, *LineFlag, *Code, *Phase, *kinds, *(rule.id for rule in RULES)):
        assert len(named[str(code)]) == 2


def test_a_rule_in_the_queue_has_its_own_name_where_a_flag_has_the_same_code(
    dataset: Path,
) -> None:
    from reconcile import RULES  # noqa: PLC0415

    named = words()["codes"]
    rule = next(rule for rule in RULES if rule.id == "share")
    assert named["rule.share"] == [rule.title, rule.title_zh] != named["share"]
    found = [each for bundle in bundles(open_release(dataset)) for each in items(bundle)]
    codes = {code for each in found for code in each.codes}
    assert codes <= named.keys()
    rules = {code.removeprefix("rule.") for code in codes if code.startswith("rule.")}
    assert rules
    assert rules <= {rule.id for rule in RULES}
