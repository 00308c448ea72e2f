"""Rounds run to their end: review, second scoring, meetings, objections, repairs, letters' templates, handovers."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_ADDED = (
    "ALTER TABLE round ADD COLUMN reviewed INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE round ADD COLUMN beside TEXT CONSTRAINT fk_round_beside REFERENCES round (id)",
    "ALTER TABLE assessment ADD COLUMN absent TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE assessment ADD COLUMN stage TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE item ADD COLUMN shared TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE not_applicable ADD COLUMN gives TEXT",
    """ALTER TABLE evidence_link ADD COLUMN objection TEXT
    CONSTRAINT fk_evidence_link_objection REFERENCES objection (id)""",
    """ALTER TABLE evidence_link ADD COLUMN rectification TEXT
    CONSTRAINT fk_evidence_link_rectification REFERENCES rectification (id)""",
    "ALTER TABLE letter ADD COLUMN document TEXT CONSTRAINT fk_letter_document REFERENCES evidence (sha256)",
)


def upgrade() -> None:
    op.create_table(
        "template_file",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_template_file")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "letter_template",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file"], ["template_file.sha256"], name=op.f("fk_letter_template_file")
        ),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_letter_template")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "review_remark",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("settled", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_review_remark_person")),
        sa.ForeignKeyConstraint(
            ["round", "unit"],
            ["assessment.round", "assessment.unit"],
            name=op.f("fk_review_remark_round"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_remark")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_review_remark_assessment", "review_remark", ["round", "unit"], unique=False)
    op.create_table(
        "meeting",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("held", sa.Text(), nullable=False),
        sa.Column("chair", sa.Text(), nullable=False),
        sa.Column("present", sa.Text(), nullable=False),
        sa.Column("closed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name=op.f("fk_meeting_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_meeting_round", "meeting", ["round"], unique=False)
    op.create_table(
        "meeting_change",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting", sa.Text(), nullable=False),
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting"], ["meeting.id"], name=op.f("fk_meeting_change_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["round", "unit"],
            ["assessment.round", "assessment.unit"],
            name=op.f("fk_meeting_change_round"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_change")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_meeting_change_meeting", "meeting_change", ["meeting"], unique=False)
    op.create_table(
        "objection",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=True),
        sa.Column("raised", sa.Text(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("decided", sa.Text(), nullable=True),
        sa.Column("before", sa.Integer(), nullable=True),
        sa.Column("after", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["round", "unit"],
            ["assessment.round", "assessment.unit"],
            name=op.f("fk_objection_round"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_objection_assessment", "objection", ["round", "unit"], unique=False)
    op.create_table(
        "rectification",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("lost", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("repaired", sa.Text(), nullable=True),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("checked", sa.Text(), nullable=True),
        sa.Column("checker", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round", "unit"],
            ["assessment.round", "assessment.unit"],
            name=op.f("fk_rectification_round"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rectification")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_rectification_assessment", "rectification", ["round", "unit"], unique=False)
    op.create_table(
        "handover",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("units", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("back", sa.Text(), nullable=True),
        sa.Column("own", sa.Integer(), nullable=True),
        sa.Column("sheets", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name=op.f("fk_handover_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_handover_round", "handover", ["round"], unique=False)
    op.create_table(
        "foreign_event",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("parents", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=True),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("command", sa.Text(), nullable=True),
        sa.Column("round", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("reverts", sa.Text(), nullable=True),
        sa.Column("grounds", sa.Text(), nullable=True),
        sa.Column("changes", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_foreign_event")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_foreign_event_assessment", "foreign_event", ["round", "unit"], unique=False)
    for statement in _ADDED:
        op.execute(statement)
    op.create_index("ix_evidence_link_objection", "evidence_link", ["objection"], unique=False)
    op.create_index(
        "ix_evidence_link_rectification", "evidence_link", ["rectification"], unique=False
    )
