"""Places: the way through a parsed file to the table or value that a slip is about."""

from __future__ import annotations

from desktop.domain.slips import Place


def resolve(place: Place, raw: object) -> Place:
    """Turn ids in a place into positions in the file's lists; of two with one id, the later."""
    resolved: list[str | int] = []
    for step in place:
        position: str | int = step
        if isinstance(raw, list) and isinstance(step, str):
            ids = [entry.get("id") if isinstance(entry, dict) else None for entry in raw]
            position = max((i for i, name in enumerate(ids) if name == step), default=step)
        resolved.append(position)
        raw = inside(raw, position)
    return tuple(resolved)


def inside(raw: object, step: str | int) -> object:
    """One step further in; None where there is nothing."""
    if isinstance(raw, dict):
        return raw.get(step)
    if isinstance(raw, list) and isinstance(step, int) and step < len(raw):
        return raw[step]
    return None
