"""Migrations: how the tables came to be what they are, one revision a schema change."""

from __future__ import annotations

from typing import Final

# In order; the last is the schema of this program. Kept here so that opening needs no Alembic.
REVISIONS: Final = ("0001",)
