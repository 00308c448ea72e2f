"""Builders of zips field by field, as each program writes them, or as only somebody would who means harm."""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from unicodedata import normalize

UTF_8: Final = 0x800
DESCRIPTOR: Final = 0x8
ENCRYPTED: Final = 0x1
DOS, UNIX = 0, 3
FOLDER: Final = 0x10
ARCHIVED: Final = 0x20
REGULAR: Final = 0o100644 << 16
LINK: Final = 0o120777 << 16
_DAY: Final = 22117  # 2023-03-05


@dataclass(frozen=True)
class Packed:
    """An entry as it is written; `claims` put other figures in the directory than are true."""

    raw: bytes
    content: bytes = b"%PDF"
    flags: int = 0
    host: int = DOS
    made: int = 20
    needed: int = 20
    method: int = 8
    attributes: int = ARCHIVED
    internal: int = 0
    extra: bytes = b""
    local_extra: bytes | None = None
    claims: tuple[tuple[str, int], ...] = ()

    @property
    def data(self) -> bytes:
        """The content, packed."""
        if self.method != 8:
            return self.content
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        return deflate.compress(self.content) + deflate.flush()


def archive(*entries: Packed, before: bytes = b"", comment: bytes = b"") -> bytes:
    """A whole zip."""
    out, directory = bytearray(before), bytearray()
    for one in entries:
        offset = len(out) - len(before)
        out += _local(one)
        directory += _described(one, offset)
    at = len(out) - len(before)
    count = len(entries)
    end = (b"PK\5\6", 0, 0, count, count, len(directory), at, len(comment))
    return bytes(out + directory) + struct.pack("<4s4H2LH", *end) + comment


def large_archive(*entries: Packed) -> bytes:
    """The same with the records of large archives, and their figures in extra fields."""
    out, directory = bytearray(), bytearray()
    wide = 0xFFFFFFFF
    for one in entries:
        field = struct.pack("<HHQQQ", 1, 24, len(one.content), len(one.data), len(out))
        out += _local(one)
        claims = (("size", wide), ("packed", wide), ("offset", wide))
        directory += _described(replace(one, extra=field, claims=claims), 0)
    at, count = len(out), len(entries)
    end = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, len(directory), at)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, at + len(directory), 1)
    last = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, wide, wide, 0)
    return bytes(out + directory) + end + locator + last


def write_holes(path: Path, raws: Sequence[bytes], size: int, times: int = 1) -> None:
    """A zip of files so large that only a file with holes can hold them, packed so many times over."""
    directory = b""
    with path.open("wb") as file:
        for raw in raws:
            one = Packed(raw, b"", method=0)
            claims = (("size", size), ("packed", size // times))
            told = replace(one, method=0 if times == 1 else 8, claims=claims)
            directory += _described(told, file.tell())
            file.write(_local(one))
            file.seek(size // times, 1)
        end = (b"PK\5\6", 0, 0, len(raws), len(raws), len(directory), file.tell(), 0)
        file.write(directory + struct.pack("<4s4H2LH", *end))


def _local(one: Packed) -> bytes:
    data, crc = one.data, zlib.crc32(one.content)
    late = one.flags & DESCRIPTOR
    sums = (0, 0, 0) if late else (crc, len(data), len(one.content))
    extra = one.extra if one.local_extra is None else one.local_extra
    head = (b"PK\3\4", one.needed, one.flags, one.method, 0, _DAY, *sums)
    tail = struct.pack("<4s3L", b"PK\7\x08", crc, len(data), len(one.content)) if late else b""
    lengths = (len(one.raw), len(extra))
    return struct.pack("<4s5H3L2H", *head, *lengths) + one.raw + extra + data + tail


def _described(one: Packed, offset: int) -> bytes:
    true = {
        "crc": zlib.crc32(one.content),
        "packed": len(one.data),
        "size": len(one.content),
        "disk": 0,
        "offset": offset,
    }
    told = true | dict(one.claims)
    versions = (b"PK\1\2", one.made, one.host, one.needed, one.flags, one.method, 0, _DAY)
    sums = (told["crc"], told["packed"], told["size"])
    lengths = (len(one.raw), len(one.extra), 0)
    places = (told["disk"], one.internal, one.attributes, told["offset"])
    packed = struct.pack("<4sBB5H3L5H2L", *versions, *sums, *lengths, *places)
    return packed + one.raw + one.extra


def unicode_path(name: str, raw: bytes) -> bytes:
    """The extra field by which Info-ZIP and WinRAR say the name once more."""
    told = name.encode()
    return struct.pack("<HHBL", 0x7075, 5 + len(told), 1, zlib.crc32(raw)) + told


def by_explorer(*names: str) -> bytes:
    """Windows' own 发送到压缩文件夹, in Chinese: GBK, and UTF-8 with its flag for what GBK lacks."""
    return archive(*(_gbk_or_flagged(one, Packed(b"")) for one in names))


def by_360(*names: str) -> bytes:
    """360压缩 and 好压: GBK whatever comes, and an entry for each folder."""
    folders = dict.fromkeys(one.rpartition("/")[0] + "/" for one in names if "/" in one)
    empty = [
        Packed(one.encode("gb18030"), b"", method=0, attributes=FOLDER, needed=10)
        for one in folders
    ]
    return archive(*empty, *(Packed(one.encode("gb18030")) for one in names))


def by_winrar(*names: str) -> bytes:
    """WinRAR: the name in GBK, and once more in an extra field; what GBK lacks is an underscore there."""
    raws = [one.encode("gbk", "replace").replace(b"?", b"_") for one in names]
    return archive(
        *(
            Packed(raw, flags=2, extra=unicode_path(name, raw))
            for name, raw in zip(names, raws, strict=True)
        )
    )


def by_7_zip(*names: str) -> bytes:
    """7-Zip: GBK, and UTF-8 with its flag for what GBK lacks; times in an extra field of the directory."""
    times = struct.pack("<HHLHH3Q", 0x000A, 32, 0, 1, 24, *[133_000_000_000_000_000] * 3)
    pattern = Packed(b"", made=63, extra=times, local_extra=b"")
    return archive(*(_gbk_or_flagged(one, pattern) for one in names))


def by_macos(*names: str) -> bytes:
    """The Finder: UTF-8 taken apart, without a flag, sizes behind the data, and a second file beside each."""
    owner = struct.pack("<HH2L", 0x5855, 8, 1_677_974_400, 1_677_974_400)
    pattern = Packed(
        b"", flags=DESCRIPTOR, host=UNIX, made=21, attributes=REGULAR | 0x4000, extra=owner
    )
    entries = []
    for name in names:
        folder, _, file = normalize("NFD", name).rpartition("/")
        beside = "/".join(filter(None, ("__MACOSX", folder, f"._{file}")))
        entries.append(replace(pattern, raw=normalize("NFD", name).encode()))
        entries.append(replace(pattern, raw=beside.encode(), content=b"\0\5\x16\7"))
    return archive(*entries)


def by_info_zip(*names: str) -> bytes:
    """Info-ZIP's `zip` on Linux: UTF-8 without a flag, as any system is that speaks it."""
    owner = struct.pack("<HHBBLBL", 0x7875, 11, 1, 4, 0, 4, 0)
    local = struct.pack("<HHB2L", 0x5455, 9, 3, 1, 1) + owner
    central = struct.pack("<HHBL", 0x5455, 5, 3, 1) + owner
    pattern = Packed(
        b"",
        host=UNIX,
        made=30,
        needed=10,
        method=0,
        attributes=REGULAR,
        extra=central,
        local_extra=local,
    )
    return archive(*(replace(pattern, raw=one.encode()) for one in names))


def by_backslashes(*names: str) -> bytes:
    """Old programs on .NET: the separators of Windows."""
    return archive(*(Packed(one.replace("/", "\\").encode("gbk")) for one in names))


def _gbk_or_flagged(name: str, pattern: Packed) -> Packed:
    try:
        return replace(pattern, raw=name.encode("gbk"))
    except UnicodeEncodeError:
        return replace(pattern, raw=name.encode(), flags=UTF_8)


def bomb(entries: int, content: bytes) -> bytes:
    """Entries that all lie in the same bytes."""
    first = Packed(b"0.pdf", content)
    whole = archive(first)
    data = _local(first)
    directory = b"".join(_described(replace(first, raw=b"%d.pdf" % at), 0) for at in range(entries))
    end = (b"PK\5\6", 0, 0, entries, entries, len(directory), len(data), 0)
    assert whole.startswith(data)
    return data + directory + struct.pack("<4s4H2LH", *end)
