"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "event",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("round", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("reverts", sa.Text(), nullable=True),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("parents", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_event")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index("ix_event_assessment", "event", ["round", "unit", "number"], unique=False)
    op.create_index(
        "ix_event_beside",
        "event",
        ["number"],
        unique=False,
        sqlite_where=sa.text("unit IS NULL"),
    )
    op.create_table(
        "evidence",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_evidence")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "office",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("evaluates", sa.Integer(), nullable=False),
        sa.Column("reviews", sa.Integer(), nullable=False),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "scheme_text",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_scheme_text")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "workspace",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspace")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ledger_row",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("ledger", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["unit"], ["unit.id"], name=op.f("fk_ledger_row_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_row")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_ledger_row_unit"), "ledger_row", ["unit"], unique=False)
    op.create_table(
        "round",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("scheme_text", sa.Text(), nullable=False),
        sa.Column("opened", sa.Text(), nullable=False),
        sa.Column("archived", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["scheme_text"], ["scheme_text.sha256"], name=op.f("fk_round_scheme_text")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "assessment",
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("evaluator", sa.Text(), nullable=True),
        sa.Column("reviewer", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["evaluator"], ["person.id"], name=op.f("fk_assessment_evaluator")),
        sa.ForeignKeyConstraint(["reviewer"], ["person.id"], name=op.f("fk_assessment_reviewer")),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name=op.f("fk_assessment_round")),
        sa.ForeignKeyConstraint(["unit"], ["unit.id"], name=op.f("fk_assessment_unit")),
        sa.PrimaryKeyConstraint("round", "unit", name=op.f("pk_assessment")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "letter",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("dated", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name=op.f("fk_letter_round")),
        sa.ForeignKeyConstraint(["unit"], ["unit.id"], name=op.f("fk_letter_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_letter_round"), "letter", ["round"], unique=False)
    op.create_table(
        "discretion",
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("score", sa.Text(), nullable=False),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round", "unit"],
            ["assessment.round", "assessment.unit"],
            name=op.f("fk_discretion_round"),
        ),
        sa.PrimaryKeyConstraint("round", "unit", "indicator", name=op.f("pk_discretion")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "finding",
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column("itemised", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("exempt", sa.Integer(), nullable=False),
        sa.Column("applies", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round", "unit"],
            ["assessment.round", "assessment.unit"],
            name=op.f("fk_finding_round"),
        ),
        sa.PrimaryKeyConstraint("round", "unit", "criterion", name=op.f("pk_finding")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "not_applicable",
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round", "unit"],
            ["assessment.round", "assessment.unit"],
            name=op.f("fk_not_applicable_round"),
        ),
        sa.PrimaryKeyConstraint("round", "unit", "indicator", name=op.f("pk_not_applicable")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "waiver",
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("requirement", sa.Integer(), nullable=False),
        sa.Column("piece", sa.Text(), nullable=False),
        sa.Column("plan_item", sa.Integer(), nullable=False),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round", "unit"], ["assessment.round", "assessment.unit"], name=op.f("fk_waiver_round")
        ),
        sa.PrimaryKeyConstraint(
            "round", "unit", "requirement", "piece", "plan_item", name=op.f("pk_waiver")
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "item",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("exempt", sa.Integer(), nullable=False),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round", "unit", "criterion"],
            ["finding.round", "finding.unit", "finding.criterion"],
            name=op.f("fk_item_round"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_item_finding", "item", ["round", "unit", "criterion"], unique=False)
    op.create_table(
        "evidence_link",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("round", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("requirement", sa.Integer(), nullable=True),
        sa.Column("piece", sa.Text(), nullable=False),
        sa.Column("plan_item", sa.Integer(), nullable=True),
        sa.Column("criterion", sa.Text(), nullable=True),
        sa.Column("item", sa.Text(), nullable=True),
        sa.Column("ledger_row", sa.Text(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("region", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence"], ["evidence.sha256"], name=op.f("fk_evidence_link_evidence")
        ),
        sa.ForeignKeyConstraint(["item"], ["item.id"], name=op.f("fk_evidence_link_item")),
        sa.ForeignKeyConstraint(
            ["ledger_row"], ["ledger_row.id"], name=op.f("fk_evidence_link_ledger_row")
        ),
        sa.ForeignKeyConstraint(
            ["round", "unit"],
            ["assessment.round", "assessment.unit"],
            name=op.f("fk_evidence_link_round"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_link")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_evidence_link_assessment", "evidence_link", ["round", "unit"], unique=False)
    op.create_index(op.f("ix_evidence_link_evidence"), "evidence_link", ["evidence"], unique=False)
    op.create_index(op.f("ix_evidence_link_item"), "evidence_link", ["item"], unique=False)
    op.create_index(
        op.f("ix_evidence_link_ledger_row"), "evidence_link", ["ledger_row"], unique=False
    )
