"""What is compared with other units, on the screen: one figure is typed, the sentence says how it stands."""

from itertools import count

from desktop.domain.records import AssessmentKey
from desktop.services.office import units_of
from desktop.services.recording import record_finding
from tests.services.building import ME
from tests.services.relative import RELATIVE
from tests.ui.seat import Seat
from tests.viewmodels.building import facts_of, open_round_of

_ROUNDS = count(1)


def compared(seat: Seat) -> list[AssessmentKey]:
    """The first unit's sheet of a round that compares units, at what is compared."""
    name = f"r-compared-{next(_ROUNDS)}"
    units = sorted(units_of(seat.workspace), key=lambda one: one.id)
    open_round_of(seat.workspace, RELATIVE, name, units)
    keys = [AssessmentKey(name, one.id) for one in units]
    seat.walk.enter(keys[0], "activity")
    seat.screen.form.focus_open()
    return keys


def record(seat: Seat, key: AssessmentKey, number: int) -> None:
    """What happens to another unit's sheet meanwhile."""
    with seat.workplace.deed() as tell:
        tell(record_finding(seat.workspace, ME, key, "rank", {"count": number}).outcome)


def test_the_sentence_follows_what_others_record(seat: Seat) -> None:
    first, second, third = compared(seat)
    seat.do("'9")
    assert seat.told() == ("9 户，等其余 2 个单位填报后计分", "0")
    seat.assessment.commit()
    assert facts_of(seat.workspace, first)["rank"] == {"count": 9}
    record(seat, second, 12)
    assert seat.told() == (
        "9 户，暂按已填报的 2 个单位计（还有 1 个没有填报），排第 2 位，属于“第 2 名”，得 8 分",
        "+8",
    )
    record(seat, third, 1)
    assert seat.told() == ("9 户，3 个单位中排第 2 位，属于“第 2 名”，得 8 分", "+8")
    seat.press("Ctrl+A")
    seat.do("'13")
    assert seat.told() == ("13 户，3 个单位中排第 1 位，属于“第 1 名”，得 10 分", "+10")
    assert seat.refusals == []


def test_the_strip_never_calls_a_provisional_sheet_settled(seat: Seat) -> None:
    first, second, _ = compared(seat)
    for criterion, fact in (
        ("trained", {"met": True}),
        ("faults", {"count": 0}),
        ("complaints", {"items": []}),
    ):
        with seat.workplace.deed() as tell:
            tell(record_finding(seat.workspace, ME, first, criterion, fact).outcome)
    record(seat, first, 9)
    record(seat, second, 12)
    assert seat.assessment.sheet.pending == ()
    assert seat.screen.strip._open.text() == "1 条要等其他单位，暂计"
    seat.assessment.finalise()
    assert "还有 1 个单位没有填报（丙科）" in seat.refusals[-1]
