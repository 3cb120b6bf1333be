"""The command line speaks one language at a time, whole: help, errors, what commands print."""

from __future__ import annotations

import inspect as inspection
import re
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from commands import COMMANDS, cli
from commands.settings_file import KEYS
from commands.speaking import paragraphs
from normalize.records import DERIVED, TABLES, columns
from publish.tables.release import open_release
from say import Language, sentence_of, use
from tests.say.sentences import ROOT, said

TROUBLED = (
    *("docx-d1-troubled", "html-d1-troubled", "odf-c2-troubled", "ofd-d1-troubled"),
    *("pdf-d0-troubled", "xlsx-a2-troubled", "eml-two-documents"),
    *("text-a1-troubled", "html-list-g2"),
)
"""Cases whose troubles are of different kinds."""
HAN = re.compile(r"[\u4e00-\u9fff]")
RAW = ROOT / "data" / "raw"


@pytest.fixture(autouse=True)
def english_again() -> object:
    yield
    use(Language.EN)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("spoken")
    page = next(RAW.rglob("nongye.html"))
    raw = folder / "raw"
    raw.mkdir()
    (raw / "nongye.html").write_bytes(page.read_bytes())
    (raw / "kong.pdf").write_bytes(b"")
    assert CliRunner().invoke(cli, ["run", str(raw), "--out", str(folder / "out")]).exit_code == 3
    _spoil(folder, page)
    return folder


def _spoil(folder: Path, page: Path) -> None:
    """Beside it a folder whose manifest and settings are wrong, and a dataset that was changed."""
    stated = folder / "stated"
    stated.mkdir()
    (stated / "nongye.html").write_bytes(page.read_bytes())
    (stated / "manifest.csv").write_text("path,nonsense\nnongye.html,7\n", encoding="utf-8")
    (stated / "jixiao.toml").write_text("jobs = 0\n", encoding="utf-8")
    shutil.copytree(folder / "out", folder / "spoilt")
    file = next((folder / "spoilt" / "indicators").iterdir())
    file.write_bytes(file.read_bytes() + b"0")


def helps() -> set[str]:
    """Everything that help says, in paragraphs."""
    context = click.Context(cli)
    commands = [cli, *filter(None, (cli.get_command(context, name) for name in COMMANDS))]
    texts = {" ".join(text.split()) for text in COMMANDS.values()}
    for command in commands:
        texts |= set(paragraphs(inspection.cleandoc(command.help or "")))
        options = (getattr(each, "help", None) for each in command.params)
        texts |= {" ".join(text.partition("  [")[0].split()) for text in options if text}
    return texts


def test_every_text_of_help_is_in_the_catalogue() -> None:
    assert [text for text in helps() if sentence_of(text) is None] == []


def test_every_line_that_a_command_prints_is_in_the_catalogue() -> None:
    lines = {
        (where, text.strip())
        for where, text in said("print", "printed", argument=0)
        if where.startswith("commands/")
        and ".md" not in text
        and re.search(r"[A-Za-z]{2,}", re.sub(r"\{\d\}", "", text))
    }
    unknown = [each for each in sorted(lines) if sentence_of(_filled(each[1])) is None]
    assert unknown == []


@pytest.mark.parametrize(
    "error",
    [
        *(
            "DiscoverError",
            "PublishError",
            "LockedError",
            "ClusterError",
            "SiteError",
            "ArchiveError",
        ),
        *("BadParameter", "UsageError", "ClickException", "CorrectionsError", "ManifestError"),
        *("StartError", "LoadError", "SearchError"),
    ],
)
def test_every_error_is_in_the_catalogue(error: str) -> None:
    unknown = [
        (where, text)
        for where, text in said(error, argument=0)
        if " " in text and re.search(r"[A-Za-z]{2,}", re.sub(r"\{\d\}", "", text))
        if not any(sentence_of(each) for each in (_filled(text), f"a.csv, {_filled(text)}"))
    ]
    assert unknown == []


ENGLISH = re.compile(r"(?<![\w/.-])[A-Za-z]{2,}[,:;]? [a-z]{2,}(?![\w/.-])")


@pytest.fixture(scope="module")
def troubles(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Publications of all kinds of trouble, and their dataset."""
    folder = tmp_path_factory.mktemp("troubles")
    raw = folder / "raw"
    raw.mkdir()
    for case in TROUBLED:
        [source] = (ROOT / "tests" / "cases" / case).glob("source.*")
        (raw / f"{case}{source.suffix}").write_bytes(source.read_bytes())
    (raw / "kong.pdf").write_bytes(b"")
    (raw / "tupian.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    run = CliRunner().invoke(cli, ["run", str(raw), "--out", str(folder / "out"), "--lang", "zh"])
    assert run.exit_code == 3
    assert sentences_in(run.output) == []
    return raw, folder / "out"


def sentences_in(output: str) -> list[str]:
    """Lines in which English words follow each other: none is a name, a code or a path."""
    return [line for line in output.splitlines() if ENGLISH.search(re.sub(r"`[^`]*`", "", line))]


def test_nothing_said_of_troubled_publications_is_english(troubles: tuple[Path, Path]) -> None:
    raw, out = troubles
    files = [str(file) for file in sorted(raw.iterdir())]
    drawn = [str(raw / f"{name}.pdf") for name in ("pdf-d0-troubled", "kong")]
    asked = [
        ["inspect", *files],
        ["inspect", "--why", *files],
        *(["explain", file, "--out", str(out.parent / "pictures")] for file in drawn),
        ["explain", str(raw / "docx-d1-troubled.docx")],
        ["check", str(raw), "--all"],
        ["status", str(raw), "--out", str(out)],
        ["search", "人", "--dataset", str(out)],
        ["value", "约20万元/村", "--name", "补助标准(元)", "--why"],
        ["value", "2024年底前力争达到优秀", "--why"],
    ]
    left: list[str] = []
    for command in asked:
        result = CliRunner().invoke(cli, ["--lang", "zh", *command])
        assert result.exit_code in (0, 3), command
        left += sentences_in(result.output)
    assert left == []


def test_what_the_samples_say_is_said_in_either_language(tmp_path: Path) -> None:
    """Two years of three bodies: targets raised, projects gone, sums that close and that do not."""
    release = tmp_path / "out"
    run = CliRunner().invoke(cli, ["run", str(RAW), "--out", str(release), "--lang", "zh"])
    assert sentences_in(run.output) == []
    found = {row["message"] for row in open_release(release).records("checks")}
    assert {each for each in found if sentence_of(each) is None} == set()
    asked = (["check", str(RAW), "--all"], ["inspect", "--why", str(RAW / "2025" / "jiaoyu.zip")])
    for command in asked:
        result = CliRunner().invoke(cli, [*command, "--lang", "zh"])
        assert sentences_in(result.output) == []


def test_columns_and_codes_of_the_data_are_never_translated() -> None:
    shown = CliRunner().invoke(cli, ["schema", "indicators", "--lang", "zh"]).output
    columns = [line.split()[0] for line in shown.splitlines()[2:] if re.match("[a-z]", line)]
    assert {"value", "unit", "kind", "operator", "corrections"} <= set(columns)
    assert not HAN.search("".join(each for each in columns if each.strip()))


def test_the_reasons_of_a_value_are_said_in_either_language() -> None:
    en, zh = (
        CliRunner().invoke(cli, ["value", "≥20万元", "--why", *asked, "--lang", language]).output
        for language, asked in (("en", ()), ("zh", ("--json",)))
    )
    assert "A sign stands before the number." in en
    assert "数字前有比较符号。" in zh


def _filled(template: str) -> str:
    return re.sub(r"\{\d\}", "7", template)


@pytest.mark.parametrize(
    "command",
    [
        ("--help",),
        *((name, "--help") for name in COMMANDS),
        ("run", "nowhere"),
        ("inspect", "nowhere"),
        ("run", "{raw}", "--jobs", "0"),
        ("search",),
        ("nothing",),
        ("inspect", "{raw}/nongye.html"),
        ("check", "{raw}"),
        ("status", "{raw}", "--out", "{out}"),
        ("run", "{raw}", "--out", "{out}", "--dry-run"),
        ("verify", "{out}"),
        ("search", "农户", "--dataset", "{out}"),
        ("diff", "{out}", "{out}"),
        ("panel", "{out}"),
        ("quality", "{out}"),
        ("run", "--nonsense"),
        ("run", "--joobs", "3"),
        ("runn",),
        ("schema", "nothing"),
        ("verify", "nowhere"),
        ("value", "≥20万元/村/年"),
        ("value", "前3名", "--why"),
        ("inspect", "--why", "{raw}/kong.pdf"),
        ("run", "{stated}", "--out", "{out}2"),
        ("run", "{raw}", "--out", "{out}", "--deadline", "x"),
        ("settings", "--out", "{stated}"),
        ("verify", "{spoilt}"),
        ("verify", "{spoilt}", "--json"),
    ],
    ids=" ".join,
)
def test_neither_language_has_a_trace_of_the_other(command: tuple[str, ...], out: Path) -> None:
    places = {name: out / name for name in ("raw", "out", "stated", "spoilt")}
    arguments = [each.format(**places) for each in command]
    zh = CliRunner().invoke(cli, ["--lang", "zh", *arguments])
    left = [line for line in _bare(zh.output, out, *arguments) if re.search(r"[A-Za-z]{3,}", line)]
    assert left == []
    en = CliRunner().invoke(cli, [*arguments, "--lang", "en"])
    if command[0] in ("run", "status", "nothing", "--help") or command[-1] == "--help":
        kept = re.sub(r"≥20万元/村/年|附件2|时效|=16人|元, 人, 万元/年", "", en.output)
        assert not HAN.search(kept)
    assert en.exit_code == zh.exit_code


_KEPT = re.compile(
    r"--[\w-]+|\[[^\]]*\]|`[^`]*`|\b[\w.]+[/!][\w./!<>-]*|\b[\w-]+\.(?:csv|json|toml|html|md|xlsx|pdf)\b"
    r"|（Parquet magic[^（）]*）|\"\w+\":|\{\w+\}"
    r"|\b\w+_\w+\b|\b[0-9a-f]{16,64}\b|(?-i:\b[A-Z]{3,}\b)|\bjixiao\b|\b(?:cli|root)\b"
    r"|\b(?:Excel|DuckDB|SQLite|BagIt|Dask|MiB|Table Schema|Parquet|SHA-256|Word|auto|always|run"
    r"|panel|quality|COMMAND|integer range|float range|text|file|path|choice|directory)\b",
    flags=re.ASCII | re.IGNORECASE,
)


_NAMES = {
    *(
        name
        for table in (*TABLES, *DERIVED)
        for name in (table.name, *(c for c, *_ in columns(table.record)))
    ),
    *(*KEYS, "html", "gb18030", "flag", "true", "false"),
}
"""Names of the data and of settings are the same in either language."""


def _bare(output: str, out: Path, *asked: str) -> list[str]:
    """The lines of an output without names, places, options, formats, and what was asked."""
    own = "|".join(rf"\b{re.escape(each)}\b" for each in sorted(_NAMES, key=len, reverse=True))
    given = (re.escape(each) for each in (*COMMANDS, *asked, str(out)))
    names = re.compile("|".join((*given, own)))
    lines = output.replace(f"{out}/spoilt", "").replace(str(out), "").splitlines()
    return [names.sub("", _KEPT.sub("", line)) for line in lines]
