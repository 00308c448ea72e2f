"""The campaign: one recorded run, cut at many moments; each state that is left must pass a check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.store.faults.calls import ACK, Action, Call, read_log
from tests.store.faults.disk import Disk
from tests.store.faults.tree import Tree, scratch

# From what is left of the root, and all that was acknowledged before the cut, to what is wrong.
Check = Callable[[Path, str], list[str]]


@dataclass(frozen=True, slots=True)
class FailedCut:
    """One cut whose state failed; `run_campaign` with its seed and one cut makes it again."""

    seed: int
    position: int
    failures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Campaign:
    """How a campaign went: how often each failure was met, and the first cut that failed."""

    calls: int
    cuts: int
    failed: int
    failures: Mapping[str, int]
    first: FailedCut | None


class Replay:
    """A recorded run, told call by call to a disk; acknowledgements are no part of that disk."""

    def __init__(self, calls: Sequence[Call], start: Tree) -> None:
        self.disk = Disk(start.without(ACK))
        self.position = 0
        self._calls = calls
        self._acknowledged = bytearray(start.files.get(ACK, b""))
        self._ack_inode: int | None = None

    @property
    def acknowledged(self) -> str:
        """All that the program has promised so far."""
        return self._acknowledged.decode()

    def advance(self, position: int) -> None:
        """Go on until so many calls are done."""
        for call in self._calls[self.position : position]:
            if call.path == ACK:
                self._ack_inode = call.inode
            elif call.inode and call.inode == self._ack_inode:
                self._acknowledge(call)
            else:
                self.disk.apply(call)
        self.position = position

    def _acknowledge(self, call: Call) -> None:
        assert call.action in {Action.WROTE, Action.SYNCED}, "acknowledgements only grow"
        self._acknowledged += call.data


def replayed(log: Path, start: Tree) -> Replay:
    """The whole of a recorded run."""
    calls = read_log(log)
    replay = Replay(calls, start)
    replay.advance(len(calls))
    return replay


def run_campaign(log: Path, start: Tree, cuts: int, seed: int, check: Check) -> Campaign:
    """Cut a recorded run at random moments. The cuts have the seeds from `seed` on, one by one."""
    calls = read_log(log)
    replay = Replay(calls, start)
    failed = []
    with scratch() as folder:
        for position, one in sorted(_moments(calls, range(seed, seed + cuts))):
            replay.advance(position)
            replay.disk.cut(_random(one, "state")).write(folder / "left")
            try:
                failures = check(folder / "left", replay.acknowledged)
            except Exception as error:
                error.add_note(f"on the state of seed {one}, after call {position}")
                raise
            if failures:
                failed.append(FailedCut(one, position, tuple(failures)))
    met = Counter(failure for cut in failed for failure in cut.failures)
    return Campaign(len(calls), cuts, len(failed), met, failed[0] if failed else None)


def _moments(calls: Sequence[Call], seeds: Iterable[int]) -> list[tuple[int, int]]:
    """For each seed so many calls that are done before the cut: before the first, or after one."""
    moments = [0, *(number for number, call in enumerate(calls, 1) if call.changes)]
    return [(_random(seed, "moment").choice(moments), seed) for seed in seeds]


def _random(seed: int, what: str) -> Random:
    return Random(f"{seed} {what}")  # noqa: S311  # to be repeated, not to be secret
