"""Rounds of two hundred units with every sheet filled, seeded, as a large office has them in December."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from desktop.bundle import bundled
from desktop.domain.commands import Command
from desktop.domain.recorded import record_fact
from desktop.domain.records import Assessment, Person, Round, SchemeText, UnitRecord
from desktop.domain.scheme import Criterion, Scheme
from desktop.services.assessments import scheme_in
from desktop.services.office import keep_people, keep_units
from desktop.store.desk import Deed
from desktop.store.workspace import Workspace, create_workspace
from tests.benchmarks.year import AUTHOR, largest_scheme

Plain = dict[str, object]

SEED: Final = 7
MANY: Final = 200
GROUPS: Final = ("市直部门", "县区", "驻市单位")
PEOPLE: Final = tuple(
    Person(f"p-{n}", name) for n, name in enumerate(("王芳", "李敏", "赵强", "周洁"))
)
_NOTES: Final = ("9月迟报2天", "缺会议记录", "公示晚于20个工作日", "未附影像", "第三季度未开展")
_CLEAN: Final = 0.72
_OPEN: Final = 0.01  # a criterion that nobody has come to yet


def kept_scheme_of(name: str) -> tuple[SchemeText, Scheme]:
    """An installed scheme's own text."""
    text = (bundled("schemes") / name / "scheme.toml").read_text("utf-8")
    return _kept(name, text)


def wide_scheme(indicators: int) -> tuple[SchemeText, Scheme]:
    """As many indicators as are asked for, in sections of ten, two criteria each."""
    text = (
        'format = 1\nid = "wide"\nversion = "1"\ntitle = "全面考核办法"\nsubjects = "各单位"\n'
        f'points = {indicators * 5}\n[source]\ndocument = "文件"\n'
    )
    for number in range(1, -(-indicators // 10) + 1):
        text += f'[[sections]]\nid = "s{number}"\nno = "{number}"\nname = "第{number}类工作"\n'
    return _kept("wide", text + "".join(map(_indicator, range(1, indicators + 1))))


def _indicator(number: int) -> str:
    return (
        f'[[indicators]]\nid = "i{number}"\nsection = "s{(number + 9) // 10}"\nno = "{number}"\n'
        f'name = "第{number}项重点工作落实情况"\npoints = 5\n'
        f'[[indicators.criteria]]\nid = "late-{number}"\nclause = "{number}①"\nwhen = "迟报"\n'
        'shape = "each"\ndeduct = 0.5\nexemption = "客观原因"\n'
        f'[[indicators.criteria]]\nid = "none-{number}"\nclause = "{number}②"\nwhen = "未开展"\n'
        'shape = "flag"\ndeduct = 3\n'
    )


def _kept(name: str, text: str) -> tuple[SchemeText, Scheme]:
    digest = sha256(text.encode()).hexdigest()
    scheme = scheme_in(text.encode(), name)
    return SchemeText(digest, name, scheme.version, text), scheme


def make_rounds(
    folder: Path, units: int, rounds: int = 2, of: tuple[SchemeText, Scheme] | None = None
) -> tuple[Workspace, list[str]]:
    """A workspace with this many units in every round; whose scheme is not said, has the largest."""
    workspace = create_workspace(folder)
    records = [
        UnitRecord(f"u-{n:03}", f"第{n}单位", groups=(GROUPS[n % len(GROUPS)],))
        for n in range(1, units + 1)
    ]
    keep_people(workspace, AUTHOR, PEOPLE)
    keep_units(workspace, AUTHOR, records)
    text, scheme = of or kept_scheme_of(largest_scheme())
    ids = [f"r-{n}" for n in range(1, rounds + 1)]
    for number, name in enumerate(ids):
        chance = random.Random(SEED + number)  # noqa: S311  # no secret
        shown = Round(
            name, f"第{number + 1}批次", "2026年", text.scheme, text.sha256, date(2026, 12, 1)
        )
        with workspace.writing() as desk:
            desk.put(text, shown)
            for place, unit in enumerate(records):
                evaluator = PEOPLE[place % len(PEOPLE)].id
                sheet = Assessment(name, unit.id, place, unit.name, evaluator=evaluator)
                desk.put(sheet)
                for criterion, fact in _facts(scheme, chance):
                    finding, items = record_fact(sheet, criterion, fact, ())
                    desk.put(finding, *items)
            desk.seal(Deed(Command.OPEN_ROUND, AUTHOR, name))
    return workspace, ids


def _facts(scheme: Scheme, chance: random.Random) -> Iterator[tuple[str, Mapping[str, object]]]:
    extra = {one.id for group in scheme.extras for one in group.criteria}
    for criterion in scheme.all_criteria():
        turn = chance.random()
        if turn < _OPEN:
            continue
        clean = criterion.rule.clean()
        if criterion.id in extra:
            clean = criterion.rule.unclaimed() or clean
        if clean is not None and turn < _CLEAN:
            yield criterion.id, clean
        else:
            yield criterion.id, _fault(criterion, chance)


def _fault(criterion: Criterion, chance: random.Random) -> Plain:
    note = chance.choice(_NOTES)
    match criterion.rule.shape:
        case "each":
            return {"items": [_item(chance) for _ in range(chance.randint(1, 3))]}
        case "flag":
            return {"found": True, "note": note}
        case "share":
            return {"items": [{"expected": 20, "absent": chance.randint(1, 6), "note": note}]}
        case "shortfall":
            return {"actual": chance.randint(6, 12), "note": note}
        case "award":
            return {"met": False, "note": note}
    return dict(criterion.rule.clean() or {})


def _item(chance: random.Random) -> Plain:
    item: Plain = {"note": chance.choice(_NOTES), "date": f"2026-0{chance.randint(1, 9)}-15"}
    if chance.random() < 0.1:
        item |= {"exempt": True, "reason": "上级系统停机"}
    return item
