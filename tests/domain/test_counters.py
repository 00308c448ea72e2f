"""The numbers of plan items and penalties that a checklist goes by, each with the requirements that go by it."""

from desktop.domain.counters import Counter, counters_of
from desktop.domain.findings import Findings
from desktop.domain.scheme import Scheme
from tests.domain.building import findings_of, scheme_of

CRITERIA = '[{ id = "late", shape = "each", deduct = 1 }]'
HEAD = f"""
[[indicators]]
id = "a"
criteria = {CRITERIA}

[evidence.suppliers]
office = "办公室"
leads = "牵头部门"
counties = "各县"
"""


def asking(*requirements: str, plan: str = "") -> Scheme:
    text = f"{HEAD}{plan}"
    for no, one in enumerate(requirements, 1):
        text += f'[[requirements]]\nno = {no}\nname = "要求{no}"\nindicator = "a"\n{one}\n'
    return scheme_of(text)


def names(scheme: Scheme, **counts: int) -> list[tuple[str, int, tuple[int, ...]]]:
    kept = {name.replace("_", "-", 1).replace("__", ":"): one for name, one in counts.items()}
    found = counters_of(findings_of(scheme), kept)
    return [(one.name, one.number, one.requirements) for one in found]


def test_without_counted_requirements_there_is_no_counter() -> None:
    assert counters_of(Findings(asking('who = ["office"]')), {"penalty": 2}) == ()


def test_a_supplier_with_a_plan_of_its_own_has_a_counter_of_its_own() -> None:
    scheme = asking(
        'who = ["office"]\nper = "plan-item"',
        'who = ["leads", "office"]\nper = "plan-item"',
        'who = ["counties"]\nper = "plan-item"',
        plan="[evidence.plan_items]\ncity = 5\ncounties = 2\n",
    )
    assert counters_of(findings_of(scheme), {}) == (
        Counter("plan-item", "plan-item", "", 5, (1, 2)),
        Counter("plan-item:counties", "plan-item", "各县", 2, (3,)),
    )


def test_what_is_counted_apart_already_stays_apart() -> None:
    scheme = asking('who = ["leads"]\nper = "plan-item"', 'who = ["office"]\nper = "plan-item"')
    assert names(scheme) == [("plan-item", 1, (1, 2))]
    assert names(scheme, plan_item__leads=7) == [
        ("plan-item:leads", 7, (1,)),
        ("plan-item", 1, (2,)),
    ]


def test_penalties_are_those_of_who_owes_their_evidence() -> None:
    scheme = asking(
        'who = ["leads"]\nwhen = "problem-found"',
        'who = ["leads"]\nper = "penalty"',
        'who = ["counties"]\nper = "plan-item"\nper_penalty = ["处罚截图"]',
        'who = ["leads", "counties"]\nper = "penalty"\nwhen = "problem-found"',
    )
    assert names(scheme) == [
        ("penalty:leads", 0, (1, 2)),
        ("plan-item", 1, (3,)),
        ("penalty:counties", 0, (3,)),
        ("penalty", 0, (4,)),
    ]
    assert names(scheme, penalty=4)[0] == ("penalty:leads", 4, (1, 2))
