"""Round tallies: what is summed up for many units is what each unit's own checklist comes to."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.checklist import PieceLink, Waiver, checklist_of
from desktop.domain.checklist_tallies import ChecklistTally, Standing, tally_of
from desktop.domain.circumstances import decisive_criteria
from desktop.domain.findings import Findings
from desktop.domain.round_tallies import RoundTallies
from tests.domain.building import findings_of
from tests.domain.test_checklist import (
    CITY,
    ITEMS,
    NAMES,
    OUT,
    SCHEMES,
    SHUOZHOU,
    Filed,
    asking,
    filed,
)

FACTS: dict[str, list[object]] = {
    "late": [
        {"items": [{"note": "二月"}]},
        {"items": [{"note": "三月", "exempt": True, "reason": "停机"}]},
        OUT,
    ],
    "never": [{"found": False}, OUT],
    "other": [{"found": True}, OUT],
    "praise": [{"met": False}, {"met": True}, OUT],
}
Facts = dict[str, object]


def laid_out(
    findings: Findings,
    links: list[PieceLink],
    waivers: list[Waiver],
    counts: Mapping[str, int],
) -> dict[int, ChecklistTally]:
    rows = checklist_of(findings, links, waivers, counts).rows
    return {
        one.no: tally_of([row for row in rows if row.requirement == one.no])
        for one in findings.scheme.requirements
    }


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    chosen = draw(st.sets(st.sampled_from(sorted(FACTS))))
    return {name: draw(st.sampled_from(FACTS[name])) for name in sorted(chosen)}


@given(filed(), facts(), st.lists(st.builds(PieceLink, st.just(1), NAMES, ITEMS), max_size=4))
def test_every_unit_of_a_round_is_summed_up_as_its_checklist_is(
    one: Filed, recorded: Facts, others: list[PieceLink]
) -> None:
    tallies = RoundTallies()
    units: list[tuple[Findings, list[PieceLink], list[Waiver], Mapping[str, int]]] = [
        (Findings(one.scheme), one.links, one.waivers, one.counts),
        (findings_of(one.scheme, recorded), others, [], one.counts),
        (findings_of(one.scheme, recorded), one.links, [], {}),
        (Findings(one.scheme), [], one.waivers, {}),
    ]
    for unit in units:
        assert tallies.of(*unit) == laid_out(*unit)


@given(facts())
def test_of_findings_only_the_decisive_ones_decide(recorded: Facts) -> None:
    scheme = asking("", 'when = "exempt"\nindicator = "b"', 'indicator = "bonus"', "same_as = [2]")
    decisive = decisive_criteria(scheme)
    kept = {name: fact for name, fact in recorded.items() if name in decisive or fact is OUT}
    links = [PieceLink(2), PieceLink(3)]
    whole, few = (findings_of(scheme, facts) for facts in (recorded, kept))
    assert RoundTallies().of(whole, links, [], {}) == RoundTallies().of(few, links, [], {})
    assert decisive == {"late", "graded", "never", "other", "praise"}
    assert decisive_criteria(asking("", 'indicator = "b"\nwhen = "exempt"')) == {"other"}
    assert decisive_criteria(asking("", 'when = "problem-found"')) == frozenset()


def test_what_bears_on_one_requirement_leaves_the_others_as_they_were() -> None:
    scheme = asking("", 'when = "exempt"\nindicator = "b"', 'indicator = "bonus"')
    tallies = RoundTallies()
    for recorded in ({}, {"late": OUT}, {"praise": {"met": True}}, {"never": {"found": False}}):
        found = findings_of(scheme, recorded)
        assert tallies.of(found, [], [], {}) == laid_out(found, [], [], {})


def test_the_largest_list_is_summed_up_piece_by_piece() -> None:
    links = [
        PieceLink(3),
        PieceLink(2, "议程"),
        PieceLink(13, "抽查方案文件", 4),
        PieceLink(13, "抽查方案文件", 4),
        PieceLink(35, "老名称"),
        PieceLink(36),
    ]
    waivers = [Waiver(5, "", None, "不发通报"), Waiver(14, "", 3, "无监管对象")]
    found = RoundTallies().of(Findings(SHUOZHOU), links, waivers, CITY)
    assert found == laid_out(Findings(SHUOZHOU), links, waivers, CITY)
    assert found[3] == ChecklistTally(Standing.COMPLETE, 1, 1, 0, ())
    assert (found[2].words, found[2].due, found[2].present) == ("缺 9", 10, 1)
    assert (found[13].words, found[13].present) == ("缺 55", 2)
    assert found[5] == ChecklistTally(Standing.WAIVED, 4, 0, 0, ("不发通报",), 4)
    assert (found[5].due, found[14].due, found[14].excused) == (0, 54, 1)
    assert found[36].standing is Standing.COMPLETE
    assert found[35].standing is Standing.UNASKED


@pytest.mark.parametrize("name", sorted(SCHEMES.keys() - {SHUOZHOU.id}))
def test_where_nothing_is_asked_there_is_nothing_to_sum_up(name: str) -> None:
    assert RoundTallies().of(Findings(SCHEMES[name]), [PieceLink(1)], [], {}) == {}
    assert decisive_criteria(SCHEMES[name]) == frozenset()
