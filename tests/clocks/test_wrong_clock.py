"""Whatever the clock shows, an office's day goes on: all is recorded, printed, handed over, kept, and found true."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from desktop.services.workspaces import verify
from tests.clocks.wrong import needs_clock, told_at
from tests.services.building import office_in, rounds
from tests.torture import times

pytestmark = [pytest.mark.uncounted, needs_clock]

NOW: Final = datetime.now().astimezone()
# By the clock, what is said of it beside every command and over the window; blank: nothing.
_CLOCKS: Final = {
    "a dead battery": (datetime(1970, 1, 2, 12).astimezone(), "1970-01-02 12:00，多半不对"),
    "a day back": (NOW - timedelta(days=1), "还早；如果不对"),
    "another century": (datetime(2099, 6, 1, 12).astimezone(), "年；如果不对"),
    "a day on": (NOW + timedelta(days=1), ""),
    "after 400 days": (NOW + timedelta(days=400), ""),
}
# The furthest back, and a day; in `make torture` the others too.
CLOCKS: Final = dict(list(_CLOCKS.items())[: times(2, len(_CLOCKS))])


@pytest.mark.parametrize("clock", CLOCKS)
def test_a_day_at_the_office(clock: str, tmp_path: Path) -> None:
    moment, doubt = CLOCKS[clock]
    office = office_in(tmp_path)
    call = ("tests.clocks.office_day", tmp_path, rounds().sections, "u-a", "u-b")
    settings = {"QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(tmp_path / "data")}
    told: dict[str, Any] = json.loads(told_at(moment, *call, **settings))
    assert told["today"][:10] == f"{moment:%Y-%m-%d}"
    for code, _, _ in told["commands"].values():
        assert code == 0, told["commands"]
    _, _, aside = told["rounds"]
    assert aside.startswith("提醒：电脑现在的时间是") is bool(doubt)
    assert doubt in aside
    assert doubt in told["window"].pop("greeting")
    first, second = told["window"].pop("undone")
    assert first.startswith("认定")
    assert second.startswith("认定")
    assert {*told["window"].values()} == {""}, "a place had something to complain of"
    assert verify(office).faults == ()
    assert list((office / "backups").glob(f"{moment:%Y%m%d}-*.db"))
