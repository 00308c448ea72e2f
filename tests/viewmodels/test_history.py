"""History as a model: narrowed to a criterion, an indicator or the whole sheet, and kept fresh."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.domain.records import EvidenceLink, WaiverRecord
from desktop.domain.sheet_parts import SheetPart, parts_of
from desktop.services.assessment_sight import see_assessment
from desktop.services.evidence import link_evidence
from desktop.services.recording import judge, record_finding
from desktop.services.settling import settle
from desktop.services.undoing import undo
from desktop.services.waivers import waive
from desktop.services.workspaces import Workspace, open_workspace
from desktop.viewmodels.history import HistoryPlace, sheet_scopes
from desktop.viewmodels.passages import PASSAGE_ROLE, Passages, lines
from desktop.viewmodels.workplace import Workplace
from tests.services.building import ME, add, office_in, rounds

STUDY: Final = "序号1 分管领导未按季组织分管科室学习、研究双随机监管工作"
Fail: Final = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def workplace(qapp: object, tmp_path: Path) -> Iterator[Workplace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield Workplace(workspace, ME)


def part_with(workspace: Workspace, criterion: str, sheet: str = "section") -> SheetPart:
    scheme = see_assessment(workspace, getattr(rounds(), sheet)).scheme
    return next(part for part in parts_of(scheme) if criterion in {one.id for one in part.criteria})


def history(workplace: Workplace, criterion: str = "study-missed") -> Passages:
    part = part_with(workplace.workspace, "study-missed")
    place = HistoryPlace(rounds().section, part, criterion, STUDY if criterion else "")
    made = Passages(workplace, sheet_scopes(workplace.workspace, place))
    QAbstractItemModelTester(made, Fail, made)
    return made


def whats(model: Passages) -> list[str]:
    return [one.what for one in model.passages]


def test_a_criterion_is_not_named_again_in_each_passage(workplace: Workplace) -> None:
    record_finding(workplace.workspace, ME, rounds().section, "study-missed", {"count": 1})
    undo(workplace.workspace, ME, rounds().section)
    record_finding(workplace.workspace, ME, rounds().section, "unplanned", {"found": True})
    model = history(workplace)
    assert (model.scope.words, whats(model)) == ("这一条", ["撤销“认定”", "认定", "认定"])


def test_an_indicator_has_its_judgement_too(workplace: Workplace) -> None:
    judgement = {"score": "9", "reason": "集体研究"}
    judge(workplace.workspace, ME, rounds().section, "study", judgement)
    judge(workplace.workspace, ME, rounds().section, "tasks", judgement | {"score": "1"})
    model = history(workplace)
    assert whats(model) == ["认定"]
    model.show_scope(1)
    assert whats(model) == ["自由裁量“1 按季学习研究”", f"认定“{STUDY}”"]
    model.show_scope(2)
    assert len(whats(model)) == 4


def test_only_the_changes_of_the_criterion_are_shown(workplace: Workplace) -> None:
    key = rounds().neighbour
    settle(workplace.workspace, ME, key, ["study-missed", "unplanned"])
    part = part_with(workplace.workspace, "study-missed")
    place = HistoryPlace(key, part, "study-missed", STUDY)
    model = Passages(workplace, sheet_scopes(workplace.workspace, place))
    assert whats(model) == ["认定其余各条无扣分（2 条）"]
    assert lines(model.passages[0]) == (f"{STUDY}：未评 → 未发现",)
    model.show_scope(2)
    assert len(lines(model.passages[0])) == 2


def test_evidence_of_an_indicators_requirements_belongs_to_it(workplace: Workplace) -> None:
    workspace, key = workplace.workspace, rounds().city
    part = part_with(workspace, "no-plan", "city")
    assert part.indicator is not None
    nos = [
        one.no
        for one in see_assessment(workspace, key).scheme.requirements
        if one.indicator == part.id
    ]
    link_evidence(workspace, ME, EvidenceLink("", add(workspace), *key, requirement=nos[0]))
    waive(workspace, ME, WaiverRecord(*key, nos[0], "", 0, "统一留存"))
    model = Passages(workplace, sheet_scopes(workspace, HistoryPlace(key, part, "", "")))
    assert [one.split("：")[0] for one in whats(model)[:2]] == [
        "免交佐证",
        "关联佐证材料“会议纪要.pdf”",
    ]


def test_without_a_criterion_it_begins_with_the_indicator(workplace: Workplace) -> None:
    model = history(workplace, "")
    assert [one.words for one in model.scopes] == ["本项", "整张表"]
    assert model.scope is model.scopes[0]
    assert [one.words for one in history(workplace).scopes] == ["这一条", "本项", "整张表"]


def test_what_is_done_meanwhile_is_shown(workplace: Workplace) -> None:
    model = history(workplace)
    before = len(model.passages)
    done = record_finding(workplace.workspace, ME, rounds().section, "study-missed", {"count": 1})
    workplace.dispatcher.tell(done.outcome)
    assert len(model.passages) == before + 1


def test_a_passage_is_spoken_whole(workplace: Workplace) -> None:
    model = history(workplace)
    index = model.index(0)
    assert index.data(PASSAGE_ROLE) == model.passages[0]
    spoken = str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    assert "王考评 认定；未评 → 2 次，每次扣 2 分，应扣 4 分；第 1 件：第一季度；" in spoken
    assert model.data(QModelIndex()) is None
    assert index.data(Qt.ItemDataRole.DecorationRole) is None
