"""Package rows: what came in a package is looked at row by row before anything is made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any, Final, TypeVar, get_args

from desktop.domain.audit_trail import Key, PlainRow, Rows
from desktop.domain.findings import Findings, read_findings
from desktop.domain.record_checks import checked
from desktop.domain.recorded import Recorded
from desktop.domain.records import (
    FINALISED,
    OPEN,
    Assessment,
    DiscretionRecord,
    Evidence,
    FindingRecord,
    ItemRecord,
    LedgerRow,
    NotApplicableRecord,
    Office,
    Person,
    Round,
    SchemeText,
    Stage,
    UnitRecord,
)
from desktop.domain.refusals import Refused
from desktop.domain.result_records import Handover
from desktop.domain.scheme import Scheme
from desktop.domain.sheet_packages import SheetPackage
from desktop.services.shared_sheets import owner_of
from desktop.store.foreign_rows import foreign_record
from desktop.store.package_files import PackageFile, refusal
from desktop.store.plain_rows import record_from

R = TypeVar("R")
_SHARED: Final[Mapping[str, type[Any]]] = {
    "office": Office,
    "scheme_text": SchemeText,  # its text is apart, and belongs to its hash
    "round": Round,
    "unit": UnitRecord,
    "person": Person,
    "evidence": Evidence,
}
_CHECKED: Final = (Office, Round, UnitRecord, Person, LedgerRow)


def read_handovers(file: PackageFile, package: SheetPackage) -> tuple[Handover, ...]:
    """What the giver knows of these sheets' ways."""
    return tuple(
        _record(file, "handover", (row.get("id"),), {n: v for n, v in row.items() if n != "id"})
        for row in package.handovers
    )


def shared_records(file: PackageFile, package: SheetPackage) -> tuple[Any, ...]:
    """Round, scheme, office, units, people and the rows of files; the scheme's text is what its hash says."""
    records = tuple(_shared(file, package))
    rounds = [one for one in records if isinstance(one, Round)]
    texts = [one for one in records if isinstance(one, SchemeText)]
    units = {one.id for one in records if isinstance(one, UnitRecord)}
    digest = sha256(package.scheme.encode()).hexdigest()
    if [one.id for one in rounds] != [package.round] or units != {*package.units}:
        raise refusal(file.file, "批次或单位与清单不符")
    if [one.sha256 for one in texts] != [digest] or rounds[0].scheme_text != digest:
        raise refusal(file.file, "办法原文与校验值不符")
    if {one.sha256: one.size for one in records if isinstance(one, Evidence)} != file.evidence:
        raise refusal(file.file, "佐证与清单不符")
    return records


def _shared(file: PackageFile, package: SheetPackage) -> Iterator[Any]:
    for (table, key), row in package.shared.items():
        if table not in _SHARED:
            raise refusal(file.file, "里面有不该有的内容")
        if table == "scheme_text":
            yield _scheme_text(file, key, row, package.scheme)
        else:
            yield _record(file, table, key, row)


def _scheme_text(file: PackageFile, key: Key, row: PlainRow, text: str) -> SchemeText:
    match (*key, row.get("scheme"), row.get("version"), len(row)):
        case (str(digest), str(scheme), str(version), 2):
            return SchemeText(digest, scheme, version, text)
    raise refusal(file.file, "里面有一行内容不对")


def _record(file: PackageFile, table: str, key: Key, row: PlainRow) -> Any:  # noqa: ANN401  # of whichever kind
    try:
        record = foreign_record(table, key, row)
        return checked(record) if isinstance(record, _CHECKED) else record
    except Refused as refused:
        raise refusal(file.file, refused.message) from None
    except ValueError:
        raise refusal(file.file, "里面有一行内容不对") from None


def refuse_unsound_sheet(
    file: PackageFile, package: SheetPackage, unit: str, scheme: Scheme
) -> None:
    """Each row is this sheet's, and all together are one that the scorer can read."""
    rows = package.sheets[unit]
    for (table, key), row in rows.items():
        if owner_of(table, key, row, package.round) != unit:
            raise refusal(file.file, "里面有不该有的内容")
        record = _record(file, table, key, row)
        if isinstance(record, Assessment):
            _refuse_unknown_standing(file, record)
    if ("assessment", (package.round, unit)) not in rows:
        raise refusal(file.file, "里面缺少考核表")
    try:
        findings_in(scheme, rows)
    except Refused as refused:
        raise refusal(file.file, f"考核记录读不出（{refused.message}）") from None


def _refuse_unknown_standing(file: PackageFile, of: Assessment) -> None:
    if of.state not in {OPEN, FINALISED} or of.stage not in get_args(Stage) or not of.name.strip():
        raise refusal(file.file, "里面有一行内容不对")


def findings_in(scheme: Scheme, rows: Rows) -> Findings:
    """What a sheet's rows say, as the scorer reads it; a refusal where they do not fit together."""
    [of] = _of(rows, "assessment", Assessment)
    recorded = Recorded(
        of,
        _of(rows, "finding", FindingRecord),
        _of(rows, "item", ItemRecord),
        _of(rows, "discretion", DiscretionRecord),
        _of(rows, "not_applicable", NotApplicableRecord),
    )
    return read_findings(scheme, recorded.plain())


def _of(rows: Rows, table: str, kind: type[R]) -> list[R]:
    return [record_from(kind, key, row) for (name, key), row in rows.items() if name == table]
