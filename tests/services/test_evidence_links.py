"""Links say what a file proves, and are checked; a required piece may be waived, with grounds."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.ledgers.kinds import ACTIVITIES
from desktop.domain.records import AssessmentKey, EvidenceLink, ItemRecord, WaiverRecord
from desktop.services.evidence import (
    add_content,
    link_evidence,
    unlink_evidence,
)
from desktop.services.finalising import finalise
from desktop.services.ledgers import keep_rows
from desktop.services.waivers import waive, withdraw_waiver
from desktop.services.workspaces import open_workspace, verify
from desktop.store.workspace import Workspace
from tests.services.building import (
    ME,
    add,
    events_of,
    files_in,
    meeting,
    office_in,
    refused,
    rounds,
    rows,
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


def links_in(workspace: Workspace) -> list[EvidenceLink]:
    with workspace.reading() as view:
        return view.all(EvidenceLink)


def items_of(workspace: Workspace) -> list[ItemRecord]:
    with workspace.reading() as view:
        return view.all(ItemRecord, criterion="study-missed")


def test_the_same_unit_gets_a_remark_another_a_warning(office: Workspace) -> None:
    evidence = add(office)
    first = EvidenceLink("", evidence, *rounds().section, criterion="study-missed")
    made = [
        link_evidence(office, ME, first),
        link_evidence(office, ME, replace(first, criterion="unplanned")),
        link_evidence(office, ME, replace(first, unit="u-b")),
        link_evidence(office, ME, EvidenceLink("", evidence, *rounds().city, criterion="no-plan")),
    ]
    assert [one.other_unit for one in made] == [False, False, True, True]
    assert made[0].remark == ""
    assert made[1].remark == "这份材料在本单位已用过：科室督查 甲科"
    assert made[2].remark == "这份材料已用于别的单位：科室督查 甲科，请核对"
    assert made[3].remark == "这份材料已用于别的单位：科室督查 乙科，请核对"
    assert {link.id for link in links_in(office)} == {one.link for one in made}
    assert len({one.link for one in made}) == 4
    office.close()
    assert verify(office.folder).faults == ()


def test_a_link_keeps_everything_that_it_names(office: Workspace) -> None:
    evidence, item = add(office), items_of(office)[1]
    keep_rows(office, ME, ACTIVITIES, [meeting("l-1")])
    asked = EvidenceLink(
        "mine",
        evidence,
        *rounds().section,
        criterion="study-missed",
        item=item.id,
        ledger_row="l-1",
        page=3,
        region="100,200,900,350",
    )
    made = link_evidence(office, ME, asked)
    assert made.link != "mine"  # ids are given by the program
    assert links_in(office) == [replace(asked, id=made.link)]
    event = events_of(office)[-1]
    assert (event.command, event.round, event.unit) == ("link-evidence", *rounds().section)
    piece = EvidenceLink("", evidence, *rounds().city, 14, "", 55)
    assert link_evidence(office, ME, piece).link in {one.id for one in links_in(office)}


def test_a_ledger_row_alone_may_be_linked(office: Workspace) -> None:
    keep_rows(office, ME, ACTIVITIES, [meeting("l-1")])
    made = link_evidence(office, ME, EvidenceLink("", add(office), ledger_row="l-1"))
    assert (made.remark, made.other_unit) == ("", False)
    event = events_of(office)[-1]
    assert (event.command, event.round, event.unit) == ("link-evidence", None, None)
    assert [
        use.name for use in add_content(office, ME, "再来.pdf", b"%PDF scan").files[0].uses
    ] == ["甲科 台账"]
    unlink_evidence(office, ME, made.link)
    event = events_of(office)[-1]
    assert (event.command, event.round, event.unit) == ("unlink-evidence", None, None)
    assert links_in(office) == []


UNCHECKED: dict[str, tuple[dict[str, object], str]] = {
    "file": ({"evidence": "0" * 64}, "evidence"),
    "round": ({"round": "none"}, "round"),
    "unit": ({"unit": "none"}, "unit"),
    "no place": ({"round": None, "unit": None}, "unit"),
    "half a place": ({"unit": None}, "unit"),
    "criterion": ({"criterion": "no-meeting"}, "criterion"),
    "requirement": ({"requirement": 1}, "requirement"),
    "item": ({"item": "none"}, "item"),
    "blank item": ({"item": ""}, "item"),
    "ledger row": ({"ledger_row": "none"}, "ledger_row"),
    "page 0": ({"page": 0}, "page"),
    "page -1": ({"page": -1}, "page"),
    "region in words": ({"page": 1, "region": "top left"}, "region"),
    "region of three": ({"page": 1, "region": "1,2,3"}, "region"),
    "region too wide": ({"page": 1, "region": "0,0,1001,10"}, "region"),
    "region without end": ({"page": 1, "region": f"0,0,1,{'9' * 5_000}"}, "region"),
    "region inside out": ({"page": 1, "region": "900,900,100,100"}, "region"),
}


@pytest.mark.parametrize("wrong", UNCHECKED)
def test_what_a_link_names_is_checked(office: Workspace, wrong: str) -> None:
    fields, at = UNCHECKED[wrong]
    good = EvidenceLink("", add(office), *rounds().section, criterion="study-missed")
    with refused(office.folder) as caught:
        link_evidence(office, ME, replace(good, **fields))  # type: ignore[arg-type]  # by name
    assert caught.value.at == at


def test_an_item_of_another_assessment_is_refused(office: Workspace) -> None:
    item = items_of(office)[0]
    wrong = EvidenceLink("", add(office), *rounds().neighbour, item=item.id)
    with refused(office.folder) as caught:
        link_evidence(office, ME, wrong)
    assert caught.value.at == "item"


def test_an_item_of_another_criterion_is_refused(office: Workspace) -> None:
    item = items_of(office)[0]
    wrong = EvidenceLink("", add(office), *rounds().section, criterion="unplanned", item=item.id)
    with refused(office.folder):
        link_evidence(office, ME, wrong)


def test_a_ledger_row_of_another_unit_is_refused(office: Workspace) -> None:
    keep_rows(office, ME, ACTIVITIES, [meeting("l-1", "u-b")])
    wrong = EvidenceLink("", add(office), *rounds().section, ledger_row="l-1")
    with refused(office.folder):
        link_evidence(office, ME, wrong)


@pytest.mark.parametrize(
    "fields", [{"item": "none"}, {"criterion": "none"}, {"requirement": 99}, {"round": "none"}]
)
def test_beside_a_ledger_row_the_rest_is_checked_too(
    office: Workspace, fields: dict[str, object]
) -> None:
    keep_rows(office, ME, ACTIVITIES, [meeting("l-1")])
    link = EvidenceLink("", add(office), ledger_row="l-1")
    with refused(office.folder):
        link_evidence(office, ME, replace(link, **fields))  # type: ignore[arg-type]  # by name


def test_unlinking_keeps_the_file(office: Workspace) -> None:
    made = link_evidence(
        office, ME, EvidenceLink("", add(office), *rounds().section, criterion="unplanned")
    )
    outcome = unlink_evidence(office, ME, made.link)
    assert outcome.touched == {("evidence_link", (made.link,))}
    assert links_in(office) == []
    assert len(files_in(office.folder)) == 1
    assert rows(office.folder, "SELECT count(*) FROM evidence") == [(1,)]
    event = events_of(office)[-1]
    assert (event.command, event.round, event.unit) == ("unlink-evidence", *rounds().section)
    with refused(office.folder) as caught:
        unlink_evidence(office, ME, made.link)
    assert caught.value.at == "link"


@pytest.mark.parametrize("grounds", ["", " \u3000", "\u2800\u200b"])
def test_a_waiver_needs_grounds(office: Workspace, grounds: str) -> None:
    with refused(office.folder) as caught:
        waive(office, ME, WaiverRecord(*rounds().city, 3, "", 0, grounds))
    assert (caught.value.message, caught.value.at) == ("免交佐证要写明理由", "grounds")


def test_a_waiver_is_checked_kept_and_withdrawn(office: Workspace) -> None:
    waiver = WaiverRecord(*rounds().city, 2, "会议图片", 0, "无图片")
    with refused(office.folder) as caught:
        waive(office, ME, replace(waiver, requirement=37))
    assert "没有第 37 项佐证要求" in caught.value.message
    with refused(office.folder):
        waive(office, ME, replace(waiver, unit="none"))
    with refused(office.folder):  # this scheme asks for nothing
        waive(office, ME, replace(waiver, round=rounds().sections))
    waive(office, ME, waiver)
    waive(office, ME, replace(waiver, grounds="未拍照"))  # in place of the one before
    asked = f"SELECT grounds FROM waiver WHERE unit = 'u-a' AND round = '{rounds().cities}'"  # noqa: S608  # our own id
    assert rows(office.folder, asked) == [("未拍照",)]
    withdraw_waiver(office, ME, waiver)
    assert rows(office.folder, asked) == []
    assert [one.command for one in events_of(office)[-3:]] == ["waive", "waive", "withdraw-waiver"]


@pytest.mark.parametrize(
    ("fields", "at", "words"),
    [
        ({"piece": "未曾要过"}, "piece", "没有要“未曾要过”"),
        ({"plan_item": 9_000}, "plan_item", "没有第 9000 件"),
    ],
)
def test_what_nobody_asks_for_is_not_waived(
    office: Workspace, fields: dict[str, object], at: str, words: str
) -> None:
    """It would look like a waiver and do nothing."""
    waiver = replace(WaiverRecord(*rounds().city, 14, "", 0, "无"), **fields)  # type: ignore[arg-type]  # by name
    with refused(office.folder) as caught:
        waive(office, ME, waiver)
    assert caught.value.at == at
    assert words in caught.value.message


def test_a_waiver_that_is_not_there_is_not_withdrawn(office: Workspace) -> None:
    with refused(office.folder):
        withdraw_waiver(office, ME, WaiverRecord(*rounds().city, 2, "", 0, "无"))


def test_evidence_of_a_finalised_assessment_is_still_taken_in(office: Workspace) -> None:
    finalise(office, ME, rounds().settled)
    evidence = add(office)
    with refused(office.folder) as caught:
        link_evidence(office, ME, EvidenceLink("", evidence, *rounds().settled))
    assert "已经定稿" in caught.value.message
    other = AssessmentKey(rounds().sections, "u-b")
    link_evidence(office, ME, EvidenceLink("", evidence, *other, criterion="unplanned"))
