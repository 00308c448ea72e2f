"""The runs of a plan's items: each as it should be, so that what is amiss is told or drawn by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from desktop.domain.ledgers.inspections import MARKET, Inspection
from desktop.domain.ledgers.plan_items import PlanItem
from desktop.services.demonstration_year.alterations import Data, name_of
from desktop.services.demonstration_year.chance import Chance
from desktop.services.demonstration_year.days import after, before

_PLACE: Final = "国家企业信用信息公示系统"
_DONE: Final = "未发现问题"


def runs_of(
    plan: Iterable[PlanItem], told: Data, objects: Mapping[str, str], chance: Chance
) -> list[Inspection]:
    """One run of each item; what is told of when it ended moves all that hangs on it."""
    changes: Data = told.get("changes", {}).get("inspections", {})
    return [
        _run(
            one, changes.get(name_of(one), {}).get("ended"), objects.get(one.title, MARKET), chance
        )
        for one in plan
    ]


def _run(item: PlanItem, ended: date | None, objects: str, chance: Chance) -> Inspection:
    planned = item.ends or date(item.year, 12, 31)
    last = ended or before(planned, chance.between(0, 5))
    started = before(last, chance.between(1, 4))
    problems = max(0, chance.between(-3, 4))
    published = after(last, chance.between(3, 16))
    directory = item.directory or 0
    return Inspection(
        title=item.title,
        plan=item.no,
        number=f"{item.year}{chance.between(10_000_000, 99_999_999)}",
        sort=item.sort,
        lead=item.lead,
        partners=item.partners,
        by=item.by,
        scheme=f"双随机方案〔{item.year}〕{chance.between(1, 90)}号",
        objects=objects,
        directory=directory,
        drawn=min(directory, max(3, -(-directory * chance.between(4, 9) // 100))),
        risk="platform" if objects == MARKET else "own",
        announced=before(started, chance.between(33, 50)),
        noticed=_at(before(started, chance.between(3, 6)), chance),
        arrived=_at(started, chance),
        planned=planned,
        started=started,
        ended=last,
        deadline=last + timedelta(days=28),
        result=f"发现问题 {problems} 个，已责令改正" if problems else _DONE,
        published=published,
        place=_PLACE,
        problems=problems,
        followed=problems,
        poor=problems // 3,
        penalised=problems // 3,
        aggregated=published,
        unregistered=0,
        unanswered=0,
        unfiled=0,
    )


def _at(day: date, chance: Chance) -> datetime:
    return datetime.combine(day, time(chance.pick([9, 10, 14, 15]), chance.pick([0, 30])))
