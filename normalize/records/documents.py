"""The table `documents`: one raw file a row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from extract.model import PARTED, Reason
from normalize.codes.regions import RegionLevel
from normalize.records.column import DOCUMENT, YEAR, Column, closed

__all__ = ["PARTED", "DocumentRecord"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord:
    """One raw file, also when it could not be read (文件)."""

    document_id: Annotated[str, DOCUMENT]
    path: Annotated[
        str,
        Column("string", "Path below the raw folder, parted by /", "原始文件夹内的路径，以 / 分隔"),
    ]
    container_path: Annotated[
        str | None,
        Column(
            "string",
            "Path of the archive, mail or PDF that holds it; `path` goes on behind it with !/",
            "所在压缩包、邮件或 PDF 的路径；`path` 在其后以 !/ 续写",
        ),
    ]
    sha256: Annotated[
        str | None,
        Column("string", "SHA-256 of the bytes; null if unread", "文件的 SHA-256；未读到时为空"),
    ]
    bytes: Annotated[int | None, Column("int64", "Size of the file in bytes", "文件字节数")]
    format: Annotated[
        str | None,
        Column(
            "string",
            "pdf, picture, html, mhtml, docx, xlsx, xls, odf, xml, text, zip, eml …",
            "文件格式",
        ),
    ]
    read_by: Annotated[
        str | None,
        Column(
            "string",
            "What read it, where that can change the reading: ocr, model, versions",
            "读取程序，可能影响读取结果时填写：ocr、模型与版本",
        ),
    ]
    encoding: Annotated[
        str | None, Column("string", "Character encoding read", "读取所用的字符编码")
    ]
    pages: Annotated[
        int | None, Column("int64", "Pages; null for formats without pages", "页数；无页的格式为空")
    ]
    title: Annotated[str | None, Column("string", "Title of the publication", "公开文件的标题")]
    publisher: Annotated[str | None, Column("string", "Publishing body", "发布机构")]
    fiscal_year: Annotated[int | None, YEAR]
    source_url: Annotated[
        str | None,
        Column(
            "string", "Address of publication, from manifest.csv", "公开网址，取自 manifest.csv"
        ),
    ]
    retrieved_on: Annotated[
        date | None,
        Column("date32", "Day of retrieval, from manifest.csv", "获取日期，取自 manifest.csv"),
    ]
    region_code: Annotated[
        str | None,
        Column(
            "string",
            "Region of the publisher (GB/T 2260, six digits), from manifest.csv",
            "发布机构的行政区划代码（GB/T 2260，六位），取自 manifest.csv",
        ),
    ]
    region_level: Annotated[
        str | None,
        Column(
            "string",
            "Level of the region, told by its code; null where no such code can be",
            "行政区划级别，由代码得出：省级、地级、县级；代码不成立时为空",
            closed(RegionLevel),
        ),
    ]
    province: Annotated[
        str | None,
        Column(
            "string",
            "Province of the region, told by its code",
            "所在省、自治区、直辖市，由代码得出",
        ),
    ]
    status: Annotated[
        str,
        Column(
            "string",
            "Read, read in part, read and without target forms, or not read",
            "读取状态：全部、部分、没有绩效目标表、拒绝",
            ("ok", "partial", "no_forms", "refused"),
        ),
    ]
    reason: Annotated[
        str | None,
        Column(
            "string", "Why not ok; null if ok", "未能全部读取的原因；正常时为空", closed(Reason)
        ),
    ]
    message: Annotated[str | None, Column("string", "What a person can do about it", "处理建议")]
    message_code: Annotated[
        str | None,
        Column(
            "string",
            "Name of the message in the catalogue of sentences, so that it can be said in Chinese",
            "说明在语句目录中的名称，据此可用中文显示",
        ),
    ]
    message_args: Annotated[
        tuple[str, ...],
        Column("list<string>", "What the message tells, in its order", "说明中的各项内容，依次"),
    ]
    forms: Annotated[int, Column("int64", "Forms published of it", "输出的绩效目标表数")]
    rows_seen: Annotated[
        int,
        Column(
            "int64",
            "Indicator rows met = emitted + ignored + failed",
            "遇到的指标行数 = 已输出 + 有意略过 + 未能读取",
        ),
    ]
    rows_emitted: Annotated[int, Column("int64", "Indicator rows published", "已输出的指标行数")]
    rows_ignored: Annotated[
        int, Column("int64", "Indicator rows passed over on purpose", "有意略过的指标行数")
    ]
    rows_failed: Annotated[int, Column("int64", "Indicator rows not read", "未能读取的指标行数")]
