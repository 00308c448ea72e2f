"""Filing: which piece of a checklist a file is probably for, by its name; it decides nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from desktop.domain.checklist import ChecklistRow
from desktop.domain.file_names import FileName, Numbers, pairs_of, plain_words
from desktop.domain.refusals import within_quotes

# What speaks for a piece, in points that are only held against each other.
_MARKED: Final = 8.0  # 佐证17
_PAIR: Final = 6.0  # 17-2
_LEADING: Final = 2.5  # 17 …; it may as well be the file's place in its folder
_FOLDER_MARKED: Final = 5.0
_FOLDER_LEADING: Final = 2.0
_FOLDER_NAME: Final = 0.7
_NEAR: Final = 0.5  # the indicator that is open
_LACKING: Final = 0.25
_LEAST: Final = 1.5
_CLEAR: Final = 1.0  # the lead that leaves no doubt
_ALIKE: Final = 0.6  # the share of a name that must be there
_WHOLE: Final = 1.0
_FEW: Final = 3


class Slot(NamedTuple):
    """Where a file is filed: a piece of a requirement, and the plan item or penalty that it is for."""

    requirement: int
    piece: str
    plan_item: int | None


class Suggestion(NamedTuple):
    """A slot, what speaks for it, and what against; `plan_item` is None as long as nothing tells it."""

    slot: Slot
    because: str
    doubt: str


class _Name(NamedTuple):
    """A name that is written somewhere: how much of it, and whether in a folder's name."""

    share: float
    folder: bool


@dataclass(frozen=True, slots=True)
class _Target:
    """A piece of a requirement, with the plan items that it is asked for."""

    requirement: int
    name: str
    piece: str
    items: tuple[int, ...]
    lacking: bool


@dataclass(frozen=True, slots=True)
class _Guess:
    """A target, what speaks for it, and how strongly."""

    target: _Target
    total: float
    of_piece: float
    because: tuple[str, ...]
    by_leading: bool
    exact: bool  # a number, or the whole of a name


class Slots:
    """The pieces that a checklist asks for, to hold file names against."""

    def __init__(self, rows: Iterable[ChecklistRow], near: Collection[int] = ()) -> None:
        """`near` are the requirements of the indicator that is open: in doubt they are meant."""
        self._near = frozenset(near)
        self._targets = _targets_of(rows)
        self._beside: dict[int, list[_Target]] = defaultdict(list)
        self._names: dict[str, frozenset[str]] = {}
        self._by_pair: dict[str, list[str]] = defaultdict(list)
        for one in self._targets:
            self._beside[one.requirement].append(one)
            for name in {one.piece, one.name} - {""}:
                if name not in self._names:
                    self._names[name] = pairs_of(plain_words(name))
                    for pair in self._names[name]:
                        self._by_pair[pair].append(name)

    def suggest(self, name: FileName) -> Suggestion | None:
        """The likeliest slot; None where nothing speaks for any."""
        written = self._written(name)
        numbers = _numbers_in(name)
        guesses = [
            self._guess(name, one, written)
            for one in self._targets
            if one.requirement in numbers or one.piece in written or one.name in written
        ]
        guesses = [one for one in guesses if one.total >= _LEAST]
        if not guesses:
            return None
        best = max(guesses, key=lambda one: one.total)  # the first of equals
        chosen, doubt = self._piece(name, best, guesses)
        because = list(best.because)
        item = _item_of(name, chosen, by_leading=best.by_leading)
        if item is not None:
            because.append(f"件号 {item}")
        slot = Slot(chosen.requirement, chosen.piece, item)
        doubt = doubt or _rivals(best, guesses) or ("" if best.exact else "只是名称近似")
        return Suggestion(slot, "，".join(because), doubt)

    def first(self, name: FileName) -> Suggestion | None:
        """The first piece that is lacking, for a file that was put down here whatever it is called."""
        if not self._targets:
            return None
        chosen = next((one for one in self._targets if one.lacking), self._targets[0])
        item = _item_of(name, chosen, by_leading=False)
        doubt = "" if len(self._targets) == 1 else "文件名没写是哪一件，取先缺的一件"
        return Suggestion(Slot(chosen.requirement, chosen.piece, item), "放在这一项上", doubt)

    def _written(self, name: FileName) -> Mapping[str, _Name]:
        """The names of which something is written in the file's name, or else in that of a folder."""
        found: dict[str, _Name] = {}
        for place, words in enumerate([name.words, *(words for words, _ in name.folders)]):
            hits: dict[str, int] = defaultdict(int)
            pairs = pairs_of(words)
            for pair in pairs:
                for known in self._by_pair.get(pair, ()):
                    hits[known] += 1
            for known, number in hits.items():
                share = number / len(self._names[known])
                if number >= _FEW:  # a long name is written short
                    share = max(share, 0.8 * number / len(pairs))
                if share >= _ALIKE and known not in found:
                    found[known] = _Name(share, folder=place > 0)
        return found

    def _guess(self, name: FileName, target: _Target, written: Mapping[str, _Name]) -> _Guess:
        number, by_number, by_leading = _by_number(name, target.requirement)
        of_piece = _strength(written, target.piece)
        of_name = _strength(written, target.name)
        if target.piece:  # the requirement's own name tells the pieces not apart
            of_name *= 0.8
        total = number + of_piece + of_name
        if total and target.requirement in self._near:
            total += _NEAR
        if total and target.lacking:
            total += _LACKING
        told = target.piece if of_piece >= of_name else target.name
        because = (by_number, _name_words(told, written))
        exact = bool(number) or (told in written and written[told].share >= _WHOLE)
        return _Guess(target, total, of_piece, tuple(filter(None, because)), by_leading, exact)

    def _piece(
        self, name: FileName, best: _Guess, guesses: Sequence[_Guess]
    ) -> tuple[_Target, str]:
        """Which piece of the requirement it is; a second number counts them where nothing is named."""
        beside = self._beside[best.target.requirement]
        if len(beside) == 1:
            return best.target, ""
        if best.of_piece:
            alike = [
                one.target.piece
                for one in guesses
                if one.target.requirement == best.target.requirement
                and one is not best
                and best.total - one.total < _CLEAR / 2
            ]
            return best.target, f"也像{_listed(alike)}" if alike else ""
        second = next(iter(name.numbers.items), 0) if name.numbers.pair else 0
        if 1 <= second <= len(beside) and not beside[second - 1].items:
            return beside[second - 1], ""
        lacking = next((one for one in beside if one.lacking), best.target)
        return lacking, "文件名没写是哪一件，取先缺的一件"


def _targets_of(rows: Iterable[ChecklistRow]) -> tuple[_Target, ...]:
    by_piece: dict[tuple[int, str], list[ChecklistRow]] = defaultdict(list)
    for row in rows:
        if row.wanted:  # what nobody asks for is no place to file
            by_piece[row.requirement, row.piece].append(row)
    return tuple(
        _Target(
            requirement,
            same[0].name,
            piece,
            tuple(row.plan_item for row in same if row.plan_item is not None),
            any(row.missing for row in same),
        )
        for (requirement, piece), same in by_piece.items()
    )


def _numbers_in(name: FileName) -> set[int | None]:
    """Every number that may be that of a requirement."""
    found = [name.numbers, *(numbers for _, numbers in name.folders)]
    return {number for one in found for number in (one.marked, one.leading)}


def _by_number(name: FileName, requirement: int) -> tuple[float, str, bool]:
    """What the numbers say for a requirement, in words, and whether the file's leading one was used."""
    own = name.numbers
    if own.marked == requirement:
        return _MARKED, f"标明第 {requirement} 项", False
    if own.leading == requirement and own.marked is None:
        return _PAIR if own.pair else _LEADING, f"编号 {requirement}", True
    for _, numbers in name.folders:
        if numbers.marked == requirement:
            return _FOLDER_MARKED, f"文件夹标明第 {requirement} 项", False
        if numbers.leading == requirement:
            return _FOLDER_LEADING, f"文件夹编号 {requirement}", False
    return 0, "", False


def _strength(written: Mapping[str, _Name], known: str) -> float:
    """A long name that is written says more than a short one."""
    found = written.get(known)
    if found is None:
        return 0
    weight = min(5.0, 1 + len(known) / 2) * min(found.share, _WHOLE)
    return weight * _FOLDER_NAME if found.folder else weight


def _name_words(known: str, written: Mapping[str, _Name]) -> str:
    found = written.get(known)
    if found is None:
        return ""
    how = "写有" if found.share >= _WHOLE else "近似"
    return f"{'文件夹' if found.folder else ''}{how}“{within_quotes(known)}”"


def _rivals(best: _Guess, guesses: Sequence[_Guess]) -> str:
    """Why another requirement is as likely, or hardly less."""
    own = best.target.requirement
    others = dict.fromkeys(
        one.target.requirement
        for one in guesses
        if one.target.requirement != own and best.total - one.total < _CLEAR
    )
    if not others:
        return ""
    return f"也可能是第 {'、'.join(map(str, others))} 项"


def _listed(names: Sequence[str]) -> str:
    return "、".join(f"“{within_quotes(one)}”" for one in names)


def _item_of(name: FileName, target: _Target, *, by_leading: bool) -> int | None:
    """The first number that can be one of the plan items; none is used twice."""
    numbers = [*name.numbers.items]
    if not by_leading and name.numbers.leading is not None:
        numbers.append(name.numbers.leading)
    for _, one in name.folders:
        numbers += _folder_items(one, target.requirement)
    return next((one for one in numbers if one in target.items), None)


def _folder_items(numbers: Numbers, requirement: int) -> Iterator[int]:
    yield from numbers.items
    if numbers.leading is not None and numbers.leading != requirement:
        yield numbers.leading
