"""What the window shows and what it can be asked to do, without widgets."""
