"""The manual: read from resources/manual, looked through, and made into a printed book."""
