"""Recording one line of plain data: the form in which other programs record, and are told that it is durable."""

from __future__ import annotations

from typing import Any, Final

from desktop.domain.amounts import show
from desktop.domain.commands import Author
from desktop.domain.records import AssessmentKey
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.domain.values import read_mapping, read_text, take
from desktop.services.recording import record_finding
from desktop.services.strict_json import read_object
from desktop.store.workspace import Workspace

_KEYS: Final = frozenset({"criterion", "fact"})


def record_line(
    workspace: Workspace, author: Author, key: AssessmentKey, line: bytes
) -> dict[str, Any]:
    """Record one line; the answer comes when it is durable, or says what is wrong with it and where."""
    try:
        plain = read_mapping(read_object(line), _KEYS)
        criterion = take(plain, "criterion", read_text)
        fact = take(plain, "fact", _read_fact)
        recorded = record_finding(workspace, author, key, criterion, fact)
    except Refused as refused:
        return {"error": refused.message, "at": refused.at}
    except Trouble as trouble:
        return {"error": trouble.message, "at": ""}
    total = show(recorded.sheet.total)
    return {"criterion": criterion, "event": recorded.outcome.event, "total": total}


def _read_fact(value: object) -> dict[str, object]:
    if isinstance(value, dict):
        return value
    raise Refused('这里要写成花括号里的认定，例如 {"count": 1}')
