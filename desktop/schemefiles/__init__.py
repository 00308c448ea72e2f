"""Scheme files: from schemes/<id>/scheme.toml to a domain.Scheme, every fault with its file and line."""
