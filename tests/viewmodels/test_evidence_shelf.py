"""Every file of the open sheet: what it proves, and where else it is used."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.domain.ledgers.kinds import ACTIVITIES
from desktop.domain.records import EvidenceLink
from desktop.services.evidence import link_evidence
from desktop.services.ledgers import keep_rows
from tests.services.building import (
    ME,
    add,
    meeting,
    rounds,
)
from tests.viewmodels.handing import Handing, handing


def link(at: Handing, one: EvidenceLink) -> None:
    at.workplace.dispatcher.tell(link_evidence(at.workspace, ME, one).outcome)


def test_a_file_stands_once_with_all_that_it_proves(at: Handing) -> None:
    at.view.set_counts({"penalty:counties": 1})
    evidence = at.link((34, "协同平台录入截图", 1), (14, "", 7), (2, "议程", None))
    criterion = at.assessment.parts[0].criteria[1].id
    link(at, EvidenceLink("", evidence, *at.key, criterion=criterion, page=3))
    [row] = at.shelf.rows
    assert (row.name, row.size, row.media_type) == ("%PDF.pdf", 4, "application/pdf")
    assert [one.words for one in row.links] == [
        "序号1②未制定年度双随机抽查工作方案，第 3 页",
        "第 2 项佐证：议程",
        "第 14 项佐证：各项抽查平台检查项截图，计划第 7 项",
        "第 34 项佐证：协同平台录入截图，第 1 件处罚",
    ]
    assert (row.elsewhere, row.warns) == ((), False)
    assert row.told == "、".join(one.words for one in row.links)


def test_files_of_a_criterion_and_of_a_part(at: Handing) -> None:
    own = add(at.workspace, "方案.pdf")
    criterion = at.assessment.parts[0].criteria[1].id
    link(at, EvidenceLink("", own, *at.key, criterion=criterion))
    at.link((6, "计划文件", None), content=b"plan")
    at.link((36, "", None), content=b"praise")
    assert [row.name for row in at.shelf.of_criterion(criterion)] == ["方案.pdf"]
    assert at.shelf.of_criterion("none") == ()
    first, second, *_, bonus = at.assessment.parts
    assert [row.name for row in at.shelf.of_part(first)] == ["方案.pdf"]
    assert [row.name for row in at.shelf.of_part(second)] == ["plan.pdf"]
    assert [row.name for row in at.shelf.of_part(bonus)] == ["praise.pdf"]
    assert len(at.shelf.rows) == 3


def test_the_files_of_an_item_are_those_of_its_criterion(qtbot: QtBot, tmp_path: Path) -> None:
    with handing(qtbot, tmp_path / "more", rounds().section) as at:
        second = next(one for one in at.assessment.sight.items if one.position == 1)
        link(at, EvidenceLink("", add(at.workspace), *at.key, item=second.id))
        [row] = at.shelf.of_criterion("study-missed")
        assert [one.words for one in row.links] == [
            "序号1 分管领导未按季组织分管科室学习、研究双随机监管工作，第 2 件"
        ]
        [part] = [one for one in at.assessment.parts if "study-missed" in str(one.criteria)]
        assert at.shelf.of_part(part) == (row,)
        assert at.shelf.of_criterion("unplanned") == ()


def test_uses_elsewhere_are_told_and_another_units_warns(at: Handing) -> None:
    evidence = at.link((3, "", None))
    link(at, EvidenceLink("", evidence, *rounds().section, criterion="unplanned"))
    [row] = at.shelf.rows
    assert (row.elsewhere, row.warns) == (("科室督查 甲科",), False)
    with at.bot.waitSignal(at.shelf.changed):  # a link of another sheet
        link(at, EvidenceLink("", evidence, *rounds().neighbour, criterion="unplanned"))
    [row] = at.shelf.rows
    assert row.warns
    assert row.told.endswith("，请核对")
    assert "科室督查 乙科" in row.told


def test_a_ledger_row_is_told(at: Handing) -> None:
    keep_rows(at.workspace, ME, ACTIVITIES, [meeting("l-1")])
    evidence = add(at.workspace)
    link(at, EvidenceLink("", evidence, *at.key, 3, ledger_row="l-1"))
    link(at, EvidenceLink("", evidence, ledger_row="l-1"))
    [row] = at.shelf.rows
    assert [one.words for one in row.links] == ["第 3 项佐证：年度抽查工作方案，台账"]
    assert row.elsewhere == ("甲科 台账",)


def test_without_an_open_sheet_the_shelf_is_empty(at: Handing) -> None:
    at.link((3, "", None))
    with at.bot.waitSignal(at.shelf.changed):
        at.assessment.close()
    assert at.shelf.rows == ()
    part = at.assessment.parts[0]
    assert (at.shelf.of_part(part), at.shelf.of_criterion("no-plan")) == ((), ())
