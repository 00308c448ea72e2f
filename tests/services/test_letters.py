"""Letters: kept as they were sent, each an event of its round; one that names nothing is refused."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.domain.records import Letter
from desktop.services.letters import keep_letters, letters_of
from desktop.services.undoing import undo
from desktop.services.workspaces import Workspace, open_workspace, verify
from tests.services.building import ME, events_of, office_in, refused, rounds

DAY = date(2022, 8, 3)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace
    assert verify(tmp_path / "office").faults == ()


def letter(identity: str, number: str = "1号", dated: date = DAY) -> Letter:
    return Letter(identity, rounds().sections, "bulletin", number, dated, "通报", "各科室：……")


def test_a_letter_is_one_event_of_its_round(office: Workspace) -> None:
    outcome = keep_letters(office, ME, [letter("t-1")])
    event = events_of(office)[-1]
    assert (event.number, event.command) == (outcome.event, "keep-letter")
    assert (event.author, event.round, event.unit) == ("王考评", rounds().sections, None)
    assert letters_of(office, rounds().sections) == [letter("t-1")]
    assert letters_of(office, rounds().cities) == []


def test_letters_stand_by_their_day_and_number(office: Workspace) -> None:
    kept = [
        letter("t-3", "3号"),
        letter("t-1", ""),
        letter("t-2", "9号", date(2022, 3, 1)),
        letter("t-0", ""),
    ]
    for one in kept:
        keep_letters(office, ME, [one])
    found = letters_of(office, rounds().sections)
    assert [one.id for one in found] == ["t-2", "t-0", "t-1", "t-3"]


def test_a_letter_is_undone(office: Workspace) -> None:
    keep_letters(office, ME, [letter("t-1")])
    keep_letters(office, ME, [replace(letter("t-1"), title="更正")])
    undo(office, ME, None)
    assert letters_of(office, rounds().sections) == [letter("t-1")]
    undo(office, ME, None)
    assert letters_of(office, rounds().sections) == []


@pytest.mark.parametrize(
    "wrong",
    [
        replace(letter("t-1"), round="none"),
        replace(letter("t-1"), title=" \u3000"),
        replace(letter("t-1"), unit="none"),
    ],
    ids=["round", "title", "unit"],
)
def test_a_letter_that_names_nothing_is_refused(office: Workspace, wrong: Letter) -> None:
    with refused(office.folder):
        keep_letters(office, ME, [wrong])


def test_a_letter_stays_with_whom_it_was_sent_to(office: Workspace) -> None:
    keep_letters(office, ME, [letter("t-1")])
    for moved in ({"unit": "u-a"}, {"round": rounds().cities}):
        with refused(office.folder) as caught:
            keep_letters(office, ME, [replace(letter("t-1"), **moved)])  # type: ignore[arg-type]  # by name
        assert caught.value.message.startswith("发文“通报”已经登记在别处")


def test_a_number_is_given_once_a_year(office: Workspace) -> None:
    keep_letters(office, ME, [letter("t-1", "〔2022〕1号")])
    with refused(office.folder) as caught:
        keep_letters(office, ME, [letter("t-2", "〔2022〕 1号")])
    assert caught.value.message == "文号“〔2022〕 1号”已经用在 2022-08-03 的“通报”上，请换一个"
    keep_letters(office, ME, [letter("t-1", "〔2022〕1号")])  # itself
    keep_letters(office, ME, [letter("t-3", "〔2022〕1号", date(2023, 1, 5))])
