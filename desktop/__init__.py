"""Kaoping (考评台): offices score other offices by official documents."""
