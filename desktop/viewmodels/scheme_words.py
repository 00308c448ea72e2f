"""Words about schemes: where one came from, whether it is used, and what a file that is offered would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from desktop.domain.amounts import show
from desktop.domain.scheme import Scheme
from desktop.services.office_schemes import OfficeScheme
from desktop.services.outdated_rounds import OutdatedRound
from desktop.services.taking_in_schemes import OfferedScheme


def choice_words(schemes: Sequence[Scheme]) -> list[str]:
    """To choose from: the titles; before those that several bear, what tells them apart."""
    counts = Counter(one.title for one in schemes)
    return [
        f"版本 {one.version} · {one.id}\n{one.title}" if counts[one.title] > 1 else one.title
        for one in schemes
    ]


def row_words(one: OfficeScheme) -> str:
    """In the list: the title, and below it what is not as usual."""
    title = one.id if one.scheme is None else one.scheme.title
    told = _told_in_row(one)
    return f"{title}\n{told}" if told else title


def _told_in_row(one: OfficeScheme) -> str:
    if not one.taken_in:
        return ""
    if one.fault:
        return "收入的，有错误，不能用"
    if not one.used:
        return f"收入的版本 {one.version}，没有在用"
    return f"收入的版本 {one.version}"


def standing_words(one: OfficeScheme) -> str:
    """Above the outline: where it came from and whether new rounds go by it."""
    if not one.taken_in:
        return f"随程序安装 · 版本 {one.version}"
    if one.fault:
        instead = "新建批次用随程序安装的那份，" if one.bundled is not None else ""
        return (
            f"这份收入的办法读不出（{one.fault}）。{instead}其他办法和已经建立的批次不受影响；"
            "请点“移去…”移去它，再从原来的文件重新收入。"
        )
    if not one.used:
        return (
            f"收入的办法 · 版本 {one.version}。随程序安装的是版本 {one.bundled}，不比这份旧，"
            "新建批次用随程序安装的；这份可以移去。"
        )
    if one.bundled is None:
        return f"收入的办法 · 版本 {one.version}"
    return f"收入的办法 · 版本 {one.version}，比随程序安装的版本 {one.bundled} 新，新建批次用这份。"


def is_amiss(one: OfficeScheme) -> bool:
    """Whether something should be done about it."""
    return not one.used


def extent(scheme: Scheme) -> str:
    """How much there is in it."""
    counted = (
        ("个指标", len(scheme.indicators)),
        ("条评分标准", sum(len(one.criteria) for one in scheme.indicators)),
        ("条加分、扣分", sum(len(one.criteria) for one in scheme.extras)),
        ("项佐证要求", len(scheme.requirements)),
        ("项报送", len(scheme.reports)),
        ("项目标", len(scheme.targets)),
        ("项任务", len(scheme.tasks)),
    )
    return "，".join(f"{number} {of}" for of, number in counted if number)


def facts_of(offered: OfferedScheme) -> tuple[tuple[str, str], ...]:
    """What a file says of itself."""
    scheme = offered.scheme
    return (
        ("代号", scheme.id),
        ("版本", scheme.version),
        ("满分", f"{show(scheme.points)} 分" if scheme.points else "不计分"),
        ("内容", extent(scheme)),
    )


def offer_words(offered: OfferedScheme) -> str:
    """What taking it in would change."""
    held = offered.held
    if held is None:
        return "这是一份新办法，工作区里还没有这个代号。"
    now = f"现在用的{'收入的' if held.taken_in else '随程序安装的'}版本 {held.version}"
    match offered.standing:
        case "same":
            return f"这份和{now} 一字不差，不用收入。"
        case "behind":
            return (
                f"随程序安装的已是版本 {held.bundled}，这份不比它新，收入了也不会用。"
                "如果内容确实要改，请写文件的人把 version 写大，再收入。"
            )
        case "newer":
            told = f"这份比{now} 新"
        case "older":
            told = f"注意：这份比{now} 旧"
        case _:
            told = f"注意：版本号和{now} 相同，内容不同"
    return f"{told}。收入以后，新建批次用这份；已经建立的批次仍用各自存着的那份，要换请在总览里“换用办法版本…”。"


def outdated_words(one: OutdatedRound) -> str:
    """A round that has another text, and why that stays so."""
    why = f"：{one.why_not.partition('；')[0]}" if one.why_not else "…"
    return f"{one.round.name}（版本 {one.version}）{why}"


def removal_words(one: OfficeScheme, rounds: int) -> str:
    """What removing it changes, asked before it is done."""
    kept = f"{rounds} 个批次存着它的全文，不受影响。" if rounds else ""
    if one.bundled is not None:
        return f"{kept}以后新建批次用随程序安装的版本 {one.bundled}。"
    return f"{kept}以后新建批次不能再选它；再要用时，可以从原来的文件重新收入。"
