"""What a process does before it reads: find its reader, keep still, load what is used at first."""

from __future__ import annotations

import contextlib
import importlib
import signal

from batch.children.child import Read


def reader(name: str) -> Read:
    """The function `module:function`."""
    module, _, function = name.partition(":")
    read: Read = getattr(importlib.import_module(module), function)
    return read


def keep_still() -> None:
    """Signals of the terminal are the supervisor's affair; output of libraries is nobody's."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):  # of them Windows has its own
        if number := getattr(signal, name, None):
            signal.signal(number, signal.SIG_IGN)


def warm_up() -> None:
    """Read a small document of each format: what is loaded on first use is loaded before forks."""
    from batch.results.file import encode  # noqa: PLC0415
    from extract import read_document  # noqa: PLC0415
    from extract.model import Refused, Source  # noqa: PLC0415
    from normalize.documents import normalize_document  # noqa: PLC0415

    for name, data in SMALL.items():
        source = Source(name=name, data=data, sha256="0" * 64)
        with contextlib.suppress(Refused):
            encode(normalize_document(source, read_document(source)))


_TABLE = (
    ("项目支出绩效目标表",),
    ("（2024年度）",),
    ("项目名称", "道路"),
    ("一级指标", "二级指标", "三级指标", "指标值"),
    ("产出指标", "数量指标", "道路长度", "≥3公里"),
    ("产出指标", "时效指标", "完成时限", "12月底前"),
    ("效益指标", "社会效益指标", "村容村貌", "明显改善"),
)
_TEXT = "\n".join("\t".join(row) for row in _TABLE)
_CELLS = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in _TABLE[2:])
_PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>endobj
4 0 obj<</Length 30>>stream
10 10 180 180 re 10 90 180 1 re S
endstream endobj
trailer<</Root 1 0 R>>
%%EOF
"""
SMALL = {
    "small.txt": _TEXT.encode(),
    "small.html": f"<meta charset=utf-8><p>{_TABLE[0][0]}</p><table>{_CELLS}</table>".encode(),
    "small.pdf": _PDF,
}
