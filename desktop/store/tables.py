"""The tables: one typed mapping for each record, and the events; columns bear the records' names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, Integer, MetaData, Text, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from desktop.domain import records
from desktop.store.column_kinds import Amount, Day, Flag, PlainData, Words

_KIND = {"sqlite_with_rowid": False, "sqlite_strict": True}
_ASSESSMENT = ("assessment.round", "assessment.unit")


class Row(DeclarativeBase):
    """Every table is strict; keys of text need no row numbers beside them, which REPLACE could reuse."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        int: Integer,
        bool: Flag,
        date: Day,
        Decimal: Amount,
        tuple[str, ...]: Words,
        Mapping[str, Any]: PlainData,
    }
    __table_args__: Any = _KIND
    record: ClassVar[type[Any]]


def _of_assessment() -> tuple[Any, ...]:
    return (ForeignKeyConstraint(["round", "unit"], _ASSESSMENT), _KIND)


class WorkspaceRow(Row):
    __tablename__ = "workspace"
    record = records.WorkspaceRecord
    id: Mapped[str] = mapped_column(primary_key=True)
    created: Mapped[date]


class OfficeRow(Row):
    __tablename__ = "office"
    record = records.Office
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    address: Mapped[str]
    contact: Mapped[str]
    phone: Mapped[str]


class PersonRow(Row):
    __tablename__ = "person"
    record = records.Person
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    evaluates: Mapped[bool]
    reviews: Mapped[bool]
    active: Mapped[bool]


class UnitRow(Row):
    __tablename__ = "unit"
    record = records.UnitRecord
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str | None]
    size: Mapped[int | None]
    groups: Mapped[tuple[str, ...]]
    aliases: Mapped[tuple[str, ...]]
    active: Mapped[bool]


class SchemeTextRow(Row):
    """Kept by content: its events need not repeat the text."""

    __tablename__ = "scheme_text"
    record = records.SchemeText
    sha256: Mapped[str] = mapped_column(primary_key=True)
    scheme: Mapped[str]
    version: Mapped[str]
    text: Mapped[str] = mapped_column(info={"content_of": "sha256"})


class RoundRow(Row):
    __tablename__ = "round"
    record = records.Round
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    period: Mapped[str]
    scheme: Mapped[str]
    scheme_text: Mapped[str] = mapped_column(ForeignKey("scheme_text.sha256"))
    opened: Mapped[date]
    archived: Mapped[bool]


class AssessmentRow(Row):
    __tablename__ = "assessment"
    record = records.Assessment
    round: Mapped[str] = mapped_column(ForeignKey("round.id"), primary_key=True)
    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    kind: Mapped[str | None]
    size: Mapped[int | None]
    evaluator: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    reviewer: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    state: Mapped[str]
    counts: Mapped[Mapping[str, Any]]


class FindingRow(Row):
    __tablename__ = "finding"
    __table_args__ = _of_assessment()
    record = records.FindingRecord
    round: Mapped[str] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True)
    criterion: Mapped[str] = mapped_column(primary_key=True)
    fact: Mapped[Mapping[str, Any]]
    itemised: Mapped[bool]
    note: Mapped[str]
    grounds: Mapped[str]
    exempt: Mapped[bool]
    applies: Mapped[bool]


class ItemRow(Row):
    __tablename__ = "item"
    __table_args__ = (
        ForeignKeyConstraint(
            ["round", "unit", "criterion"], ["finding.round", "finding.unit", "finding.criterion"]
        ),
        Index("ix_item_finding", "round", "unit", "criterion"),
        _KIND,
    )
    record = records.ItemRecord
    id: Mapped[str] = mapped_column(primary_key=True)
    round: Mapped[str]
    unit: Mapped[str]
    criterion: Mapped[str]
    position: Mapped[int]
    note: Mapped[str]
    date: Mapped[date | None]
    exempt: Mapped[bool]
    grounds: Mapped[str]
    figures: Mapped[Mapping[str, Any]]


class DiscretionRow(Row):
    __tablename__ = "discretion"
    __table_args__ = _of_assessment()
    record = records.DiscretionRecord
    round: Mapped[str] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True)
    indicator: Mapped[str] = mapped_column(primary_key=True)
    score: Mapped[Decimal]
    grounds: Mapped[str]


class NotApplicableRow(Row):
    __tablename__ = "not_applicable"
    __table_args__ = _of_assessment()
    record = records.NotApplicableRecord
    round: Mapped[str] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True)
    indicator: Mapped[str] = mapped_column(primary_key=True)
    grounds: Mapped[str]


class EvidenceRow(Row):
    __tablename__ = "evidence"
    record = records.Evidence
    sha256: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    size: Mapped[int]
    media_type: Mapped[str]


class LedgerRowRow(Row):
    __tablename__ = "ledger_row"
    record = records.LedgerRow
    id: Mapped[str] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    ledger: Mapped[str]
    fields: Mapped[Mapping[str, Any]]


class EvidenceLinkRow(Row):
    __tablename__ = "evidence_link"
    __table_args__ = (
        ForeignKeyConstraint(["round", "unit"], _ASSESSMENT),
        Index("ix_evidence_link_assessment", "round", "unit"),
        _KIND,
    )
    record = records.EvidenceLink
    id: Mapped[str] = mapped_column(primary_key=True)
    evidence: Mapped[str] = mapped_column(ForeignKey("evidence.sha256"), index=True)
    round: Mapped[str | None]
    unit: Mapped[str | None]
    requirement: Mapped[int | None]
    piece: Mapped[str]
    plan_item: Mapped[int | None]
    criterion: Mapped[str | None]
    item: Mapped[str | None] = mapped_column(ForeignKey("item.id"), index=True)
    ledger_row: Mapped[str | None] = mapped_column(ForeignKey("ledger_row.id"), index=True)
    page: Mapped[int | None]
    region: Mapped[str]


class WaiverRow(Row):
    __tablename__ = "waiver"
    __table_args__ = _of_assessment()
    record = records.WaiverRecord
    round: Mapped[str] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True)
    requirement: Mapped[int] = mapped_column(primary_key=True)
    piece: Mapped[str] = mapped_column(primary_key=True)
    plan_item: Mapped[int] = mapped_column(primary_key=True)
    grounds: Mapped[str]


class LetterRow(Row):
    __tablename__ = "letter"
    record = records.Letter
    id: Mapped[str] = mapped_column(primary_key=True)
    round: Mapped[str] = mapped_column(ForeignKey("round.id"), index=True)
    unit: Mapped[str | None] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[str]
    number: Mapped[str]
    dated: Mapped[date]
    title: Mapped[str]
    text: Mapped[str]


class SettingRow(Row):
    __tablename__ = "setting"
    record = records.Setting
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class EventRow(Row):
    """The audit trail. Its numbers follow one another without a gap; the guards see to that."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_assessment", "round", "unit", "number"),
        Index(
            "ix_event_beside", "number", sqlite_where=text("unit IS NULL")
        ),  # undo, beside sheets
        {"sqlite_with_rowid": True, "sqlite_strict": True},
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    workspace: Mapped[str]
    at: Mapped[str]
    person: Mapped[str | None]
    author: Mapped[str]
    command: Mapped[str]
    round: Mapped[str | None]
    unit: Mapped[str | None]
    reverts: Mapped[str | None]
    grounds: Mapped[str]
    changes: Mapped[str]
    parents: Mapped[str]
    hash: Mapped[str]


RECORD_ROWS: dict[type[Any], type[Row]] = {
    mapper.class_.record: mapper.class_
    for mapper in Row.registry.mappers
    if hasattr(mapper.class_, "record")
}
