"""Membership: who is assessed in a round, by whom, and for how many things evidence is counted."""

from datetime import date
from pathlib import Path

import pytest

from desktop.domain.commands import Command
from desktop.domain.records import Assessment, AssessmentKey, Letter, UnitRecord
from desktop.services.checklists import checklist
from desktop.services.letters import keep_letters
from desktop.services.membership import add_unit, assign, count_pieces, drop_unit
from desktop.services.office import keep_units
from desktop.services.rounds import RoundPlan, list_rounds, open_round
from desktop.services.schemes import open_scheme
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from tests.services.building import CITIES, ME, events_of, office_in, refused, rounds

DAY = date(2022, 8, 3)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return office_in(tmp_path)


def units_in(workspace: Workspace, round_id: str) -> list[str]:
    return [u.name for r in list_rounds(workspace) if r.round.id == round_id for u in r.units]


def test_a_unit_joins_after_the_others(folder: Path) -> None:
    round_id = rounds().sections
    with open_workspace(folder) as workspace:
        keep_units(workspace, ME, [UnitRecord("u-d", "丁科")])
        add_unit(workspace, ME, round_id, "u-d", "p-li")
        assert units_in(workspace, round_id) == ["甲科", "乙科", "丙科", "丁科"]
        with workspace.reading() as view:
            joined = view.get(Assessment, round_id, "u-d")
        assert joined
        assert joined.evaluator == "p-li"
        assert events_of(workspace)[-1].command == Command.CHANGE_ROUND.value


@pytest.mark.parametrize(
    ("unit", "evaluator", "says"),
    [
        ("u-a", None, "“甲科”已经在"),
        ("u-x", None, "没有代号为“u-x”"),
        ("u-e", "p-x", "“p-x”的人员"),
    ],
)
def test_who_cannot_join(folder: Path, unit: str, evaluator: str | None, says: str) -> None:
    with open_workspace(folder) as workspace:
        keep_units(workspace, ME, [UnitRecord("u-e", "戊科")])
        with refused(folder) as caught:
            add_unit(workspace, ME, rounds().sections, unit, evaluator)
    assert says in caught.value.message


def test_a_unit_leaves_only_while_its_sheet_is_untouched(folder: Path) -> None:
    with open_workspace(folder) as workspace:
        drop_unit(workspace, ME, rounds().neighbour)
        assert units_in(workspace, rounds().sections) == ["甲科", "丙科"]
        with refused(folder) as caught:
            drop_unit(workspace, ME, rounds().section)
    assert "“甲科”已有考核记录" in caught.value.message


def test_who_evaluates_and_reviews(folder: Path) -> None:
    key = rounds().section
    with open_workspace(folder) as workspace:
        assign(workspace, ME, key, "p-wang", "p-li")
        with workspace.reading() as view:
            of = view.get(Assessment, *key)
        assert of
        assert (of.evaluator, of.reviewer) == ("p-wang", "p-li")
        with refused(folder):
            assign(workspace, ME, key, "p-wang", "p-nobody")


def test_pieces_are_counted_for_what_is_told(folder: Path) -> None:
    key = rounds().city

    def asked(workspace: Workspace) -> int:
        return sum(row.wanted for row in checklist(workspace, key).missing)

    with open_workspace(folder) as workspace:
        before = asked(workspace)
        count_pieces(workspace, ME, key, {"penalty": 2})
        assert asked(workspace) > before
        for number in (-1, 10_000):
            with refused(folder) as caught:
                count_pieces(workspace, ME, key, {"penalty": number})
            assert caught.value.at == "counts.penalty"


def test_a_round_over_strangers_is_not_opened(folder: Path) -> None:
    plan = RoundPlan("又一批", "2023年", CITIES, ["u-a", "u-a"])
    with open_workspace(folder) as workspace:
        with refused(folder):
            open_round(workspace, ME, plan)
        with refused(folder):
            open_round(workspace, ME, RoundPlan("又一批", "2023年", CITIES, ["u-a"], ["p-x"]))
        with refused(folder):
            drop_unit(workspace, ME, AssessmentKey(rounds().cities, "u-x"))


@pytest.mark.parametrize(
    ("counts", "at"),
    [
        ({"planitem": 3}, "counts.planitem"),
        ({"penalty:nobody": 1}, "counts.penalty:nobody"),
        ({"penalty": 1.5}, "counts.penalty"),
        ({"penalty": True}, "counts.penalty"),
    ],
)
def test_what_is_counted_is_known_and_whole(folder: Path, counts: dict[str, int], at: str) -> None:
    """A name misspelt would be kept and do nothing."""
    with open_workspace(folder) as workspace, refused(folder) as caught:
        count_pieces(workspace, ME, rounds().city, counts)
    assert caught.value.at == at


def test_a_supplier_s_own_number_is_taken(folder: Path) -> None:
    rules = open_scheme(CITIES).evidence
    assert rules is not None
    counts = {f"penalty:{supplier}": 1 for supplier in rules.suppliers}
    with open_workspace(folder) as workspace:
        count_pieces(workspace, ME, rounds().city, counts)
        with workspace.reading() as view:
            of = view.get(Assessment, *rounds().city)
    assert of is not None
    assert of.counts == counts


def test_a_unit_to_which_was_written_stays(folder: Path) -> None:
    """A letter must not point at a sheet that is gone."""
    with open_workspace(folder) as workspace:
        of = rounds().neighbour
        keep_letters(
            workspace, ME, [Letter("t", of.round, "urging", "1号", DAY, "催办", "", of.unit)]
        )
        with refused(folder) as caught:
            drop_unit(workspace, ME, of)
    assert "已有考核记录或发文" in caught.value.message


@pytest.mark.parametrize("unit", [UnitRecord("u-b", "乙科", active=False)])
def test_a_unit_that_is_no_longer_assessed_does_not_join(folder: Path, unit: UnitRecord) -> None:
    with open_workspace(folder) as workspace:
        keep_units(workspace, ME, [unit])
        drop_unit(workspace, ME, rounds().neighbour)
        with refused(folder) as caught:
            add_unit(workspace, ME, rounds().sections, unit.id, None)
    assert caught.value.message.startswith("“乙科”已停用")
