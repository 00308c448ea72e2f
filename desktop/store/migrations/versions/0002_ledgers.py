"""What the ledgers propose and the evaluator answers; the office's own reports and days."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "office_day",
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("working", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_office_day")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "office_report",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("months", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("covers", sa.Text(), nullable=False),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=True),
        sa.Column("until", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_report")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "proposal_answer",
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round", "unit"],
            ["assessment.round", "assessment.unit"],
            name=op.f("fk_proposal_answer_round"),
        ),
        sa.PrimaryKeyConstraint("round", "unit", "criterion", name=op.f("pk_proposal_answer")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
