"""What is done to a sheet, and the sentences by which its history tells of the last of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from desktop.domain.commands import Author
from desktop.domain.ledgers.kinds import ACTIVITIES, INSPECTIONS
from desktop.domain.ledgers.proposals import Proposal
from desktop.domain.records import (
    AssessmentKey,
    EvidenceLink,
    ItemRecord,
    UnitRecord,
    WaiverRecord,
)
from desktop.services.evidence import link_evidence, unlink_evidence
from desktop.services.finalising import finalise
from desktop.services.ledgers import keep_rows, strike_rows
from desktop.services.membership import assign, count_pieces
from desktop.services.office import keep_units
from desktop.services.proposals import (
    accept_proposal,
    proposals_of,
    reject_proposal,
    withdraw_answer,
)
from desktop.services.recording import judge, record_finding, withdraw_finding, withdraw_judgement
from desktop.services.rounds import archive_round
from desktop.services.scheme_replacement import preview_replacement, replace_scheme
from desktop.services.schemes import scheme_content
from desktop.services.settling import settle
from desktop.services.undoing import redo, undo
from desktop.services.waivers import waive, withdraw_waiver
from desktop.services.workspaces import Workspace
from tests.services.building import ME, SECTIONS, add, meeting, rename_round, rounds, run

Step = Callable[[Workspace], object]

LI: Final = Author("李复核", "p-li")
STUDY: Final = "序号1 分管领导未按季组织分管科室学习、研究双随机监管工作"
PLANNED: Final = "序号2①未统筹安排年度双随机监管工作"
TWICE: Final = "2 次，每次扣 2 分，应扣 4 分"
OPEN_ENDS: Final = "序号8 对发现的问题未做好后续监管衔接，未依法查处"
UNANSWERED: Final = "发现问题 1 个，1 个未后续处理"
AS_OF: Final = date(2022, 12, 31)
FRAMED: Final = "第 2 页，框出的一处"
PLANS: Final = "第 13 项佐证要求“部门联合抽查计划文件与各项抽查方案文件”"
JUDGED: Final = {"score": "9", "reason": "集体研究"}


def key_of(sheet: str) -> AssessmentKey:
    """Where a sheet is found by this name."""
    found: AssessmentKey = getattr(rounds(), sheet)
    return found


def record(criterion: str, fact: dict[str, object], sheet: str = "section") -> Step:
    return lambda w: record_finding(w, ME, key_of(sheet), criterion, fact)


def first_item(workspace: Workspace) -> ItemRecord:
    with workspace.reading() as view:
        return min(view.all(ItemRecord, **rounds().section._asdict()), key=lambda i: i.position)


def link(**of: object) -> Step:
    """Link a file to something of the first section."""

    def step(workspace: Workspace) -> None:
        plain = EvidenceLink("", add(workspace), *rounds().section)
        link_evidence(workspace, ME, replace(plain, **of))  # type: ignore[arg-type]  # its fields

    return step


def link_item(workspace: Workspace) -> None:
    link(item=first_item(workspace).id, page=2, region="1,1,500,500")(workspace)


def link_city(workspace: Workspace) -> None:
    piece = {"requirement": 13, "piece": "抽查方案文件", "plan_item": 2, "page": 1}
    link(unit="u-a", round=rounds().cities, **piece)(workspace)


def unlink(workspace: Workspace) -> None:
    with workspace.reading() as view:
        [one] = view.all(EvidenceLink)
    unlink_evidence(workspace, ME, one.id)


def waived(grounds: str = "统一留存", piece: str = "", plan_item: int = 0) -> Step:
    of = WaiverRecord(*rounds().city, 13 if plan_item else 1, piece, plan_item, grounds)
    return lambda w: waive(w, ME, of)


def replaced(*edits: tuple[bytes, bytes]) -> Step:
    """The scheme of the sections by another version of its text."""

    def step(workspace: Workspace) -> None:
        content = scheme_content(SECTIONS)
        for old, new in edits:
            content = content.replace(old, new, 1)
        agreed = preview_replacement(workspace, rounds().sections, content)
        replace_scheme(workspace, ME, agreed, content)

    return step


VERSION: Final = (b'version = "1"', b'version = "2"')
GONE: Final = (b'id = "study-missed"', b'id = "study-skipped"')


def kept_runs(workspace: Workspace) -> None:
    """A run that left a problem open, with its proof."""
    keep_rows(workspace, ME, INSPECTIONS, [run("r-1", problems=1)])
    link_evidence(workspace, ME, EvidenceLink("", add(workspace), ledger_row="r-1"))


def proposed(workspace: Workspace) -> Proposal:
    return proposals_of(workspace, rounds().section, AS_OF)["no-follow-up"].proposal


def accepted(workspace: Workspace) -> None:
    accept_proposal(workspace, ME, rounds().section, proposed(workspace))


def rejected(grounds: str = "另行核实") -> Step:
    return lambda w: reject_proposal(w, ME, rounds().section, proposed(w), grounds)


@dataclass(frozen=True, slots=True)
class Case:
    """What is done, to which sheet, and the sentences that tell of the last of it."""

    steps: tuple[Step, ...]
    told: tuple[str, ...]
    sheet: str = "section"


CASES: Final = {
    "finding": Case(
        (record("unplanned", {"found": True, "note": "属实"}),),
        (f"认定“{PLANNED}”", "未评 → 发现，应扣 2.5 分", "说明：属实"),
    ),
    "finding changed": Case(
        (
            record("unplanned", {"found": True, "note": "属实"}),
            record("unplanned", {"found": False}),
        ),
        (f"认定“{PLANNED}”", "发现，应扣 2.5 分 → 未发现", "说明：属实 → 无"),
    ),
    "the note alone": Case(
        (
            record("unplanned", {"found": True, "note": "属实"}),
            record("unplanned", {"found": True, "note": "已核实"}),
        ),
        (f"认定“{PLANNED}”", "说明：属实 → 已核实"),
    ),
    "nothing changed": Case(
        (record("unplanned", {"found": True}), record("unplanned", {"found": True})),
        ("认定", "内容没有变"),
    ),
    "exempted": Case(
        (record("unplanned", {"found": True, "exempt": True, "reason": "停业"}),),
        (f"认定“{PLANNED}”", "未评 → 发现，免责", "理由：停业"),
    ),
    "exempted without a fact": Case(
        (
            record("unplanned", {"exempt": True, "reason": "停业"}),
            record("unplanned", {"exempt": True, "reason": "停业半年"}),
        ),
        (f"认定“{PLANNED}”", "理由：停业 → 停业半年"),
    ),
    "withdrawn": Case(
        (lambda w: withdraw_finding(w, ME, rounds().section, "study-missed"),),
        (
            f"撤去认定“{STUDY}”",
            f"{TWICE} → 未评",
            "删去第 1 件：第一季度",
            "删去第 2 件：第三季度",
        ),
    ),
    "items come, change and go": Case(
        (
            record(
                "study-missed",
                {
                    "items": [
                        {"note": "第一季度", "date": "2022-04-01"},
                        {"note": "第四季度", "exempt": True, "reason": "培训冲突"},
                        {},
                    ]
                },
            ),
        ),
        (
            f"认定“{STUDY}”",
            f"{TWICE} → 3 次，其中 1 次免责（培训冲突），计 2 次，每次扣 2 分，应扣 4 分",
            "第 1 件：第一季度 → 2022-04-01，第一季度",
            "第 2 件：第三季度 → 第四季度，免责（培训冲突）",
        ),
    ),
    "an item that moves up has not changed": Case(
        (record("study-missed", {"items": [{"note": "第三季度"}]}),),
        (
            f"认定“{STUDY}”",
            f"{TWICE} → 1 次，每次扣 2 分，应扣 2 分",
            "删去第 1 件：第一季度",
        ),
    ),
    "one item of several": Case(
        (record("study-missed", {"items": [{"note": "第一季度"}, {"note": "第四季度"}]}),),
        (f"认定“{STUDY}”", "第 2 件：第三季度 → 第四季度"),
    ),
    "points that were judged": Case(
        (record("innovation", {"points": "0.3", "reason": "只在两县试点"}, "city"),),
        (
            "认定“加分项③综合监管、智慧监管、信用监管等有探索创新”",
            "不符合 → 满分 0.5 分，酌情评定，应得 0.3 分",
            "理由：只在两县试点",
        ),
        "city",
    ),
    "settled": Case(
        (lambda w: settle(w, ME, rounds().neighbour, ["study-missed", "unplanned"]),),
        ("认定其余各条无扣分（2 条）", f"{STUDY}：未评 → 未发现", f"{PLANNED}：未评 → 未发现"),
        "neighbour",
    ),
    "judged": Case(
        (lambda w: judge(w, ME, rounds().section, "study", JUDGED),),
        ("自由裁量“1 按季学习研究”", "裁量得分：9 分", "理由：集体研究"),
    ),
    "judged anew": Case(
        (
            lambda w: judge(w, ME, rounds().section, "study", JUDGED),
            lambda w: judge(w, ME, rounds().section, "study", JUDGED | {"score": "8.50"}),
        ),
        ("自由裁量“1 按季学习研究”", "裁量得分：9 分 → 8.5 分"),
    ),
    "judgement withdrawn": Case(
        (
            lambda w: judge(w, ME, rounds().section, "study", JUDGED),
            lambda w: withdraw_judgement(w, ME, rounds().section, "study"),
        ),
        (
            "撤去自由裁量“1 按季学习研究”",
            "裁量得分：9 分 → 按计算得分",
            "理由：集体研究 → 无",
        ),
    ),
    "linked to a criterion": Case(
        (link(criterion="unplanned", page=3),),
        ("关联佐证材料“会议纪要.pdf”", f"用于“{PLANNED}”，第 3 页"),
    ),
    "linked to an item": Case(
        (link_item,),
        ("关联佐证材料“会议纪要.pdf”", f"用于“{STUDY}”的一件，{FRAMED}"),
    ),
    "the item goes, its evidence stays": Case(
        (link_item, record("study-missed", {"count": 0})),
        (
            f"认定“{STUDY}”",
            f"{TWICE} → 未发现",
            "删去第 1 件：第一季度",
            "删去第 2 件：第三季度",
            f"佐证“会议纪要.pdf”：“{STUDY}”的一件，{FRAMED} → “{STUDY}”，{FRAMED}",
        ),
    ),
    "linked to a piece of a plan item": Case(
        (link_city,),
        (
            "关联佐证材料“会议纪要.pdf”",
            f"用于{PLANS}里计划第 2 项的“抽查方案文件”，第 1 页",
        ),
        "city",
    ),
    "unlinked": Case(
        (link(criterion="unplanned"), unlink),
        ("取消佐证关联“会议纪要.pdf”", f"不再用于“{PLANNED}”"),
    ),
    "waived": Case(
        (waived(),),
        ("免交佐证：第 1 项佐证要求“领导组成立（调整）文件”", "理由：统一留存"),
        "city",
    ),
    "waived for one plan item": Case(
        (waived("该项取消", "抽查方案文件", 1),),
        (
            f"免交佐证：{PLANS}里计划第 1 项的“抽查方案文件”",
            "理由：该项取消",
        ),
        "city",
    ),
    "waived for other grounds": Case(
        (waived(), waived("市局留存")),
        ("免交佐证：第 1 项佐证要求“领导组成立（调整）文件”", "理由：统一留存 → 市局留存"),
        "city",
    ),
    "waiver withdrawn": Case(
        (waived(), lambda w: withdraw_waiver(w, ME, WaiverRecord(*rounds().city, 1, "", 0, ""))),
        ("撤去免交：第 1 项佐证要求“领导组成立（调整）文件”", "理由：统一留存 → 无"),
        "city",
    ),
    "linked to a row of a ledger": Case(
        (
            lambda w: keep_rows(w, ME, ACTIVITIES, [meeting("l-1")]),
            link(ledger_row="l-1", page=2),
        ),
        ("关联佐证材料“会议纪要.pdf”", "用于会议“部署会”，第 2 页"),
    ),
    "linked to a row that is gone since": Case(
        (
            lambda w: keep_rows(w, ME, ACTIVITIES, [meeting("l-1")]),
            link(ledger_row="l-1"),
            unlink,
            lambda w: strike_rows(w, ME, ["l-1"]),
        ),
        ("取消佐证关联“会议纪要.pdf”", "不再用于台账"),
    ),
    "the ledgers' proposal accepted": Case(
        (kept_runs, accepted),
        (
            f"采用台账认定“{OPEN_ENDS}”",
            "未评 → 1 起，每起扣 1 分，应扣 1 分",
            f"第 1 件：2022-05-06，加油站抽查：{UNANSWERED}",
            f"佐证“会议纪要.pdf”：用于“{OPEN_ENDS}”的一件",
            "对台账的答复：采用",
        ),
    ),
    "accepted again after the ledger changed": Case(
        (
            kept_runs,
            accepted,
            lambda w: keep_rows(w, ME, INSPECTIONS, [run("r-2", title="药店抽查", problems=1)]),
            accepted,
        ),
        (
            f"采用台账认定“{OPEN_ENDS}”",
            "1 起，每起扣 1 分，应扣 1 分 → 2 起，每起扣 1 分，应扣 2 分",
            f"增加第 2 件：2022-05-06，药店抽查：{UNANSWERED}",
        ),
    ),
    "the ledgers' proposal rejected": Case(
        (kept_runs, rejected()),
        (f"不采用台账认定“{OPEN_ENDS}”", "对台账的答复：不采用", "理由：另行核实"),
    ),
    "rejected after all": Case(
        (kept_runs, accepted, rejected()),
        (f"不采用台账认定“{OPEN_ENDS}”", "对台账的答复：采用 → 不采用", "理由：另行核实"),
    ),
    "rejected for other grounds": Case(
        (kept_runs, rejected(), rejected("已整改")),
        (f"不采用台账认定“{OPEN_ENDS}”", "理由：另行核实 → 已整改"),
    ),
    "rejected again after the ledger changed": Case(
        (
            kept_runs,
            rejected(),
            lambda w: keep_rows(w, ME, INSPECTIONS, [run("r-2", problems=1)]),
            rejected(),
        ),
        (f"不采用台账认定“{OPEN_ENDS}”", "台账有变化，再次作同样的答复"),
    ),
    "the answer withdrawn": Case(
        (kept_runs, rejected(), lambda w: withdraw_answer(w, ME, rounds().section, "no-follow-up")),
        (
            f"撤去对台账的答复“{OPEN_ENDS}”",
            "对台账的答复：不采用 → 无",
            "理由：另行核实 → 无",
        ),
    ),
    "the acceptance undone": Case(
        (
            lambda w: keep_rows(w, ME, INSPECTIONS, [run("r-1", problems=1)]),
            accepted,
            lambda w: undo(w, LI, rounds().section),
        ),
        (
            f"撤销“采用台账认定‘{OPEN_ENDS}’”",
            "1 起，每起扣 1 分，应扣 1 分 → 未评",
            f"删去第 1 件：2022-05-06，加油站抽查：{UNANSWERED}",
            "对台账的答复：采用 → 无",
        ),
    ),
    "a version that no longer asks the ledgers": Case(
        (
            kept_runs,
            rejected(),
            replaced(VERSION, (b'  from = "inspections.unfollowed"\n', b"")),
        ),
        (
            "更换考核办法版本",
            "版本：1 → 2",
            f"{OPEN_ENDS}：对台账的答复：不采用 → 无",
            "理由：另行核实 → 无",
        ),
    ),
    "assigned": Case(
        (
            lambda w: assign(w, ME, rounds().section, "p-wang", None),
            lambda w: assign(w, ME, rounds().section, "p-li", "p-li"),
        ),
        ("分派考核人", "考核人：王考评 → 李复核", "复核人：李复核"),
    ),
    "assigned to nobody": Case(
        (
            lambda w: assign(w, ME, rounds().section, "p-wang", None),
            lambda w: assign(w, ME, rounds().section, None, None),
        ),
        ("分派考核人", "考核人：王考评 → 无"),
    ),
    "counted": Case(
        (
            lambda w: count_pieces(w, ME, rounds().city, {"penalty": 2, "plan-item": 3}),
            lambda w: count_pieces(w, ME, rounds().city, {"penalty": 4, "plan-item:counties": 1}),
        ),
        ("修改佐证件数依据", "处罚件数：2 → 4", "计划项数：3 → 无", "计划项数（县区双随机办）：1"),
        "city",
    ),
    "finalised": Case((lambda w: finalise(w, ME, rounds().waived),), ("定稿",), "waived"),
    "undone": Case(
        (
            record("unplanned", {"found": True, "note": "属实"}),
            lambda w: undo(w, LI, rounds().section),
        ),
        (f"撤销“认定‘{PLANNED}’”", "发现，应扣 2.5 分 → 未评", "说明：属实 → 无"),
    ),
    "done again": Case(
        (
            link(criterion="unplanned"),
            *(lambda w, t=t: t(w, LI, rounds().section) for t in (undo, redo)),
        ),
        ("重做“关联佐证材料‘会议纪要.pdf’”", f"用于“{PLANNED}”"),
    ),
    "another version of the scheme": Case(
        (replaced(VERSION),),
        ("更换考核办法版本", "版本：1 → 2"),
    ),
    "the same version with other words": Case(
        (replaced((b"deduct = 2\n", b"deduct = 3\n")),),
        ("更换考核办法版本", "版本号仍是 1，内容有改动"),
    ),
    "a version that cannot take a finding": Case(
        (link(criterion="unplanned"), replaced(VERSION, GONE)),
        (
            "更换考核办法版本",
            "版本：1 → 2",
            f"{STUDY}：{TWICE} → 未评",
            "删去第 1 件：第一季度",
            "删去第 2 件：第三季度",
        ),
    ),
    "unit renamed": Case(
        (
            lambda w: keep_units(
                w, ME, [UnitRecord("u-a", "甲局", "town", 7), UnitRecord("u-d", "丁科")]
            ),
        ),
        ("修改被考核单位", "单位名称：甲科 → 甲局", "单位规模：7", "单位类别：town"),
    ),
    "unit has its name back": Case(
        (
            lambda w: keep_units(w, ME, [UnitRecord("u-a", "甲局")]),
            lambda w: undo(w, ME, None),
        ),
        ("撤销“修改被考核单位”", "单位名称：甲局 → 甲科"),
    ),
    "round renamed": Case(
        (lambda w: rename_round(w, ME, rounds().sections, "科室考核", "2023年"),),
        ("修改考核批次“科室考核”", "批次名称：科室督查 → 科室考核", "考核时段：2022年 → 2023年"),
    ),
    "round archived": Case(
        (lambda w: archive_round(w, ME, rounds().sections, archived=True),),
        ("修改考核批次“科室督查”", "归档"),
    ),
}
