"""An office at work in a small workspace: what it does is acknowledged, and can be looked for afterwards."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from desktop.domain.commands import Author
from desktop.domain.records import (
    Assessment,
    AssessmentKey,
    Evidence,
    EvidenceLink,
    Round,
    UnitRecord,
    new_id,
)
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.evidence import add_content, link_evidence
from desktop.services.finalising import finalise, reopen
from desktop.services.office import keep_units, units_of
from desktop.services.outcome import Outcome
from desktop.services.recording import record_finding, withdraw_finding
from desktop.services.rounds import RoundPlan, open_round
from desktop.services.schemes import open_scheme
from desktop.services.undoing import undo
from desktop.store.verification import faults_in
from desktop.store.views import View
from desktop.store.workspace import DATABASE, Workspace, create_workspace, open_workspace
from tests.store.faults.calls import ACK

SCHEME = "yuxi-education-sections"
AUTHOR = Author("李敏")
Deed = Callable[[], str]


def make_office(folder: Path) -> None:
    """A round over two units; the first is settled, so that it can be finalised."""
    with create_workspace(folder) as workspace:
        units = [UnitRecord(new_id(), name) for name in ("基础教育科", "民办教育管理科")]
        keep_units(workspace, AUTHOR, units)
        plan = RoundPlan("年度考核", "2026年", SCHEME, [unit.id for unit in units])
        round_id, _ = open_round(workspace, AUTHOR, plan)
        for criterion in open_scheme(SCHEME).all_criteria():
            fact = criterion.rule.clean()
            assert fact is not None
            key = AssessmentKey(round_id, units[0].id)
            record_finding(workspace, AUTHOR, key, criterion.id, fact)


def keys_of(workspace: Workspace) -> list[AssessmentKey]:
    """The settled assessment and the open one."""
    with workspace.reading() as view:
        [one] = view.all(Round)
    units = {unit.name: unit.id for unit in units_of(workspace)}
    return [AssessmentKey(one.id, units[name]) for name in ("基础教育科", "民办教育管理科")]


def told(outcome: Outcome) -> str:
    """What an acknowledgement says of an event."""
    return f"event {outcome.event} {outcome.hash}"


def deeds(workspace: Workspace, turns: int) -> Iterator[Deed]:
    """A day's work, one deed after the other; each tells what was done when it is durable."""
    settled, still_open = keys_of(workspace)
    for turn in range(turns):
        yield partial(record, workspace, still_open, turn)
        yield partial(attach, workspace, still_open, turn)
        if turn % 4 == 1:
            yield lambda: told(undo(workspace, AUTHOR, still_open))
        if turn % 4 == 2:
            yield partial(finalise_and_reopen, workspace, settled, turn)
        if turn % 4 == 3:
            yield partial(withdraw, workspace, still_open)


def record(workspace: Workspace, key: AssessmentKey, turn: int) -> str:
    """Record a finding with a few items and a note of some length."""
    items = [{"note": f"第{n + 1}次未学习"} for n in range(turn % 5)]
    fact = {"items": items, "note": f"第{turn}次核对。{'开会研究，' * (turn % 40)}"}
    return told(record_finding(workspace, AUTHOR, key, "study-missed", fact).outcome)


def finalise_and_reopen(workspace: Workspace, key: AssessmentKey, turn: int) -> str:
    """Finalise an assessment, unless that was done, and reopen it."""
    with workspace.reading() as view:
        held = view.get(Assessment, *key)
    done = [] if held and held.finalised else [told(finalise(workspace, AUTHOR, key))]
    done.append(told(reopen(workspace, AUTHOR, key, f"第{turn}次复核时发现漏记")))
    return "\n".join(done)


def withdraw(workspace: Workspace, key: AssessmentKey) -> str:
    """Take the finding back."""
    return told(withdraw_finding(workspace, AUTHOR, key, "study-missed").outcome)


def attach(workspace: Workspace, key: AssessmentKey, turn: int) -> str:
    """Add a file and link it."""
    content = os.urandom(3_000 + turn % 7 * 2_000)
    [added] = add_content(workspace, AUTHOR, f"记录{turn}.pdf", content).files
    link = EvidenceLink("", added.evidence, *key, criterion="study-missed")
    linked = link_evidence(workspace, AUTHOR, link)
    return f"{told(linked.outcome)}\nfile {added.evidence}"


def work(root: str, turns: str) -> None:
    """Work in `ws` and acknowledge each deed."""
    promises = os.open(f"{root}/{ACK}", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    with open_workspace(Path(root) / "ws") as workspace:
        for deed in deeds(workspace, int(turns)):
            os.write(promises, f"{deed()}\n".encode())


def failures_in(left: Path, promised: str) -> list[str]:
    """What is wrong with a workspace after a cut: unsound, or something promised is not there."""
    folder = left / "ws"
    try:
        with open_workspace(folder) as workspace, workspace.reading() as view:
            failures = [f for line in promised.splitlines() if (f := _broken(view, line))]
            kept = [workspace.files.path_of(one.sha256) for one in view.all(Evidence)]
            lost = [path for path in kept if not path.is_file()]
    except (Trouble, Refused) as error:
        return [f"does not open: {error}"]
    failures += ["a file is lost"] if lost else []
    return failures + [f"unsound: {one}" for one in faults_in(folder / DATABASE, folder / "files")]


def _broken(view: View, promise: str) -> str:
    match promise.split():
        case ["event", number, digest]:
            event = view.event(int(number))
            return "" if event and event.hash == digest else "an event is lost"
        case ["file", digest]:
            return "" if view.get(Evidence, digest) else "a file's row is lost"
    return ""
