"""Checks of numbers: one mistake in a sound file gives exactly that remark on exactly that line."""

from pathlib import Path

import pytest

from tests.schemefiles.drafts import SOUND, changed, marked, read

Change = tuple[str, str]


def test_a_sound_file_gives_no_remark(tmp_path: Path) -> None:
    file = read(tmp_path, SOUND)
    assert file.scheme is not None
    assert (file.faults, file.doubts, file.excused) == ((), (), ())


FAULTS: dict[str, tuple[str, list[Change]]] = {
    "the sum of all": ("points-sum", [("points = 30", "points = 31 #!")]),
    "the sum of a section": ("points-sum", [("points = 20", "points = 19 #!")]),
    "a weight without points": (
        "points-sum",
        [
            ('id = "delivery"', 'weight = "100%"\nid = "delivery"'),
            ("[[sections]]\nweight", "[[sections]] #!\nweight"),
        ],
    ),
    "an indicator's start": (
        "bounds",
        [('[[indicators]]\nid = "study"', '[[indicators]] #!\nid = "study"\nstart = 11')],
    ),
    "an indicator's floor": (
        "bounds",
        [('[[indicators]]\nid = "plan"', '[[indicators]] #!\nid = "plan"\nfloor = 1')],
    ),
    "a section's start": (
        "bounds",
        [
            (
                '[[sections]]\nid = "delivery"',
                '[[sections]] #!\nid = "delivery"\nstart = 1\nceiling = 0',
            ),
            ("points = 30", "points = 31"),
        ],
    ),
    "the sheet's start": (
        "bounds",
        [("points = 30", "points = 30\nstart = -1 #!"), ("points = 30", "points = 29")],
    ),
    "more than the whole at once": (
        "part-over-whole",
        [
            (
                '  [[indicators.criteria]]\n  id = "study-none"',
                '  [[indicators.criteria]] #!\n  id = "study-none"',
            ),
            ("  deduct = 10", "  deduct = 11"),
        ],
    ),
    "a cap above the whole": (
        "part-over-whole",
        [("  deduct = 2\n", "  deduct = 2\n  cap = 11 #!\n")],
    ),
    "a shared cap above the whole": (
        "part-over-whole",
        [("  [[indicators.caps]]", "  [[indicators.caps]] #!"), ("  cap = 6", "  cap = 11")],
    ),
    "a bonus above its points": (
        "part-over-whole",
        [
            ("  [[bonus.criteria]]", "  [[bonus.criteria]] #!"),
            ('  shape = "award"\n  points = 2', '  shape = "each"\n  earn = 3'),
        ],
    ),
    "no effect": (
        "no-effect",
        [
            (
                '  [[indicators.criteria]]\n  id = "study-none"',
                '  [[indicators.criteria]] #!\n  id = "study-none"',
            ),
            ("  deduct = 10\n", ""),
        ],
    ),
    "an exemption of what is earned": (
        "exemption",
        [("  points = 6", '  points = 6\n  exemption = "不可抗力" #!')],
    ),
    "a deduction that does not apply gives full marks": (
        "not-applicable",
        [("  deduct = 10", "  deduct = 10\n  not_applicable = 3 #!")],
    ),
    "the peers' mean stands for a whole indicator": (
        "not-applicable",
        [("  points = 6", '  points = 6\n  not_applicable = "peers-mean" #!')],
    ),
    "only items that deduct are charged to two": (
        "charges-two",
        [("  deduct = 10", "  deduct = 10\n  charges_two = true #!")],
    ),
    "nothing earned is charged to two": (
        "charges-two",
        [("  points = 6", "  points = 6\n  charges_two = true #!")],
    ),
    "merits and faults in one pool": (
        "shared-cap",
        [
            ("  deduct = 1\n", "  earn = 1\n"),
            ("  [[indicators.caps]]", "  [[indicators.caps]] #!"),
            ('id = "tasks"\n', 'id = "tasks"\nstart = 0\n'),
        ],
    ),
    "a bonus with a consequence": (
        "consequence",
        [('  clause = "五"', '  clause = "五"\n  consequence = { veto = true } #!')],
    ),
    "a penalty that earns": (
        "direction",
        [
            ("  [[penalty.criteria]]", "  [[penalty.criteria]] #!"),
            ('  shape = "flag"\n  deduct = 5', '  shape = "award"\n  points = 5'),
        ],
    ),
    "a penalty that voids": (
        "consequence",
        [("  consequence = { veto = true }", '  consequence = { void = "indicator" } #!')],
    ),
    "grades with a gap": (
        "grades",
        [
            (
                '[[grades]]\nname = "合格"\nless_than = 27',
                '[[grades]] #!\nname = "合格"\nless_than = 26',
            )
        ],
    ),
    "a rule that counts no way": (
        "direction",
        [
            (
                '  [[indicators.criteria]]\n  id = "study-missed"',
                '  [[indicators.criteria]] #!\n  id = "study-missed"',
            ),
            ("  deduct = 2\n", ""),
        ],
    ),
    "tiers without an else": (
        "else",
        [("  below = 0\n", ""), ("  tiers = [[", "  tiers = [ #!\n  [")],
    ),
    "tiers out of order": (
        "tiers",
        [('["60%", 2]]', '["60%", 2],\n ["60%", 1]] #!')],
    ),
}

DOUBTS: dict[str, tuple[str, list[Change]]] = {
    "a cap below one": ("cap-below-one", [("  deduct = 2\n", "  deduct = 2\n  cap = 1 #!\n")]),
    "nobody shares": (
        "shared-cap",
        [
            ('  deduct = 1\n  shares = "pool"\n', "  deduct = 1\n"),
            ("  [[indicators.caps]]", "  [[indicators.caps]] #!"),
        ],
    ),
    "merits and faults without a start": (
        "start",
        [
            ('[[indicators]]\nid = "study"', '[[indicators]] #!\nid = "study"'),
            ('  shape = "flag"\n  deduct = 10', '  shape = "award"\n  points = 10'),
        ],
    ),
    "full marks out of reach": (
        "full-marks",
        [
            ("  points = 6", "  points = 5"),
            ('name = "计划"\npoints = 10', 'name = "计划"\npoints = 10 #!'),
        ],
    ),
    "a bonus out of reach": ("full-marks", [("[bonus]\npoints = 2", "[bonus]\npoints = 3 #!")]),
    "the lowest grade ends below": (
        "else",
        [('[[grades]]\nname = "合格"', '[[grades]] #!\nname = "合格"\nat_least = 5')],
    ),
    "an option without loss": (
        "else",
        [
            (
                '  shape = "flag"\n  deduct = 10',
                '  shape = "choice"\n  options = { a = ["甲", -1], b = ["乙", -2] } #!',
            ),
        ],
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_one_mistake_is_one_fault_on_its_line(tmp_path: Path, name: str) -> None:
    code, changes = FAULTS[name]
    text = changed(*changes)
    file = read(tmp_path, text)
    found = [(remark.line, remark.message.split("[")[-1]) for remark in file.faults]
    assert found == [(marked(text), f"{code}]")]
    assert file.scheme is None
    assert file.doubts == ()


@pytest.mark.parametrize("name", DOUBTS)
def test_what_looks_odd_is_one_doubt_on_its_line(tmp_path: Path, name: str) -> None:
    code, changes = DOUBTS[name]
    text = changed(*changes)
    file = read(tmp_path, text)
    found = [(remark.line, remark.message.split("[")[-1]) for remark in file.doubts]
    assert found == [(marked(text), f"{code}]")]
    assert file.scheme is not None
    assert file.faults == ()


def test_a_bonus_inside_may_fill_up_the_points(tmp_path: Path) -> None:
    inside = changed(("points = 30", "points = 32"), ("[bonus]", "[bonus]\ninside = true"))
    assert read(tmp_path, inside).faults == ()
    beyond = changed(("points = 30", "points = 33 #!"), ("[bonus]", "[bonus]\ninside = true"))
    assert [remark.line for remark in read(tmp_path, beyond).faults] == [marked(beyond)]


def test_start_and_weight_count_towards_the_points(tmp_path: Path) -> None:
    start = changed(("points = 30", "points = 35\nstart = 5"))
    assert read(tmp_path, start).faults == ()
    weight = changed(
        ("points = 30", "points = 15"),
        ("points = 20\n", 'points = 20\nweight = "25%"\n'),
        ("at_least = 27", "at_least = 13"),
        ("less_than = 27", "less_than = 13"),
    )
    assert read(tmp_path, weight).faults == ()
    section = changed(("points = 30", "points = 35"), ("points = 20\n", "points = 25\nstart = 5\n"))
    assert read(tmp_path, section).faults == ()


def test_a_start_settles_how_merits_and_faults_meet(tmp_path: Path) -> None:
    text = changed(
        ('name = "学习"', 'name = "学习"\nstart = 5'),
        ('  shape = "flag"\n  deduct = 10', '  shape = "award"\n  points = 10'),
    )
    assert read(tmp_path, text).doubts == ()


def test_a_shared_cap_settles_how_much_can_be_earned(tmp_path: Path) -> None:
    text = changed(
        ('  deduct = 1\n  shares = "pool"', '  earn = 1\n  shares = "pool"'),
        ('  deduct = 2\n  shares = "pool"', '  earn = 2\n  shares = "pool"'),
        ('  consequence = { grade_at_most = "合格" }\n', ""),
    )
    file = read(tmp_path, text)
    assert (file.faults, file.doubts) == ((), ())


def test_a_bonus_may_share_a_cap(tmp_path: Path) -> None:
    again = """
  shares = "bonus-pool"
  [[bonus.criteria]]
  id = "praised-again"
  clause = "五"
  shape = "award"
  points = 2
  shares = "bonus-pool"
  [[bonus.caps]] # !
  id = "bonus-pool"
  cap = 2
"""
    praised = '  shape = "award"\n  points = 2\n'
    file = read(tmp_path, changed((praised, praised.rstrip() + again)))
    assert (file.faults, file.doubts) == ((), ())
    beyond = changed(
        (praised, praised.rstrip() + again.replace("cap = 2", "cap = 3").replace("# !", "#!"))
    )
    (fault,) = read(tmp_path, beyond).faults
    assert (fault.line, fault.message[-17:]) == (marked(beyond), "[part-over-whole]")
