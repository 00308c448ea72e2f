"""Migrations: how the tables came to be what they are, one revision a schema change."""

from __future__ import annotations

from pathlib import Path
from typing import Final

# In order. Kept here so that opening needs no Alembic.
REVISIONS: Final = ("0001", "0002", "0003")
CURRENT: Final = REVISIONS[-1]
SCRIPTS: Final = Path(__file__).parent
