"""The archive: a whole workspace in one zip, planned before it is read; hostile until it has been compared.

`manifest.json` comes last in it; evidence is stored as it is, so that nothing small unfolds into much.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from desktop.domain.refusals import Refused, quoted
from desktop.store.causes import troubles
from desktop.store.evidence_reading import Unreadable
from desktop.store.manifests import SHA256, Content, Manifest, evidence_name, read_manifest
from desktop.store.workspace import DATABASE

MANIFEST: Final = "manifest.json"
LARGEST_MANIFEST: Final = 1 << 26
_ENCRYPTED: Final = 1
_BUFFER: Final = 1 << 20
# All that reading a broken or wicked zip has been seen to raise.
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    OverflowError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds: by name what must be in it, and what is."""

    file: Path
    manifest: Manifest
    chunks: Callable[[str], Iterator[memoryview]]  # of evidence that cannot be read, Unreadable

    @property
    def names(self) -> Mapping[str, Content]:
        """The database first, then the evidence."""
        held = {evidence_name(sha256): content for sha256, content in self.manifest.held()}
        return {DATABASE: self.manifest.database, **held}

    @property
    def size(self) -> int:
        """All of it, in bytes."""
        return sum(content.size for content in self.names.values())


@contextmanager
def opened(file: Path) -> Iterator[Contents]:
    """The contents of a zip whose names and sizes are all as they must be."""
    with ExitStack() as closing:
        with _readable(file):
            packed = closing.enter_context(ZipFile(closing.enter_context(file.open("rb"))))
            contents = _planned(file, packed)
        yield contents


def _planned(file: Path, packed: ZipFile) -> Contents:
    members = members_of(file, packed, {MANIFEST, DATABASE}, refusal)
    manifest = _manifest(file, packed, members)

    def chunks(name: str) -> Iterator[memoryview]:
        """One damaged scan must not make the rest worthless; the database is the workspace itself."""
        reading = _readable(file, f"里面的 {name} ") if name == DATABASE else _readable_evidence()
        with reading, packed.open(members[name]) as member:
            while chunk := member.read(_BUFFER):
                yield memoryview(chunk)

    contents = Contents(file, manifest, chunks)
    found = {name: member.file_size for name, member in members.items()}
    if found != {name: content.size for name, content in contents.names.items()}:
        raise refusal(file, "内容与清单不符")
    return contents


@contextmanager
def readable(
    file: Path, refuse: Callable[[Path, str], Refused], doing: str, part: str = ""
) -> Iterator[None]:
    """Whatever reading a broken or wicked zip raises is a refusal of it."""
    try:
        with troubles(doing, file):
            yield
    except Refused:
        raise
    except _BROKEN:
        raise refuse(file, f"{part}有损坏，读不出") from None


def _readable(file: Path, part: str = "") -> AbstractContextManager[None]:
    return readable(file, refusal, "读取备份", part)


@contextmanager
def _readable_evidence() -> Iterator[None]:
    try:
        yield
    except (*_BROKEN, OSError):
        raise Unreadable("备份里的这个文件有损坏，读不出") from None


def refusal(file: Path, why: str) -> Refused:
    """That a file is not what it says."""
    return Refused(f"“{file}”不是完好的考评台备份：{why}；请换一份备份")


def members_of(
    file: Path, packed: ZipFile, plain: Collection[str], refuse: Callable[[Path, str], Refused]
) -> dict[str, ZipInfo]:
    """All that is in a zip of these plain parts and of evidence, by names that lead nowhere else."""
    members: dict[str, ZipInfo] = {}
    size = file.stat().st_size
    for member in packed.infolist():
        name = member.orig_filename
        evidence = _is_evidence(name)
        if not evidence and name not in plain:
            raise refuse(file, f"里面有不认识的{quoted(name)}")
        if name in members:
            raise refuse(file, f"里面{quoted(name)}有两份")
        ways = {ZIP_STORED} if evidence else {ZIP_STORED, ZIP_DEFLATED}
        if member.compress_type not in ways or member.flag_bits & _ENCRYPTED:
            raise refuse(file, f"里面的{quoted(name)}压缩或加密的方式不对")
        if not 0 <= member.header_offset < size:
            raise refuse(file, f"里面的{quoted(name)}位置不对")
        if member.compress_type == ZIP_STORED and member.compress_size != member.file_size:
            raise refuse(file, f"里面的{quoted(name)}大小不对")
        if evidence:
            # Its name is its checksum; by the zip's own, one wrong bit would cost all of its end.
            del member.CRC
        members[name] = member
    if sum(member.compress_size for member in members.values()) > size:
        raise refuse(file, "内容有重叠")
    return members


def _is_evidence(name: str) -> bool:
    digest = name.rpartition("/")[2]
    return SHA256.fullmatch(digest) is not None and name == evidence_name(digest)


def _manifest(file: Path, packed: ZipFile, members: dict[str, ZipInfo]) -> Manifest:
    member = members.pop(MANIFEST, None)
    if member is None:
        raise refusal(file, "里面没有清单")
    if member.file_size > LARGEST_MANIFEST:
        raise refusal(file, "清单太大")
    try:
        with _readable(file, f"里面的 {MANIFEST} "):
            return read_manifest(packed.read(member))
    except Refused as refused:
        raise refusal(file, refused.message) from None
