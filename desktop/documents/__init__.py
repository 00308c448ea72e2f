"""Frozen data to PDF, Word and Excel."""
