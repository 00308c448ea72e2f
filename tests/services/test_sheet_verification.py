"""Sheet verification: what a code on paper is to the workspace, however it was typed and whatever came after."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.documents.drawn_scan import draw_scan
from desktop.domain.records import AssessmentKey, EvidenceLink, Office, UnitRecord
from desktop.domain.refusals import Refused
from desktop.domain.sheet_code import SheetCode, read_code
from desktop.intake.pages.reader import PageReader
from desktop.services.evidence import link_evidence
from desktop.services.finalising import finalise, reopen
from desktop.services.membership import assign, drop_unit
from desktop.services.office import describe_office, keep_people, keep_units, people_of
from desktop.services.papers import Paper, Wanted
from desktop.services.printing import save_paper
from desktop.services.recording import judge, record_finding
from desktop.services.rounds import RoundPlan, delete_round, list_rounds, open_round
from desktop.services.scheme_replacement import preview_replacement, replace_scheme
from desktop.services.schemes import scheme_content
from desktop.services.sheet_contents import sheet_contents
from desktop.services.sheet_verification import Turned, Verdict, Verified, verify_code, verify_file
from desktop.services.undoing import undo
from desktop.services.workspaces import create_workspace, open_workspace
from desktop.store.workspace import Workspace
from tests.services.building import ME, SECTIONS, add, everything, office_in, rename_round, rounds

KEY = rounds().section
Deed = Callable[[Workspace], object]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def reader() -> Iterator[PageReader]:
    with PageReader() as reader:
        yield reader


def code_of(workspace: Workspace, key: AssessmentKey = KEY) -> str:
    return sheet_contents(workspace, key).code


def after(workspace: Workspace, deed: Deed, key: AssessmentKey = KEY) -> Verified:
    """What is said of a code that was printed before something was done."""
    code = code_of(workspace, key)
    deed(workspace)
    return verify_code(workspace, code)


def missed(workspace: Workspace) -> None:
    record_finding(workspace, ME, KEY, "study-missed", {"count": 4})


# -- as it was typed


TYPED: dict[str, Callable[[str], str]] = {
    "as printed": lambda code: code,
    "small": lambda code: code.lower(),
    "without dashes": lambda code: code.replace("-", ""),
    "with blanks": lambda code: f"  {code.replace('-', ' ')}\n",
    "with long dashes": lambda code: code.replace("-", "—"),
    "with letters for figures": lambda code: code.replace("0", "O").replace("1", "l"),
    "in full width": lambda code: "".join(chr(ord(one) + 0xFEE0) for one in code),
}


@pytest.mark.parametrize("how", TYPED)
def test_a_code_is_known_however_it_was_typed(office: Workspace, how: str) -> None:
    found = verify_code(office, TYPED[how](code_of(office)))
    assert (found.verdict, found.code, found.key) == (Verdict.HOLDS, code_of(office), KEY)


def test_every_slip_of_one_character_is_found(office: Workspace) -> None:
    code = code_of(office)
    for at in range(len(code)):
        if code[at] != "-":
            other = "7" if code[at] != "7" else "8"
            with pytest.raises(Refused, match="有一位输入错了") as caught:
                verify_code(office, code[:at] + other + code[at + 1 :])
            assert caught.value.at == "code"


@pytest.mark.parametrize("text", ["", "0001", "甲科", "0001-ZKDD-D7CJ-C9V", "U" * 16, "-" * 30])
def test_what_is_no_code_is_said(office: Workspace, text: str) -> None:
    with pytest.raises(Refused, match="不是核验码：核验码是 16 位字母和数字") as caught:
        verify_code(office, text)
    assert caught.value.at == "code"


# -- what holds


def test_every_sheet_of_the_office_holds(office: Workspace) -> None:
    keys = [unit.key for one in list_rounds(office) for unit in one.units]
    assert len(keys) == 9
    codes = [code_of(office, key) for key in keys]
    assert len({*codes}) == 9
    for key, code in zip(keys, codes, strict=True):
        found = verify_code(office, code)
        assert (found.verdict, found.key) == (Verdict.HOLDS, key)
        assert (found.turned, found.since) == ((), ())
    assert "甲科，科室督查，草稿，得 6 分（未评" in verify_code(office, code_of(office)).words


def test_a_final_sheet_holds_and_says_so(office: Workspace) -> None:
    finalise(office, ME, rounds().settled)
    found = verify_code(office, code_of(office, rounds().settled))
    assert found.verdict is Verdict.HOLDS
    assert "工作区现在就是这样：丙科，科室督查，定稿，得 100 分；打印后没有改动" in found.words


def test_what_happens_on_another_sheet_changes_nothing(office: Workspace) -> None:
    found = after(office, missed, rounds().neighbour)
    assert found.verdict is Verdict.HOLDS


def test_asking_changes_nothing(office: Workspace) -> None:
    before = everything(office.folder)
    verify_code(office, code_of(office))
    assert everything(office.folder) == before


# -- what held once


def test_a_finding_since_then_is_told_with_both_scores(office: Workspace) -> None:
    found = after(office, missed)
    assert found.verdict is Verdict.HELD
    assert found.turned == (
        Turned("1 按季学习研究", "6", "2"),
        Turned("总分", "6", "2"),
    )
    [passage] = found.since
    assert passage.author == "王考评"
    assert passage.what.startswith("认定“序号1 ")
    assert "甲科，科室督查，草稿，得 6 分" in found.words
    assert "此后有 1 次改动，现在得 2 分" in found.words


def test_an_indicator_that_was_open_is_told(office: Workspace) -> None:
    found = after(
        office, lambda at: record_finding(at, ME, KEY, "item-list-late", {"found": False})
    )
    assert found.turned[0].then == "未评"
    assert found.turned[-1].name == "总分"
    assert len(found.since) == 1


ITEMS = [{"note": "第一季度"}, {"note": "第四季度"}]
DEEDS: dict[str, tuple[Deed, bool]] = {  # and whether the score becomes another
    "finding": (missed, True),
    "item": (lambda at: record_finding(at, ME, KEY, "study-missed", {"items": ITEMS}), False),
    "discretion": (
        lambda at: judge(at, ME, KEY, "study", {"score": "7.5", "reason": "集体研究"}),
        True,
    ),
    "another evaluator": (lambda at: assign(at, ME, KEY, "p-li", None), False),
    "unit": (lambda at: keep_units(at, ME, [UnitRecord("u-a", "甲处")]), False),
    "round": (lambda at: rename_round(at, ME, KEY.round, "督查", "2023年"), False),
    "scheme": (
        lambda at: replace_scheme(at, ME, preview_replacement(at, KEY.round, dearer()), dearer()),
        True,
    ),
    "undone": (lambda at: undo(at, ME, KEY), True),
    "office": (lambda at: describe_office(at, ME, Office(name="市监管办")), False),
}


def called(workspace: Workspace, person: str, name: str) -> None:
    [found] = [one for one in people_of(workspace) if one.id == person]
    keep_people(workspace, ME, [replace(found, name=name)])


def dearer() -> bytes:
    text = scheme_content(SECTIONS).decode()
    assert "deduct = 2\n" in text
    return (
        text.replace('version = "1"', 'version = "2"')
        .replace("deduct = 2\n", "deduct = 3\n", 1)
        .encode()
    )


@pytest.mark.parametrize("what", DEEDS)
def test_whatever_the_paper_says_that_changed_is_noticed(office: Workspace, what: str) -> None:
    deed, scores = DEEDS[what]
    found = after(office, deed)
    assert (found.verdict, found.key) == (Verdict.HELD, KEY)
    assert bool(found.turned) == scores
    assert len(found.since) == 1
    assert code_of(office) != found.code
    assert verify_code(office, code_of(office)).verdict is Verdict.HOLDS


def test_another_name_of_the_evaluator_is_noticed(office: Workspace) -> None:
    assign(office, ME, KEY, "p-wang", None)
    found = after(office, lambda at: called(at, "p-wang", "王考评员"))
    [passage] = found.since
    assert found.verdict is Verdict.HELD
    assert [one.words for one in passage.changes] == ["姓名：王考评 → 王考评员"]
    assert verify_code(office, code_of(office)).verdict is Verdict.HOLDS


def test_people_who_are_not_on_the_paper_may_be_called_what_they_like(office: Workspace) -> None:
    found = after(office, lambda at: called(at, "p-li", "李复核员"))
    assert found.verdict is Verdict.HOLDS
    retired = [replace(one, active=False) for one in people_of(office) if one.id == "p-wang"]
    found = after(office, lambda at: keep_people(at, ME, retired))
    assert found.verdict is Verdict.HOLDS


def test_reopening_what_was_final_is_noticed(office: Workspace) -> None:
    key = rounds().settled
    finalise(office, ME, key)
    found = after(office, lambda at: reopen(at, ME, key, "漏了一项"), key)
    assert found.verdict is Verdict.HELD
    assert "丙科，科室督查，定稿，得 100 分" in found.words
    assert found.turned == ()
    assert len(found.since) == 1


def test_doing_something_and_taking_it_back_are_two_changes(office: Workspace) -> None:
    def back_and_forth(workspace: Workspace) -> None:
        missed(workspace)
        undo(workspace, ME, KEY)

    found = after(office, back_and_forth)
    assert (found.verdict, found.turned, len(found.since)) == (Verdict.HELD, (), 2)


def test_changes_are_told_from_the_first_to_the_last(office: Workspace) -> None:
    def two(workspace: Workspace) -> None:
        missed(workspace)
        finalise_nothing = {"score": "5", "reason": "集体研究"}
        judge(workspace, ME, KEY, "study", finalise_nothing)

    found = after(office, two)
    numbers = [one.number for one in found.since]
    assert numbers == sorted(numbers)
    assert len(numbers) == 2


def test_a_renamed_unit_is_called_as_it_was_on_the_paper(office: Workspace) -> None:
    found = after(office, lambda at: keep_units(at, ME, [UnitRecord("u-a", "甲处")]))
    assert "时是这样：甲科，科室督查" in found.words


def new_round(workspace: Workspace) -> AssessmentKey:
    """The first sheet of a round in which nothing was done yet."""
    plan = RoundPlan("补充督查", "2022年", SECTIONS, ["u-a", "u-b"])
    return AssessmentKey(open_round(workspace, ME, plan)[0], "u-a")


def test_a_sheet_of_a_round_that_was_deleted_was_once_there(office: Workspace) -> None:
    key = new_round(office)
    found = after(office, lambda at: delete_round(at, ME, key.round), key)
    assert found.verdict is Verdict.HELD
    assert "甲科，补充督查，草稿" in found.words
    assert "由王考评删除" in found.words


def test_a_sheet_of_a_unit_that_was_taken_out_was_once_there(office: Workspace) -> None:
    key = new_round(office)
    found = after(office, lambda at: drop_unit(at, ME, key), key)
    assert found.verdict is Verdict.HELD
    assert "甲科，补充督查，草稿" in found.words


def test_a_unit_that_was_assigned_and_taken_out_was_once_there(office: Workspace) -> None:
    key = new_round(office)
    assign(office, ME, key, "p-wang", None)
    found = after(office, lambda at: drop_unit(at, ME, key), key)
    assert (found.verdict, found.key) == (Verdict.HELD, None)
    assert "现在批次里已经没有这个单位" in found.words


# -- what never was


def test_a_code_of_another_workspace_never_was(office: Workspace, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with open_workspace(office_in(other)) as twin:
        for workspace in (twin, office):  # the same event by number, at another moment
            record_finding(workspace, ME, KEY, "study-missed", {"count": 3})
        assert read_code(code_of(twin)).event == read_code(code_of(office)).event
        found = verify_code(office, code_of(twin))
    assert (found.verdict, found.key) == (Verdict.NEVER, None)
    assert f"从来没有过核验码为 {found.code} 的评分表" in found.words
    assert "纸面内容不要采用" in found.words


@pytest.mark.parametrize("event", [0, 1, 5, 9_999, 33_554_431])
def test_a_made_up_code_never_was(office: Workspace, event: int) -> None:
    assert verify_code(office, str(SheetCode(event, "0123456789"))).verdict is Verdict.NEVER


def test_a_code_of_a_later_sheet_under_an_earlier_number_never_was(office: Workspace) -> None:
    early = read_code(code_of(office))
    missed(office)
    late = read_code(code_of(office))
    assert verify_code(office, str(SheetCode(early.event, late.digest))).verdict is Verdict.NEVER


def test_an_empty_workspace_knows_no_code(office: Workspace, tmp_path: Path) -> None:
    with create_workspace(tmp_path / "new") as empty:
        assert verify_code(empty, code_of(office)).verdict is Verdict.NEVER


# -- from a file


def test_what_was_printed_before_a_name_or_a_file_came_says_what_it_said(
    office: Workspace, tmp_path: Path, reader: PageReader
) -> None:
    assign(office, ME, KEY, "p-wang", None)
    missed(office)
    papers = [
        save_paper(office, Wanted(one, *KEY), tmp_path / f"{one.value}.pdf")
        for one in (Paper.SHEET, Paper.NOTICE)
    ]
    digest = add(office)
    link_evidence(
        office, ME, EvidenceLink("e" * 16, digest, *KEY, criterion="study-missed", page=1)
    )
    called(office, "p-wang", "王考评员")
    describe_office(office, ME, Office(name="市监管办"))
    for one in papers:
        found = verify_file(office, reader, one)
        assert (found.verdict, found.different) == (Verdict.HELD, "")
        assert len(found.since) == 3


@pytest.mark.parametrize("paper", [Paper.SHEET, Paper.NOTICE, Paper.INDEX, Paper.BINDER])
def test_the_code_is_read_from_every_paper_of_a_unit(
    office: Workspace, tmp_path: Path, reader: PageReader, paper: Paper
) -> None:
    out = save_paper(office, Wanted(paper, *KEY), tmp_path / "纸面.pdf")
    found = verify_file(office, reader, out)
    assert (found.verdict, found.code) == (Verdict.HOLDS, code_of(office))
    assert found.different == ""
    assert ("没有逐字核对" in found.remark) == paper.reads_evidence
    missed(office)
    assert verify_file(office, reader, out).verdict is Verdict.HELD


def test_a_pdf_without_a_code_is_said(
    office: Workspace, tmp_path: Path, reader: PageReader
) -> None:
    out = tmp_path / "通知.pdf"
    out.write_bytes(draw_scan("通知", ["报送总结。"]))
    with pytest.raises(Refused, match=r"“通知\.pdf”里没有找到核验码") as caught:
        verify_file(office, reader, out)
    assert caught.value.at == "file"


def test_a_plan_has_no_code_on_its_form(
    office: Workspace, tmp_path: Path, reader: PageReader
) -> None:
    out = save_paper(office, Wanted(Paper.SHEET, rounds().plan, "u-a"), tmp_path / "表.pdf")
    with pytest.raises(Refused, match="没有找到核验码"):
        verify_file(office, reader, out)


def test_a_case_number_that_looks_like_a_code_does_not_hide_it(
    office: Workspace, tmp_path: Path, reader: PageReader
) -> None:
    fact = {"count": 1, "note": "见案卷 2022-0315-0001-0002"}
    record_finding(office, ME, KEY, "study-missed", fact)
    out = save_paper(office, Wanted(Paper.SHEET, *KEY), tmp_path / "纸面.pdf")
    found = verify_file(office, reader, out)
    assert (found.verdict, found.code) == (Verdict.HOLDS, code_of(office))
