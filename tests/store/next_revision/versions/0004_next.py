"""A revision that no program has: a new table, a column with a default, rows written anew."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "remark",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.add_column("unit", sa.Column("note", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE ledger_row SET ledger = 'monthly-' || ledger")
