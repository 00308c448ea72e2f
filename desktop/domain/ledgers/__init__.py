"""Ledgers: what a unit did over the year, row by row, and what can be counted in it."""
