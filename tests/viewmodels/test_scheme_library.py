"""The schemes as the window shows them: which there are, a file taken in, one that is removed, and what is said."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from desktop.services.schemes import list_schemes
from desktop.services.taking_in_schemes import OfferedScheme
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.scheme_library import SchemeLibrary
from desktop.viewmodels.scheme_words import (
    choice_words,
    extent,
    facts_of,
    is_amiss,
    offer_words,
    removal_words,
    row_words,
    standing_words,
)
from tests.journeys.evaluator import wait_until
from tests.services.building import PLAN, SECTIONS, rounds
from tests.services.scheme_files import (
    DEARER,
    ID,
    NEXT_YEAR,
    OWN,
    file_in,
    keep_raw,
    take_in,
    text_of,
)
from tests.viewmodels.opened import Opened


@pytest.fixture
def library(office: Opened, qtbot: QtBot) -> Iterator[SchemeLibrary]:
    jobs = Jobs()
    yield SchemeLibrary(office.workplace, jobs)
    jobs.end()


def offered(library: SchemeLibrary, folder: Path, text: str) -> OfferedScheme:
    heard: list[object] = []
    library.offered.connect(heard.append)
    library.bring(file_in(folder, text))
    wait_until(lambda: bool(heard))
    library.offered.disconnect(heard.append)
    return cast("OfferedScheme", heard[0])


def test_every_installed_scheme_is_in_the_library(library: SchemeLibrary) -> None:
    assert [one.scheme for one in library.schemes] == list_schemes()
    assert {standing_words(one) for one in library.schemes} >= {"随程序安装 · 版本 1"}
    assert not any(is_amiss(one) for one in library.schemes)


def test_opening_a_scheme_is_announced(library: SchemeLibrary) -> None:
    heard: list[str] = []
    library.opened.connect(lambda: heard.append(library.current.id if library.current else ""))
    library.open(0)
    assert heard == [library.schemes[0].id]


def test_a_sound_file_is_offered_and_taken_in(library: SchemeLibrary, tmp_path: Path) -> None:
    one = offered(library, tmp_path, NEXT_YEAR)
    assert dict(facts_of(one)) == {
        "代号": ID,
        "版本": "2027",
        "满分": "100 分",
        "内容": extent(one.scheme),
    }
    assert "新办法" in offer_words(one)
    library.take(one)
    assert library.current is not None
    assert (library.current.id, library.place) == (ID, len(library.schemes) - 1)
    assert row_words(library.current).endswith("收入的版本 2027")


def test_faults_are_told_and_nothing_is_offered(library: SchemeLibrary, tmp_path: Path) -> None:
    heard: list[tuple[str, object]] = []
    library.faulty.connect(lambda name, faults: heard.append((name, faults)))
    library.bring(file_in(tmp_path, OWN.replace("points = 100", "points = 99")))
    wait_until(lambda: bool(heard))
    [(name, faults)] = heard
    assert name == "scheme.toml"
    assert isinstance(faults, tuple)
    assert all(one.startswith("第 ") for one in faults)


def test_what_cannot_be_read_is_said(
    library: SchemeLibrary, office: Opened, tmp_path: Path
) -> None:
    said: list[str] = []
    office.workplace.refused.connect(said.append)
    library.bring(tmp_path)
    wait_until(lambda: bool(said))
    assert "不是普通文件" in said[0]


def test_removed_it_makes_room_for_the_program_s_own(
    library: SchemeLibrary, office: Opened
) -> None:
    office.workplace.dispatcher.tell(take_in(office.workspace, DEARER))
    at = next(n for n, one in enumerate(library.schemes) if one.id == SECTIONS)
    library.open(at)
    one = library.current
    assert one is not None
    assert "比随程序安装的版本 1 新" in standing_words(one)
    assert library.rounds_with(one) == 0
    assert "版本 1" in removal_words(one, 2)
    assert "2 个批次存着它的全文" in removal_words(one, 2)
    library.remove(one)
    assert all(not each.taken_in for each in library.schemes)
    assert library.schemes[library.place].id == SECTIONS
    assert library.rounds_with(library.schemes[library.place]) == 1
    assert rounds().sections


def test_a_scheme_of_one_s_own_cannot_be_chosen_once_removed(
    library: SchemeLibrary, office: Opened
) -> None:
    office.workplace.dispatcher.tell(take_in(office.workspace, NEXT_YEAR))
    one = library.schemes[-1]
    library.open(len(library.schemes) - 1)
    assert standing_words(one) == "收入的办法 · 版本 2027"
    assert removal_words(one, 0).startswith("以后新建批次不能再选它")
    library.remove(one)
    assert library.place == 0


@pytest.mark.parametrize(
    ("kept", "told", "in_row"),
    [
        ((NEXT_YEAR[:300], "2"), "读不出", "有错误，不能用"),
        ((text_of(version="1"), "1"), "不比这份旧", "没有在用"),
        ((DEARER[:300], "2"), "新建批次用随程序安装的那份", "有错误，不能用"),
    ],
)
def test_what_is_not_used_says_why(
    library: SchemeLibrary, office: Opened, kept: tuple[str, str], told: str, in_row: str
) -> None:
    name = ID if ID in kept[0] else SECTIONS
    office.workplace.dispatcher.tell(keep_raw(office.workspace, name, *kept))
    [one] = [one for one in library.schemes if one.taken_in]
    assert is_amiss(one)
    assert told in standing_words(one)
    assert in_row in row_words(one)


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (("", OWN), "一字不差"),
        (("", text_of(version="0")), "随程序安装的已是版本 1"),
        (("", DEARER), "这份比现在用的随程序安装的版本 1 新"),
        ((DEARER, text_of(version="3")), "这份比现在用的收入的版本 2 新"),
        ((text_of(version="3"), DEARER), "注意：这份比现在用的收入的版本 3 旧"),
        ((DEARER, text_of()), "注意：版本号和现在用的收入的版本 2 相同"),
    ],
)
def test_what_a_file_would_change_is_said(
    library: SchemeLibrary, office: Opened, tmp_path: Path, texts: tuple[str, str], words: str
) -> None:
    held, text = texts
    if held:
        take_in(office.workspace, held)
    one = offered(library, tmp_path, text)
    assert words in offer_words(one)


def test_schemes_of_one_title_are_told_apart() -> None:
    """As where next year's file was given an id of its own."""
    own = list_schemes()
    assert choice_words(own) == [one.title for one in own]
    [one] = [each for each in own if each.id == SECTIONS]
    other = replace(one, id="sections-2027", version="2027")
    assert choice_words([own[0], one, other]) == [
        own[0].title,
        f"版本 1 · {SECTIONS}\n{one.title}",
        f"版本 2027 · sections-2027\n{one.title}",
    ]


def test_a_plan_says_what_it_holds(library: SchemeLibrary) -> None:
    [plan] = [one for one in library.schemes if one.id == PLAN]
    assert plan.scheme is not None
    assert "项任务" in extent(plan.scheme)
    assert "指标" not in extent(plan.scheme)


def test_one_that_was_taken_in_is_saved_for_another_office(
    office: Opened, library: SchemeLibrary, tmp_path: Path
) -> None:
    office.workplace.dispatcher.tell(take_in(office.workspace, NEXT_YEAR))
    said: list[str] = []
    office.workplace.remarked.connect(said.append)
    [one] = [one for one in library.schemes if one.taken_in]
    out = tmp_path / library.suggested(one)
    library.save(one, out)
    assert out.read_text("utf-8") == NEXT_YEAR
    assert said == [f"已存成“{out.name}”，在 {tmp_path}；别的单位可以用“收入办法文件…”收入"]
    library.save(one, tmp_path / "没有" / "a.toml")
    assert "保存办法文件失败" in office.refusals[0]
