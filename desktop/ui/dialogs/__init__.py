"""Dialogs: what is asked once, apart from the screens."""
