"""Letter forms: the kinds of letters that an office sends, their two looks, and what their templates may name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

Entry = Mapping[str, str]
Values = Mapping[str, str | Sequence[Entry]]


class LetterKind(Enum):
    """The stored names never change: registered letters bear them."""

    BULLETIN = "通报"
    URGING = "督办函"
    NOTICE = "扣分告知书"
    COMMENDATION = "先进集体名单"
    RESULTS = "结果一览表"
    RECTIFICATION = "整改通知"

    @property
    def of_unit(self) -> bool:
        """Whether each unit gets a letter of its own."""
        return self in {LetterKind.URGING, LetterKind.NOTICE, LetterKind.RECTIFICATION}

    @property
    def of_chosen(self) -> bool:
        """Whether it is about units that somebody chooses."""
        return self.of_unit or self is LetterKind.COMMENDATION

    @property
    def has_due(self) -> bool:
        """Whether it sets a day by which something is to be done."""
        return self in {LetterKind.URGING, LetterKind.RECTIFICATION}


class LetterLook(Enum):
    """With the office's name in red above it, or without."""

    RED = "红头"
    PLAIN = "白头"


def template_key(kind: LetterKind, look: LetterLook) -> str:
    """What the workspace calls the template of a kind in a look."""
    return f"{kind.value}·{look.value}"


def own_file(kind: LetterKind, look: LetterLook) -> str:
    """What the file of our own template is called."""
    return f"{kind.name}-{look.name}.docx".lower()


@dataclass(frozen=True, slots=True)
class FieldNames:
    """What a template may name: words, and lists with their columns; each with what it stands for."""

    words: Mapping[str, str]
    lists: Mapping[str, Mapping[str, str]]

    @property
    def every(self) -> Iterator[str]:
        """Every name as it is written between the braces."""
        yield from self.words
        for name, columns in self.lists.items():
            yield from (f"{name}.{one}" for one in columns)

    @property
    def told(self) -> dict[str, str]:
        """Every name with what it stands for."""
        columns = (
            (f"{name}.{one}", words)
            for name, each in self.lists.items()
            for one, words in each.items()
        )
        return {**self.words, **dict(columns)}


_COMMON: Final = {
    "发文单位": "本单位的名称",
    "文号": "例如 〔2026〕12号",
    "标题": "文书的标题",
    "主送": "收文的单位",
    "成文日期": "例如 2026年11月22日",
    "成文日期汉字": "例如 二〇二六年十一月二十二日",
    "批次": "考核批次的名称",
    "考核时段": "批次的考核时段",
    "考核办法": "办法的标题",
    "年份": "成文的年份",
    "满分": "办法的满分",
    "联系人": "本单位的联系人",
    "联系电话": "本单位的电话",
}
_COMMON_LISTS: Final = {
    "正文": {"段": "拟稿时写的每一段"},
    "抄送": {"单位": "抄送的单位；没有就不印这一行"},
    "联系": {"方式": "例如 联系人：王某某，电话：…；都没有就不印这一行"},
}
_OF_ROUND: Final = {
    "单位总数": "批次里有几个单位",
    "排名单位数": "有名次的单位有几个",
    "平均分": "有名次的单位的平均分，四舍五入到两位小数",
    "最高分": "有名次的单位里最高的得分",
    "最低分": "有名次的单位里最低的得分",
    "先进单位": "先进单位的名称，用顿号连起来",
}
_OF_ROUND_LISTS: Final = {
    "排名": {
        "名次": "名次；没有名次的写原因",
        "单位": "被考核单位",
        "组别": "排名的分组；没有分组就空着",
        "得分": "总分",
        "基本分": "不含加分的得分",
        "加分": "加分",
        "等次": "评定的等次",
        "备注": "并列、未评完、未参加、几份评分怎样合成等",
        "等次和备注": "组别、等次和备注写在一起",
    },
    "等次": {"等次": "等次的名称", "个数": "有几个单位", "单位": "单位的名称，用顿号连起来"},
    "失分指标": {
        "序号": "从 1 起，失分多的在前",
        "指标": "指标的名称",
        "失分单位数": "在这一项失分的单位有几个",
        "失分合计": "各单位在这一项一共失多少分",
        "失分单位": "失分的单位，用顿号连起来",
    },
    "先进": {
        "序号": "从 1 起",
        "单位": "先进单位",
        "名次": "名次",
        "得分": "总分",
        "等次": "评定的等次",
    },
}
_OF_UNIT: Final = {
    "单位": "被考核单位",
    "得分": "总分；几个人评的是合起来的分",
    "得分说明": "还没评完、或是几份评分合成的，写在括号里；没有就空着",
    "名次": "名次；没有名次就空着",
    "等次": "评定的等次",
    "失分合计": "一共失多少分",
    "扣分处数": "一共几处扣分",
    "未评条数": "还有几条没有评；都评完了就是 0",
    "办理期限": "拟稿时写的期限，例如 2026年12月7日",
    "异议天数": "提出异议的期限，工作日",
}
_OF_UNIT_LISTS: Final = {
    "失分": {
        "序号": "从 1 起",
        "指标": "指标的名称",
        "条款": "条款在办法里的位置",
        "原因": "扣分原因和计算",
        "应扣": "按办法应扣的分",
        "实扣": "实际扣的分",
        "佐证": "有关的佐证材料",
    },
    "整改": {
        "序号": "从 1 起",
        "指标": "指标的名称",
        "问题": "要整改的问题",
        "扣分": "因此扣的分",
        "要求": "整改要求；还没有登记就空着",
        "责任人": "整改责任人；还没有登记就空着",
        "期限": "完成时限；还没有登记就是办理期限",
    },
}


def fields_of(kind: LetterKind) -> FieldNames:
    """What the templates of this kind may name."""
    if kind.of_unit:
        return FieldNames(_COMMON | _OF_UNIT, _COMMON_LISTS | _OF_UNIT_LISTS)
    return FieldNames(_COMMON | _OF_ROUND, _COMMON_LISTS | _OF_ROUND_LISTS)
