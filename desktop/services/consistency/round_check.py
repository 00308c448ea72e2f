"""Round check: every look at one round, their remarks together."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.domain.records import (
    EvidenceLink,
    ItemRecord,
    Person,
    ProposalAnswer,
    WaiverRecord,
)
from desktop.domain.scheme import Scheme
from desktop.services.consistency.alike_faults import alike_faults
from desktop.services.consistency.apart import (
    moved_comparisons,
    moved_in,
    not_applicable_apart,
    shared_events,
)
from desktop.services.consistency.evaluators import evaluators_apart
from desktop.services.consistency.judgements import judgements
from desktop.services.consistency.proofs import unproved_exemptions, unproved_full_marks
from desktop.services.consistency.remarks import Beside, Looked, Matter, Remark
from desktop.services.round_sights import SheetSight, UnreadSheet
from desktop.store.workspace import Workspace


def read_beside(workspace: Workspace, scheme: Scheme, round_id: str) -> Beside:
    """What the looks need beside the sheets."""
    with workspace.reading() as view:
        return Beside(
            links=view.all(EvidenceLink, round=round_id),
            waivers=view.all(WaiverRecord, round=round_id),
            items=view.all(ItemRecord, round=round_id),
            answers=view.all(ProposalAnswer, round=round_id),
            people={one.id: one.name for one in view.all(Person)},
            moved=moved_in(view, scheme, round_id),
        )


def check_round(
    scheme: Scheme, sheets: Iterable[SheetSight | UnreadSheet], beside: Beside
) -> tuple[Remark, ...]:
    """All that is worth a look, kind by kind, what weighs most first. Who takes no part is not compared."""
    read = [one for one in sheets if isinstance(one, SheetSight) and not one.assessment.absent]
    of = Looked(scheme, read, beside)
    found = [
        *alike_faults(of),
        *evaluators_apart(of),
        *unproved_exemptions(of),
        *judgements(of),
        *not_applicable_apart(of),
        *shared_events(of),
        *moved_comparisons(of),
        *unproved_full_marks(of),
    ]
    order = [*Matter]
    return tuple(sorted(found, key=lambda one: (order.index(one.matter), -one.weight)))
