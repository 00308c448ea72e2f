"""Package files: sheets on their way to another workstation, in one zip; hostile until it has been compared.

The content comes first, evidence is stored as it is, under its hash; what all of it must be is written last.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from desktop.domain.own_files import PACKAGE
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.store.archive import LARGEST_MANIFEST, MANIFEST, members_of, readable
from desktop.store.causes import troubles
from desktop.store.copying import PART, Bytes, Cancelled, IsCancelled, Progress
from desktop.store.durable_files import move, sync_folder
from desktop.store.evidence_files import EvidenceFiles
from desktop.store.evidence_reading import Unreadable, chunks_of
from desktop.store.manifests import SHA256, Content, evidence_name
from desktop.store.places import refuse_too_full

CONTENT: Final = "sheets.json"
_BUFFER: Final = 1 << 20
_MARK: Final = "kaoping-sheets"
_LARGEST: Final = 1 << 27
_READING: Final = "读取考核包"
_WRITING: Final = "写考核包"


@dataclass(frozen=True, slots=True)
class PackageFile:
    """What lies in a package, each part by its hash, as the file itself is known by its own."""

    file: Path
    sha256: str
    content: bytes
    evidence: Mapping[str, int]


def refusal(file: Path, why: str) -> Refused:
    """That a file is not what it says."""
    return Refused(f"“{file.name}”不是完好的考核包：{why}；请让对方重新交出一份")


@contextmanager
def package_written(
    out: Path, content: bytes, evidence: Mapping[str, str], files: EvidenceFiles, course: Course
) -> Iterator[Callable[[], None]]:
    """Write a package beside its place; the block puts it there, and if the block fails nothing is left.

    Evidence is named by its hash, with the name that it has for people.
    """
    part = out.with_name(f".{secrets.token_hex(8)}{PART}")
    placed: list[Path] = []

    def put_in_place() -> None:
        with troubles(_WRITING, out):
            move(part, out)
            placed.append(out)
            sync_folder(out.parent)

    try:
        with troubles(_WRITING, out):
            _write(part, content, evidence, files, course)
        yield put_in_place
    except BaseException:
        with suppress(OSError):
            for file in (part, *placed):
                file.unlink(missing_ok=True)
        raise


class Course:
    """How far it is, and whether to go on."""

    def __init__(self, progress: Progress, cancelled: IsCancelled) -> None:
        self._done, self._total = 0, Bytes(0)
        self._progress, self._cancelled = progress, cancelled

    def begin(self, total: int) -> None:
        """Say how much there is to do."""
        self._total = Bytes(total)

    def go_on(self, size: int) -> None:
        """Say that so much is done."""
        if self._cancelled():
            raise Cancelled
        self._done += size
        self._progress(min(self._done, self._total), self._total)


def _write(
    part: Path, content: bytes, evidence: Mapping[str, str], files: EvidenceFiles, course: Course
) -> None:
    sizes = {digest: _size(files.path_of(digest), name) for digest, name in evidence.items()}
    total = sum(sizes.values())
    refuse_too_full(part.parent, total + len(content))
    course.begin(total)
    with part.open("xb") as file:
        with ZipFile(file, "w", ZIP_DEFLATED, strict_timestamps=False) as packed:
            # Without dates: where the clock stands before 1980 there is none for a zip.
            packed.writestr(ZipInfo(CONTENT), content, ZIP_DEFLATED)
            for digest, name in evidence.items():
                _pack(packed, digest, name, files.path_of(digest), course)
            packed.writestr(ZipInfo(MANIFEST), _manifest(content, sizes), ZIP_DEFLATED)
        file.flush()
        os.fsync(file.fileno())


def _size(path: Path, name: str) -> int:
    try:
        return path.stat().st_size
    except OSError:
        raise _unsound(name) from None


def _unsound(name: str) -> Trouble:
    return Trouble(
        f"佐证“{name}”的文件不在或已损坏，没有交出；请到“设置”的“诊断”里核对全部，并从备份恢复"
    )


def _pack(packed: ZipFile, digest: str, name: str, path: Path, course: Course) -> None:
    found = sha256()
    member = ZipInfo(evidence_name(digest))
    try:
        with packed.open(member, "w", force_zip64=True) as entry:
            for chunk in chunks_of(path):
                found.update(chunk)
                entry.write(chunk)
                course.go_on(len(chunk))
    except Unreadable:
        raise _unsound(name) from None
    if found.hexdigest() != digest:
        raise _unsound(name)


def _manifest(content: bytes, sizes: Mapping[str, int]) -> bytes:
    plain = {
        "kind": _MARK,
        "content": Content(sha256(content).hexdigest(), len(content))._asdict(),
        "evidence": dict(sizes),
    }
    return json.dumps(plain, indent=1).encode()


def read_package_file(file: Path) -> PackageFile:
    """The content of a package, and which evidence lies in it; nothing of that is unpacked yet."""
    with _opened(file) as (packed, members):
        content, evidence = _compared(file, packed, members)
        return PackageFile(file, _digest(file), content, evidence)


@contextmanager
def _opened(file: Path) -> Iterator[tuple[ZipFile, dict[str, ZipInfo]]]:
    with ExitStack() as closing:
        with troubles(_READING, file):
            if file.exists() and not file.is_file():  # a pipe would be waited for
                raise Refused(f"“{file}”不是普通文件，请选一个考核包（{PACKAGE}）")
        with readable(file, refusal, _READING):
            packed = closing.enter_context(ZipFile(closing.enter_context(file.open("rb"))))
            members = members_of(file, packed, {MANIFEST, CONTENT}, refusal)
        yield packed, members


def _compared(
    file: Path, packed: ZipFile, members: dict[str, ZipInfo]
) -> tuple[bytes, Mapping[str, int]]:
    """What must be in it, and is: by name, by size, and the content by its hash."""
    if not {MANIFEST, CONTENT} <= members.keys():
        raise refusal(file, "里面没有清单或内容")
    if members[MANIFEST].file_size > LARGEST_MANIFEST or members[CONTENT].file_size > _LARGEST:
        raise refusal(file, "内容太大")
    plain = _manifest_in(file, _whole(file, packed, members.pop(MANIFEST)))
    content = _whole(file, packed, members.pop(CONTENT))
    evidence: Mapping[str, int] = plain["evidence"]  # type: ignore[assignment]  # looked at there
    if plain.get("content") != Content(sha256(content).hexdigest(), len(content))._asdict():
        raise refusal(file, "内容与清单不符")
    if {name: one.file_size for name, one in members.items()} != {
        evidence_name(digest): size for digest, size in evidence.items()
    }:
        raise refusal(file, "佐证与清单不符")
    return content, evidence


def _whole(file: Path, packed: ZipFile, member: ZipInfo) -> bytes:
    """All of a part, bit by bit: what unfolds into more than it says is cut off there."""
    chunks: list[bytes] = []
    with readable(file, refusal, _READING), packed.open(member) as entry:
        while chunk := entry.read(_BUFFER):
            chunks.append(chunk)
    return b"".join(chunks)


def _manifest_in(file: Path, written: bytes) -> Mapping[str, object]:
    with suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
        plain = json.loads(written)
        evidence = plain["evidence"].items()
        if plain["kind"] == _MARK and all(
            SHA256.fullmatch(digest) and type(size) is int for digest, size in evidence
        ):
            return dict(plain)
    raise refusal(file, "清单有误")


def _digest(file: Path) -> str:
    found = sha256()
    with troubles(_READING, file), file.open("rb") as reader:
        while chunk := reader.read(_BUFFER):
            found.update(chunk)
    return found.hexdigest()


def unpack_evidence(
    package: PackageFile, wanted: Sequence[str], room: Path, course: Course
) -> tuple[Path, ...]:
    """Bring these files of a package into a folder; one that is not what its name says is refused with all others."""
    if not wanted:
        return ()
    if _digest(package.file) != package.sha256:
        raise Refused(f"“{package.file.name}”在看过以后又有改动，请重新打开它")
    refuse_too_full(room, 2 * sum(package.evidence[one] for one in wanted))
    course.begin(sum(package.evidence[one] for one in wanted))
    with _opened(package.file) as (packed, members), troubles("保存材料", room):
        return tuple(
            _unpacked(package.file, packed, members[evidence_name(one)], room / one, course)
            for one in wanted
        )


def _unpacked(file: Path, packed: ZipFile, member: ZipInfo, place: Path, course: Course) -> Path:
    found = sha256()
    with place.open("xb") as out, readable(file, refusal, _READING), packed.open(member) as entry:
        while chunk := entry.read(_BUFFER):
            found.update(chunk)
            out.write(chunk)
            course.go_on(len(chunk))
    if found.hexdigest() != place.name:
        raise refusal(file, "里面的佐证已被改动")
    return place
