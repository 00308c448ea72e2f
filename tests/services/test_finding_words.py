"""Finding words: accounts that no command of today leads to, and what does not apply."""

from pathlib import Path

from desktop.domain.findings import Unit, scheme_for
from desktop.services.finding_words import Stated, finding_words
from desktop.services.history import history_of
from desktop.services.record_names import criterion_name, piece_words
from desktop.services.recording import record_finding
from desktop.services.schemes import open_scheme
from desktop.services.workspaces import open_workspace
from tests.services.building import CITIES, ME, SECTIONS
from tests.viewmodels.building import HERE, every_in

SCHEME = scheme_for(open_scheme(SECTIONS), Unit())


def stated(criterion: str, row: dict[str, str] | None) -> Stated:
    return Stated(SCHEME, criterion, row, {})


def test_what_the_scheme_cannot_account_for_says_so() -> None:
    """As a migration could leave it: a fact of another shape, a criterion that is gone."""
    count = {"fact": '{"count":2}', "note": "属实"}
    for name in ("unplanned", "long-gone"):
        told = finding_words(stated(name, None), stated(name, count))
        assert [*told] == ["未评 → 按别的办法所作的认定", "说明：属实"]


def test_a_criterion_that_does_not_apply(tmp_path: Path) -> None:
    with open_workspace(every_in(tmp_path)) as workspace:
        record_finding(workspace, ME, HERE, "award-it", {"applies": False, "reason": "没有编制"})
        last = history_of(workspace, HERE)[0]
    assert [one.words for one in last.changes] == ["未评 → 不适用", "理由：没有编制"]


def test_what_a_scheme_does_not_have_is_called_by_its_id() -> None:
    assert criterion_name(SCHEME, "long-gone") == "long-gone"
    assert piece_words(SCHEME, 99, "照片", None) == "第 99 项佐证要求"


def test_a_piece_for_a_penalty() -> None:
    scheme = scheme_for(open_scheme(CITIES), Unit())
    of = next(one for one in scheme.requirements if one.per_penalty)
    words = piece_words(scheme, of.no, of.per_penalty[0], 2)
    assert words == f"第 {of.no} 项佐证要求“{of.name}”里第 2 件处罚的“{of.per_penalty[0]}”"
