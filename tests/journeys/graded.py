"""A round of three sections whose scheme tells grades, scored: what a meeting is held over."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Final

from desktop.domain.commands import Command
from desktop.domain.records import Assessment, AssessmentKey, Person, Round, SchemeText, UnitRecord
from desktop.services.finalising import finalise
from desktop.services.office import keep_people, keep_units
from desktop.services.recording_many import Entry, record_many
from desktop.services.schemes import open_scheme, scheme_content
from desktop.services.workspaces import create_workspace
from desktop.store.desk import Deed
from tests.services.building import ME, SECTIONS, UNITS

ROUND: Final = "r-graded"
MISSED: Final = "study-missed"
_GRADES: Final = """
[[grades]]
name = "优秀"
at_least = 98
[[grades]]
name = "良好"
at_least = 95
[[grades]]
name = "一般"
less_than = 95
"""


def graded_in(folder: Path) -> Path:
    """甲科 lost 4 points, 乙科 2, 丙科 none; only 乙科's sheet is final."""
    text = scheme_content(SECTIONS).decode() + _GRADES
    scheme = SchemeText(sha256(text.encode()).hexdigest(), SECTIONS, "1", text)
    units = {f"u-{letter}": name for letter, name in zip("abc", UNITS, strict=True)}
    with create_workspace(folder / "graded") as workspace:
        keep_people(workspace, ME, [Person("p-wang", "王考评")])
        keep_units(workspace, ME, [UnitRecord(unit, name) for unit, name in units.items()])
        with workspace.writing() as desk:
            of = Round(ROUND, "年度考核", "2022年", SECTIONS, scheme.sha256, date(2022, 12, 1))
            sheets = (Assessment(ROUND, u, at, n) for at, (u, n) in enumerate(units.items()))
            desk.put(scheme, of, *sheets)
            desk.seal(Deed(Command.OPEN_ROUND, ME, ROUND))
        for unit, missed in zip(units, (2, 1, 0), strict=True):
            clean = {one.id: one.rule.clean() or {} for one in open_scheme(SECTIONS).all_criteria()}
            facts: dict[str, Mapping[str, object]] = clean | {MISSED: {"count": missed}}
            entries = [Entry(unit, name, fact) for name, fact in facts.items()]
            record_many(workspace, ME, ROUND, entries)
        finalise(workspace, ME, AssessmentKey(ROUND, "u-b"))
    return folder / "graded"


def stands(unit: str, totals: Mapping[str, Decimal]) -> tuple[str, str]:
    """A unit's place and grade, counted from nothing but the totals."""
    mine = totals[unit]
    ahead = sum(one > mine for one in totals.values())
    shared = "（并列）" if [*totals.values()].count(mine) > 1 else ""
    grade = "优秀" if mine >= 98 else "良好" if mine >= 95 else "一般"
    return f"{ahead + 1}{shared}", grade
