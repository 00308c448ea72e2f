"""Widgets: they show what the view-models hold, and hold no truth themselves."""
