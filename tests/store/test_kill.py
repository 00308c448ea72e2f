"""`record` killed at random moments: what it answered is there, the rest is whole or absent, and work goes on."""

import json
import random
import time
from itertools import count
from pathlib import Path
from subprocess import Popen
from typing import Final

import pytest

from desktop.domain.audit_trail import Event, read_changes
from desktop.domain.findings import read_finding
from desktop.domain.recorded import plain_fact, plain_values
from desktop.domain.records import AssessmentKey, FindingRecord, ItemRecord
from desktop.services.schemes import open_scheme
from desktop.services.workspaces import open_workspace, verify
from tests.cli.calling import answered, recording, tell
from tests.services.building import SECTIONS, events_of, office_in, rounds
from tests.torture import seed, times

pytestmark = pytest.mark.uncounted

ROUNDS: Final = times(3, 200)
AHEAD: Final = 8  # lines that it is given before their answers are read
CRITERIA: Final = [
    criterion.id
    for criterion in open_scheme(SECTIONS).criteria.values()
    if criterion.rule.shape == "each"
]

Fact = dict[str, object]


class Ledger:
    """What was sent, in order, and which event each answer named."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._numbers = count()
        self.sent: list[tuple[str, Fact]] = []
        self.acknowledged: list[tuple[str, Fact, int]] = []

    def line(self) -> str:
        """A fact that none before was equal to."""
        number = next(self._numbers)
        criterion = self._chance.choice(CRITERIA)
        items = [{"note": f"第 {number} 行"} for _ in range(self._chance.randrange(30))]
        fact: Fact = {"items": items, "note": f"第 {number} 行"}
        self.sent.append((criterion, fact))
        return json.dumps({"criterion": criterion, "fact": fact}, ensure_ascii=False)

    def note(self, answer: bytes, place: int) -> None:
        """An answer that came whole; one that was cut off says nothing."""
        if answer.endswith(b"\n"):
            told = json.loads(answer)
            criterion, fact = self.sent[place]
            assert told["criterion"] == criterion
            self.acknowledged.append((criterion, fact, told["event"]))

    def since_answered(self, criterion: str) -> list[object]:
        """What its finding may be: the last that was acknowledged, or what was sent after it."""
        last = [fact for name, fact, _ in self.acknowledged if name == criterion][-1]
        sent = [fact for name, fact in self.sent if name == criterion]
        return [plain_values(fact) for fact in sent[sent.index(last) :]]


def work_until_killed(process: Popen[bytes], ledger: Ledger, moment: float) -> None:
    """Send lines and read answers; at that moment, wherever it is, it dies."""
    first = len(ledger.sent)
    tell(process, *(ledger.line() for _ in range(AHEAD)))
    ledger.note(answered(process) or b"", first)
    end = time.monotonic() + moment
    for place in count(first + 1):
        if (left := end - time.monotonic()) <= 0:
            break
        tell(process, ledger.line())
        ledger.note(answered(process, left) or b"", place)
    process.kill()
    process.wait(20)
    assert process.stdout is not None
    for place, answer in enumerate(process.stdout.readlines(), len_answered(ledger, first)):
        ledger.note(answer, place)


def len_answered(ledger: Ledger, first: int) -> int:
    """The place of the first line of this turn that has no answer yet."""
    of_turn = {id(fact) for _, fact in ledger.sent[first:]}
    return first + sum(id(fact) in of_turn for _, fact, _ in ledger.acknowledged)


def told_by(event: Event, criterion: str) -> Fact | None:
    """The note that an event's own changes give a criterion's finding."""
    for change in read_changes(event.changes):
        if change.table == "finding" and change.key[-1] == criterion and change.after:
            return {"note": change.after.get("note")}
    return None


def check(folder: Path, key: AssessmentKey, ledger: Ledger, since: int) -> int:
    """Every acknowledged line is an event, and the last of each criterion is its finding."""
    with open_workspace(folder) as workspace:
        events = {event.number: event for event in events_of(workspace)}
        with workspace.reading() as view:
            for criterion, fact, number in ledger.acknowledged:
                event = events[number]
                assert (event.command, event.round, event.unit) == ("record-finding", *key)
                assert told_by(event, criterion) == {"note": fact["note"]}
            for criterion in {one for one, _, _ in ledger.acknowledged}:
                found = view.get(FindingRecord, *key, criterion)
                assert found
                items = view.all(ItemRecord, **key._asdict(), criterion=criterion)
                kept = plain_fact(found, sorted(items, key=lambda one: one.position))
                assert kept in ledger.since_answered(criterion)  # whole, never a part
                read_finding(open_scheme(SECTIONS).criteria[criterion], kept)
    numbers = [number for _, _, number in ledger.acknowledged]
    assert numbers == sorted(set(numbers))
    # What was not answered may be there or not; nothing else is.
    assert since + len(numbers) <= max(events) <= since + len(ledger.sent)
    return max(events)


def test_a_record_that_is_killed_has_kept_what_it_answered(tmp_path: Path) -> None:
    chance = random.Random(seed())  # noqa: S311  # no secret
    folder, key, ledger = office_in(tmp_path), rounds().neighbour, Ledger(chance)
    since = last = verify(folder).head.count
    for _ in range(ROUNDS):
        acknowledged = len(ledger.acknowledged)
        with recording(folder, key) as process:
            work_until_killed(process, ledger, chance.uniform(0, 0.15))
        found = verify(folder)
        assert found.faults == ()
        assert len(ledger.acknowledged) > acknowledged  # the next one went on
        assert ledger.acknowledged[acknowledged][2] > last
        last = check(folder, key, ledger, since)
        assert found.head.count == last
    assert len(ledger.acknowledged) >= ROUNDS
