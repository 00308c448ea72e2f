"""诊断: how the program and its workspace stand, what to do about it, and a report of it without personal data."""
