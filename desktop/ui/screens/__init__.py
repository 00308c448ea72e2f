"""Screens: what each place of the rail shows."""
