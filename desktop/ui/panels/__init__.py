"""Panels: the panes of a screen."""
