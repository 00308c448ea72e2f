"""Help: the manual's window, its pages as they are shown, and which page F1 opens."""
