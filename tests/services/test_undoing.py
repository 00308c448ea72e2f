"""Undo and redo: each command is taken back and done again to the letter, one stack for a sheet, by events."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

import pytest
import sqlcipher3.dbapi2 as driver

from desktop.domain.audit_trail import parents_of
from desktop.domain.commands import Author, Command
from desktop.domain.ledgers.kinds import ACTIVITIES, INSPECTIONS, Kept, Row
from desktop.domain.ledgers.proposals import Proposal
from desktop.domain.letter_forms import LetterKind, LetterLook
from desktop.domain.records import (
    Assessment,
    AssessmentKey,
    EvidenceLink,
    ItemRecord,
    Letter,
    Office,
    OfficeDay,
    OfficeReport,
    Person,
    Round,
    SchemeText,
    Setting,
    UnitRecord,
    WaiverRecord,
)
from desktop.domain.result_records import TemplateFile
from desktop.services.assessments import sheet_of
from desktop.services.charging import Charge, charge_also
from desktop.services.corrections import NewFact, NewJudgement
from desktop.services.evidence import link_evidence, unlink_evidence
from desktop.services.finalising import finalise, reopen
from desktop.services.handing_over import HandingOver, hand_over
from desktop.services.ledgers import keep_rows, rows_of, strike_rows
from desktop.services.letter_templates import ReadTemplate, use_ours, use_template
from desktop.services.letters import keep_letters
from desktop.services.meetings import (
    Convened,
    change_in_meeting,
    close_meeting,
    meetings_of,
    open_meeting,
)
from desktop.services.membership import add_unit, assign, count_pieces, drop_unit
from desktop.services.merge_plans import plan_merge
from desktop.services.merging_packages import merge
from desktop.services.monthly_reports import Filing, ReportKey, keep_monthly_report
from desktop.services.objections import (
    Raised,
    Resolution,
    decide_objection,
    objections_of,
    raise_objection,
)
from desktop.services.office import (
    change_setting,
    describe_office,
    keep_people,
    keep_units,
    setting_of,
    units_of,
)
from desktop.services.office_days import keep_office_days, remove_office_days
from desktop.services.office_schemes import drop_scheme, office_schemes
from desktop.services.phrases import correct_phrase
from desktop.services.proposals import (
    accept_proposal,
    proposals_of,
    reject_proposal,
    withdraw_answer,
)
from desktop.services.recording import (
    bring_back,
    judge,
    record_finding,
    set_aside,
    withdraw_finding,
    withdraw_judgement,
)
from desktop.services.rectifications import list_lost
from desktop.services.report_calendar import keep_office_reports
from desktop.services.reviewing import answer_remark, return_sheet, submit
from desktop.services.rounds import (
    RoundPlan,
    archive_round,
    delete_round,
    list_rounds,
    open_round,
)
from desktop.services.scheme_replacement import preview_replacement, replace_scheme
from desktop.services.schemes import scheme_content
from desktop.services.settling import settle
from desktop.services.taking_part import bring_in_unit, excuse_unit
from desktop.services.undoing import Undoable, redo, undo, undoable
from desktop.services.waivers import waive, withdraw_waiver
from desktop.services.workspaces import Workspace, create_workspace, open_workspace, verify
from desktop.store.desk import Deed, _insert
from desktop.store.views import EVENT_FIELDS
from desktop.store.workspace import DATABASE
from tests.services.building import (
    BY_KIND,
    ME,
    SECTIONS,
    UNNAMED,
    Dump,
    add,
    events_of,
    meeting,
    office_in,
    refused,
    rename_round,
    rounds,
    run,
)
from tests.services.relative import FIRST, SECOND, relative_round
from tests.services.reviewed import STUDY, make_reviewed, remarks_in
from tests.services.scheme_files import DEARER, take_in
from tests.store.building import BARE_KEY, OPEN_KEY, dump, raw, rich_folder

pytestmark = pytest.mark.uncounted

Step = Callable[[Workspace], object]

LI: Final = Author("李复核", "p-li")
DAY: Final = date(2022, 8, 3)
NOTICE: Final = (LetterKind.NOTICE, LetterLook.PLAIN)
ROW: Final[Kept[Row]] = meeting("l-4", held="2022-04-01")
ROW5: Final[Kept[Row]] = meeting("l-5")
REPORT: Final = OfficeReport("o-1", "年度总结", ("12",), "10", "year")
OFFICE_DAYS: Final = [
    OfficeDay("2099-01-01", working=False, name="元旦"),
    OfficeDay("2022-08-06", working=True),
]
PROPOSED: Final = (
    "no-follow-up"  # the criterion of the sections' scheme for what the runs left open
)
RENAMED: Final = UnitRecord("u-a", "甲局", "town", 7, ("东片",), ("甲",))
JUDGED: Final = {"score": "9", "reason": "集体研究"}


def state(folder: Path) -> Dump:
    """All that a workspace holds, but for its audit trail; by the library that may hold it open."""
    with closing(driver.connect(f"file:{folder / DATABASE}?mode=rw", uri=True)) as connection:
        held = dump(connection).items()
        return {table: rows for table, rows in held if table not in {"event", "foreign_event"}}


def key_of(sheet: str) -> AssessmentKey | None:
    """Where a sheet is found by this name; what is beside all sheets has none."""
    own = {"untouched": BARE_KEY, "set aside": OPEN_KEY, "other county": SECOND, "beside": None}
    return own[sheet] if sheet in own else getattr(rounds(), sheet)


def letter() -> Letter:
    return Letter("t-1", rounds().sections, "bulletin", "1号", DAY, "通报", "各科室：……")


def waiver() -> WaiverRecord:
    return WaiverRecord(*rounds().city, 1, "", 0, "统一留存")


def link(workspace: Workspace, **of: object) -> None:
    """Link the same file to something of the first section."""
    plain = EvidenceLink("", add(workspace), *rounds().section, criterion="study-missed", page=2)
    link_evidence(workspace, ME, replace(plain, **of))  # type: ignore[arg-type]  # its fields


def links_of(workspace: Workspace) -> list[EvidenceLink]:
    """Those of the sheet: a ledger row's stand beside it."""
    with workspace.reading() as view:
        return view.all(EvidenceLink, **rounds().section._asdict())


def link_item(workspace: Workspace) -> None:
    with workspace.reading() as view:
        item = view.all(ItemRecord, **rounds().section._asdict())[0]
    link(workspace, item=item.id)


def send_out_and_back(workspace: Workspace) -> None:
    """A sheet goes to another workstation, something is recorded there, and it comes back; once."""
    out, back = workspace.folder.parent / "out.kpjh", workspace.folder.parent / "back.kpjh"
    if back.exists():
        return
    units = (rounds().section.unit,)
    hand_over(workspace, ME, HandingOver(rounds().sections, units, "二组", out))
    with create_workspace(workspace.folder.parent / "there") as there:
        merge(there, LI, plan_merge(there, out))
        judge(there, LI, rounds().section, "study", JUDGED)
        withdraw_finding(there, LI, rounds().section, "study-missed")
        hand_over(there, LI, HandingOver(rounds().sections, units, "办公室", back))


def merge_what_is_back(workspace: Workspace) -> None:
    merge(workspace, ME, plan_merge(workspace, workspace.folder.parent / "back.kpjh"))


def keep_row_with_evidence(workspace: Workspace) -> None:
    keep_rows(workspace, ME, ACTIVITIES, [ROW])
    add(workspace)


def link_row(workspace: Workspace) -> None:
    link(workspace, round=None, criterion=None, ledger_row=ROW.id)


def keep_faulty_runs(workspace: Workspace) -> None:
    """Two runs that left problems open, one of them proved; beside the sheets, and once."""
    if rows_of(workspace, INSPECTIONS):
        return
    runs = [run("r-1", problems=1), run("r-2", problems=2)]
    keep_rows(workspace, ME, INSPECTIONS, runs)
    link_evidence(workspace, ME, EvidenceLink("", add(workspace), ledger_row="r-1"))


def proposed(workspace: Workspace) -> Proposal:
    return proposals_of(workspace, rounds().section, DAY)[PROPOSED].proposal


def accept(workspace: Workspace) -> None:
    accept_proposal(workspace, ME, rounds().section, proposed(workspace))


def accept_faulty_runs(workspace: Workspace) -> None:
    keep_faulty_runs(workspace)
    accept(workspace)


def reject(workspace: Workspace) -> None:
    reject_proposal(workspace, ME, rounds().section, proposed(workspace), "另行核实")


def withdraw_the_answer(workspace: Workspace) -> None:
    withdraw_answer(workspace, ME, rounds().section, PROPOSED)


def nothing(_: Workspace) -> None:
    """Nothing must be there before."""


def keep_template_files(workspace: Workspace) -> None:
    """Two files that could be used are kept already, as they stay for good; once."""
    with workspace.reading() as view:
        if view.all(TemplateFile):
            return
    for name in ("甲.docx", "乙.docx"):
        use(workspace, name)
        undo(workspace, ME, None)


def take_dearer(workspace: Workspace) -> None:
    take_in(workspace, DEARER)


def hold_dearer(workspace: Workspace) -> None:
    """It is taken in, unless it is already."""
    if not any(one.taken_in for one in office_schemes(workspace)):
        take_dearer(workspace)


def keep_dearer_text(workspace: Workspace) -> None:
    """Its text is kept already, as it stays for good; once."""
    with workspace.reading() as view:
        if any(one.text == DEARER for one in view.all(SchemeText)):
            return
    take_dearer(workspace)
    undo(workspace, ME, None)


def use_the_first(workspace: Workspace) -> None:
    keep_template_files(workspace)
    use(workspace, "甲.docx")


def use(workspace: Workspace, name: str) -> None:
    use_template(workspace, ME, *NOTICE, ReadTemplate(name, name.encode()))


def excused(workspace: Workspace) -> None:
    excuse_unit(workspace, ME, rounds().settled, "机构撤并")


def convene(workspace: Workspace, round_id: str) -> str:
    """The meeting that goes on over a round."""
    for one in meetings_of(workspace, round_id):
        if not one.closed:
            return one.id
    return open_meeting(workspace, ME, round_id, Convened("审定会", DAY, "刘主任"))[0]


def change_there(workspace: Workspace) -> None:
    decided = (NewJudgement("study", "8"), "会上研究同意")
    running = convene(workspace, rounds().sections)
    change_in_meeting(workspace, ME, running, rounds().section.unit, decided)


def close_the_meeting(workspace: Workspace) -> None:
    close_meeting(workspace, ME, convene(workspace, rounds().cities))


def objection(workspace: Workspace) -> str:
    """What the first section objects to, undecided; it is raised once."""
    for one in objections_of(workspace, rounds().sections):
        if one.objection.state == "open":
            return one.objection.id
    raised = Raised("study", "study-missed", "第三季度有纪要", DAY, "甲科")
    return raise_objection(workspace, ME, rounds().section, raised)[0]


def reject_it(workspace: Workspace) -> None:
    decide_objection(workspace, ME, objection(workspace), Resolution("rejected", "没有签到表", DAY))


def uphold_it(workspace: Workspace) -> None:
    correction = NewFact("study-missed", {"items": [{"note": "只有一次"}]})
    upheld = Resolution("upheld", "纪要属实", DAY, correction)
    decide_objection(workspace, ME, objection(workspace), upheld)


@dataclass(frozen=True, slots=True)
class Family:
    """A command that undo takes back, the sheet that it is about, and what must be there before."""

    command: Command
    deed: Step
    sheet: str = "beside"
    before: Step = nothing


def send_back(workspace: Workspace) -> None:
    """A sheet that waits for an answer to its reviewer."""
    make_reviewed(workspace)
    submit(workspace, ME, rounds().settled)
    return_sheet(workspace, LI, rounds().settled, {STUDY: "不符"})


FAMILIES: Final[dict[str, Family]] = {
    "correct phrase": Family(
        Command.CORRECT_PHRASE,
        lambda w: correct_phrase(w, ME, "第一季度", "一季度"),
        "section",
    ),
    "correct phrase that is the grounds of a judgement": Family(
        Command.CORRECT_PHRASE,
        lambda w: correct_phrase(w, ME, "集体研究", "经集体研究"),
        "section",
        lambda w: judge(w, ME, rounds().section, "study", JUDGED),
    ),
    "finding": Family(
        Command.RECORD_FINDING,
        lambda w: record_finding(
            w, ME, rounds().section, "unplanned", {"found": True, "note": "属实"}
        ),
        "section",
    ),
    "finding in place of another, whose item has evidence": Family(
        Command.RECORD_FINDING,
        lambda w: record_finding(
            w, ME, rounds().section, "study-missed", {"items": [{"note": "另一次"}]}
        ),
        "section",
        link_item,
    ),
    "monthly report": Family(
        Command.KEEP_MONTHLY_REPORT,
        lambda w: keep_monthly_report(
            w,
            ME,
            ReportKey(rounds().plan, "u-a", date(2022, 3, 20)),
            Filing({"5": "无"}, received=date(2022, 3, 18)),
        ),
    ),
    "settle": Family(
        Command.SETTLE,
        lambda w: settle(w, ME, rounds().neighbour, ["study-missed", "unplanned"]),
        "neighbour",
    ),
    "settle what is left": Family(
        Command.SETTLE,
        lambda w: settle(w, ME, rounds().section, ["study-missed", "no-liaison"]),
        "section",
    ),
    "withdraw finding": Family(
        Command.WITHDRAW_FINDING,
        lambda w: withdraw_finding(w, ME, rounds().section, "study-missed"),
        "section",
        link_item,
    ),
    "judgement": Family(
        Command.JUDGE, lambda w: judge(w, ME, rounds().section, "study", JUDGED), "section"
    ),
    "withdraw judgement": Family(
        Command.WITHDRAW_JUDGEMENT,
        lambda w: withdraw_judgement(w, ME, rounds().section, "study"),
        "section",
        lambda w: judge(w, ME, rounds().section, "study", JUDGED),
    ),
    "link": Family(Command.LINK_EVIDENCE, link, "section", add),
    "unlink": Family(
        Command.UNLINK_EVIDENCE,
        lambda w: unlink_evidence(w, ME, links_of(w)[0].id),
        "section",
        link,
    ),
    "waive": Family(Command.WAIVE, lambda w: waive(w, ME, waiver()), "city"),
    "waive for other grounds": Family(
        Command.WAIVE,
        lambda w: waive(w, ME, replace(waiver(), grounds="市局留存")),
        "city",
        lambda w: waive(w, ME, waiver()),
    ),
    "withdraw waiver": Family(
        Command.WITHDRAW_WAIVER,
        lambda w: withdraw_waiver(w, ME, waiver()),
        "city",
        lambda w: waive(w, ME, waiver()),
    ),
    "assign": Family(
        Command.ASSIGN, lambda w: assign(w, ME, rounds().section, "p-wang", "p-li"), "section"
    ),
    "count pieces": Family(
        Command.COUNT_PIECES,
        lambda w: count_pieces(w, ME, rounds().city, {"penalty": 2}),
        "city",
    ),
    "ledger rows": Family(
        Command.KEEP_LEDGER_ROWS, lambda w: keep_rows(w, ME, ACTIVITIES, [ROW, ROW5])
    ),
    "strike ledger row": Family(
        Command.KEEP_LEDGER_ROWS,
        lambda w: strike_rows(w, ME, [ROW.id]),
        before=lambda w: keep_rows(w, ME, ACTIVITIES, [ROW]),
    ),
    "import": Family(
        Command.IMPORT_LEDGER,
        lambda w: keep_rows(w, ME, ACTIVITIES, [ROW, ROW5], Command.IMPORT_LEDGER),
    ),
    "import over what is there": Family(
        Command.IMPORT_LEDGER,
        lambda w: keep_rows(w, ME, ACTIVITIES, [meeting("l-4"), ROW5], Command.IMPORT_LEDGER),
        before=lambda w: keep_rows(w, ME, ACTIVITIES, [ROW]),
    ),
    "office reports": Family(
        Command.KEEP_OFFICE_REPORTS, lambda w: keep_office_reports(w, ME, [REPORT])
    ),
    "office report no longer asked": Family(
        Command.KEEP_OFFICE_REPORTS,
        lambda w: keep_office_reports(w, ME, [replace(REPORT, until=date(2022, 12, 31))]),
        before=lambda w: keep_office_reports(w, ME, [REPORT]),
    ),
    "office days": Family(
        Command.KEEP_OFFICE_DAYS, lambda w: keep_office_days(w, ME, OFFICE_DAYS, {2099})
    ),
    "office days removed": Family(
        Command.KEEP_OFFICE_DAYS,
        lambda w: remove_office_days(w, ME, ["2099-01-01"]),
        before=lambda w: keep_office_days(w, ME, OFFICE_DAYS, {2099}),
    ),
    "accept proposal": Family(Command.ACCEPT_PROPOSAL, accept, "section", keep_faulty_runs),
    "reject proposal": Family(Command.REJECT_PROPOSAL, reject, "section", keep_faulty_runs),
    "withdraw answer": Family(
        Command.WITHDRAW_ANSWER,
        withdraw_the_answer,
        "section",
        accept_faulty_runs,
    ),
    "link ledger row": Family(Command.LINK_EVIDENCE, link_row, before=keep_row_with_evidence),
    "letter": Family(Command.KEEP_LETTER, lambda w: keep_letters(w, ME, [letter()])),
    "letter corrected": Family(
        Command.KEEP_LETTER,
        lambda w: keep_letters(w, ME, [replace(letter(), title="更正")]),
        before=lambda w: keep_letters(w, ME, [letter()]),
    ),
    "new unit": Family(
        Command.KEEP_UNITS, lambda w: keep_units(w, ME, [UnitRecord("u-d", "丁科")])
    ),
    "unit renamed, open assessments follow": Family(
        Command.KEEP_UNITS, lambda w: keep_units(w, ME, [RENAMED])
    ),
    "people": Family(
        Command.KEEP_PERSON,
        lambda w: keep_people(w, ME, [Person("p-3", "丁某"), Person("p-li", "李审核")]),
    ),
    "profile": Family(
        Command.DESCRIBE_OFFICE,
        lambda w: describe_office(w, ME, Office(name="考评办", phone="0877-1")),
    ),
    "rectifications": Family(
        Command.KEEP_RECTIFICATIONS, lambda w: list_lost(w, ME, rounds().sections, ["u-a"], None)
    ),
    "answer a remark": Family(
        Command.ANSWER_REMARK,
        lambda w: answer_remark(w, ME, remarks_in(w, rounds().settled)[0].id, "已改"),
        "settled",
        send_back,
    ),
    "setting": Family(Command.CHANGE_SETTING, lambda w: change_setting(w, ME, "theme", "dark")),
    "setting changed": Family(
        Command.CHANGE_SETTING,
        lambda w: change_setting(w, ME, "theme", "light"),
        before=lambda w: change_setting(w, ME, "theme", "dark"),
    ),
    "round renamed": Family(
        Command.CHANGE_ROUND, lambda w: rename_round(w, ME, rounds().cities, "市级考核", "2022年度")
    ),
    "round archived": Family(
        Command.CHANGE_ROUND, lambda w: archive_round(w, ME, rounds().cities, archived=True)
    ),
    "unit joins": Family(
        Command.CHANGE_ROUND,
        lambda w: add_unit(w, ME, rounds().sections, "u-d", "p-li"),
        before=lambda w: keep_units(w, ME, [UnitRecord("u-d", "丁科")]),
    ),
    "template used": Family(
        Command.CHOOSE_TEMPLATE, lambda w: use(w, "甲.docx"), before=keep_template_files
    ),
    "template in place of another": Family(
        Command.CHOOSE_TEMPLATE,
        lambda w: use(w, "乙.docx"),
        before=use_the_first,
    ),
    "our template again": Family(
        Command.CHOOSE_TEMPLATE,
        lambda w: use_ours(w, ME, *NOTICE),
        before=lambda w: use(w, "甲.docx"),
    ),
    "scheme taken in": Family(Command.CHOOSE_SCHEME, take_dearer, before=keep_dearer_text),
    "scheme given up": Family(
        Command.CHOOSE_SCHEME, lambda w: drop_scheme(w, ME, SECTIONS), before=hold_dearer
    ),
    "unit excused": Family(
        Command.EXCUSE_UNIT, lambda w: excuse_unit(w, ME, rounds().neighbour, "机构撤并")
    ),
    "unit brought in": Family(
        Command.BRING_IN_UNIT, lambda w: bring_in_unit(w, ME, rounds().settled), before=excused
    ),
    "meeting": Family(Command.OPEN_MEETING, lambda w: convene(w, rounds().plan)),
    "change in a meeting": Family(
        Command.CHANGE_IN_MEETING,
        change_there,
        "section",
        lambda w: convene(w, rounds().sections),
    ),
    "meeting closed": Family(
        Command.CLOSE_MEETING, close_the_meeting, before=lambda w: convene(w, rounds().cities)
    ),
    "objection": Family(Command.RAISE_OBJECTION, objection),
    "objection rejected": Family(Command.DECIDE_OBJECTION, reject_it, before=objection),
    "objection upheld": Family(Command.DECIDE_OBJECTION, uphold_it, "section", objection),
    "unit leaves": Family(Command.CHANGE_ROUND, lambda w: drop_unit(w, ME, rounds().neighbour)),
}


def goes_and_comes_back(folder: Path, family: Family) -> None:
    """The program is closed and opened between any two steps."""
    key = key_of(family.sheet)
    with open_workspace(folder) as workspace:
        family.before(workspace)
        before = state(folder)
        family.deed(workspace)
        done, event = state(folder), events_of(workspace)[-1]
    assert done != before
    assert event.command == family.command.value
    for turn, after in ((undo, before), (redo, done), (undo, before)):
        with open_workspace(folder) as workspace:
            found = undoable(workspace, key)
            assert event in {found.undo, found.redo}
            outcome = turn(workspace, LI, key)
            assert state(folder) == after
            last = events_of(workspace)[-1]
        assert (last.number, last.command) == (outcome.event, turn.__name__)
        assert (last.author, last.person, last.reverts) == ("李复核", "p-li", event.hash)
        assert (last.round, last.unit) == (event.round, event.unit)
    assert verify(folder).faults == ()


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_a_command_is_taken_back_and_done_again(tmp_path: Path, family: Family) -> None:
    goes_and_comes_back(office_in(tmp_path), family)


ASIDE: Final = {
    "set aside": Family(
        Command.SET_ASIDE, lambda w: set_aside(w, ME, BARE_KEY, "team", "没有编制"), "untouched"
    ),
    "bring back": Family(
        Command.BRING_BACK, lambda w: bring_back(w, ME, OPEN_KEY, "team"), "set aside"
    ),
}


MERGED: Final = Family(Command.MERGE, merge_what_is_back, before=send_out_and_back)


def test_a_merge_is_taken_back_and_done_again(tmp_path: Path) -> None:
    goes_and_comes_back(office_in(tmp_path), MERGED)


@pytest.mark.parametrize("family", ASIDE.values(), ids=ASIDE)
def test_what_does_not_apply_is_taken_back_and_done_again(tmp_path: Path, family: Family) -> None:
    goes_and_comes_back(rich_folder(tmp_path), family)


def charge(workspace: Workspace) -> None:
    """An item of the first county lies on the second one's sheet too."""
    with workspace.reading() as view:
        [item] = view.all(ItemRecord, criterion="faults", **FIRST._asdict())
    charge_also(workspace, ME, FIRST, Charge(item.id, SECOND.unit))


def charge_and_take_back(workspace: Workspace) -> None:
    """The first county's item bears the mark; the other one's is gone again."""
    charge(workspace)
    undo(workspace, ME, SECOND)


CHARGED: Final = {
    "charged also": Family(Command.CHARGE_ALSO, charge, "other county", charge_and_take_back),
}


@pytest.mark.parametrize("family", CHARGED.values(), ids=CHARGED)
def test_a_charge_is_taken_back_and_done_again(tmp_path: Path, family: Family) -> None:
    with relative_round(tmp_path / "relative") as workspace:
        record_finding(workspace, ME, FIRST, "faults", {"items": [{"note": "虚报"}]})
    goes_and_comes_back(tmp_path / "relative", family)


def test_every_command_that_can_be_undone_is_tested() -> None:
    """A new one needs its family."""
    families = (*FAMILIES.values(), *ASIDE.values(), *CHARGED.values(), MERGED)
    tested = {one.command for one in families}
    assert tested == {one for one in Command if one.undoable}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace
    assert verify(tmp_path / "office").faults == ()


def assessment(workspace: Workspace, key: AssessmentKey) -> Assessment:
    with workspace.reading() as view:
        found = view.get(Assessment, *key)
    assert found
    return found


def commands(found: Undoable) -> tuple[str | None, str | None]:
    """What would be undone and redone."""
    last, next_ = found.undo, found.redo
    return last.command if last else None, next_.command if next_ else None


@pytest.mark.parametrize("sheet", ["section", "city", "beside"])
def test_all_is_undone_step_by_step_and_done_again(office: Workspace, sheet: str) -> None:
    """Every command about a sheet, then back through all of them, and forth."""
    key = key_of(sheet)
    for lasting in (
        add,
        keep_faulty_runs,
        send_out_and_back,
        keep_template_files,
        keep_dearer_text,
    ):
        lasting(office)
    if sheet != "beside":
        convene(office, rounds().sections)
        objection(office)
    states = [state(office.folder)]
    for family in (one for one in FAMILIES.values() if one.sheet == sheet):
        for step in (family.before, family.deed):
            step(office)
            now = state(office.folder)
            states += [now] if now != states[-1] else []
    assert len(states) > 4
    for before in reversed(states[:-1]):
        undo(office, ME, key)
        assert state(office.folder) == before
    for after in states[1:]:
        redo(office, ME, key)
        assert state(office.folder) == after
    assert undoable(office, key).redo is None


def test_each_sheet_has_a_stack_of_its_own_and_so_has_what_is_beside(office: Workspace) -> None:
    """The same unit in another round is another sheet."""
    plan = AssessmentKey(rounds().plan, rounds().section.unit)
    assign(office, ME, plan, "p-li", None)
    record_finding(office, ME, rounds().neighbour, "unplanned", {"found": True})
    judge(office, ME, rounds().section, "study", JUDGED)
    change_setting(office, ME, "theme", "dark")
    assert commands(undoable(office, plan)) == ("assign", None)
    assert commands(undoable(office, rounds().neighbour)) == ("record-finding", None)
    assert commands(undoable(office, rounds().section)) == ("judge", None)
    assert commands(undoable(office, None)) == ("change-setting", None)
    undo(office, ME, plan)
    undo(office, ME, None)
    assert commands(undoable(office, plan)) == (None, "assign")
    assert commands(undoable(office, rounds().neighbour)) == ("record-finding", None)
    assert commands(undoable(office, rounds().section)) == ("judge", None)
    assert undoable(office, None).redo is not None
    assert setting_of(office, "theme") is None
    assert sheet_of(office, rounds().section).indicators[0].discretion is not None


def test_where_nothing_was_done_nothing_is_undone(office: Workspace) -> None:
    keys = (
        rounds().neighbour,
        AssessmentKey("none", "u-a"),
        AssessmentKey(rounds().sections, "none"),
    )
    for key in keys:
        assert undoable(office, key) == Undoable(None, None)
        for turn, words in ((undo, "没有可以撤销的操作"), (redo, "没有可以重做的操作")):
            with refused(office.folder) as caught:
                turn(office, ME, key)
            assert caught.value.message == words


def test_a_new_command_ends_redo_on_its_own_sheet_alone(office: Workspace) -> None:
    for key in (rounds().section, rounds().neighbour):
        assign(office, ME, key, "p-wang", None)
        undo(office, ME, key)
    judge(office, ME, rounds().section, "study", JUDGED)
    assert commands(undoable(office, rounds().section)) == ("judge", None)
    assert commands(undoable(office, rounds().neighbour)) == (None, "assign")
    with refused(office.folder) as caught:
        redo(office, ME, rounds().section)
    assert caught.value.message == "没有可以重做的操作"


def test_a_command_that_changes_nothing_is_no_step(office: Workspace) -> None:
    record_finding(office, ME, rounds().neighbour, "unplanned", {"found": True})
    judge(office, ME, rounds().neighbour, "study", JUDGED)
    undo(office, ME, rounds().neighbour)
    record_finding(office, ME, rounds().neighbour, "unplanned", {"found": True})
    assert commands(undoable(office, rounds().neighbour)) == ("record-finding", "judge")
    redo(office, ME, rounds().neighbour)
    undo(office, ME, rounds().neighbour)
    undo(office, ME, rounds().neighbour)
    assert undoable(office, rounds().neighbour).undo is None


def test_every_undo_has_an_author(office: Workspace) -> None:
    assign(office, ME, rounds().section, "p-wang", None)
    with refused(office.folder) as caught:
        undo(office, UNNAMED, rounds().section)
    assert caught.value.at == "author"
    undo(office, ME, rounds().section)
    with refused(office.folder) as caught:
        redo(office, UNNAMED, rounds().section)
    assert caught.value.at == "author"


def replaced(workspace: Workspace) -> None:
    content = scheme_content(SECTIONS).replace(b'version = "1"', b'version = "2"', 1)
    agreed = preview_replacement(workspace, rounds().sections, content)
    replace_scheme(workspace, ME, agreed, content)


def upgraded(workspace: Workspace) -> None:
    """As a migration witnesses it."""
    with workspace.writing() as desk:
        desk.seal(Deed(Command.UPGRADE_WORKSPACE, ME))


BARRIERS: Final[dict[str, Step]] = {
    "finalised": lambda w: finalise(w, ME, rounds().settled),
    "reopened": lambda w: (
        finalise(w, ME, rounds().settled),
        reopen(w, ME, rounds().settled, "补报"),
    ),
    "scheme replaced": replaced,
    "upgraded": upgraded,
}


@pytest.mark.parametrize("barrier", BARRIERS.values(), ids=BARRIERS)
def test_nothing_passes_a_barrier(office: Workspace, barrier: Step) -> None:
    assign(office, ME, rounds().settled, "p-wang", None)
    assign(office, ME, rounds().settled, "p-li", None)
    undo(office, ME, rounds().settled)
    assert commands(undoable(office, rounds().settled)) == ("assign", "assign")
    barrier(office)
    for turn in (undo, redo):
        with refused(office.folder) as caught:
            turn(office, ME, rounds().settled)
        assert "没有可以" in caught.value.message


@pytest.mark.parametrize("barrier", [*BARRIERS][1:])
def test_behind_the_barrier_undo_begins_anew(office: Workspace, barrier: str) -> None:
    BARRIERS[barrier](office)
    before = state(office.folder)
    judge(office, ME, rounds().settled, "study", JUDGED)
    undo(office, ME, rounds().settled)
    assert state(office.folder) == before
    assert commands(undoable(office, rounds().settled)) == (None, "judge")


def test_a_barrier_ends_only_what_it_is_about(office: Workspace) -> None:
    for key in (rounds().city, rounds().neighbour, rounds().waived):
        assign(office, ME, key, "p-wang", None)
    change_setting(office, ME, "theme", "dark")
    finalise(office, ME, rounds().waived)
    assert undoable(office, rounds().city).undo
    assert undoable(office, rounds().neighbour).undo
    assert commands(undoable(office, None)) == ("change-setting", None)
    replaced(office)
    assert commands(undoable(office, rounds().city)) == ("assign", None)
    assert undoable(office, rounds().neighbour).undo is None


def later_program(folder: Path, of: tuple[str | None, str | None]) -> None:
    """An event of a command that only a later program knows."""
    with open_workspace(folder) as workspace:
        last = events_of(workspace)[-1]
        with workspace.reading() as view:
            parents = parents_of(view.head())
    event = replace(
        last,
        number=last.number + 1,
        command="appraise",
        round=of[0],
        unit=of[1],
        reverts=None,
        changes="[]",
        parents=parents,
    )
    event = replace(event, hash=event.digest)
    values = [getattr(event, name) for name in EVENT_FIELDS]
    with raw(folder / DATABASE) as connection:
        connection.execute(_insert("event", EVENT_FIELDS), values)


@pytest.mark.parametrize(
    ("of_round", "of_unit", "ended"),
    [
        (True, True, {"section"}),
        (True, False, {"section", "neighbour", "beside"}),
        (False, False, {"section", "neighbour", "city", "beside"}),
    ],
    ids=["sheet", "round", "beside"],
)
def test_a_later_programs_command_is_a_barrier(
    tmp_path: Path, *, of_round: bool, of_unit: bool, ended: set[str]
) -> None:
    folder, key = office_in(tmp_path), rounds().section
    with open_workspace(folder) as workspace:
        change_setting(workspace, ME, "theme", "dark")
        for one in (key, rounds().neighbour, rounds().city):
            assign(workspace, ME, one, "p-wang", None)
    later_program(folder, (key.round if of_round else None, key.unit if of_unit else None))
    with open_workspace(folder) as workspace:
        sheets = ("section", "neighbour", "city", "beside")
        barred = {one for one in sheets if undoable(workspace, key_of(one)).undo is None}
    assert barred == ended
    assert verify(folder).faults == ()


def test_a_unit_renamed_since_does_not_jam_the_undo_of_its_sheet(office: Workspace) -> None:
    """Only the columns count that the command changed; the others stay as they are now."""
    assign(office, ME, rounds().section, "p-wang", "p-li")
    keep_units(office, ME, [RENAMED])
    undo(office, ME, rounds().section)
    of = assessment(office, rounds().section)
    assert (of.name, of.kind, of.size) == ("甲局", "town", 7)
    assert (of.evaluator, of.reviewer) == (None, None)
    redo(office, ME, rounds().section)
    of = assessment(office, rounds().section)
    assert (of.name, of.evaluator, of.reviewer) == ("甲局", "p-wang", "p-li")


def test_a_sheet_assigned_since_does_not_jam_the_undo_of_a_new_name(office: Workspace) -> None:
    keep_units(office, ME, [RENAMED])
    assign(office, ME, rounds().section, "p-wang", None)
    count_pieces(office, ME, rounds().city, {"penalty": 2})
    undo(office, ME, None)
    assert units_of(office)[-1] == UnitRecord("u-a", "甲科")
    of, city = assessment(office, rounds().section), assessment(office, rounds().city)
    assert (of.name, of.kind, of.size, of.evaluator) == ("甲科", None, None, "p-wang")
    assert (city.name, city.counts) == ("甲科", {"penalty": 2})
    undo(office, ME, rounds().section)
    redo(office, ME, None)
    of = assessment(office, rounds().section)
    assert (of.name, of.evaluator) == ("甲局", None)


def joined(workspace: Workspace) -> AssessmentKey:
    keep_units(workspace, ME, [UnitRecord("u-d", "丁科")])
    add_unit(workspace, ME, rounds().sections, "u-d", None)
    return AssessmentKey(rounds().sections, "u-d")


def test_what_was_changed_again_elsewhere_is_not_undone(office: Workspace) -> None:
    """A sheet assigned since is not the one that came by the undone command."""
    key = joined(office)
    assign(office, ME, key, "p-wang", None)
    with refused(office.folder) as caught:
        undo(office, ME, None)
    assert caught.value.message == ("不能撤销“修改考核批次”：它之后同一处又有别的改动，请直接修改")
    undo(office, ME, key)
    undo(office, ME, None)
    assert len(list_rounds(office)[-1].units) == 3


def test_a_sheet_that_has_left_its_round_has_nothing_to_undo(office: Workspace) -> None:
    key = joined(office)
    assign(office, ME, key, "p-wang", None)
    drop_unit(office, ME, key)
    with refused(office.folder) as caught:
        undo(office, ME, key)
    assert caught.value.at == "unit"
    undo(office, ME, None)
    undo(office, ME, key)
    assert assessment(office, key).evaluator is None


def elsewhere(workspace: Workspace, *records: object) -> None:
    """A change that undo does not walk."""
    with workspace.writing() as desk:
        desk.put(*records)
        desk.seal(Deed(Command.OPEN_ROUND, ME))


def test_what_was_changed_again_is_not_done_again(office: Workspace) -> None:
    change_setting(office, ME, "theme", "dark")
    change_setting(office, ME, "theme", "light")
    undo(office, ME, None)
    elsewhere(office, Setting("theme", "system"))
    for turn, words in ((undo, "不能撤销“修改设置”："), (redo, "不能重做“修改设置”：")):
        with refused(office.folder) as caught:
            turn(office, ME, None)
        assert caught.value.message.startswith(words)
    elsewhere(office, Setting("theme", "dark"))
    redo(office, ME, None)
    assert setting_of(office, "theme") == "light"


def test_what_is_in_use_since_is_not_taken_away(office: Workspace) -> None:
    keep_units(office, ME, [UnitRecord("u-d", "丁科")])
    open_round(office, ME, RoundPlan("又一批", "2023年", SECTIONS, ["u-d"]))
    keep_people(office, ME, [Person("p-3", "丁某")])
    assign(office, ME, rounds().section, "p-3", None)
    with refused(office.folder) as caught:
        undo(office, ME, None)
    assert caught.value.message.startswith("别处的记录还要用到它")
    undo(office, ME, rounds().section)
    undo(office, ME, None)
    with refused(office.folder):
        undo(office, ME, None)
    assert [one.name for one in units_of(office)] == ["丁科", "丙科", "乙科", "甲科"]


def test_what_was_done_in_a_round_that_is_gone_is_not_done_again(office: Workspace) -> None:
    plan = RoundPlan("又一批", "2023年", SECTIONS, ["u-a"])
    round_id, _ = open_round(office, ME, plan)
    change_setting(office, ME, "theme", "dark")
    keep_letters(office, ME, [replace(letter(), round=round_id)])
    undo(office, ME, None)
    delete_round(office, ME, round_id)
    with refused(office.folder):
        redo(office, ME, None)
    with refused(office.folder) as caught:
        undo(office, ME, None)  # what came before may have belonged to the round
    assert caught.value.message == "没有可以撤销的操作"


def test_undo_beside_reaches_no_finalised_sheet(office: Workspace) -> None:
    keep_units(office, ME, [UnitRecord("u-c", "丙局")])
    finalise(office, ME, rounds().settled)
    with refused(office.folder) as caught:
        undo(office, ME, None)
    assert caught.value.message.startswith("“丙局”已经定稿")
    reopen(office, ME, rounds().settled, "更名")
    undo(office, ME, None)
    assert assessment(office, rounds().settled).name == "丙科"
    finalise(office, ME, rounds().settled)
    with refused(office.folder) as caught:
        redo(office, ME, None)
    assert caught.value.message.startswith("“丙科”已经定稿")


def test_undo_beside_goes_on_where_it_reaches_no_finalised_sheet(office: Workspace) -> None:
    finalise(office, ME, rounds().settled)
    keep_units(office, ME, [UnitRecord("u-c", "丙局"), RENAMED])
    undo(office, ME, None)
    assert assessment(office, rounds().settled).name == "丙科"
    assert assessment(office, rounds().waived).name == "丙科"
    assert assessment(office, rounds().section).name == "甲科"
    assert [one.name for one in units_of(office)] == ["丙科", "乙科", "甲科"]


def test_the_name_of_a_round_is_undone_beside_its_finalised_sheets(office: Workspace) -> None:
    rename_round(office, ME, rounds().sections, "科室考核", "2022年")
    finalise(office, ME, rounds().settled)
    undo(office, ME, None)
    assert {one.round.name for one in list_rounds(office)} >= {"科室督查"}


def test_a_new_name_is_not_taken_back_from_sheets_that_came_since(office: Workspace) -> None:
    """Assessments that are open bear their unit's name; undo knows only those that there were."""
    keep_units(office, ME, [RENAMED])
    plan = RoundPlan("又一批", "2023年", SECTIONS, ["u-a"])
    round_id, _ = open_round(office, ME, plan)
    with refused(office.folder) as caught:
        undo(office, ME, None)
    assert "后来又进了别的批次" in caught.value.message
    delete_round(office, ME, round_id)


def test_a_joining_is_not_undone_once_something_was_recorded(office: Workspace) -> None:
    """Nor would the unit be left out by hand; its sheet's events tell of what was done."""
    key = joined(office)
    record_finding(office, ME, key, "unplanned", {"found": True})
    withdraw_finding(office, ME, key, "unplanned")
    with refused(office.folder):
        drop_unit(office, ME, key)
    with refused(office.folder):
        undo(office, ME, None)


TOWN: Final = UnitRecord("u-t", "丁镇", "town", 120)
TOWN_KEY: Final = AssessmentKey("r-kinds", "u-t")


@pytest.fixture
def kinds(office: Workspace) -> Workspace:
    """The office with a town in a round by a scheme that tells kinds apart."""
    keep_units(office, ME, [TOWN])
    of = Round(TOWN_KEY.round, "分类考核", "2022年", BY_KIND.scheme, BY_KIND.sha256, DAY)
    elsewhere(office, BY_KIND, of, Assessment(*TOWN_KEY, 0, TOWN.name, TOWN.kind, TOWN.size))
    return office


def readable(workspace: Workspace) -> bool:
    return [u.trouble for of in list_rounds(workspace) for u in of.units if u.trouble] == []


def test_undo_brings_back_nothing_that_the_units_kind_cannot_take(kinds: Workspace) -> None:
    """What was withdrawn belongs to another kind; keeping the unit would have been refused, too."""
    record_finding(kinds, ME, TOWN_KEY, "missed", {"count": 1})
    withdraw_finding(kinds, ME, TOWN_KEY, "missed")
    keep_units(kinds, ME, [replace(TOWN, kind="bureau")])
    with refused(kinds.folder):
        undo(kinds, ME, TOWN_KEY)
    assert readable(kinds)


def test_undo_brings_back_no_kind_that_cannot_take_what_was_recorded(kinds: Workspace) -> None:
    keep_units(kinds, ME, [replace(TOWN, kind="bureau")])
    keep_units(kinds, ME, [TOWN])
    record_finding(kinds, ME, TOWN_KEY, "missed", {"count": 1})
    with refused(kinds.folder):
        undo(kinds, ME, None)
    assert readable(kinds)
