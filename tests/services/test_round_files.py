"""The files behind a round's links: by unit, by words of their names, and those that nothing refers to."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.domain.records import AssessmentKey, EvidenceLink, Letter
from desktop.services import round_files
from desktop.services.assessment_sight import see_assessment
from desktop.services.evidence import keep_files
from desktop.services.letters import keep_letters
from desktop.services.linking import link_all
from desktop.services.round_files import (
    files_filed_nowhere,
    files_named,
    files_of_unit,
    taken_before,
)
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from tests.services.building import ME, add, events_of, office_in, rounds

HERE = AssessmentKey(rounds().cities, "u-a")
THERE = AssessmentKey(rounds().cities, "u-b")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


def link(workspace: Workspace, name: str, *links: EvidenceLink) -> str:
    evidence = add(workspace, name, name.encode())
    link_all(workspace, ME, [replace(one, evidence=evidence) for one in links])
    return evidence


def at(key: AssessmentKey, requirement: int, piece: str = "") -> EvidenceLink:
    return EvidenceLink("", "", *key, requirement, piece)


def test_a_units_files_stand_once_each_with_what_they_prove(office: Workspace) -> None:
    section = rounds().section
    item = see_assessment(office, section).items[0]
    link(office, "通知10.pdf", EvidenceLink("", "", *section, item=item.id))
    twice = EvidenceLink("", "", *section, criterion="study-missed")
    link(office, "通知2.pdf", twice, replace(twice, page=2))
    second, tenth = files_of_unit(office, section)
    assert [one.evidence.name for one in (second, tenth)] == ["通知2.pdf", "通知10.pdf"]
    assert (len(second.links), second.items, second.unit) == (2, (), "甲科")
    assert (tenth.items, tenth.doubts) == ((item,), ())
    assert files_of_unit(office, rounds().neighbour) == ()


def test_what_is_to_be_judged_is_told(office: Workspace) -> None:
    link(office, "IMG_2022.heic", at(HERE, 1), at(THERE, 1))
    [one] = files_of_unit(office, HERE)
    assert one.doubts[0] == "这份材料已用于别的单位：各市考核 乙科，请核对"
    assert one.doubts[1].startswith("像是手机拍的照片")


def test_files_are_found_by_words_of_their_names_and_units(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    link(office, "会议通知.pdf", at(HERE, 2, "会议通知"), at(THERE, 2, "会议通知"))
    link(office, "会议议程.PDF", at(HERE, 2, "议程"))
    found = files_named(office, HERE.round, "会议 pdf")
    assert [(one.unit, one.evidence.name) for one in found] == [
        ("甲科", "会议议程.PDF"),
        ("甲科", "会议通知.pdf"),
        ("乙科", "会议通知.pdf"),
    ]
    assert [one.key for one in files_named(office, HERE.round, "乙科 通知")] == [THERE]
    assert files_named(office, rounds().sections, "会议") == ()
    monkeypatch.setattr(round_files, "MOST", 2)
    assert len(files_named(office, HERE.round, "会议")) == 2


def test_what_nothing_refers_to_is_filed_nowhere(office: Workspace) -> None:
    link(office, "已归类.pdf", at(HERE, 1))
    add(office, "扫描10.pdf", b"%PDF 10")
    add(office, "扫描9.pdf", b"%PDF 9")
    sent = add(office, "通报.docx", b"PK")
    letter = Letter(
        "t-1", HERE.round, "bulletin", "1", date(2022, 8, 3), "通报", "各科室", None, sent
    )
    keep_letters(office, ME, [letter])
    assert [one.name for one in files_filed_nowhere(office)] == ["扫描9.pdf", "扫描10.pdf"]


def test_what_is_kept_already_is_filed_like_new_files(office: Workspace) -> None:
    add(office, "扫描.pdf", b"%PDF 9")
    before = len(events_of(office))
    found = files_filed_nowhere(office)
    kept = keep_files(office, ME, taken_before(office, found))
    assert [one.known_as for one in kept.files] == ["扫描.pdf"]
    assert (kept.outcome, len(events_of(office))) == (None, before)
    office.discard(taken_before(office, found))
    assert files_filed_nowhere(office) == found
    assert office.files.path_of(found[0].sha256).is_file()
