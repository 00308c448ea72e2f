"""The revisions; Alembic reads them in their order."""
