"""What a screen reader is told, asked from outside the process over the accessibility bus, as a screen reader asks."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Final

import pytest

from tests.access.bus import Node, Reader, bus, lacking, nodes, program, reader, sights_of
from tests.access.sights import everything_in
from tests.services.building import office_in
from tests.torture import LONG

_LACKING: Final = lacking()
pytestmark = [
    pytest.mark.skipif(bool(_LACKING), reason=_LACKING),
    pytest.mark.uncounted,
]

# All that is there in `make torture`; here the places.
_TOURS: Final = () if LONG else ("places",)
# What is operated; whoever is at one of these must be told what it is.
_OPERATED: Final = {
    "push button", "check box", "radio button", "toggle button", "text", "spin button", "combo box", "slider",
    "table", "tree", "tree table", "list", "list item", "page tab", "link", "menu item", "tree item",
}  # fmt: skip
_DATA: Final = {"table", "tree", "tree table"}
# Painted by our own hands: each says in words what it shows.
_PAINTED: Final = {
    "考核": ["各部分得分"],
    "结果：图表": ["得分排名"],
    "佐证：文件": ["材料页面"],
}


def faults_of(window: Node) -> Iterator[str]:
    """Whatever would leave a screen reader with nothing, or the wrong thing, to say."""
    for one in nodes(window):
        where = f"{one['role']} “{one['name']}”"
        if one["role"] in _OPERATED and not one["name"].strip():
            yield f"{where} has no name, below {_above(window, one)}"
        if (
            "focusable" in one["states"]
            and one["role"] in {"filler", "panel", "unknown"}
            and not one["name"]
        ):
            yield f"{where} takes keys and says nothing, below {_above(window, one)}"
        if (
            one["role"] in {"push button", "radio button", "check box"}
            and "sensitive" in one["states"]
            and not one.get("actions", 1)
        ):
            yield f"{where} can do nothing"
        yield from _twins(one)
        if one["role"] in _DATA:
            yield from _table_faults(one)


def _above(window: Node, sought: Node) -> str:
    """The names on the way to a node."""
    for one in nodes(window):
        if any(child is sought for child in one["children"]):
            return f"{_above(window, one)} / {one['role']} “{one['name']}”"
    return ""


def _twins(parent: Node) -> Iterator[str]:
    """Two that stand together and are called the same cannot be told apart. A box is called by what is chosen."""
    roles = {"push button", "radio button", "check box", "text"}
    found = Counter(
        (one["role"], one["name"], one.get("description"))
        for one in parent["children"]
        if one["role"] in roles
    )
    yield from (
        f"{role} “{name}” stands there {n} times" for (role, name, _), n in found.items() if n > 1
    )


def _table_faults(table: Node) -> Iterator[str]:
    """Some cells are blank, but a table of blanks is one that is painted and not told."""
    cells = [one for one in table["children"] if one["role"] == "table cell"]
    if cells and not any(one["name"].strip() for one in cells):
        yield f"table “{table['name']}” says nothing in {len(cells)} cells"
    heads = [one for one in table["children"] if one["role"].endswith("column header")]
    if len(heads) > 1 and sum(not one["name"].strip() for one in heads) > 1:
        yield f"table “{table['name']}” has columns without names"


def checked_places(window: Node) -> list[str]:
    """Those of the rail that are marked."""
    found = [
        one
        for one in nodes(window)
        if one["role"] in {"check box", "radio button"} and "checked" in one["states"]
    ]
    return [
        one["name"]
        for one in found
        if one.get("description", "").startswith(f"{one['name']}（Alt+")
    ]


def test_everything_in_sight_says_what_it_is(tmp_path: Path) -> None:
    everything_in(tmp_path)
    faults: dict[str, list[str]] = {}
    seen = {}
    with bus() as at, reader(at) as asks, program(at, tmp_path, *_TOURS) as process:
        for name in sights_of(process):
            found = asks.windows()
            assert found, name
            window = found[-1]
            seen[name] = sum(1 for _ in nodes(window))
            faults[name] = [*faults_of(window)]
            if name in {"总览", "考核", "台账", "佐证", "结果", "办法", "设置"}:
                assert checked_places(window) == [name]
            for painted in _PAINTED.get(name, ()):
                told = [one.get("description") for one in nodes(window) if one["name"] == painted]
                assert any(told), f"{painted} is painted and not told"
    assert {name: told for name, told in faults.items() if told} == {}
    assert min(seen.values()) > 5, seen  # the smallest asks a name, with two buttons


def until(true: Callable[[], bool]) -> None:
    """There is no window here: only time passes."""
    end = monotonic() + 20
    while not true():
        assert monotonic() < end, "waited in vain"
        sleep(0.05)


def total(asks: Reader) -> str:
    """What stands as the total."""
    [window] = asks.windows()
    return next((one["name"] for one in nodes(window) if one["name"].startswith("总分 ")), "")


def named(asks: Reader, role: str, ending: str) -> str:
    """The first of a role that is called so, and can be operated."""
    [window] = asks.windows()
    return next(
        (
            one["name"]
            for one in nodes(window)
            if one["role"] == role and one["name"].endswith(ending) and "sensitive" in one["states"]
        ),
        "",
    )


def test_a_sheet_is_scored_from_outside(tmp_path: Path) -> None:
    """By nothing but what a screen reader offers: a unit is opened, a count is typed, the new total is announced."""
    office_in(tmp_path).rename(tmp_path / "demo")
    with bus() as at, reader(at) as asks, program(at, tmp_path, "places") as process:
        assert next(sights_of(process)) == "总览"
        asks.press("进入考核：科室督查")
        until(lambda: bool(named(asks, "push button", "下一单位")))
        asks.press("下一单位")
        until(lambda: total(asks) == "总分 —")
        field = named(asks, "text", "：次数")
        assert field
        asks.ask("heard")
        asks.focus(field, "text")
        asks.ask("type", keys="3")
        until(lambda: total(asks) not in {"", "总分 —"})
        assert total(asks) == "总分 4"
        heard = asks.ask("heard")
        assert any(one["name"] == "总分 4" for one in heard), heard
        asks.ask("type", keys="\b2")
        until(lambda: total(asks) == "总分 6")
        said: list[str] = []

        def announced() -> bool:
            said.extend(one["said"] for one in asks.ask("heard") if "announcement" in one["what"])
            return any(one.startswith("总分 6，") for one in said)

        until(announced)
