"""The tables: one for each record, its columns named and typed as the record's fields, and the events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    text,
)
from sqlalchemy.types import TypeEngine

from desktop.domain import records, result_records
from desktop.domain.audit_trail import Event, ForeignEvent
from desktop.store.column_kinds import Amount, Day, Flag, PlainData, Words

METADATA: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
RECORD: Final = "record"  # in a table's info: the class whose records it holds
CONTENT_OF: Final = "content_of"  # in a column's info: the column that is its hash
RECORD_TABLES: Final[dict[type[Any], Table]] = {}
_KINDS: Final[Mapping[object, type[TypeEngine[Any]]]] = {
    str: Text,
    int: Integer,
    bool: Flag,
    date: Day,
    Decimal: Amount,
    tuple: Words,
    Mapping: PlainData,
    Literal: Text,
}
_Links = Mapping[str, str]


def record_table(
    record: type[Any],
    name: str,
    key: Sequence[str],
    links: _Links = {},  # noqa: B006  # nobody writes to it
    *others: ForeignKeyConstraint | Index,
) -> Table:
    """A table of records. It is strict; keys of text need no row numbers beside them, which REPLACE could reuse."""
    columns = [
        _column(field, hint, links.get(field), key=field in key)
        for field, hint in get_type_hints(record).items()
    ]
    made = Table(
        name,
        METADATA,
        *columns,
        *others,
        sqlite_with_rowid=False,
        sqlite_strict=True,
        info={RECORD: record},
    )
    RECORD_TABLES[record] = made
    return made


def _column(name: str, hint: object, link: str | None, *, key: bool) -> Column[Any]:
    parts = [part for part in get_args(hint) if part is not NoneType]
    optional = isinstance(hint, UnionType)
    kind = parts[0] if optional else hint
    links = [ForeignKey(link)] if link else []
    column_kind = _KINDS[get_origin(kind) or kind]
    return Column(name, column_kind, *links, primary_key=key, nullable=optional)


def _of(table: str, *names: str) -> ForeignKeyConstraint:
    """A key of several columns, by the same names."""
    return ForeignKeyConstraint(names, [f"{table}.{name}" for name in names])


_ASSESSMENT: Final = ("round", "unit")

record_table(records.WorkspaceRecord, "workspace", ["id"])
record_table(records.Office, "office", ["id"])
record_table(records.Person, "person", ["id"])
record_table(records.UnitRecord, "unit", ["id"])
# Kept by content: its events need not repeat the text.
record_table(records.SchemeText, "scheme_text", ["sha256"]).c.text.info[CONTENT_OF] = "sha256"
record_table(
    records.Round, "round", ["id"], {"scheme_text": "scheme_text.sha256", "beside": "round.id"}
)
record_table(
    records.Assessment,
    "assessment",
    _ASSESSMENT,
    {"round": "round.id", "unit": "unit.id", "evaluator": "person.id", "reviewer": "person.id"},
)
record_table(
    records.FindingRecord,
    "finding",
    [*_ASSESSMENT, "criterion"],
    {},
    _of("assessment", *_ASSESSMENT),
)
record_table(
    records.ItemRecord,
    "item",
    ["id"],
    {},
    _of("finding", *_ASSESSMENT, "criterion"),
    Index("ix_item_finding", *_ASSESSMENT, "criterion"),
)
record_table(
    records.DiscretionRecord,
    "discretion",
    [*_ASSESSMENT, "indicator"],
    {},
    _of("assessment", *_ASSESSMENT),
)
record_table(
    records.NotApplicableRecord,
    "not_applicable",
    [*_ASSESSMENT, "indicator"],
    {},
    _of("assessment", *_ASSESSMENT),
)
record_table(records.Evidence, "evidence", ["sha256"])
record_table(
    records.LedgerRow,
    "ledger_row",
    ["id"],
    {"unit": "unit.id"},
    Index("ix_ledger_row_unit", "unit"),
)
record_table(
    records.EvidenceLink,
    "evidence_link",
    ["id"],
    {
        "evidence": "evidence.sha256",
        "item": "item.id",
        "ledger_row": "ledger_row.id",
        "objection": "objection.id",
        "rectification": "rectification.id",
    },
    _of("assessment", *_ASSESSMENT),
    Index("ix_evidence_link_assessment", *_ASSESSMENT),
    *(
        Index(f"ix_evidence_link_{one}", one)
        for one in ("evidence", "item", "ledger_row", "objection", "rectification")
    ),
)
record_table(
    records.WaiverRecord,
    "waiver",
    [*_ASSESSMENT, "requirement", "piece", "plan_item"],
    {},
    _of("assessment", *_ASSESSMENT),
)
record_table(
    records.ProposalAnswer,
    "proposal_answer",
    [*_ASSESSMENT, "criterion"],
    {},
    _of("assessment", *_ASSESSMENT),
)
record_table(records.OfficeReport, "office_report", ["id"])
record_table(records.OfficeDay, "office_day", ["day"])
record_table(
    records.Letter,
    "letter",
    ["id"],
    {"round": "round.id", "unit": "unit.id", "document": "evidence.sha256"},
    Index("ix_letter_round", "round"),
)
record_table(result_records.TemplateFile, "template_file", ["sha256"]).c.content.info[
    CONTENT_OF
] = "sha256"
record_table(
    result_records.LetterTemplate, "letter_template", ["kind"], {"file": "template_file.sha256"}
)
record_table(
    result_records.ReviewRemark,
    "review_remark",
    ["id"],
    {"person": "person.id"},
    _of("assessment", *_ASSESSMENT),
    Index("ix_review_remark_assessment", *_ASSESSMENT),
)
record_table(
    result_records.Meeting,
    "meeting",
    ["id"],
    {"round": "round.id"},
    Index("ix_meeting_round", "round"),
)
record_table(
    result_records.MeetingChange,
    "meeting_change",
    ["id"],
    {"meeting": "meeting.id"},
    _of("assessment", *_ASSESSMENT),
    Index("ix_meeting_change_meeting", "meeting"),
)
record_table(
    result_records.Objection,
    "objection",
    ["id"],
    {},
    _of("assessment", *_ASSESSMENT),
    Index("ix_objection_assessment", *_ASSESSMENT),
)
record_table(
    result_records.Rectification,
    "rectification",
    ["id"],
    {},
    _of("assessment", *_ASSESSMENT),
    Index("ix_rectification_assessment", *_ASSESSMENT),
)
record_table(
    result_records.Handover,
    "handover",
    ["id"],
    {"round": "round.id"},
    Index("ix_handover_round", "round"),
)
record_table(records.Setting, "setting", ["name"])

# The audit trail. Its numbers follow one another without a gap; the guards see to that.
EVENT: Final = Table(
    "event",
    METADATA,
    *(
        _column(name, hint, None, key=name == "number")
        for name, hint in get_type_hints(Event).items()
    ),
    Index("ix_event_assessment", *_ASSESSMENT, "number"),
    # What undo walks beside the sheets.
    Index("ix_event_beside", "number", sqlite_where=text("unit IS NULL")),
    sqlite_with_rowid=True,
    sqlite_strict=True,
)

# Events of other workspaces, as they came with their sheets: what ours was merged with can be verified too.
FOREIGN_EVENT: Final = Table(
    "foreign_event",
    METADATA,
    *(
        _column(name, hint, None, key=name == "hash")
        for name, hint in get_type_hints(ForeignEvent).items()
    ),
    Index("ix_foreign_event_assessment", *_ASSESSMENT),
    sqlite_with_rowid=False,
    sqlite_strict=True,
)
