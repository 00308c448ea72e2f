"""The manifest of a backup: which state of which workspace it is, and every file by its hash and size."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy.exc import DBAPIError

from desktop.domain.audit_trail import ChainHead
from desktop.domain.refusals import Refused
from desktop.store.connection import connect, transaction_on
from desktop.store.schema import revision_of

SHA256: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_WORKSPACE: Final = re.compile(r"[a-z2-7]{16}", re.ASCII)  # it becomes a folder's name
_REVISION: Final = re.compile(r"[0-9a-z]{1,32}", re.ASCII)
_LARGEST: Final = 1 << 53
_HEAD: Final = "SELECT hash, number FROM event ORDER BY number DESC LIMIT 1"
_EVIDENCE: Final = "SELECT sha256, size FROM evidence ORDER BY sha256"


class Content(NamedTuple):
    """What a file holds."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """Keys are only ever added, so that an older program can still say that it is too old.

    A full file holds altered evidence as it was found; what is missing could not be read at all.
    """

    workspace: str
    head: ChainHead
    made: datetime
    revision: str
    database: Content
    evidence: Mapping[str, int]
    altered: Mapping[str, Content] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()

    def held(self) -> Iterator[tuple[str, Content]]:
        """The evidence that is there, by the hash that it is kept under."""
        for sha256, size in self.evidence.items():
            if sha256 not in self.missing:
                yield sha256, self.altered.get(sha256, Content(sha256, size))

    def written(self) -> bytes:
        """As it is kept in a file."""
        plain = {
            "workspace": self.workspace,
            "head": self.head.hash,
            "events": self.head.count,
            "made": self.made.isoformat(timespec="seconds"),
            "revision": self.revision,
            "database": self.database._asdict(),
            "evidence": dict(self.evidence),
            "altered": {sha256: content._asdict() for sha256, content in self.altered.items()},
            "missing": sorted(self.missing),
        }
        return json.dumps(plain, ensure_ascii=False, indent=1).encode()


def evidence_name(sha256: str) -> str:
    """Where evidence lies in a workspace, and in every backup of it."""
    return f"files/{sha256[:2]}/{sha256}"


def content_of(path: Path) -> Content:
    """A file's hash and size. Never of a database that is open: closing it would lift its locks."""
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
        return Content(digest, file.tell())


def read_manifest(content: bytes) -> Manifest:
    """The manifest in a file that anybody may have written."""
    try:
        plain = json.loads(content)
        read = Manifest(
            workspace=_matching(_WORKSPACE, plain["workspace"]),
            head=ChainHead(_matching(SHA256, plain["head"]), _size(plain["events"])),
            made=datetime.fromisoformat(plain["made"]),
            revision=_matching(_REVISION, plain["revision"]),
            database=_content(plain["database"]),
            evidence={_matching(SHA256, n): _size(s) for n, s in plain["evidence"].items()},
            altered={_matching(SHA256, n): _content(c) for n, c in plain["altered"].items()},
            missing=frozenset(_matching(SHA256, n) for n in plain["missing"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused("备份的清单有误") from None
    if not (read.altered.keys() | read.missing) <= read.evidence.keys():
        raise Refused("备份的清单有误")
    return read


def _content(plain: Mapping[str, object]) -> Content:
    return Content(_matching(SHA256, plain["sha256"]), _size(plain["size"]))


def _matching(form: re.Pattern[str], value: object) -> str:
    if isinstance(value, str) and form.fullmatch(value):
        return value
    raise ValueError


def _size(value: object) -> int:
    if type(value) is int and 0 <= value < _LARGEST:
        return value
    raise ValueError


def manifest_of(database: Path, made: datetime) -> Manifest:
    """The manifest of a copy that no program has open."""
    engine = connect(database)
    try:
        with transaction_on(engine) as connection:
            revision = str(revision_of(connection))
            [[workspace]] = connection.exec_driver_sql("SELECT id FROM workspace")
            [[digest, count]] = connection.exec_driver_sql(_HEAD)
            listed = connection.exec_driver_sql(_EVIDENCE)
            evidence = {str(sha256): int(size) for sha256, size in listed}
    except (ValueError, TypeError, DBAPIError):  # no program of ours wrote this
        raise Refused("数据库里没有工作区的标识或留痕") from None
    finally:
        engine.dispose()
    whole = content_of(database)
    return Manifest(workspace, ChainHead(digest, count), made, revision, whole, evidence)
