"""An independent count: what each criterion must propose, from a workspace's rows as they lie in SQLite.

Nothing of the program's ledgers is used, and every rule is written down again from its clause: days are
texts that compare as days do, working days are asked of the library itself.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from chinese_calendar import is_workday

from tests.services.office_rows import Plain, UnitYear

Things = list[
    tuple[str, bool]
]  # the row behind each thing ("" for none), and whether it is excused
Found = Any  # things, a number, a pair, a word, or None where nothing tells
Count = Callable[[UnitYear, Plain], Found]


def members_named(one: Plain) -> list[str]:
    return [name for name in (one.get("lead", ""), *one.get("partners", "").split("、")) if name]


# ---- activities and documents ----


def _of_kind(of: UnitYear, given: Plain) -> list[Plain] | None:
    every = of.activities(of.level(given))
    if not every:
        return None
    led = [one for one in every if one.get("leader") or not given.get("leader")]
    return [one for one in led if one["kind"] == given["kind"]]


def held(of: UnitYear, given: Plain) -> Found:
    found = _of_kind(of, given)
    return None if found is None else len(found)


def none_held(of: UnitYear, given: Plain) -> Found:
    found, owners = _of_kind(of, given), of.owners(of.level(given))
    if found is None or not owners:
        return None
    by = [one.get("by", "") if of.level(given) != "own" else "" for one in found]
    return _without_rows(name not in by for name in owners)


def _without_rows(faults: Iterable[bool]) -> Things:
    return [("", False) for fault in faults if fault]


def _parts(of: UnitYear, given: Plain, size: int) -> list[bool] | None:
    found = _of_kind(of, given)
    if found is None:
        return None
    months = [int(one["held"][5:7]) for one in found]
    return [any(first <= m < first + size for m in months) for first in range(1, 13, size)]


def half_years(of: UnitYear, given: Plain) -> Found:
    parts = _parts(of, given, 6)
    return None if parts is None else sum(parts)


def quarters_missed(of: UnitYear, given: Plain) -> Found:
    parts = _parts(of, given, 3)
    if parts is None:
        return None
    ends = [f"{of.year}-{end}" for end in ("03-31", "06-30", "09-30", "12-31")]
    return _without_rows(end < of.as_of and not had for end, had in zip(ends, parts, strict=True))


def _called(of: UnitYear) -> list[Plain] | None:
    """What was called from above; None where nothing says so of anything."""
    return [one for one in of.activities() if one.get("convened")] or None


def _away(one: Plain) -> int:
    counted = one.get("expected", 0) - one["attended"] if "attended" in one else 0
    return int(one.get("absent", max(0, counted)))


def absences(of: UnitYear, _: Plain) -> Found:
    called = _called(of)
    if called is None:
        return None
    return [(one["id"], False) for one in called if not one.get("large") and _away(one)]


def attendance(of: UnitYear, _: Plain) -> Found:
    called = _called(of)
    if called is None:
        return None
    large = [one for one in called if one.get("large") and _away(one)]
    return sorted((_away(one), one["expected"]) for one in large)


# What holds until it is replaced, so that one of an earlier year is still there.
_LASTING = {"leading-body", "item-list", "joint-item-list", "rules", "guide"}


def _in_force(of: UnitYear, level: str) -> list[Plain]:
    return [
        one
        for one in of.ledgers["activities"]
        if one["kind"] == "document"
        and of.at(level, one)
        and (of.within(one["held"]) or (one.get("subject") in _LASTING and one["held"] <= of.end))
    ]


def _documents(
    of: UnitYear, given: Plain, faulty: Callable[[list[Plain]], bool]
) -> list[bool] | None:
    level = of.level(given)
    every, owners = _in_force(of, level), of.owners(level)
    if not every or not owners:
        return None
    asked = [one for one in every if one.get("subject", "other") in given["subject"]]
    by = [[one for one in asked if level == "own" or one["by"] == owner] for owner in owners]
    return [faulty(found) for found in by]


def issued(of: UnitYear, given: Plain) -> Found:
    every = _in_force(of, "own")
    return len([one for one in every if one.get("subject") in given["subject"]]) if every else None


def _lacks(name: str) -> Count:
    """There is one, and none of them has it."""

    def count(of: UnitYear, given: Plain) -> Found:
        return _documents(
            of, given, lambda found: bool(found) and not any(one.get(name) for one in found)
        )

    return count


def missing(of: UnitYear, given: Plain) -> Found:
    return _documents(of, given, lambda found: not found)


def late(of: UnitYear, given: Plain) -> Found:
    def in_time(one: Plain) -> bool:
        done: str = one.get("reported") or one["held"]
        return "due" not in one or done <= one["due"]

    return _documents(of, given, lambda found: not any(map(in_time, found)))


# ---- reports ----


def _standing(of: UnitYear, report: str, due: str) -> tuple[str, str]:
    """How a due report stands, and its receipt; what was sent back may come again until its day."""
    held = [one for one in of.ledgers["receipts"] if (one["report"], one["due"]) == (report, due)]
    one = held[0] if held else {"id": ""}
    if one.get("state") == "excused":
        return "excused", one["id"]
    if not held or one.get("state") == "returned":
        return (one.get("state", "missing") if of.as_of > due else "waiting"), one["id"]
    return ("late" if one["received"] > due else "in time"), one["id"]


def reports_missed(of: UnitYear, _: Plain) -> Found:
    found = [_standing(of, *one) for one in of.due]
    faulty = {"missing", "late", "returned", "excused"}
    return [(row, how == "excused") for how, row in found if how in faulty] if found else None


def reports_none(of: UnitYear, _: Plain) -> Found:
    found = {how for how, _ in (_standing(of, *one) for one in of.due)} - {"excused", "waiting"}
    if not of.due:
        return None
    return [("", False)] if found == {"missing"} else []


# ---- plans ----


def _dropped(item: Plain) -> bool:
    return item.get("adjusted") == "cancelled" and _on_file(item)


def _on_file(item: Plain) -> bool:
    """In time: by the day that it was planned for, else within its year."""
    last = item.get("ends", f"{item['year']}-12-31")
    return bool(item.get("adjusted")) and item.get("filed", "9999") <= last


def completion(of: UnitYear, given: Plain) -> Found:
    items = [one for one in of.plan(given) if not _dropped(one)]
    return (sum(of.ended(one) <= of.end for one in items), len(items)) if items else None


def _charged(of: UnitYear, given: Plain) -> list[Plain]:
    """The items that are the unit's own affair."""
    return [one for one in of.plan(given) if of.answers_for(one)]


def not_run(of: UnitYear, given: Plain) -> Found:
    def begun(item: Plain) -> str:
        days = [one.get("started") or one.get("ended") or "9999" for one in of.runs_of(item)]
        return min(days, default="9999")

    items = _charged(of, given)
    undone = [one for one in items if _over(of, one) and begun(one) > of.end]
    return [(one["id"], _on_file(one)) for one in undone] if items else None


def _own_day(of: UnitYear, item: Plain) -> str:
    return str(item.get("ends", f"{of.year}-12-31"))


def _over(of: UnitYear, item: Plain) -> bool:
    """Before its day is over an item is not at fault."""
    return _own_day(of, item) < of.as_of and of.within(_own_day(of, item))


def unfinished(of: UnitYear, given: Plain) -> Found:
    items = _charged(of, given)
    undone = [one for one in items if _over(of, one) and of.ended(one) > _own_day(of, one)]
    return [(one["id"], _on_file(one)) for one in undone] if items else None


def without_task(of: UnitYear, given: Plain) -> Found:
    items = _charged(of, given)
    bare = [one for one in items if not of.runs_of(one) and not _dropped(one)]
    return [(one["id"], _on_file(one)) for one in bare] if items else None


def entered_late(of: UnitYear, given: Plain) -> Found:
    items = [one for one in _charged(of, given) if "entry_due" in one and not _dropped(one)]
    slow = [one for one in items if one.get("entered", of.as_of) > one["entry_due"]]
    return [(one["id"], False) for one in slow] if items else None


def grades_uncovered(of: UnitYear, given: Plain) -> Found:
    grades = {one.get("grade", "") for one in _charged(of, given) if not _dropped(one)}
    if not grades & {"general", "key"}:
        return None
    return _without_rows(one not in grades for one in ("general", "key"))


def _joint(of: UnitYear, given: Plain) -> tuple[list[Plain], list[Plain]] | None:
    """Joint items and the joint runs that ended; None where neither is recorded."""
    joint = given | {"sort": "joint"}
    items = [one for one in of.plan(joint) if not _dropped(one)]
    if not items and not of.recorded(joint):
        return None
    return items, [one for one in of.runs(joint) if "ended" in one]


def not_led(of: UnitYear, given: Plain) -> Found:
    joint = _joint(of, given)
    if joint is None:
        return None
    led = [
        one
        for one in joint[1]
        if one.get("lead") in of.names or (not one.get("lead") and one["unit"] == of.unit)
    ]
    return _without_rows([not led])


def taken_part(of: UnitYear, given: Plain) -> Found:
    joint = _joint(of, given)
    return None if joint is None else len(joint[1])


def joint_standing(of: UnitYear, given: Plain) -> Found:
    joint = _joint(of, given)
    if joint is None:
        return None
    items, runs = joint
    if items and all(of.ended(one) <= of.end for one in items):
        return "completed"
    return "took-part" if runs else "none"


def joint_runs(of: UnitYear, given: Plain) -> Found:
    if not of.recorded(given):
        return None
    ended = [one for one in of.runs(given | {"sort": "joint"}) if "ended" in one]
    if of.level(given) == "own":
        return len(ended)
    counties = of.owners("counties")
    numbers = [len([one for one in ended if one["by"] == name]) for name in counties]
    return min(numbers) if numbers else None


# ---- members ----


def _departments(of: UnitYear) -> list[Plain]:
    members = of.ledgers["members"]
    return [one for one in members if one.get("sort", "departments") == "departments"]


def plan_unreported(of: UnitYear, _: Plain) -> Found:
    members = _departments(of)
    if not any("reported" in one for one in members):
        return None
    lacking = [one for one in members if not of.within(one.get("reported", ""))]
    return [(one["id"], "exempt" in one) for one in lacking]


def members_completed(of: UnitYear, given: Plain) -> Found:
    items = [one for one in of.plan(given | {"sort": "department"}) if not _dropped(one)]
    members = _departments(of)
    if not items or not members:
        return None
    by_lead = {
        name["name"]: [one for one in items if one.get("lead") == name["name"]] for name in members
    }
    done = [
        name for name, own in by_lead.items() if own and all(of.ended(i) <= of.end for i in own)
    ]
    return len(done), len(members)


def _not_among(of: UnitYear, named: set[str]) -> Found:
    lacking = [one for one in _departments(of) if one["name"] not in named]
    return [(one["id"], "exempt" in one) for one in lacking] if _departments(of) else None


def uncovered(of: UnitYear, given: Plain) -> Found:
    items = [one for one in of.plan(given | {"sort": "joint"}) if not _dropped(one)]
    return _not_among(of, {n for one in items for n in members_named(one)}) if items else None


def not_inspecting(of: UnitYear, given: Plain) -> Found:
    joint = _joint(of, given)
    if joint is None or not of.recorded(given):
        return None
    items, runs = joint
    done = [one for one in items if of.ended(one) <= of.end]
    return _not_among(of, {n for one in (*runs, *done) for n in members_named(one)})


# ---- inspections ----


def _inspected(
    faulty: Callable[[Plain, Plain], int | bool], *entries: str, ended: bool = False
) -> Count:
    """Every run of one's own that is at fault, as often as there are things at fault in it.

    Where no run has any of these entries nothing tells.
    """

    def count(of: UnitYear, given: Plain) -> Found:
        runs = [one for one in of.runs(given) if of.answers_for(one)]
        looked = [one for one in runs if not ended or "ended" in one]
        told = [one for one in looked if not entries or any(name in one for name in entries)]
        if not of.recorded(given) or (looked and not told):
            return None
        return [
            (one["id"], _excused(one, given)) for one in looked for _ in range(faulty(one, given))
        ]

    return count


def _excused(run: Plain, given: Plain) -> bool:
    return "because" in run or run.get("objects") in given.get("exempt_objects", ())


def _no_risk_class(run: Plain, given: Plain) -> bool:
    """From the day on only the platform's own classes will do (R23)."""
    begun = run.get("started") or run.get("ended") or ""
    only_platform = "platform_from" in given and begun >= given["platform_from"].isoformat()
    return run.get("risk") == "none" or (only_platform and run.get("risk") == "own")


def _delayed(of: UnitYear, given: Plain) -> Found:
    """What is still going on after its day is late, too."""
    return _inspected(
        lambda run, _: run.get("ended", of.as_of) > run.get("planned", "9999"), "planned"
    )(of, given)


def _small(run: Plain, given: Plain) -> bool:
    if "drawn" not in run:
        return False
    share = Fraction(given["share"].removesuffix("%")) / 100
    of_directory = Fraction(run["drawn"], run["directory"]) if run.get("directory") else share
    return run["drawn"] < given["drawn"] or of_directory < share


def _not_announced(run: Plain, _: Plain) -> bool:
    if "started" not in run:
        return False
    year, month, day = map(int, run["started"].split("-"))
    year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    return bool(run.get("announced", "9999") > f"{year}-{month:02}-{day:02}")


def _short_notice(run: Plain, given: Plain) -> int:
    if "unnoticed" in run:
        return int(run["unnoticed"])
    if "noticed" not in run or "arrived" not in run:
        return 0
    told, came = (datetime.fromisoformat(run[name]) for name in ("noticed", "arrived"))
    return int(came - told < timedelta(hours=given["hours"]))


def last_day(run: Plain, given: Plain) -> str:
    """The last day for a result: the run's own, or so many working days after the day it ended."""
    if "working_days" not in given:
        return str(run.get("deadline", f"{run['ended'][:4]}-12-31"))
    end = f"{(run.get('planned') or run.get('started') or run['ended'])[:4]}-12-31"
    day, left = date.fromisoformat(run["ended"]), given["working_days"]
    while left:
        day += timedelta(days=1)
        left -= is_workday(day)
    return min(day.isoformat(), end) if given.get("same_year") else day.isoformat()


def _published(*, never: bool, late: bool) -> Count:
    def count(of: UnitYear, given: Plain) -> Found:
        runs = [one for one in of.runs(given) if of.answers_for(one)]
        found: Things = []
        for one in (one for one in runs if "ended" in one):
            last = last_day(one, given)
            unpublished = "published" not in one and last < of.as_of
            too_late = one.get("published", last) > last
            if (never and unpublished) or (late and too_late):
                found.append((one["id"], "because" in one))
        return found if of.recorded(given) else None

    return count


def _rate(run: Callable[[Plain], tuple[int, int]]) -> Count:
    def count(of: UnitYear, given: Plain) -> Found:
        pairs = [run(one) for one in of.runs(given) if "ended" in one]
        total = sum(whole for _, whole in pairs)
        return (sum(done for done, _ in pairs), total) if total else None

    return count


COUNTS: dict[str, Count] = {
    "activities.held": held,
    "activities.none": none_held,
    "activities.half_years": half_years,
    "activities.quarters_missed": quarters_missed,
    "activities.absences": absences,
    "activities.attendance": attendance,
    "documents.issued": issued,
    "documents.missing": missing,
    "documents.unpublished": _lacks("published"),
    "documents.unentered": _lacks("entered"),
    "documents.ungraded": _lacks("graded"),
    "documents.unreported": _lacks("reported"),
    "documents.late": late,
    "reports.missed": reports_missed,
    "reports.none": reports_none,
    "plan.completion": completion,
    "plan.not_run": not_run,
    "plan.unfinished": unfinished,
    "plan.without_task": without_task,
    "plan.entered_late": entered_late,
    "plan.grades_uncovered": grades_uncovered,
    "joint.not_led": not_led,
    "joint.taken_part": taken_part,
    "joint.standing": joint_standing,
    "joint.runs": joint_runs,
    "members.plan_unreported": plan_unreported,
    "members.completed": members_completed,
    "members.uncovered": uncovered,
    "members.not_inspecting": not_inspecting,
    "inspections.no_scheme": _inspected(lambda run, _: not run.get("scheme")),
    "inspections.no_risk_class": _inspected(_no_risk_class, "risk"),
    "inspections.small_draw": _inspected(_small, "drawn"),
    "inspections.not_announced": _inspected(_not_announced, "started"),
    "inspections.short_notice": _inspected(_short_notice, "unnoticed", "arrived"),
    "inspections.unregistered": _inspected(
        lambda run, _: run.get("unregistered", 0), "unregistered"
    ),
    "inspections.unanswered": _inspected(lambda run, _: run.get("unanswered", 0), "unanswered"),
    "inspections.unfiled": _inspected(lambda run, _: run.get("unfiled", 0), "unfiled"),
    "inspections.badly_filed": _inspected(lambda run, _: run.get("unfiled", 0) > 0, "unfiled"),
    "inspections.delayed": _delayed,
    "inspections.unpublished": _published(never=True, late=False),
    "inspections.published_late": _published(never=False, late=True),
    "inspections.not_published_in_time": _published(never=True, late=True),
    "inspections.no_follow_up": _inspected(
        lambda run, _: run.get("problems", 0) > run.get("followed", 0), "problems", ended=True
    ),
    "inspections.unfollowed": _inspected(
        lambda run, _: run.get("problems", 0) - run.get("followed", 0), "problems", ended=True
    ),
    "inspections.not_aggregated": _inspected(lambda run, _: "aggregated" not in run, ended=True),
    "inspections.not_punished": _inspected(
        lambda run, _: run.get("poor", 0) > run.get("penalised", 0), "poor", ended=True
    ),
    "inspections.publication_rate": _rate(lambda run: ("published" in run, 1)),
    "inspections.follow_up_rate": _rate(
        lambda run: (min(run.get("followed", 0), run.get("problems", 0)), run.get("problems", 0))
    ),
}
