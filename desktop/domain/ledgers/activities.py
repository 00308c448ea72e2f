"""Activities: meetings, trainings, bulletins, documents and the like, as a unit's ledger holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from desktop.domain.ledgers.columns import COUNT, DAY, FINDS, TEXT, WORDS, YES_NO, choice, column

MEETING: Final = "meeting"
TRAINING: Final = "training"
BULLETIN: Final = "bulletin"
DOCUMENT: Final = "document"

KINDS: Final[Mapping[str, str]] = {
    MEETING: "会议",
    TRAINING: "培训",
    BULLETIN: "通报",
    DOCUMENT: "文件",
    "study": "学习研究",
    "supervision": "督导检查",
    "guidance": "业务指导",
}
# What a document is, where a criterion asks for that very one.
SUBJECTS: Final[Mapping[str, str]] = {
    "leading-body": "领导机构",
    "work-plan": "年度工作方案",
    "item-list": "抽查事项清单",
    "joint-item-list": "部门联合抽查事项清单",
    "annual-plan": "部门年度抽查计划",
    "joint-plan": "部门联合抽查计划",
    "rules": "工作细则",
    "guide": "工作指引",
    "schedule": "工作进度安排",
    "relay": "贯彻上级文件的发文",
    "other": "其他",
}
# What holds until it is replaced: one of an earlier year is still there. The others are made every year.
LASTING: Final = frozenset({"leading-body", "item-list", "joint-item-list", "rules", "guide"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """A meeting, a training, a bulletin, a document: what, when, and who should have been there."""

    kind: str = column(choice(KINDS, "类活动"), "类型", "活动类型", "类别", "工作类型")
    held: date = column(
        DAY, "日期", "时间", "召开时间", "召开日期", "举办时间", "印发日期", "印发时间", "发文日期"
    )
    title: str = column(
        TEXT, "名称", "标题", "会议名称", "培训班名称", "文件名称", "活动名称", "内容"
    )
    number: str = column(WORDS, "文号", "发文字号", "编号", default="")
    subject: str = column(
        choice(SUBJECTS, "类文件"),
        "文件类别",
        "文件种类",
        default="other",
        hint="文件是哪一种，例如领导机构、抽查事项清单",
    )
    by: str = column(
        WORDS,
        "实施单位",
        "主办单位",
        "制定单位",
        "发文单位",
        default="",
        hint="辖区的县区或部门做的写它的名称；本单位自己做的空着",
    )
    leader: bool | None = column(
        YES_NO, "分管领导参加", "主管领导参加", "领导参加", "分管领导是否参加", default=None
    )
    convened: bool | None = column(
        YES_NO,
        "上级召集",
        "上级召开",
        "是否上级召开",
        default=None,
        hint="上级统一召开、要求参加的",
    )
    large: bool | None = column(YES_NO, "大型会议", "是否大型会议", default=None)
    expected: int | None = column(COUNT, "应参加人数", "应到人数", "应到", "应参加", default=None)
    absent: int | None = column(FINDS, "缺席人数", "未参加人数", "缺席", "未到人数", default=None)
    attended: int | None = column(
        COUNT, "参加人数", "实到人数", "培训人数", "参训人数", "人数", default=None
    )
    due: date | None = column(DAY, "规定期限", "完成期限", "报送期限", default=None)
    reported: date | None = column(DAY, "报送日期", "上报日期", "报送时间", default=None)
    published: date | None = column(DAY, "公开日期", "公示日期", "公布日期", default=None)
    place: str = column(WORDS, "公开位置", "公示网站", "公开网站", default="")
    entered: date | None = column(DAY, "平台录入日期", "录入日期", default=None)
    graded: bool | None = column(
        YES_NO,
        "区分一般和重点",
        "是否区分一般重点",
        default=None,
        hint="清单是否分一般、重点检查事项",
    )
    note: str = column(WORDS, "备注", "说明", default="")

    @property
    def told(self) -> str:
        """In a list, in a sentence."""
        return f"{self.title}（{self.number}）" if self.number else self.title

    @property
    def on(self) -> date:
        """The day that it belongs to."""
        return self.held

    @property
    def year(self) -> int:
        """The year that its number is counted in."""
        return self.held.year

    @property
    def away(self) -> int | None:
        """How many should have been there and were not; None where nothing tells."""
        if self.absent is None and self.expected is not None and self.attended is not None:
            return max(0, self.expected - self.attended)
        return self.absent
