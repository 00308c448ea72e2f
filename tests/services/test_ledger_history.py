"""The ledgers' history: what each event did to rows, reports and days, in the very sentences that are shown."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from desktop.domain.commands import Command
from desktop.domain.ledgers.columns import plain_row
from desktop.domain.ledgers.duties import Duty
from desktop.domain.ledgers.kinds import (
    ACTIVITIES,
    DUTIES,
    INSPECTIONS,
    MEMBERS,
    RECEIPTS,
    Kept,
    Row,
)
from desktop.domain.ledgers.members import Member
from desktop.domain.ledgers.monthly_reports import MONTHLY, MonthlyReport, plain_report
from desktop.domain.ledgers.receipts import Receipt
from desktop.domain.records import EvidenceLink, LedgerRow, OfficeDay, OfficeReport
from desktop.services.evidence import link_evidence, unlink_evidence
from desktop.services.history import Passage, history_of_ledgers, words_beside
from desktop.services.ledgers import keep_rows, strike_rows
from desktop.services.office import change_setting
from desktop.services.office_days import keep_office_days, remove_office_days
from desktop.services.report_calendar import keep_office_reports
from desktop.services.schemes import open_scheme
from desktop.services.undoing import redo, undo
from desktop.services.workspaces import Workspace, open_workspace
from tests.services.building import ME, PLAN, add, meeting, office_in, rounds, run
from tests.services.history_cases import LI
from tests.store.building import put

Step = Callable[[Workspace], object]

REPORT: Final = OfficeReport("o-1", "年度总结", ("12",), "10", "year")
FAIR: Final = OfficeDay("2099-08-03", working=False, name="县庆")
SATURDAY: Final = OfficeDay("2099-08-08", working=True)
PLANNED: Final = open_scheme(PLAN).reports[0]
TASK: Final = open_scheme(PLAN).tasks[0]
TARGET: Final = open_scheme(PLAN).targets[0]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


def rows(ledger: str, *kept: Kept[Row], command: Command = Command.KEEP_LEDGER_ROWS) -> Step:
    return lambda w: keep_rows(w, ME, ledger, kept, command)


def reports(*kept: OfficeReport) -> Step:
    return lambda w: keep_office_reports(w, ME, kept)


def link(workspace: Workspace, page: int | None = None) -> str:
    named = EvidenceLink("", add(workspace), ledger_row="a-1", page=page)
    return link_evidence(workspace, ME, named).link


def receipt(id_: str, report: str, received: date | None = None) -> Kept[Row]:
    return Kept(id_, "u-a", Receipt(report=report, due=date(2022, 12, 10), received=received))


def duty(id_: str, duty: str, state: str) -> Kept[Row]:
    return Kept(id_, "u-a", Duty(year=2022, duty=f"{PLAN}/{duty}", state=state))


def as_quoted(name: str) -> str:
    return name.replace("“", "‘").replace("”", "’")


def removed_report(workspace: Workspace) -> None:
    """As undo takes a new one away."""
    reports(REPORT)(workspace)
    undo(workspace, ME, None)


@dataclass(frozen=True, slots=True)
class Case:
    """What is done, and the sentences that tell of the last of it."""

    steps: tuple[Step, ...]
    told: tuple[str, ...]


def monthly(words: Mapping[str, str], filled: date | None, *kept: Kept[Row]) -> Step:
    """March's report; its row is put there under an id that can be known."""
    due = date(2022, 3, 20)
    told = MonthlyReport(report=f"{PLAN}/monthly", due=due, filled=filled, words=words)
    row = LedgerRow("m-1", "u-a", MONTHLY, plain_report(told))
    rows_too = [LedgerRow(one.id, one.unit, ACTIVITIES, plain_row(one.row)) for one in kept]
    return lambda w: put(w, Command.KEEP_MONTHLY_REPORT, row, *rows_too)


CASES: Final = {
    "a monthly report": Case(
        (monthly({"5": "三家"}, None, meeting("a-1")),),
        (
            "登记月报表“2022年3月”",
            "增加月报表“2022年3月”（甲科，2022-03-20）",
            "增加会议“部署会”（甲科，2022-03-01）",
        ),
    ),
    "a monthly report changed": Case(
        (
            monthly({"5": "三家", "联系人": "王一"}, None),
            monthly({"5": "四家"}, date(2022, 3, 18)),
        ),
        (
            "登记月报表“2022年3月”",
            "第5栏：三家 → 四家",
            "联系人：王一 → 无",
            "填表时间：2022-03-18",
        ),
    ),
    "a new row": Case(
        (rows(ACTIVITIES, meeting("a-1")),), ("登记台账：会议“部署会”", "甲科，2022-03-01")
    ),
    "a row changed": Case(
        (
            rows(ACTIVITIES, meeting("a-1", large=True, note="改期")),
            rows(ACTIVITIES, meeting("a-1", held="2022-03-02", absent=2, note="再改期")),
        ),
        (
            "登记台账：会议“部署会”",
            "日期：2022-03-01 → 2022-03-02",
            "大型会议：是 → 无",
            "缺席人数：2",
            "备注：改期 → 再改期",
        ),
    ),
    "a row renamed is called by its new name": Case(
        (
            rows(ACTIVITIES, meeting("a-1")),
            rows(ACTIVITIES, meeting("a-1", title="“一公开”推进会")),
        ),
        ("登记台账：会议“‘一公开’推进会”", "名称：部署会 → “一公开”推进会"),
    ),
    "an import": Case(
        (
            rows(INSPECTIONS, run("r-1", number="1")),
            rows(
                INSPECTIONS,
                run("r-1", number="1", title="药店抽查", problems=2),
                run("r-2", "u-b", number="2"),
                run("r-3", number="3", ended="2022-06-01"),
                command=Command.IMPORT_LEDGER,
            ),
        ),
        (
            "导入台账“抽查任务”3 行",
            "抽查任务“药店抽查”：抽查任务：加油站抽查 → 药店抽查",
            "发现问题数：2",
            "增加抽查任务“加油站抽查”（乙科，2022-05-06）",
            "增加抽查任务“加油站抽查”（甲科，2022-06-01）",
        ),
    ),
    "a long import": Case(
        (rows(ACTIVITIES, *(meeting(f"a-{n}") for n in range(23)), command=Command.IMPORT_LEDGER),),
        (
            "导入台账“会议培训文件”23 行",
            *(["增加会议“部署会”（甲科，2022-03-01）"] * 20),
            "另有 3 处",
        ),
    ),
    "an import of one row": Case(
        (
            rows(
                ACTIVITIES,
                meeting("a-1", kind="document", number="1号"),
                command=Command.IMPORT_LEDGER,
            ),
        ),
        ("导入台账：文件“部署会（1号）”", "甲科，2022-03-01"),
    ),
    "rows struck": Case(
        (
            rows(ACTIVITIES, meeting("a-1"), meeting("a-2")),
            lambda w: strike_rows(w, ME, ["a-1", "a-2"]),
        ),
        (
            "删去台账“会议培训文件”2 行",
            "删去会议“部署会”（甲科，2022-03-01）",
            "删去会议“部署会”（甲科，2022-03-01）",
        ),
    ),
    "one row struck": Case(
        (
            rows(MEMBERS, Kept("m-1", "u-b", Member(name="市财政局"))),
            lambda w: strike_rows(w, ME, ["m-1"]),
        ),
        ("删去台账：成员单位“市财政局”", "乙科"),
    ),
    "a form's rows": Case(
        (
            lambda w: put(
                w,
                Command.KEEP_LEDGER_ROWS,
                LedgerRow("f-1", "u-a", "monthly-form", {"1": "三次"}),
                LedgerRow("f-2", "u-b", "yearly-form", {"1": "三次"}),
            ),
        ),
        ("登记台账（2 行）", "增加一行（甲科）", "增加一行（乙科）"),
    ),
    "a form's row changed": Case(
        (
            lambda w: put(
                w, Command.KEEP_LEDGER_ROWS, LedgerRow("f-1", "u-a", "monthly-form", {"1": "三次"})
            ),
            lambda w: put(
                w, Command.KEEP_LEDGER_ROWS, LedgerRow("f-1", "u-a", "monthly-form", {"1": "四次"})
            ),
        ),
        ("登记台账（1 行）", "内容有改动"),
    ),
    "what a later program keeps": Case(
        (
            lambda w: put(
                w, Command.KEEP_LEDGER_ROWS, LedgerRow("a-1", "u-a", ACTIVITIES, {"weather": "晴"})
            ),
        ),
        ("登记台账“会议培训文件”1 行", "甲科"),
    ),
    "reports of the office and of a plan": Case(
        (
            reports(REPORT),
            rows(RECEIPTS, receipt("c-1", "o-1"), receipt("c-2", f"{PLAN}/{PLANNED.id}")),
        ),
        (
            "登记台账“报送”2 行",
            "增加报送“年度总结”（甲科，2022-12-10）",
            f"增加报送“{as_quoted(PLANNED.name)}”（甲科，2022-12-10）",
        ),
    ),
    "duties": Case(
        (rows(DUTIES, duty("d-1", TASK.id, "open")), rows(DUTIES, duty("d-1", TARGET.id, "done"))),
        (
            f"登记台账：任务目标“{as_quoted(TARGET.name)}”",
            f"任务：{TASK.name} → {TARGET.name}",
            "进展：未开展 → 已完成",
        ),
    ),
    "a receipt given another report": Case(
        (
            reports(REPORT),
            rows(RECEIPTS, receipt("c-1", "o-1")),
            rows(RECEIPTS, receipt("c-1", f"{PLAN}/none", date(2022, 12, 9))),
        ),
        (
            f"登记台账：报送“{PLAN}/none”",
            f"报送事项：年度总结 → {PLAN}/none",
            "报送日期：2022-12-09",
        ),
    ),
    "evidence of a row": Case(
        (rows(ACTIVITIES, meeting("a-1")), lambda w: link(w, 2)),
        ("关联佐证材料“会议纪要.pdf”", "用于会议“部署会”，第 2 页"),
    ),
    "evidence taken from a row": Case(
        (rows(ACTIVITIES, meeting("a-1")), lambda w: unlink_evidence(w, ME, link(w))),
        ("取消佐证关联“会议纪要.pdf”", "不再用于会议“部署会”"),
    ),
    "a report asked for": Case(
        (reports(REPORT),),
        (
            "修改报送安排“年度总结”",
            "名称：年度总结",
            "报送月份：12月",
            "报送日：10日",
            "种类：年报",
            "单位分组：全部",
            "从何时起：一直",
            "到何时止：一直",
        ),
    ),
    "reports changed": Case(
        (
            reports(REPORT, replace(REPORT, id="o-2", name="小结", months=("6",))),
            reports(
                replace(REPORT, until=date(2022, 12, 31)),
                replace(REPORT, id="o-2", months=("3", "9"), day="last", groups=("东片", "西片")),
            ),
        ),
        (
            "修改报送安排“年度总结”等 2 项",
            "“年度总结”：到何时止：一直 → 2022-12-31",
            "“年度总结”：名称：小结 → 年度总结",
            "报送月份：6月 → 3月、9月",
            "报送日：10日 → 当月最后一天",
            "单位分组：全部 → 东片、西片",
        ),
    ),
    "a report that was never asked": Case(
        (removed_report,), ("撤销“修改报送安排‘年度总结’”", "不再要求报送")
    ),
    "days": Case(
        (lambda w: keep_office_days(w, ME, [FAIR, SATURDAY], {2099}),),
        (
            "修改工作日：2099-08-03 等 2 天",
            "已录入全年放假安排的年份：2099",
            "2099-08-03：按国家规定 → 放假（县庆）",
            "2099-08-08：按国家规定 → 上班",
        ),
    ),
    "a day removed": Case(
        (
            lambda w: keep_office_days(
                w, ME, [FAIR, OfficeDay("2098-01-01", working=False)], {2098, 2099}
            ),
            lambda w: remove_office_days(w, ME, [FAIR.day]),
        ),
        (
            "修改工作日：2099-08-03",
            "2099-08-03：放假（县庆） → 按国家规定",
            "已录入全年放假安排的年份：2098、2099 → 2098",
        ),
    ),
    "a year alone": Case(
        (
            lambda w: keep_office_days(w, ME, [FAIR]),
            lambda w: keep_office_days(w, ME, [], {2099}),
        ),
        ("修改工作日", "已录入全年放假安排的年份：2099"),
    ),
    "undone and done again": Case(
        (
            rows(ACTIVITIES, meeting("a-1"), meeting("a-2")),
            lambda w: undo(w, LI, None),
            lambda w: redo(w, LI, None),
        ),
        (
            "重做“登记台账‘会议培训文件’2 行”",
            "增加会议“部署会”（甲科，2022-03-01）",
            "增加会议“部署会”（甲科，2022-03-01）",
        ),
    ),
}


def words(one: Passage) -> tuple[str, ...]:
    return (one.what, *(change.words for change in one.changes))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_was_done_is_told(office: Workspace, case: Case) -> None:
    for step in case.steps:
        step(office)
    assert words(history_of_ledgers(office)[0]) == case.told


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_undo_calls_it_the_same(office: Workspace, case: Case) -> None:
    for step in case.steps:
        step(office)
    told = history_of_ledgers(office)[0].what.partition("“")
    if told[0] not in {"撤销", "重做"}:
        assert words_beside(office)[0] == "".join(told)


def test_a_units_history_tells_of_its_own_rows(office: Workspace) -> None:
    rows(ACTIVITIES, meeting("a-1"), meeting("b-1", "u-b"), meeting("b-2", "u-b"))(office)
    rows(ACTIVITIES, meeting("a-2"))(office)
    link(office)
    reports(REPORT)(office)
    undo(office, ME, None)
    change_setting(office, ME, "theme", "dark")
    assert [one.what for one in history_of_ledgers(office, "u-b")] == ["登记台账“会议培训文件”2 行"]
    assert [one.what for one in history_of_ledgers(office, "u-a")] == [
        "关联佐证材料“会议纪要.pdf”",
        "登记台账：会议“部署会”",
        "登记台账：会议“部署会”",
    ]
    assert len(history_of_ledgers(office)) == 5
    assert history_of_ledgers(office, "u-c") == ()


def test_what_a_sheet_is_linked_to_is_told_there(office: Workspace) -> None:
    rows(ACTIVITIES, meeting("a-1"))(office)
    named = EvidenceLink("", add(office), *rounds().section, ledger_row="a-1")
    link_evidence(office, ME, named)
    assert len(history_of_ledgers(office)) == 1
