"""The files behind links, and the waivers that reach a piece as the checklist itself finds them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.records import AssessmentKey, EvidenceLink, WaiverRecord
from desktop.services.checklists import checklist
from desktop.services.evidence import link_evidence
from desktop.services.evidence_shelf import file_names, shelved, waivers_reaching
from desktop.services.membership import count_pieces
from desktop.services.waivers import waive
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from tests.services.building import ME, add, office_in, rounds

pytestmark = pytest.mark.uncounted


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


def test_files_are_named_and_their_uses_told(office: Workspace) -> None:
    plan, photo = add(office, "方案.pdf"), add(office, "照片.jpg", b"jpg")
    for key in (rounds().section, rounds().neighbour):
        link_evidence(office, ME, EvidenceLink("", plan, *key, criterion="unplanned"))
    assert file_names(office, [plan, photo, "0" * 64]) == {plan: "方案.pdf", photo: "照片.jpg"}
    found = [*shelved(office, [photo, plan, photo, "0" * 64])]
    assert [one.evidence.name for one in found] == ["照片.jpg", "方案.pdf"]
    assert {use.name for use in found[1].uses} == {"科室督查 甲科", "科室督查 乙科"}
    assert found[0].uses == ()


WAIVERS = [
    (14, "", 3),
    (14, "", 0),
    (15, "平台选择风险分类截图", 2),
    (15, "平台选择风险分类截图", 0),
    (15, "", 2),
    (34, "", 1),
    (34, "结果公示截图", 0),
    (20, "", 0),
]


@pytest.mark.parametrize("number", range(1, len(WAIVERS) + 1))
def test_the_waiver_that_reaches_a_row_is_the_one_whose_grounds_it_shows(
    office: Workspace, number: int
) -> None:
    key = AssessmentKey(rounds().cities, "u-a")
    count_pieces(office, ME, key, {"penalty": 2})
    for at, (requirement, piece, item) in enumerate(WAIVERS[:number]):
        waive(office, ME, WaiverRecord(*key, requirement, piece, item, f"理由{at}"))
    rows = checklist(office, key).rows
    for row in rows:
        reaching = [one.grounds for one in waivers_reaching(office, key, [row])]
        assert reaching == ([row.waived] if row.waived else []), row
    shown = {row.waived for row in rows if row.waived}
    assert {one.grounds for one in waivers_reaching(office, key, rows)} == shown
