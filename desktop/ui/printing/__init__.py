"""Paper: the screen of what can be printed, the printer, and what a code says."""
