"""Heading matches: which of our keys a heading may mean, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, NamedTuple
from unicodedata import normalize

from desktop.intake.row_sorts import heading_of, is_numbering

_MARKS: Final = re.compile(r"[*★:\s]")
_NO_MORE_THAN_A_GROUP: Final = re.compile("(情况|信息|内容|环节|阶段|事项|部分)$")  # 公示情况
_LONGEST: Final = 100
_COUNTING: Final = "序号"  # only what is called so itself may be the table's own counting
_SHORTEST: Final = 2  # a single character is contained in too much


@dataclass(frozen=True, slots=True)
class Heading:
    """A key, and the wordings that stand over its column; the first is ours. Below it may stand numbers alone."""

    key: str
    names: tuple[str, ...]
    counts: bool = False


class How(IntEnum):
    """How a column was recognised, the surest last."""

    NOT = 0
    CONTAINED = 1
    SYNONYM = 2
    EXACT = 3
    GROUPED = 4
    REMEMBERED = 5

    @property
    def certain(self) -> bool:
        """Whether it tells a header from other rows."""
        return self >= How.SYNONYM

    @property
    def points(self) -> int:
        """What it counts where headers are compared: one that is certain more than several that are not."""
        return 10 + self if self.certain else int(self)


class Match(NamedTuple):
    """A key that a column may bear; among those found in one way, the closer wins."""

    how: How
    closeness: int
    key: str

    @property
    def weight(self) -> tuple[int, int]:
        """What two matches are compared by."""
        return self.how, self.closeness


def heading_key(heading: str) -> str:
    """The form of a heading under which a choice is remembered: marks, width and spaces are no difference."""
    return _MARKS.sub("", normalize("NFKC", heading)).casefold()


class KnownHeadings:
    """Our headings, made ready to be asked for thousands of foreign ones."""

    def __init__(self, known: Sequence[Heading], remembered: Mapping[str, str]) -> None:
        self._keys = {one.key for one in known}
        self.counts = frozenset(one.key for one in known if one.counts)
        self._remembered = remembered
        self._whole: dict[str, dict[str, How]] = {}
        self._contained: dict[str, tuple[Match, ...]] = {}
        for one in known:
            for name in one.names:
                how = How.EXACT if name == one.names[0] else How.SYNONYM
                for form in _forms(name):
                    self._whole.setdefault(form, {}).setdefault(one.key, how)

    def matches(self, parts: Sequence[str], *, counting: bool = False) -> Iterator[Match]:
        """The keys that a column may bear, by what stands over it from above; a blank key leaves it out.

        A column that merely counts the rows is a key's last resort, and only where that is called 序号 itself.
        """
        chosen = self._remembered.get(heading_key("/".join(parts)))
        if chosen is not None and (not chosen or chosen in self._keys):
            yield Match(How.REMEMBERED, 0, chosen)
            return
        if max(map(len, parts)) > _LONGEST:
            return
        *groups, last = parts
        if counting:
            called = self._whole.get(_COUNTING, {}).keys() & self._whole.get(_form(last), {}).keys()
            yield from (Match(How.CONTAINED, 0, key) for key in called)
            return
        certain = [*self._grouped(groups, last), *self._alone(last, within_group=bool(groups))]
        yield from certain or self._containing(last)

    def _grouped(self, groups: Sequence[str], last: str) -> Iterator[Match]:
        """By a group's heading and the column's own, as 公示情况 over 日期 for 公示日期."""
        own = heading_of(last)
        for closeness, group in enumerate(map(heading_of, groups)):
            for form in {f"{group}{own}", f"{_NO_MORE_THAN_A_GROUP.sub('', group)}{own}"} - {own}:
                for key in self._whole.get(form.casefold(), ()):
                    yield Match(How.GROUPED, closeness, key)

    def _alone(self, last: str, *, within_group: bool) -> Iterator[Match]:
        for closeness, form in enumerate(reversed(_forms(last))):
            for key, how in self._whole.get(form, {}).items():
                yield Match(how, 2 * closeness + (not within_group), key)

    def _containing(self, last: str) -> tuple[Match, ...]:
        """By a name that is most of the heading, or the other way round; if only one key is that near."""
        form = _form(last)
        if is_numbering(form):  # 序号 is in 计划序号, and means no plan
            return ()
        if form not in self._contained:
            nearest: dict[str, int] = {}
            for name, keys in self._whole.items():
                if closeness := _overlap(form, name):
                    for key in keys:
                        nearest[key] = max(nearest.get(key, 0), closeness)
            most = max(nearest.values(), default=0)
            best = [key for key, closeness in nearest.items() if closeness == most]
            found = (Match(How.CONTAINED, most, best[0]),) if len(best) == 1 else ()
            self._contained[form] = found
        return self._contained[form]


def _forms(name: str) -> tuple[str, ...]:
    """A wording with all that it says, and without what stands in brackets."""
    whole, bare = heading_key(name), _form(name)
    return (whole, bare) if bare else (whole,)


def _form(name: str) -> str:
    return heading_of(name).casefold()


def _overlap(one: str, other: str) -> int:
    """How much of the longer is the shorter, in per cent; nothing where that is less than half."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < _SHORTEST or shorter not in longer:
        return 0
    percent = 100 * len(shorter) // len(longer)
    return percent if percent >= 50 else 0  # noqa: PLR2004  # half
