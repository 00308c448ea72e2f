"""Record defaults: events leave out what is at its default, so each stands here as it was first written."""

from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Final

import pytest

from desktop.domain import records, result_records

# Whoever changes a line of these rewrites history; a field that is new gets a line and a migration.
NONE: Final = "no default"
KEPT: Final[dict[str, dict[str, object]]] = {
    "Assessment": {
        "round": NONE,
        "unit": NONE,
        "position": NONE,
        "name": NONE,
        "kind": None,
        "size": None,
        "evaluator": None,
        "reviewer": None,
        "state": "open",
        "counts": {},
        "absent": "",
        "stage": "",
    },
    "DiscretionRecord": {
        "round": NONE,
        "unit": NONE,
        "indicator": NONE,
        "score": NONE,
        "grounds": NONE,
    },
    "Evidence": {"sha256": NONE, "name": NONE, "size": NONE, "media_type": ""},
    "EvidenceLink": {
        "id": NONE,
        "evidence": NONE,
        "round": None,
        "unit": None,
        "requirement": None,
        "piece": "",
        "plan_item": None,
        "criterion": None,
        "item": None,
        "ledger_row": None,
        "page": None,
        "region": "",
        "objection": None,
        "rectification": None,
    },
    "FindingRecord": {
        "round": NONE,
        "unit": NONE,
        "criterion": NONE,
        "fact": {},
        "itemised": False,
        "note": "",
        "grounds": "",
        "exempt": False,
        "applies": True,
    },
    "Handover": {
        "id": NONE,
        "round": NONE,
        "units": NONE,
        "workspace": NONE,
        "head": NONE,
        "number": NONE,
        "given": NONE,
        "to": "",
        "back": None,
        "own": None,
        "sheets": {},
    },
    "ItemRecord": {
        "id": NONE,
        "round": NONE,
        "unit": NONE,
        "criterion": NONE,
        "position": NONE,
        "note": "",
        "date": None,
        "exempt": False,
        "grounds": "",
        "figures": {},
        "shared": "",
    },
    "LedgerRow": {"id": NONE, "unit": NONE, "ledger": NONE, "fields": {}},
    "Letter": {
        "id": NONE,
        "round": NONE,
        "kind": NONE,
        "number": NONE,
        "dated": NONE,
        "title": NONE,
        "text": NONE,
        "unit": None,
        "document": None,
    },
    "LetterTemplate": {"kind": NONE, "file": NONE},
    "Meeting": {
        "id": NONE,
        "round": NONE,
        "name": NONE,
        "held": NONE,
        "chair": "",
        "present": "",
        "closed": False,
    },
    "MeetingChange": {
        "id": NONE,
        "meeting": NONE,
        "round": NONE,
        "unit": NONE,
        "position": NONE,
        "part": NONE,
        "what": NONE,
        "grounds": NONE,
        "before": {},
        "after": {},
    },
    "NotApplicableRecord": {
        "round": NONE,
        "unit": NONE,
        "indicator": NONE,
        "grounds": NONE,
        "gives": None,
    },
    "Objection": {
        "id": NONE,
        "round": NONE,
        "unit": NONE,
        "part": NONE,
        "criterion": NONE,
        "raised": NONE,
        "claim": NONE,
        "by": "",
        "state": "open",
        "grounds": "",
        "decided": None,
        "before": None,
        "after": None,
    },
    "Office": {"id": "office", "name": "", "address": "", "contact": "", "phone": ""},
    "OfficeDay": {"day": NONE, "working": NONE, "name": ""},
    "OfficeReport": {
        "id": NONE,
        "name": NONE,
        "months": NONE,
        "day": NONE,
        "covers": NONE,
        "groups": (),
        "since": None,
        "until": None,
    },
    "Person": {"id": NONE, "name": NONE, "evaluates": True, "reviews": False, "active": True},
    "ProposalAnswer": {
        "round": NONE,
        "unit": NONE,
        "criterion": NONE,
        "accepted": NONE,
        "grounds": "",
        "fact": {},
        "rows": (),
    },
    "Rectification": {
        "id": NONE,
        "round": NONE,
        "unit": NONE,
        "part": NONE,
        "criterion": NONE,
        "problem": NONE,
        "lost": NONE,
        "measure": "",
        "owner": "",
        "due": None,
        "state": "open",
        "repaired": None,
        "report": "",
        "checked": None,
        "checker": "",
        "verdict": "",
    },
    "ReviewRemark": {
        "id": NONE,
        "round": NONE,
        "unit": NONE,
        "part": NONE,
        "text": NONE,
        "person": None,
        "answer": "",
        "settled": False,
    },
    "Round": {
        "id": NONE,
        "name": NONE,
        "period": NONE,
        "scheme": NONE,
        "scheme_text": NONE,
        "opened": NONE,
        "archived": False,
        "reviewed": False,
        "beside": None,
    },
    "SchemeText": {"sha256": NONE, "scheme": NONE, "version": NONE, "text": NONE},
    "Setting": {"name": NONE, "value": NONE},
    "TemplateFile": {"sha256": NONE, "name": NONE, "content": NONE},
    "UnitRecord": {
        "id": NONE,
        "name": NONE,
        "kind": None,
        "size": None,
        "groups": (),
        "aliases": (),
        "active": True,
    },
    "WaiverRecord": {
        "round": NONE,
        "unit": NONE,
        "requirement": NONE,
        "piece": NONE,
        "plan_item": NONE,
        "grounds": NONE,
    },
    "WorkspaceRecord": {"id": NONE, "created": NONE},
}
KINDS: Final = {
    name: kind
    for name, kind in (vars(records) | vars(result_records)).items()
    if isinstance(kind, type) and is_dataclass(kind)
}


def default_of(field: Field[object]) -> object:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return NONE if field.default is MISSING else field.default


def test_every_record_is_listed() -> None:
    assert KINDS.keys() == KEPT.keys()


@pytest.mark.parametrize("name", KEPT)
def test_defaults_never_change(name: str) -> None:
    found = {field.name: default_of(field) for field in fields(KINDS[name])}
    assert list(found) == list(KEPT[name])  # records are also written by position
    assert {one: (type(value), value) for one, value in found.items()} == {
        one: (type(value), value) for one, value in KEPT[name].items()
    }
