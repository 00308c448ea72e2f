"""Records: ids of chance, keys, and what is said of an assessment."""

import re
from dataclasses import FrozenInstanceError, fields, is_dataclass

import pytest

from desktop.domain import records
from desktop.domain.records import Assessment, AssessmentKey, FindingRecord, new_id

ID = re.compile(r"[a-z2-7]{16}", re.ASCII)
KINDS = sorted(
    (kind for kind in vars(records).values() if isinstance(kind, type) and is_dataclass(kind)),
    key=lambda kind: kind.__name__,
)


def test_ids_are_sixteen_characters_that_any_command_takes() -> None:
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert [one for one in ids if not ID.fullmatch(one)] == []


def test_every_character_of_an_id_is_left_to_chance() -> None:
    ids = [new_id() for _ in range(1000)]
    for position in range(16):
        assert len({one[position] for one in ids}) == 32


def test_an_assessment_is_found_by_round_and_unit() -> None:
    of = Assessment("r", "u", 3, "甲科")
    assert of.key == AssessmentKey("r", "u")
    assert (of.key.round, of.key.unit) == ("r", "u")


def test_an_assessment_is_open_until_it_is_finalised() -> None:
    assert not Assessment("r", "u", 3, "甲科").finalised
    assert Assessment("r", "u", 3, "甲科", state="finalised").finalised


def test_records_do_not_share_their_tables() -> None:
    one, other = FindingRecord("r", "u", "a"), FindingRecord("r", "u", "b")
    assert one.fact == {}
    assert one.fact is not other.fact


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_records_never_change(kind: type) -> None:
    names = [field.name for field in fields(kind)]
    record = kind(*names)
    with pytest.raises(FrozenInstanceError):
        setattr(record, names[0], "x")
    assert not hasattr(record, "__dict__")
