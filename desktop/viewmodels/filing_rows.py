"""Filing rows: each file that was taken in, with what it would be linked to and why, before anything is linked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from desktop.services.evidence import TakenIn, Use, remark_on


class Choice(NamedTuple):
    """What a file is linked to: a requirement's piece, or a criterion."""

    requirement: int | None = None
    piece: str = ""
    criterion: str | None = None
    item: str | None = None


class Option(NamedTuple):
    """A choice as it is offered; `items` are the plan items or penalties that it is counted for."""

    words: str
    choice: Choice | None
    items: tuple[int, ...] = ()


NOT_LINKED = Option("只收入，不关联", None)


@dataclass(frozen=True, slots=True)
class TakenBatch:
    """Files that are on the disk and have no rows yet, with where each came from and its folders' names."""

    taken: TakenIn
    folders: tuple[tuple[str, ...], ...]
    sources: tuple[Path, ...] = ()
    skipped: str = ""
    kept_before: bool = False  # all of it: it is only filed now


@dataclass(frozen=True, slots=True)
class FilingRow:
    """One file; `because` speaks for the choice, `doubt` against it, `remarks` are for the evaluator to judge."""

    name: str
    folders: tuple[str, ...]
    evidence: str
    known_as: str | None
    uses: tuple[Use, ...]
    unit: str
    unit_name: str
    option: Option = NOT_LINKED
    plan_item: int | None = None
    because: str = ""
    doubt: str = ""
    remarks: tuple[str, ...] = ()
    other: str = ""  # another unit that the file's name speaks of
    fault: str = ""  # why it cannot be linked to what is chosen
    held: int = 0  # files that are linked there already
    take: bool = True

    @property
    def links(self) -> bool:
        """Whether it will be linked."""
        return self.take and self.option.choice is not None and not self.fault

    @property
    def doubtful(self) -> bool:
        """Whether somebody should look at it before it is linked."""
        return self.links and bool(self.doubt or self.warning)

    @property
    def warning(self) -> str:
        """That it is used for another unit already, or speaks of one."""
        remark = remark_on(self.uses, self.unit)
        told = [remark.words] if remark.other_unit else []
        told += [f"文件名写的是“{self.other}”，不是“{self.unit_name}”"] if self.other else []
        return "；".join(told)

    @property
    def standing(self) -> str:
        """Whether the workspace has it already, and under which name."""
        if self.known_as is None:
            return "新"
        return "已有" if self.known_as == self.name else f"已有：{self.known_as}"

    @property
    def grounds(self) -> str:
        """Why this is suggested, in one line."""
        told = [f"请核对：{self.doubt}" if self.doubt else "", self.because]
        return "；".join(one for one in told if one)

    @property
    def told(self) -> str:
        """All that there is to say of it."""
        told = [self.fault, self.warning, self.grounds, *self.remarks]
        if self.held:
            told.append(f"这里已有 {self.held} 份")
        remark = remark_on(self.uses, self.unit)
        told += [] if remark.other_unit else [remark.words]
        return "；".join(one for one in told if one)
