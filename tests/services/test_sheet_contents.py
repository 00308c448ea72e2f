"""Sheet contents: where a criterion's evidence is, whatever it was filed for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.records import EvidenceLink, ItemRecord
from desktop.services.evidence import link_evidence
from desktop.services.sheet_contents import sheet_contents
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from tests.services.building import ME, add, office_in, rounds


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


def test_evidence_of_a_requirement_proves_every_criterion_beside_it(office: Workspace) -> None:
    evidence = add(office, "会议纪要.pdf")
    key = rounds().city
    link_evidence(office, ME, EvidenceLink("", evidence, *key, requirement=2, page=3))
    of = sheet_contents(office, key)
    [asked] = [one for one in of.scheme.requirements if one.no == 2]
    indicator = of.scheme.indicators_by_id[asked.indicator]
    assert of.proofs == {one.id: ("《会议纪要.pdf》第 3 页",) for one in indicator.criteria}


def test_a_criterion_s_own_comes_first_and_each_once(office: Workspace) -> None:
    key = rounds().city
    asked = sheet_contents(office, key).scheme.requirements[0]
    first, *others = sheet_contents(office, key).scheme.indicators_by_id[asked.indicator].criteria
    required, own = add(office, "a.pdf", b"a"), add(office, "b.pdf", b"b")
    for evidence in (required, own):
        link = EvidenceLink("", evidence, *key, requirement=asked.no, page=1)
        link_evidence(office, ME, link)
    link_evidence(office, ME, EvidenceLink("", own, *key, criterion=first.id, page=1))
    proofs = sheet_contents(office, key).proofs
    assert proofs[first.id] == ("《b.pdf》第 1 页", "《a.pdf》第 1 页")
    assert {proofs[one.id] for one in others} <= {("《a.pdf》第 1 页", "《b.pdf》第 1 页")}


def test_evidence_of_an_item_proves_its_criterion(office: Workspace) -> None:
    key = rounds().section
    with office.reading() as view:
        second = view.all(ItemRecord, **key._asdict(), criterion="study-missed")[1]
    evidence = add(office, "记录.pdf")
    link_evidence(office, ME, EvidenceLink("", evidence, *key, item=second.id, page=2))
    assert sheet_contents(office, key).proofs == {"study-missed": ("《记录.pdf》第 2 页",)}


def test_what_proves_nothing_of_the_sheet_is_not_named(office: Workspace) -> None:
    add(office, "没有用到.pdf")
    assert sheet_contents(office, rounds().section).proofs == {}
