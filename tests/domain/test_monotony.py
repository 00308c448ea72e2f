"""One more fault never raises a score, and one more merit never lowers it."""

from hypothesis import given

from desktop.domain.findings import read_findings
from desktop.domain.score_sheet import ScoreSheet
from desktop.domain.scoring import score
from tests.domain.building import Plain
from tests.domain.schemes import Recorded, all_criteria, recorded
from tests.domain.worsening import worse


def worsened(case: Recorded, criterion: Plain) -> ScoreSheet | None:
    """The sheet with one criterion's fact made worse, if it can be."""
    facts = case.findings["facts"]
    changed = worse(criterion, facts[criterion["id"]])
    if changed is None:
        return None
    findings = case.findings | {"facts": facts | {criterion["id"]: changed}}
    return score(read_findings(case.scheme, findings))


@given(recorded())
def test_a_worse_finding_never_raises_a_score(case: Recorded) -> None:
    before = case.sheet
    for criterion in all_criteria(case.plain):
        if criterion["id"] in case.findings["facts"]:
            after = worsened(case, criterion)
            if after is not None:
                assert after.total <= before.total, criterion["id"]
                assert after.base <= before.base
                pairs = zip(after.indicators, before.indicators, strict=True)
                assert all((one.score or 0) <= (two.score or 0) for one, two in pairs)
