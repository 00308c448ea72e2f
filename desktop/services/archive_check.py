"""Checking an archive: every file by its checksum, the trail link by link, and every score worked out again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path
from typing import Any

from desktop.domain.chain_extract import extract_faults, read_extract
from desktop.domain.checksums import read_checksums
from desktop.domain.findings import read_findings
from desktop.domain.refusals import Refused
from desktop.domain.scheme import Scheme
from desktop.domain.scoring import score
from desktop.services.archive_places import (
    FORMAT,
    MANIFEST,
    PLACES,
    SCHEME,
    SCORES,
    SHEETS,
    SUMS,
    TRAIL,
)
from desktop.services.archive_table_check import CheckedSheet, table_faults
from desktop.services.archive_tables import total_told
from desktop.services.assessments import scheme_in
from desktop.services.score_line import plain_sheet
from desktop.services.sheet_contents import figures_in
from desktop.store.causes import troubles


def archive_faults(folder: Path) -> tuple[str, ...]:
    """Every fault in words; none: it is as it was written."""
    with troubles("核验档案", folder):
        if _is_newer(folder):
            return (f"{MANIFEST}：这个档案由更新版本的考评台写成，请先升级程序再核验",)
        return tuple(_file_faults(folder)) or tuple(_content_faults(folder))


def _is_newer(folder: Path) -> bool:
    """Whether a later program wrote it, whose files may be others."""
    with suppress(FileNotFoundError, ValueError, KeyError, TypeError, RecursionError):
        return int(json.loads((folder / MANIFEST).read_bytes())["format"]) > FORMAT
    return False


def _file_faults(folder: Path) -> Iterator[str]:
    try:
        sums = read_checksums((folder / SUMS).read_text("utf-8"))
    except FileNotFoundError:
        yield f"{SUMS}：不见了，这个档案不完整"
        return
    except (Refused, UnicodeDecodeError) as error:
        yield f"{SUMS}：读不出（{error}）"
        return
    there = {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()}
    for name, expected in sums.items():
        if name not in there:
            yield f"{name}：档案里缺少这个文件"
        elif _digest(folder / name) != expected:
            yield f"{name}：内容与校验值不符，已被改动或损坏"
    for name in sorted(there - sums.keys() - {SUMS}):
        yield f"{name}：不是存档时的文件，是后来放进来的"
    for name in (MANIFEST, SCHEME, SHEETS, SCORES, PLACES, TRAIL):
        if name not in sums:
            yield f"{name}：档案里没有这个文件"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _content_faults(folder: Path) -> Iterator[str]:
    """Whoever changed a file may have changed its checksum too: what the files say must agree."""
    try:
        told = json.loads((folder / MANIFEST).read_bytes())
        sheets = json.loads((folder / SHEETS).read_bytes())
        scheme = scheme_in((folder / SCHEME).read_bytes(), SCHEME)
        trail = read_extract((folder / TRAIL).read_text("utf-8").splitlines())
        yield from extract_faults(trail)
        head = {"head": trail[-1].hash, "events": trail[-1].number} if trail else None
        if told["chain"] != head:
            yield f"{TRAIL}：末尾与 {MANIFEST} 里写的不符，缺了后面的留痕"
        checked: list[CheckedSheet] = []
        for one in sheets:
            yield from _sheet_faults(scheme, one, checked)
        yield from table_faults(folder, scheme, checked)
        listed = [{"name": o["name"], "total": total_told(o), "code": o["code"]} for o in sheets]
        if told["sheets"] != listed:
            yield f"{MANIFEST}：各单位的总分或核验码与 {SHEETS} 不符"
    except (ValueError, KeyError, TypeError, RecursionError):
        yield f"{MANIFEST}、{SHEETS} 或表格：不是考评台写的样子，读不出"
    except Refused as refused:
        yield f"{SCHEME}：{refused.message}"


def _sheet_faults(
    scheme: Scheme, one: dict[str, Any], checked: list[CheckedSheet]
) -> Iterator[str]:
    recorded = {name: value for name, value in one["recorded"].items() if name != "scheme"}
    try:
        findings = read_findings(scheme, recorded)
    except Refused as refused:
        yield f"{SHEETS}：“{one['name']}”的认定读不出（{refused.message}）"
        return
    sheet = score(findings)
    checked.append(CheckedSheet(one["name"], bool(one["absent"]), findings.scheme, sheet))
    if figures_in(plain_sheet(sheet)) != figures_in(one["sheet"]):
        yield f"{SHEETS}：“{one['name']}”的得分与按办法重新计算的不符"
