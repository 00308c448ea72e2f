"""The workspace on disk: database, evidence files, backups."""
