"""Phrases: gathered from what was written, ranked, and corrected in every sheet that is not final."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from desktop.domain.commands import Author, Command
from desktop.domain.records import (
    AssessmentKey,
    DiscretionRecord,
    FindingRecord,
    ItemRecord,
    NotApplicableRecord,
    WaiverRecord,
)
from desktop.services.finalising import finalise, reopen
from desktop.services.history import history_of
from desktop.services.phrase_places import PhrasePlace, phrase_places
from desktop.services.phrases import Phrase, Wording, correct_phrase, phrase_library, phrases_for
from desktop.services.recording import judge, record_finding, set_aside
from desktop.services.resuming import last_place
from desktop.services.undoing import redo, undo
from desktop.services.waivers import waive
from desktop.services.workspaces import Workspace, open_workspace, verify
from tests.services.building import ME, events_of, office_in, refused, rounds
from tests.store.building import BARE_KEY, put, rich_folder

LI: Final = Author("李复核", "p-li")
LATE: Final = "逾期三天报送"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    """The office, all of whose evidence that is waived is so for the same reason, 36 times."""
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace
    assert verify(tmp_path / "office").faults == ()


def note(workspace: Workspace, key: AssessmentKey, criterion: str, text: str = LATE) -> None:
    record_finding(workspace, ME, key, criterion, {"found": True, "note": text})


def phrase(workspace: Workspace, text: str, criterion: str | None = None) -> Phrase:
    return next(one for one in phrases_for(workspace, criterion) if one.text == text)


def texts(found: tuple[Phrase, ...]) -> list[str]:
    return [one.text for one in found]


def test_the_most_used_come_first_and_those_of_the_criterion_before_them(
    office: Workspace,
) -> None:
    note(office, rounds().section, "unplanned", "年初没有安排")
    for key in (rounds().section, rounds().neighbour):
        note(office, key, "no-liaison")
    assert texts(phrases_for(office, None)) == [
        "市局统一留存",
        LATE,
        "年初没有安排",
        "第一季度",
        "第三季度",
    ]
    ranked = phrases_for(office, "unplanned")
    assert texts(ranked)[:2] == ["年初没有安排", "市局统一留存"]
    assert [(one.times, one.here) for one in ranked[:2]] == [(1, 1), (36, 0)]
    assert (phrase(office, LATE, "no-liaison").times, phrase(office, LATE).here) == (2, 0)


def test_every_note_and_all_grounds_are_gathered(tmp_path: Path) -> None:
    with open_workspace(rich_folder(tmp_path)) as rich:
        set_aside(rich, ME, BARE_KEY, "team", "不设队伍")
        judge(rich, ME, BARE_KEY, "study", {"score": "8", "reason": "会议研究"})
        put(rich, Command.WAIVE, WaiverRecord(*BARE_KEY, 1, "", 0, "已存档案室"), at=BARE_KEY)
        items = [{"note": "一次", "exempt": True, "reason": "出差"}]
        fact = {"items": items, "note": "已核对"}
        record_finding(rich, ME, BARE_KEY, "missed", fact)
        found = {
            text: [(use.place, use.requirement, use.wording) for use in uses if use.key == BARE_KEY]
            for text, uses in phrase_library(rich).uses.items()
        }
    assert {text: uses for text, uses in found.items() if uses} == {
        "不设队伍": [("team", None, Wording.GROUNDS)],
        "会议研究": [("study", None, Wording.GROUNDS)],
        "已存档案室": [("", 1, Wording.GROUNDS)],
        "一次": [("missed", None, Wording.NOTE)],
        "出差": [("missed", None, Wording.GROUNDS)],
        "已核对": [("missed", None, Wording.NOTE)],
    }


def test_a_field_for_notes_is_offered_notes_first(office: Workspace) -> None:
    note(office, rounds().section, "unplanned")
    ranked = phrase_library(office).phrases("unplanned", Wording.GROUNDS)
    assert texts(ranked)[:2] == ["市局统一留存", LATE]
    assert texts(phrase_library(office).phrases("unplanned", Wording.NOTE))[-1] == "市局统一留存"


def test_a_phrase_is_corrected_in_every_open_sheet_at_once(office: Workspace) -> None:
    for key in (rounds().section, rounds().neighbour, rounds().settled):
        note(office, key, "unplanned")
    fact = {"exempt": True, "reason": LATE, "note": LATE}
    record_finding(office, ME, rounds().neighbour, "no-liaison", fact)
    waive(office, ME, WaiverRecord(*rounds().city, 1, "", 0, LATE))
    finalise(office, ME, rounds().settled)
    assert (phrase(office, LATE).open_sheets, phrase(office, LATE).final_sheets) == (3, 1)
    before = len(events_of(office))
    corrected = correct_phrase(office, LI, LATE, "逾期 3 天报送")
    assert (corrected.sheets, corrected.kept) == (3, 1)
    made = events_of(office)[before:]
    assert [(one.command, one.author) for one in made] == [("correct-phrase", "李复核")] * 3
    assert {(one.round, one.unit) for one in made} == {
        rounds().section,
        rounds().neighbour,
        rounds().city,
    }
    assert corrected.outcome.event == made[-1].number
    assert {table for table, _ in corrected.outcome.touched} == {"finding", "waiver"}
    assert phrase(office, "逾期 3 天报送").times == 5
    assert (phrase(office, LATE).times, phrase(office, LATE).final_sheets) == (1, 1)


def test_all_kinds_of_records_are_corrected(tmp_path: Path) -> None:
    with open_workspace(rich_folder(tmp_path)) as rich:
        set_aside(rich, ME, BARE_KEY, "team", LATE)
        judge(rich, ME, BARE_KEY, "study", {"score": "8", "reason": LATE})
        put(rich, Command.WAIVE, WaiverRecord(*BARE_KEY, 1, "", 0, LATE), at=BARE_KEY)
        items = [{"note": LATE, "exempt": True, "reason": LATE}, {"note": f"{LATE}。"}]
        record_finding(rich, ME, BARE_KEY, "missed", {"items": items, "note": LATE})
        correct_phrase(rich, ME, LATE, "更正")
        where = BARE_KEY._asdict()
        with rich.reading() as view:
            [finding] = view.all(FindingRecord, **where)
            first, second = sorted(view.all(ItemRecord, **where), key=lambda one: one.position)
            grounds = [
                *(one.grounds for one in view.all(NotApplicableRecord, **where)),
                *(one.grounds for one in view.all(DiscretionRecord, **where)),
                *(one.grounds for one in view.all(WaiverRecord, **where)),
            ]
    assert (finding.note, first.note, first.grounds, second.note) == (
        "更正",
        "更正",
        "更正",
        f"{LATE}。",  # only whole texts
    )
    assert grounds == ["更正"] * 3


def test_a_correction_is_told_and_undone_sheet_by_sheet(office: Workspace) -> None:
    for key in (rounds().section, rounds().neighbour):
        note(office, key, "unplanned")
    correct_phrase(office, ME, LATE, "逾期报送")
    last = history_of(office, rounds().section)[0]
    assert (last.what, [one.words for one in last.changes]) == (
        "改正常用语“序号2①未统筹安排年度双随机监管工作”",
        [f"说明：{LATE} → 逾期报送"],
    )
    undo(office, ME, rounds().section)
    assert (phrase(office, LATE).times, phrase(office, "逾期报送").times) == (1, 1)
    redo(office, ME, rounds().section)
    assert phrase(office, "逾期报送").times == 2


def test_a_reopened_sheet_is_corrected_again(office: Workspace) -> None:
    note(office, rounds().settled, "unplanned")
    finalise(office, ME, rounds().settled)
    with refused(office.folder) as caught:
        correct_phrase(office, ME, LATE, "逾期报送")
    assert caught.value.message == (
        "用到“逾期三天报送”的考核表都已锁定，不能改；需要改时请先撤销定稿或退回"
    )
    reopen(office, ME, rounds().settled, "更正措辞")
    assert correct_phrase(office, ME, LATE, "逾期报送").sheets == 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("第一季度", "第一季度", "改正后的文字和原来的一样，不用改"),
        ("第一季度", "  ", "请写明改成什么"),
        ("第一季度", "第一\u202e季度", "文字里有残缺的或看不见的控制字符，请重新输入"),
        ("第二季度", "二季度", "“第二季度”没有用在任何考核表里，可能刚刚改过"),
    ],
)
def test_what_makes_no_correction_is_refused(
    office: Workspace, old: str, new: str, words: str
) -> None:
    with refused(office.folder) as caught:
        correct_phrase(office, ME, old, new)
    assert caught.value.message == words


def test_a_correction_that_fails_midway_leaves_nothing(office: Workspace) -> None:
    """The event of the second sheet cannot be written: its author has no name."""
    for key in (rounds().section, rounds().neighbour):
        note(office, key, "unplanned")
    with refused(office.folder):
        correct_phrase(office, Author(""), LATE, "逾期报送")


def test_who_corrected_a_phrase_was_not_at_work_in_those_sheets(office: Workspace) -> None:
    note(office, rounds().section, "unplanned")
    note(office, rounds().neighbour, "unplanned")
    before = last_place(office, ME)
    correct_phrase(office, ME, "第一季度", "一季度")
    assert before is not None
    assert last_place(office, ME) == before


def test_where_a_phrase_is_used(office: Workspace) -> None:
    note(office, rounds().neighbour, "unplanned")
    note(office, rounds().settled, "unplanned")
    finalise(office, ME, rounds().settled)
    judge(office, ME, rounds().neighbour, "study", {"score": "9", "reason": LATE})
    place = "序号2①未统筹安排年度双随机监管工作"
    assert phrase_places(office, phrase(office, LATE)) == (
        PhrasePlace("科室督查", "乙科", place, "说明", final=False, times=1),
        PhrasePlace("科室督查", "乙科", "1 按季学习研究", "理由", final=False, times=1),
        PhrasePlace("科室督查", "丙科", place, "说明", final=True, times=1),
    )
    waived = phrase_places(office, phrase(office, "市局统一留存"))
    assert waived[0].place == "第 1 项佐证要求“领导组成立（调整）文件”"
