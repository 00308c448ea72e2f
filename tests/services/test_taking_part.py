"""Taking part: a unit that does not is told apart from one with nothing, everywhere, until it is brought in again."""

import json
from pathlib import Path

import pytest

from desktop.domain.records import AssessmentKey
from desktop.services.finalising import finalise
from desktop.services.round_rankings import rank_sheets
from desktop.services.round_sights import see_round
from desktop.services.rounds import list_rounds
from desktop.services.taking_part import bring_in_unit, excuse_unit
from desktop.services.undoing import redo, undo
from desktop.services.workspaces import open_workspace, verify
from desktop.store.workspace import Workspace
from tests.cli.calling import kaoping
from tests.services.building import ME, office_in, refused, rounds

WHY = "机构改革，并入乙科"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return office_in(tmp_path)


def apart_in(workspace: Workspace, key: AssessmentKey) -> str:
    sight = see_round(workspace, key.round)
    return rank_sheets(sight.scheme, sight.sheets, sight.groups).of(key.unit).apart


def test_an_excused_unit_stands_apart_until_it_is_brought_in_again(folder: Path) -> None:
    key = rounds().neighbour
    with open_workspace(folder) as workspace:
        assert apart_in(workspace, key) == "pending"
        excuse_unit(workspace, ME, key, WHY)
        assert apart_in(workspace, key) == "absent"
        [told] = [u for r in list_rounds(workspace) for u in r.units if u.key == key]
        assert told.absent == WHY
        bring_in_unit(workspace, ME, key)
        assert apart_in(workspace, key) == "pending"
    assert not verify(folder).faults


def test_it_is_undone_and_redone_where_the_round_is_looked_at(folder: Path) -> None:
    key = rounds().neighbour
    with open_workspace(folder) as workspace:
        excuse_unit(workspace, ME, key, WHY)
        undo(workspace, ME, None)
        assert apart_in(workspace, key) == "pending"
        redo(workspace, ME, None)
        assert apart_in(workspace, key) == "absent"


def test_grounds_are_never_blank_and_what_is_final_stays(folder: Path) -> None:
    final = rounds().settled
    with open_workspace(folder) as workspace:
        finalise(workspace, ME, final)
        for key, grounds, says in (
            (rounds().neighbour, "\u3000 ", "未参加考核要写明理由"),
            (final, WHY, "已经定稿"),
            (AssessmentKey(final.round, "u-x"), WHY, "没有代号为“u-x”"),
        ):
            with refused(folder) as caught:
                excuse_unit(workspace, ME, key, grounds)
            assert says in caught.value.message
        with refused(folder) as caught:
            bring_in_unit(workspace, ME, rounds().neighbour)
        assert "无可撤去" in caught.value.message


def test_twice_is_refused_and_so_is_finalising_it(folder: Path) -> None:
    key = rounds().settled
    with open_workspace(folder) as workspace:
        excuse_unit(workspace, ME, key, WHY)
        with refused(folder) as caught:
            excuse_unit(workspace, ME, key, "又一次")
        assert WHY in caught.value.message
        with refused(folder) as caught:
            finalise(workspace, ME, key)
        assert "未参加考核" in caught.value.message


def test_the_list_of_rounds_says_so_in_words_and_keeps_its_plain_form(folder: Path) -> None:
    key = rounds().neighbour
    before = kaoping("rounds", "--workspace", str(folder), "--json").stdout
    with open_workspace(folder) as workspace:
        excuse_unit(workspace, ME, key, WHY)
    assert kaoping("rounds", "--workspace", str(folder), "--json").stdout == before
    states = {unit["state"] for one in json.loads(before) for unit in one["units"]}
    assert states <= {"open", "scored", "finalised"}
    assert f"u-b\t未参加\t{WHY}\t乙科" in kaoping("rounds", "--workspace", str(folder)).stdout
