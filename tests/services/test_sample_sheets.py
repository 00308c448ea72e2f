"""Sample sheets: one of every scheme, the furthest one that lost most, beside what lies there already."""

from dataclasses import replace
from pathlib import Path

from desktop.services.rounds import list_rounds
from desktop.services.sample_sheets import samples_of, save_samples
from desktop.services.workspaces import open_workspace
from tests.services.building import PLAN, demonstration_in


def test_the_furthest_sheet_that_lost_most_stands_for_its_scheme(tmp_path: Path) -> None:
    with open_workspace(demonstration_in(tmp_path)) as workspace:
        standings = list_rounds(workspace)
    found = {one.round.scheme: one for one in samples_of(standings)}
    assert found.keys() == {one.round.scheme for one in standings}
    for of in standings:
        chosen = found[of.round.scheme].unit
        best = "finalised" if any(one.state == "finalised" for one in of.units) else "scored"
        alike = [one for one in of.units if one.state == best]
        if alike:
            assert chosen.sheet is not None
            assert chosen.state == best
            assert chosen.sheet.total == min(one.sheet.total for one in alike if one.sheet)
    away = [replace(one, round=replace(one.round, archived=True)) for one in standings]
    fresh = [replace(standings[0], units=standings[0].units[-1:])]
    [other] = [one for one in samples_of([*away, *fresh]) if one.round == standings[0].round]
    assert other.unit == standings[0].units[-1]


def test_what_lies_there_is_left_alone_and_a_plan_shows_its_fullest_month(tmp_path: Path) -> None:
    out = tmp_path / "sheets"
    with open_workspace(demonstration_in(tmp_path)) as workspace:
        once = [*save_samples(workspace, out)]
        assert all(one.new and one.place.read_bytes().startswith(b"%PDF-") for one in once)
        once[0].place.write_bytes(b"mine")
        again = [*save_samples(workspace, out)]
    assert [one.new for one in again] == [False] * len(once)
    assert [one.place for one in again] == [one.place for one in once]
    assert once[0].place.read_bytes() == b"mine"
    [plan] = [one.place.name for one in once if one.sample.round.scheme == PLAN]
    assert "未填" not in plan
