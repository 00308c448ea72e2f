"""Rounds whose scheme could be replaced: which, why others cannot, and what each unit would lose, in words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.ledgers.kinds import INSPECTIONS
from desktop.domain.records import AssessmentKey, EvidenceLink
from desktop.services.evidence import link_evidence
from desktop.services.finalising import finalise
from desktop.services.ledgers import keep_rows
from desktop.services.office_schemes import drop_scheme
from desktop.services.outdated_rounds import (
    OutdatedRound,
    outdated_round,
    outdated_rounds,
    weigh_replacement,
)
from desktop.services.recording import judge
from desktop.services.rounds import archive_round
from desktop.services.scheme_replacement import replace_scheme
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from tests.services.building import ME, add, everything, office_in, rounds, run
from tests.services.scheme_files import DEARER, take_in, text_of
from tests.services.test_scheme_replacement import OTHER_REQUIREMENTS, answered


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


def the_one(office: Workspace) -> OutdatedRound:
    [found] = outdated_rounds(office)
    return found


def losses(office: Workspace, of: OutdatedRound) -> dict[str, tuple[str, ...]]:
    before = everything(office.folder)
    told = weigh_replacement(office, of).losses
    assert everything(office.folder) == before
    return {key.unit: words for key, words in told.items()}


def test_none_is_outdated_while_nothing_new_is_there(office: Workspace) -> None:
    assert outdated_rounds(office) == ()
    assert outdated_round(office, rounds().sections) is None


def test_one_is_once_a_newer_text_is_taken_in(office: Workspace) -> None:
    take_in(office, DEARER)
    one = the_one(office)
    assert (one.round.id, one.version, one.now.version, one.why_not) == (
        rounds().sections,
        "1",
        "2",
        "",
    )
    assert outdated_round(office, rounds().sections) == one
    assert outdated_round(office, rounds().cities) is None
    weighed = weigh_replacement(office, one)
    replace_scheme(office, ME, weighed.replacement, one.now.content)
    assert outdated_rounds(office) == ()
    drop_scheme(office, ME, one.round.scheme)  # the program's own is the one that is used again
    assert the_one(office).now.version == "1"


def test_what_the_rules_forbid_says_why(office: Workspace) -> None:
    take_in(office, DEARER)
    finalise(office, ME, rounds().settled)
    assert "“丙科”已经定稿" in the_one(office).why_not
    assert outdated_round(office, rounds().sections) is None


def test_what_is_put_away_is_left_alone(office: Workspace) -> None:
    take_in(office, DEARER)
    archive_round(office, ME, rounds().sections, archived=True)
    assert outdated_rounds(office) == ()


def test_losses_are_told_in_words(office: Workspace) -> None:
    judge(office, ME, rounds().neighbour, "study", {"score": "9", "reason": "会议认定"})
    keep_rows(office, ME, INSPECTIONS, [run("r-1", "u-b", problems=1)])
    answered(office, rounds().neighbour, "no-follow-up", accepted=False)
    take_in(
        office,
        text_of(
            ('id = "study"\n', 'id = "learning"\n'),
            ('id = "study-missed"', 'id = "study-skipped"'),
            ('id = "no-follow-up"', 'id = "open-ends"'),
        ),
    )
    told = losses(office, the_one(office))
    assert told["u-a"][0].startswith("撤去认定：序号1 分管领导未按季组织")
    assert told["u-b"][0] == "撤去自由裁量：1 按季学习研究"
    assert told["u-b"][1].startswith("撤去对台账的答复：")
    assert set(told) == {"u-a", "u-b", "u-c"}


def test_evidence_is_told_by_its_name_and_a_waiver_by_its_requirement(office: Workspace) -> None:
    of: AssessmentKey = rounds().waived
    link_evidence(office, ME, EvidenceLink("", add(office, "处罚决定.pdf"), *of, 3))
    take_in(office, OTHER_REQUIREMENTS["gone"].replace('version = "', 'version = "9', 1))
    told = losses(office, the_one(office))[of.unit]
    assert "取消佐证关联：处罚决定.pdf" in told
    [waived] = [one for one in told if one.startswith("撤去免交：第 3 项佐证要求")]
    assert waived
