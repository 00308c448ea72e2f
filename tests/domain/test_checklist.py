"""The checklist: what evidence is asked for, what is there, what is waived, what is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.checklist import ChecklistRow, PieceLink, Waiver, checklist_of
from desktop.domain.findings import Findings
from desktop.domain.scheme import Scheme
from desktop.services.schemes import list_schemes
from tests.domain.building import findings_of, scheme_of

SCHEMES = {scheme.id: scheme for scheme in list_schemes()}
SHUOZHOU = SCHEMES["shuozhou-2022-cities"]
CITY = {"plan-item": 55, "penalty": 2, "plan-item:counties": 20, "penalty:counties": 1}

HEAD = """
[[indicators]]
id = "a"
not_applicable = "full"
criteria = [
  { id = "late", shape = "each", deduct = 1, not_applicable = "full" },
  { id = "graded", shape = "graded", deduct = 1, classes = { x = { name = "甲" } } },
  { id = "never", shape = "flag", deduct = 1, not_applicable = "full" },
]

[[indicators]]
id = "b"
criteria = [{ id = "other", shape = "flag", deduct = 1, not_applicable = "full" }]

[bonus]
criteria = [{ id = "praise", shape = "award", points = 2, not_applicable = "full" }]

[evidence.suppliers]
office = "办公室"
leads = "牵头部门"
"""
Row = tuple[str, int | None, int, int]


def asking(*requirements: str, evidence: str = "") -> Scheme:
    """A scheme whose requirements 1, 2, … these are, of indicator `a` and from the office."""
    text = HEAD + evidence
    for no, requirement in enumerate(requirements, 1):
        owner = "" if "indicator" in requirement else 'indicator = "a"\n'
        who = "" if "who" in requirement else 'who = ["office"]\n'
        text += f'[[requirements]]\nno = {no}\nname = "要求{no}"\n{owner}{who}{requirement}\n'
    return scheme_of(text)


def rows_of(
    scheme: Scheme,
    links: Iterable[PieceLink] = (),
    waivers: Iterable[Waiver] = (),
    counts: Mapping[str, int] | None = None,
    **recorded: Any,  # noqa: ANN401  # plain data
) -> tuple[ChecklistRow, ...]:
    return checklist_of(findings_of(scheme, **recorded), links, waivers, counts or {}).rows


def required(rows: Iterable[ChecklistRow]) -> list[Row]:
    return [(r.piece, r.plan_item, r.wanted, r.present) for r in rows if r.required]


def optional(rows: Iterable[ChecklistRow]) -> list[Row]:
    return [(r.piece, r.plan_item, r.wanted, r.present) for r in rows if not r.required]


def missing(rows: Iterable[ChecklistRow]) -> list[tuple[str, int | None]]:
    return [(row.piece, row.plan_item) for row in rows if row.missing]


# ---- The installed schemes


@pytest.mark.parametrize("name", sorted(SCHEMES.keys() - {SHUOZHOU.id}))
def test_schemes_without_requirements_ask_nothing(name: str) -> None:
    checklist = checklist_of(Findings(SCHEMES[name]), [PieceLink(1)], [], {"plan-item": 3})
    assert (checklist.rows, checklist.missing) == ((), ())


def test_the_document_asks_for_these_pieces() -> None:
    rows = checklist_of(Findings(SHUOZHOU), [], [], CITY).rows
    asked: dict[int, list[int]] = {}
    for row in rows:
        kind = asked.setdefault(row.requirement, [0, 0])
        kind[0 if row.required else 1] += row.wanted
    assert {no: tuple(wanted) for no, wanted in asked.items()} == {
        1: (1, 0),
        2: (10, 0),  # two meetings
        3: (1, 0),
        4: (10, 0),
        5: (4, 0),
        6: (4, 0),
        7: (2, 1),
        8: (3, 0),
        9: (3, 0),
        10: (1, 0),
        11: (4, 0),
        12: (11, 0),  # as 8 to 11 together
        13: (56, 0),  # the plan, and a scheme for each of its items
        14: (55, 0),
        15: (110, 0),
        16: (110, 0),
        17: (0, 2),
        18: (55, 0),
        19: (2, 0),  # someone was penalised, so there were problems
        20: (6, 0),  # three pieces for each of two
        21: (3, 0),
        22: (1, 0),
        23: (2, 0),
        24: (2, 0),
        25: (2, 0),
        26: (5, 0),
        27: (4, 0),
        28: (22, 1),
        29: (20, 0),
        30: (40, 0),
        31: (0, 2),
        32: (20, 0),
        33: (3, 0),
        34: (22, 0),  # twenty items, two pieces for one penalty
        35: (0, 4),
        36: (0, 1),
    }


def test_a_plan_of_a_supplier_s_own_is_counted_by_the_scheme() -> None:
    assert SHUOZHOU.evidence is not None
    plans = replace(SHUOZHOU.evidence, plan_items={"city": 55, "counties": 20})
    findings = Findings(replace(SHUOZHOU, evidence=plans))
    rows = checklist_of(findings, [], [], {}).rows
    assert {row.plan_item for row in rows if row.requirement == 14} == {*range(1, 56)}
    assert {row.plan_item for row in rows if row.requirement == 29} == {*range(1, 21)}
    of_a_county = checklist_of(findings, [], [], {"plan-item": 23}).rows
    assert len([row for row in of_a_county if row.requirement == 14]) == 23


def test_a_row_says_who_owes_what() -> None:
    rows = checklist_of(Findings(SHUOZHOU), [], [], CITY).rows
    row = next(row for row in rows if row.requirement == 17)
    assert row.name == "未运用风险分类结果的客观原因"
    assert row.who == ("牵头部门",)
    assert row.easily_lost
    assert row.condition == "非市场主体、个体户、2022-08-03前使用自有风险分类"
    assert row.note == "8月3日起必须使用平台风险分类选项"
    assert [one.piece for one in rows if one.requirement == 12][6] == "执法人员分类标注截图"


# ---- Pieces, sets and items


def test_a_requirement_without_pieces_is_one_thing() -> None:
    scheme = asking("", "at_least = 4")
    rows = rows_of(scheme, [PieceLink(1), *[PieceLink(2)] * 3])
    assert required(rows) == [("", None, 1, 1), ("", None, 4, 3)]
    assert missing(rows) == [("", None)]


def test_at_least_counts_sets() -> None:
    links = [PieceLink(1, "通知"), PieceLink(1, "通知"), PieceLink(1, "签到表")]
    rows = rows_of(asking('at_least = 2\npieces = ["通知", "签到表"]'), links)
    assert required(rows) == [("通知", None, 2, 2), ("签到表", None, 2, 1)]
    assert missing(rows) == [("签到表", None)]


def test_a_set_for_each_plan_item_and_some_pieces_once() -> None:
    scheme = asking('per = "plan-item"\npieces = ["方案", "截图"]\nonce = ["计划"]')
    links = [PieceLink(1, "计划"), PieceLink(1, "方案", 1), PieceLink(1, "截图", 2)]
    rows = rows_of(scheme, links, counts={"plan-item": 2})
    assert [(row.piece, row.per, row.plan_item, row.present) for row in rows] == [
        ("计划", None, None, 1),
        ("方案", "plan-item", 1, 1),
        ("截图", "plan-item", 1, 0),
        ("方案", "plan-item", 2, 0),
        ("截图", "plan-item", 2, 1),
    ]


@pytest.mark.parametrize(("counted", "items"), [(0, 3), (2, 3), (3, 3), (5, 5)])
def test_at_least_so_many_items(counted: int, items: int) -> None:
    rows = rows_of(asking('per = "plan-item"\nat_least = 3'), counts={"plan-item": counted})
    assert required(rows) == [("", item, 1, 0) for item in range(1, items + 1)]


def test_pieces_for_each_penalty() -> None:
    scheme = asking(
        'per = "penalty"', 'per_penalty = ["决定书"]', 'pieces=["x"]\nper_penalty=["y"]'
    )
    assert required(rows_of(scheme)) == [("x", None, 1, 0)]
    rows = rows_of(scheme, [PieceLink(2, "决定书", 2)], counts={"penalty": 2})
    assert required(rows) == [
        ("", 1, 1, 0),
        ("", 2, 1, 0),
        ("决定书", 1, 1, 0),
        ("决定书", 2, 1, 1),
        ("x", None, 1, 0),
        ("y", 1, 1, 0),
        ("y", 2, 1, 0),
    ]
    assert {row.per for row in rows if row.plan_item} == {"penalty"}


@pytest.mark.parametrize(
    ("plan_items", "counts", "items"),
    [
        ("", {}, 1),  # nobody knows
        ("", {"plan-item": 0}, 0),
        ("", {"plan-item": 4}, 4),
        ("city = 3", {}, 3),
        ("city = 3", {"plan-item": 4}, 4),
        ("city = 3\ntown = 2", {}, 1),  # which is it?
        ("city = 3\nleads = 2", {}, 2),
        ("city = 3\nleads = 2", {"plan-item": 4}, 2),
        ("city = 3\nleads = 2", {"plan-item": 4, "plan-item:leads": 5}, 5),
        ("city = 3\noffice = 6\nleads = 2", {}, 6),
        ("city = 3\nother = 2", {"plan-item:other": 4}, 1),
    ],
)
def test_how_many_plan_items(plan_items: str, counts: dict[str, int], items: int) -> None:
    known = f"[evidence.plan_items]\n{plan_items}\n" if plan_items else ""
    scheme = asking('per = "plan-item"\nwho = ["office", "leads"]', evidence=known)
    assert len(rows_of(scheme, counts=counts)) == items


def test_penalties_of_a_supplier_s_own() -> None:
    scheme = asking('per = "penalty"', 'per = "penalty"\nwho = ["leads"]')
    rows = rows_of(scheme, counts={"penalty": 1, "penalty:leads": 2, "plan-item": 9})
    assert [row.requirement for row in rows] == [1, 2, 2]


def test_without_rules_a_supplier_goes_by_its_id() -> None:
    scheme = replace(asking('per = "plan-item"'), evidence=None)
    assert [row.who for row in rows_of(scheme)] == [("office",)]


def test_what_is_asked_under_a_condition_is_optional() -> None:
    rows = rows_of(asking('pieces = ["清单"]\nalso = { "说明" = "仅无监管对象时" }'))
    assert (required(rows), optional(rows)) == ([("清单", None, 1, 0)], [("说明", None, 1, 0)])
    assert [row.condition for row in rows] == ["", "仅无监管对象时"]


# ---- Cases and models


CASES = """
cases."非市场主体" = ["方案"]
cases."自有分类" = ["方案", "办法"]
cases."停机" = ["故障截图", "情况说明"]
cases."其他" = []
"""


@pytest.mark.parametrize(
    ("there", "lacking"),
    [
        ([], ["方案"]),
        (["方案"], []),
        (["办法"], ["方案"]),
        (["故障截图"], ["方案"]),  # one each; the first case stands
        (["故障截图", "情况说明"], []),
        ([""], []),  # a case that names no pieces asks for the requirement as a whole
    ],
)
def test_any_one_case_suffices(there: list[str], lacking: list[str]) -> None:
    rows = rows_of(asking(CASES), [PieceLink(1, piece) for piece in there])
    assert [row.piece for row in rows if row.missing] == lacking
    assert sorted(row.piece for row in rows) == ["", "办法", "情况说明", "故障截图", "方案"]


def test_the_case_that_lacks_least_is_asked_for() -> None:
    scheme = asking('cases."甲" = ["a", "b", "c"]\ncases."乙" = ["b", "d", "e"]')
    rows = rows_of(scheme, [PieceLink(1, "d"), PieceLink(1, "e")])
    assert missing(rows) == [("b", None)]
    assert {row.piece: row.condition for row in rows if row.required} == {
        "b": "乙、甲",
        "d": "乙",
        "e": "乙",
    }
    waived = rows_of(scheme, waivers=[Waiver(1, "a", None, "停机"), Waiver(1, "c", None, "停机")])
    assert missing(waived) == [("b", None)]


def test_each_item_may_be_another_case() -> None:
    scheme = asking('per = "plan-item"\npieces = ["方案"]\ncases."甲" = ["a"]\ncases."乙" = ["b"]')
    links = [PieceLink(1, piece, item) for item, piece in ((1, "a"), (2, "b"))]
    rows = rows_of(scheme, links, counts={"plan-item": 3})
    assert missing(rows) == [("方案", 1), ("方案", 2), ("方案", 3), ("a", 3)]


def test_what_is_asked_anyway_makes_no_case_farther() -> None:
    scheme = asking('pieces = ["x", "y"]\ncases."甲" = ["x", "y"]\ncases."乙" = ["z"]')
    assert missing(rows_of(scheme)) == [("x", None), ("y", None)]


def test_the_same_again_is_owed_under_its_own_number() -> None:
    scheme = asking(
        'pieces = ["文件", "截图"]',
        'per = "plan-item"',
        'same_as = [1, 2]\nwho = ["leads"]',
        'same_as = [3, 5]\npieces = ["另附"]',
        "same_as = [4]",
    )
    links = [PieceLink(1, "文件"), PieceLink(3, "截图"), PieceLink(3, "要求2", 2)]
    rows = rows_of(scheme, links, counts={"plan-item": 2})
    assert required(row for row in rows if row.requirement == 3) == [
        ("文件", None, 1, 0),
        ("截图", None, 1, 1),
        ("要求2", 1, 1, 0),
        ("要求2", 2, 1, 1),
    ]
    assert {row.who for row in rows if row.requirement == 3} == {("牵头部门",)}
    pieces = [[row.piece for row in rows if row.requirement == no] for no in (4, 5)]
    assert pieces == [
        ["另附", "文件", "截图", "要求2", "要求2"],
        ["另附", "文件", "截图", "要求2", "要求2"],
    ]


def test_what_two_models_name_alike_is_one_piece() -> None:
    scheme = asking(
        'pieces = ["计划"]',
        'at_least = 2\npieces = ["计划"]',
        'when = "poor-conduct"\nat_least = 3\npieces = ["计划"]',
        "same_as = [3, 2, 1, 9]",
    )
    assert required(row for row in rows_of(scheme) if row.requirement == 4) == [
        ("计划", None, 2, 0)
    ]


# ---- Conditions


EXEMPT_ITEM = {"exempt": True, "reason": "停机"}


@pytest.mark.parametrize(
    ("facts", "owed"),
    [
        ({}, False),
        ({"late": {"count": 2}}, False),
        ({"late": {"items": [{"note": "一次"}]}}, False),
        ({"late": {"items": [{}, EXEMPT_ITEM]}}, True),
        ({"late": EXEMPT_ITEM}, True),
        ({"never": {"found": True} | EXEMPT_ITEM}, True),
        ({"graded": {"items": [{"class": "x"}]}}, False),
        ({"graded": {"items": [{"class": "x"} | EXEMPT_ITEM]}}, True),
        ({"other": EXEMPT_ITEM}, False),  # of another indicator
    ],
    ids=repr,
)
def test_an_exemption_is_proved_where_one_is_recorded(facts: dict[str, object], owed: bool) -> None:  # noqa: FBT001  # expected
    rows = rows_of(asking('when = "exempt"\npieces = ["说明"]'), facts=facts)
    assert [(row.piece, row.required) for row in rows] == [("说明", owed)]


@pytest.mark.parametrize("penalties", [0, 1])
def test_who_was_penalised_had_a_problem(penalties: int) -> None:
    scheme = asking('when = "problem-found"', 'when = "poor-conduct"')
    facts = {"late": {"count": 2}, "never": {"found": True}}
    rows = rows_of(scheme, counts={"penalty": penalties}, facts=facts)
    assert [row.required for row in rows] == [bool(penalties), False]


@pytest.mark.parametrize(
    ("facts", "owed"),
    [
        ({}, False),
        ({"praise": {"met": False}}, False),
        ({"praise": {"met": True}}, True),
        ({"praise": {"points": 1, "reason": "一半"}}, True),
        ({"late": {"count": 1}}, False),
    ],
    ids=repr,
)
def test_a_bonus_is_proved_where_it_is_given(facts: dict[str, object], owed: bool) -> None:  # noqa: FBT001  # expected
    rows = rows_of(asking('indicator = "bonus"'), facts=facts)
    assert [row.required for row in rows] == [owed]
    conditional = rows_of(asking('indicator = "bonus"\nwhen = "exempt"'), facts=facts)
    assert not conditional[0].required


OUT = {"applies": False, "reason": "没有此项职能"}


def test_what_does_not_apply_asks_nothing() -> None:
    scheme = asking("", 'indicator = "b"', 'indicator = "bonus"')
    assert len(rows_of(scheme)) == 3
    assert [row.requirement for row in rows_of(scheme, facts={"late": OUT, "never": OUT})] == [
        1,
        2,
        3,
    ]
    assert [row.requirement for row in rows_of(scheme, facts={"other": OUT})] == [1, 3]
    assert [row.requirement for row in rows_of(scheme, facts={"praise": OUT})] == [1, 2]
    aside = {"a": {"reason": "没有此项职能"}}
    rows = rows_of(scheme, [PieceLink(1)], not_applicable=aside)
    assert [row.requirement for row in rows] == [2, 3]


def test_what_this_unit_s_reading_does_not_have_asks_nothing() -> None:
    scheme = replace(asking("", 'indicator = "bonus"'), indicators=(), bonus=None)
    assert rows_of(scheme) == ()


# ---- Waivers and strays

GRID = """
per = "plan-item"
pieces = ["方案", "截图"]
once = ["计划"]
per_penalty = ["决定书"]
"""


@pytest.mark.parametrize(
    ("piece", "item", "waived"),
    [
        ("", None, {"计划", "方案1", "截图1", "方案2", "截图2", "决定书1", "决定书2"}),
        ("", 2, {"方案2", "截图2"}),  # not the second penalty
        ("方案", None, {"方案1", "方案2"}),
        ("方案", 2, {"方案2"}),
        ("决定书", 2, {"决定书2"}),
        ("计划", None, {"计划"}),
        ("别的", None, set()),
    ],
)
def test_how_far_a_waiver_reaches(piece: str, item: int | None, waived: set[str]) -> None:
    counts = {"plan-item": 2, "penalty": 2}
    scheme = asking(GRID, "")
    rows = rows_of(scheme, waivers=[Waiver(1, piece, item, "原件遗失")], counts=counts)
    assert {f"{row.piece}{row.plan_item or ''}" for row in rows if row.waived} == waived
    assert {row.waived for row in rows} <= {"", "原件遗失"}
    assert [row.missing for row in rows] == [not row.waived for row in rows]


def test_a_whole_penalty_may_be_waived() -> None:
    scheme = asking('per = "penalty"\npieces = ["x", "y"]\nper_penalty = ["z"]')
    rows = rows_of(scheme, waivers=[Waiver(1, "", 2, "撤销")], counts={"penalty": 2})
    assert missing(rows) == [("x", 1), ("y", 1), ("z", 1)]


def test_the_narrowest_grounds_are_named() -> None:
    waivers = [
        Waiver(1, "方案", 1, "一"),
        Waiver(1, "方案", None, "二"),
        Waiver(1, "", 1, "三"),
        Waiver(1, "", 2, "三"),
        Waiver(1, "", None, "四"),
    ]
    rows = rows_of(asking('per = "plan-item"\npieces = ["方案", "截图"]'), waivers=waivers)
    assert [row.waived for row in rows] == ["一", "三"]
    rows = rows_of(asking(GRID), waivers=waivers, counts={"plan-item": 3})
    assert [row.waived for row in rows] == ["四", "一", "三", "二", "三", "二", "四"]


@pytest.mark.parametrize("grounds", ["", " ", "\u3000\n"])
def test_a_waiver_without_grounds_is_none(grounds: str) -> None:
    assert missing(rows_of(asking(""), waivers=[Waiver(1, "", None, grounds)])) == [("", None)]


def test_what_is_waived_may_be_there_too() -> None:
    row = rows_of(asking(""), [PieceLink(1)], [Waiver(1, "", None, "见上年")])[0]
    assert (row.present, row.waived, row.covered) == (1, "见上年", True)


def test_what_is_linked_unasked_stays_in_sight() -> None:
    links = [PieceLink(1, "旧名"), PieceLink(1, "", 3), PieceLink(1, "", 3), PieceLink(1)]
    rows = rows_of(asking('per = "plan-item"', ""), [*links, PieceLink(9)])
    assert [(row.piece, row.per, row.plan_item, row.wanted, row.present) for row in rows] == [
        ("", "plan-item", 1, 1, 0),
        ("", None, None, 0, 1),
        ("", "plan-item", 3, 0, 2),
        ("旧名", None, None, 0, 1),
        ("", None, None, 1, 0),
    ]
    strays = [row for row in rows if not row.wanted]
    assert {(row.note, row.required, row.covered) for row in strays} == {
        ("不对应任何应交材料", False, True)
    }


# ---- Always true


class Filed(NamedTuple):
    """A scheme, and all that is filed for one unit."""

    scheme: Scheme
    links: list[PieceLink]
    waivers: list[Waiver]
    counts: dict[str, int]

    def rows(self, *more: PieceLink) -> tuple[ChecklistRow, ...]:
        findings = Findings(self.scheme)
        return checklist_of(findings, [*self.links, *more], self.waivers, self.counts).rows


BARE = {number: asking(*[""] * number) for number in (1, 2, 3)}
NAMES = st.sampled_from(["甲", "乙", "丙", "丁"])
PIECES = st.lists(NAMES, min_size=1, max_size=3, unique=True)
NUMBERS = st.integers(1, 4)
ITEMS = st.one_of(st.none(), NUMBERS)
KEYS: dict[str, st.SearchStrategy[object]] = {
    "pieces": PIECES,
    "once": PIECES,
    "per_penalty": PIECES,
    "at_least": NUMBERS,
    "per": st.sampled_from(["plan-item", "penalty"]),
    "when": st.sampled_from(["exempt", "problem-found"]),
    "cases": st.dictionaries(st.sampled_from(["一", "二", "三"]), PIECES, min_size=1),
    "also": st.dictionaries(NAMES, st.just("必要时"), max_size=2),
}


@st.composite
def requirements(draw: st.DrawFn) -> dict[str, object]:
    """A few keys together, whatever they are."""
    chosen = draw(st.sets(st.sampled_from(sorted(KEYS)), max_size=4))
    return {name: draw(KEYS[name]) for name in sorted(chosen)}


@st.composite
def filed(draw: st.DrawFn, *, again: bool = True) -> Filed:
    """Requirements of any kind, with links and waivers that may meet them."""
    asked = draw(st.lists(requirements(), min_size=1, max_size=3))
    scheme = BARE[len(asked)]
    made = tuple(
        replace(one, **_frozen(keys)) for one, keys in zip(scheme.requirements, asked, strict=True)
    )
    if again and draw(st.booleans()):
        same_as = draw(st.lists(st.integers(1, 4), max_size=3, unique=True))
        made = (replace(made[0], same_as=tuple(same_as)), *made[1:])
    numbers, names = st.integers(1, len(asked)), st.one_of(st.just(""), NAMES)
    links = st.builds(PieceLink, numbers, names, ITEMS)
    waivers = st.builds(Waiver, numbers, names, ITEMS, st.sampled_from(["", "遗失"]))
    return Filed(
        replace(scheme, requirements=made),
        draw(st.lists(links, max_size=12)),
        draw(st.lists(waivers, max_size=3)),
        draw(st.fixed_dictionaries({"plan-item": st.integers(0, 3), "penalty": st.integers(0, 3)})),
    )


def _frozen(keys: Mapping[str, object]) -> dict[str, Any]:
    return {name: tuple(v) if isinstance(v, list) else v for name, v in keys.items()}


def lacking(rows: Iterable[ChecklistRow]) -> int:
    return len([row for row in rows if row.missing])


@given(filed(), st.data())
def test_a_further_link_never_makes_more_missing(one: Filed, data: st.DataObject) -> None:
    before = one.rows()
    numbers = st.integers(1, len(one.scheme.requirements))
    asked = [PieceLink(row.requirement, row.piece, row.plan_item) for row in before]
    link = st.builds(PieceLink, numbers, NAMES, ITEMS)
    more = data.draw(st.one_of(st.sampled_from(asked), link) if asked else link)
    after = one.rows(more)
    assert lacking(after) <= lacking(before)
    assert sum(row.present for row in after) > sum(row.present for row in before)


@given(filed())
def test_waiving_everything_leaves_nothing_missing(one: Filed) -> None:
    everything = [Waiver(no.no, "", None, "遗失") for no in one.scheme.requirements]
    assert lacking(one._replace(waivers=everything).rows()) == 0
    singly = [Waiver(r.requirement, r.piece, r.plan_item, "遗失") for r in one.rows() if r.missing]
    assert lacking(one._replace(waivers=[*one.waivers, *singly]).rows()) == 0


@given(filed())
def test_handing_in_what_is_missing_leaves_nothing_missing(one: Filed) -> None:
    owed = [
        PieceLink(row.requirement, row.piece, row.plan_item)
        for row in one.rows()
        if row.missing
        for _ in range(row.wanted - row.present)
    ]
    assert lacking(one.rows(*owed)) == 0


@given(filed())
def test_missing_is_what_is_required_and_not_covered(one: Filed) -> None:
    checklist = checklist_of(Findings(one.scheme), one.links, one.waivers, one.counts)
    uncovered = [
        row
        for row in checklist.rows
        if row.required and row.present < row.wanted and not row.waived
    ]
    assert list(checklist.missing) == uncovered


@given(filed())
def test_every_row_is_told_apart_and_shows_every_link(one: Filed) -> None:
    rows = one.rows()
    assert len({(row.requirement, row.key) for row in rows}) == len(rows)
    shown = {(row.requirement, row.piece, row.plan_item) for row in rows}
    assert {(link.requirement, link.piece, link.plan_item) for link in one.links} <= shown
    assert one._replace(links=one.links[::-1]).rows() == rows
