"""Office names: one office under its full and its shorter names, with or without its place, kept apart from others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from desktop.domain.names import plain_name

_KEPT: Final = 4_096
_LEVELS: Final = "市县区旗"
# A place ends with its level; 城市, 市场, 市政, 市监局, 区域 and 区划 are words of an office's task.
_PLACE: Final = re.compile(f"(?!城市)[^{_LEVELS}]{{0,6}}[{_LEVELS}](?![场政域划]|监局)(?=.)")
_STAMP: Final = re.compile(
    r"(?:\((?:单位|加?盖)?(?:公?章|盖章|签章|签字|印章|代章)\)|盖章|公章|签章)$"
)
_LEFT_OUT: Final = re.compile("[和与及、（）()]")
_CONTRACTED: Final = (("监督管理", "监管"), ("委员会", "委"), ("办公室", "办"))
# What an office is called for short, and every full name that may be meant by it.
_SHORT: Final[Mapping[str, tuple[str, ...]]] = {
    "市监局": ("市场监督管理局",),
    "发改委": ("发展和改革委员会",),
    "发改局": ("发展和改革局",),
    "住建局": ("住房和城乡建设局",),
    "住建委": ("住房和城乡建设委员会",),
    "人社局": ("人力资源和社会保障局",),
    "卫健委": ("卫生健康委员会",),
    "卫健局": ("卫生健康局",),
    "应急局": ("应急管理局",),
    "交通局": ("交通运输局",),
    "教体局": ("教育体育局",),
    "工信局": ("工业和信息化局",),
    "城管局": ("城市管理局", "城市管理综合行政执法局"),
    "资规局": ("自然资源和规划局",),
    "文旅局": ("文化和旅游局", "文化广电和旅游局", "文化旅游局"),
    "文广旅局": ("文化广电和旅游局",),
    "退役军人局": ("退役军人事务局",),
}


class OfficeName(NamedTuple):
    """Where an office is (云川市, 望川县; or just 县; or nothing), and every task that may be meant."""

    places: tuple[str, ...]
    tasks: frozenset[str]

    @property
    def says_which(self) -> bool:
        """Whether a place has a name, and is not just some county."""
        return any(len(one) > 1 for one in self.places)

    def is_within(self, places: tuple[str, ...]) -> bool:
        """Whether its places do not contradict these: the last of them agree as far as both are told."""
        pairs = zip(reversed(self.places), reversed(places), strict=False)
        return all(one in {other, other[-1]} or other == one[-1] for one, other in pairs)

    def may_be(self, other: OfficeName) -> bool:
        """Whether both may be one office."""
        return not self.tasks.isdisjoint(other.tasks) and self.is_within(other.places)


def without_stamp(name: str) -> str:
    """A plain name without what a form prints behind it for the stamp, as in 望川县教育局（盖章）."""
    return _STAMP.sub("", name)


@lru_cache(_KEPT)
def office_name(name: str) -> OfficeName:
    """A name in its parts; a place alone has no task and is nobody's short name."""
    rest, places = without_stamp(plain_name(name)), list[str]()
    while found := _PLACE.match(rest):
        places.append(found[0])
        rest = rest[found.end() :]
    if rest[-1:] in _LEVELS:
        return OfficeName((*places, rest), frozenset())
    task = _contracted(rest)
    full = (_contracted(one) for one in _SHORT.get(task, ()))
    return OfficeName((*places,), frozenset({task, *full}) - {""})


def _contracted(task: str) -> str:
    task = _LEFT_OUT.sub("", task)
    for whole, short in _CONTRACTED:
        task = task.replace(whole, short)
    return task
