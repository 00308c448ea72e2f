"""The installed schemes: listed, shown, checked and opened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from desktop.domain.amounts import ZERO, show
from desktop.domain.keys import figures_of
from desktop.domain.refusals import Refused, unknown
from desktop.domain.scheme import Criterion, Scheme
from desktop.schemefiles.files import SchemeFile, installed, read_scheme_file


@cache
def open_scheme(scheme_id: str) -> Scheme:
    """The installed scheme of this id, read once."""
    path = _path_of(scheme_id)
    scheme = read_scheme_file(path).scheme
    if scheme is None:
        message = f"办法文件有错误，请用 kaoping schemes check 查看：{path}"
        raise Refused(message, "scheme")
    return scheme


def scheme_content(scheme_id: str) -> bytes:
    """The installed scheme's file, as a round keeps it."""
    open_scheme(scheme_id)
    return _path_of(scheme_id).read_bytes()


def _path_of(scheme_id: str) -> Path:
    paths = installed()
    if scheme_id not in paths:
        raise Refused(unknown(scheme_id, paths, "个办法"), "scheme")
    return paths[scheme_id]


def list_schemes() -> list[Scheme]:
    """Every installed scheme."""
    return [open_scheme(scheme_id) for scheme_id in installed()]


def check_files(paths: Iterable[Path]) -> list[SchemeFile]:
    """Check these files, or all that are installed where none is named."""
    return [read_scheme_file(path) for path in list(paths) or installed().values()]


def describe(scheme: Scheme) -> dict[str, Any]:
    """A scheme in the plain form of the contract, with every figure that its file states."""
    return {
        "id": scheme.id,
        "title": scheme.title,
        "points": show(scheme.points),
        "bonus": _bonus(scheme),
        "indicators": [
            {
                "id": indicator.id,
                "no": indicator.no,
                "name": indicator.name,
                "points": show(indicator.points),
                "criteria": [_criterion(criterion) for criterion in indicator.criteria],
            }
            for indicator in scheme.indicators
        ],
        "bonus_criteria": [_criterion(c) for c in (scheme.bonus.criteria if scheme.bonus else ())],
    }


def _bonus(scheme: Scheme) -> str | None:
    """The bonus's points; null where it has no cap."""
    if scheme.bonus is None:
        return show(ZERO)
    return None if scheme.bonus.points is None else show(scheme.bonus.points)


def _criterion(criterion: Criterion) -> Mapping[str, object]:
    """The criterion's id, shape and clause, and all figures of the criterion and of its rule."""
    own = figures_of(criterion)
    head = {"id": own.pop("id"), "shape": criterion.rule.shape, "clause": own.pop("clause")}
    return head | own | figures_of(criterion.rule)
