"""Kaoping (考评台): offices score other offices by official documents."""

__version__ = "0.1.0"
