"""Packages: a zip planned before a byte of it is written, then unpacked to the plan; a child process reads it.

The child inflates and says nothing of places: its bytes are counted, compared, and written by this process alone.
So what takes the child over can at most give wrong bytes, and progress and calling off need no way into it.
"""

from __future__ import annotations

import shutil
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final, NamedTuple
from unicodedata import normalize

from desktop.domain.litter import EMPTY, HIDDEN, SYSTEM, TEMPORARY
from desktop.domain.refusals import Refused, printable, quoted
from desktop.domain.safe_names import joined_name, safe_name
from desktop.intake.confined import Broken, Limits, Overrun, answer_of, poured_by
from desktop.intake.package_directory import MOST_ENTRIES
from desktop.intake.package_reading import LARGEST
from desktop.intake.plain_files import open_plain, size_of_plain

PACKAGES: Final = frozenset({".zip", ".rar", ".7z"})  # what else there is, nobody hands in
_READER: Final = "desktop.intake.package_reading"
_LIMITS: Final = Limits(seconds=10)
_BYTES_A_SECOND: Final = 20 << 20  # that a slow machine inflates at the least
_AS_ZIP: Final = "请解压成文件夹，或另存为 zip 后再选"
_MADE_TO_HARM: Final = "不是正常压缩出来的，没有打开，请与报送单位核对，请他们重新压缩"
_DAMAGED: Final = "不完整或已损坏，请重新拷贝一份，或请报送单位重新压缩"
_UNFIT: Final = {
    "rar": f"是 RAR 压缩包，本软件解不开，{_AS_ZIP}",
    "7z": f"是 7z 压缩包，本软件解不开，{_AS_ZIP}",
    "foreign": f"不是 zip 压缩包，{_AS_ZIP}",
    "damaged": _DAMAGED,
    "password": "设有密码，请用密码解压成文件夹后再选，或请报送单位不设密码重新压缩",
    "method": f"的压缩方式少见，本软件解不开，{_AS_ZIP}",
    "split": "是分卷压缩包中的一卷，请把各卷放在一起，解压成文件夹后再选",
    "many": f"里面的文件太多（最多 {MOST_ENTRIES} 个），请分成几个压缩包",
    "large": f"解压后太大（最多 {LARGEST >> 30} GB），请分成几个压缩包",
    "swells": f"里面的文件解压后大得反常，{_MADE_TO_HARM}",
    "overlap": f"里面的文件互相重叠，{_MADE_TO_HARM}",
}
_TOO_LONG: Final = f"读得太久，超过了限制，{_AS_ZIP}"
_MISSED_BY_NOBODY: Final = frozenset({SYSTEM, TEMPORARY, HIDDEN, EMPTY})
_MOST_NAMED: Final = 3


class PlannedFile(NamedTuple):
    """A file that will be written: its name as every system takes it, the folders that it lies in, what it must be."""

    name: str
    folders: tuple[str, ...]
    size: int
    crc: int


class PassedOver(NamedTuple):
    """An entry that will not be written, by its whole name, and what kind of file it is."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class PackagePlan:
    """All that unpacking a package will write."""

    files: tuple[PlannedFile, ...]
    passed: tuple[PassedOver, ...]

    @property
    def size(self) -> int:
        """All of it, in bytes."""
        return sum(one.size for one in self.files)

    @property
    def skipped(self) -> str:
        """What is passed over, in a few words; what somebody may miss is named."""
        kinds = Counter(one.kind for one in self.passed)
        told = [f"{kind} {number} 个{self._named(kind)}" for kind, number in kinds.items()]
        return f"跳过{'、'.join(told)}" if told else ""

    def _named(self, kind: str) -> str:
        if kind in _MISSED_BY_NOBODY:
            return ""
        names = [PurePath(one.name).name for one in self.passed if one.kind == kind]
        more = "等" if len(names) > _MOST_NAMED else ""
        return f"（{''.join(map(quoted, names[:_MOST_NAMED]))}{more}）"


def plan_package(path: Path) -> PackagePlan:
    """What is in a package; whatever cannot be unpacked as a whole is refused. OSError is the caller's."""
    size_of_plain(path)
    try:
        with open_plain(path) as file:
            plan = _planned(answer_of(_READER, file, _LIMITS), path.name)
    except Overrun:
        raise Refused(f"“{path.name}”{_TOO_LONG}") from None
    except Broken:
        raise Refused(f"“{path.name}”{_DAMAGED}") from None
    if not plan.files:
        words = f"（{plan.skipped}）" if plan.skipped else ""
        raise Refused(f"“{path.name}”里没有可以收入的文件{words}")
    return plan


def unpack(
    path: Path, plan: PackagePlan, folder: Path, tell: Callable[[int], None]
) -> tuple[Path, ...]:
    """Write the planned files, each into a folder of its own within an empty one; if that fails, the folder goes.

    `tell` is told how many bytes there are so far, and may raise to call it off. OSError is the caller's.
    """
    try:
        return tuple(_unpacked(path, plan, folder, tell))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _unpacked(
    path: Path, plan: PackagePlan, folder: Path, tell: Callable[[int], None]
) -> Iterator[Path]:
    limits = _LIMITS._replace(seconds=_LIMITS.seconds + size_of_plain(path) / _BYTES_A_SECOND)
    with open_plain(path) as file, closing(poured_by(_READER, file, limits)) as chunks:
        poured = _Poured(chunks, tell)
        for place, one in enumerate(plan.files, 1):
            # Names that only some systems tell apart do not meet, and no path grows long.
            target = folder / str(place) / one.name
            target.parent.mkdir()
            try:
                poured.write(one, target)
            except Overrun:
                raise Refused(f"“{path.name}”{_TOO_LONG}") from None
            except Broken:
                words = f"“{path.name}”里的{quoted(one.name)}有损坏或已有改动"
                raise Refused(f"{words}，请重新拷贝一份，或请报送单位重新压缩") from None
            yield target


class _Poured:
    """The bytes of all files as they come, cut where the plan says that a file ends."""

    def __init__(self, chunks: Iterator[bytes], tell: Callable[[int], None]) -> None:
        self._chunks, self._tell = chunks, tell
        self._rest = memoryview(b"")
        self._done = 0

    def write(self, planned: PlannedFile, target: Path) -> None:
        """Write the next file; Broken where it is not the one that was planned."""
        crc, left = 0, planned.size
        with target.open("xb") as file:
            while left:
                chunk = self._next(left)
                crc = zlib.crc32(chunk, crc)
                file.write(chunk)
                left -= len(chunk)
                self._done += len(chunk)
                self._tell(self._done)
        if crc != planned.crc:
            raise Broken

    def _next(self, most: int) -> memoryview:
        if not self._rest:
            self._rest = memoryview(next(self._chunks, b""))
        if not self._rest:
            raise Broken
        chunk, self._rest = self._rest[:most], self._rest[most:]
        return chunk


def _planned(answer: object, package: str) -> PackagePlan:
    match answer:
        case {"unfit": str(sort)} if sort in _UNFIT:
            raise Refused(f"“{package}”{_UNFIT[sort]}")
        case {"files": list(files), "passed": list(passed)}:
            names = _Names()
            plan = PackagePlan(
                tuple(_file(one, names) for one in files), tuple(map(_passed, passed))
            )
            if plan.size <= LARGEST:
                return plan
    raise Broken


def _file(plain: object, names: _Names) -> PlannedFile:
    match plain:
        case [[*parts], int(size), int(crc)] if parts and size > 0:
            *folders, name = map(_text, parts)
            return PlannedFile(names.given(safe_name(name), folders), tuple(folders), size, crc)
    raise Broken


def _passed(plain: object) -> PassedOver:
    match plain:
        case [name, kind]:
            return PassedOver(_text(name), _text(kind))
    raise Broken


def _text(plain: object) -> str:
    """What macOS takes apart is put together again."""
    if isinstance(plain, str):
        return printable(normalize("NFC", plain))
    raise Broken


class _Names:
    """Names that are distinct within their folders, whatever a system thinks of large and small letters."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], int] = {}

    def given(self, name: str, folders: Sequence[str]) -> str:
        """This name, or with a number behind it if the folder has it already: both files were handed in."""
        stem, ending, own = PurePath(name).stem, PurePath(name).suffix, name
        first = (*map(str.casefold, folders), own.casefold())
        while (key := (*first[:-1], own.casefold())) in self._known:
            self._known[first] += 1
            own = joined_name([stem], f" ({self._known[first]}){ending}")
        self._known[key] = 1
        return own
