"""The words by which a gate tells budget tables (预算公开表)."""

from __future__ import annotations

from functools import cache

from extract.words.gate import Gate

_RULED = (
    "科目编码", "科目代码", "科目名称", "功能分类", "经济分类", "预算数", "决算数",
    "本年收入", "本年支出", "收入总计", "支出总计", "收入合计", "支出合计", "收支总",
    "收支预算总", "收支决算总", "收入预算表", "支出预算表", "收入决算表", "支出决算表",
    "收入总表", "支出总表", "因公出国", "基本支出", "项目支出", "政府采购预算",
    "采购项目", "一般公共预算", "政府性基金", "国有资本经营", "总体情况表",
    "购买服务预算", "购买服务内容",
    "单位资金", "公务接待费", "机关运行经费", "三公”经费", "三公经费",
    "对下转移支付", "资产占", "资产配置", "资产情况表",
    "社会保障和就业支出", "农林水支出", "城乡社区支出", "住房公积金",
    "工资福利支出", "商品和服务支出",
)  # fmt: skip


@cache
def gate() -> Gate:
    """The gate of budget tables: they matter by their rules, whatever the text around them says.

    >>> gate().may_head("部门收支总表 单位：万元"), gate().may_head("第一章 总则")
    (True, False)
    """
    return Gate(
        page=(),
        strong=(),
        header=(),
        labels=frozenset(),
        rows=frozenset(),
        ruled=_RULED,
    )
