"""The commands that need no screen, and never reach Qt."""
