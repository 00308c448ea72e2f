"""Sheet figures: a grade of which there are only so many is no promise."""

import pytest

from desktop.domain.findings import read_findings
from desktop.domain.scoring import score
from desktop.domain.sheet_figures import grade_words
from desktop.services.assessments import scheme_in
from tests.services.charting import scheme_text


@pytest.mark.parametrize(
    ("missed", "told"), [(0, "等次 优秀（名额内）"), (4, "等次 良好"), (20, "等次 一般")]
)
def test_a_grade_within_a_quota_says_so(missed: int, told: str) -> None:
    scheme = scheme_in(scheme_text().text.encode(), "办法")
    facts: dict[str, object] = {f"c{n}": {"count": missed if n < 6 else 0} for n in range(10)}
    facts |= {f"d{n}": {"found": False} for n in range(10)}
    assert grade_words(scheme, score(read_findings(scheme, {"facts": facts}))) == told
