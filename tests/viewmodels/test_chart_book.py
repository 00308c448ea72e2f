"""The chart book: charts are made when they are looked at, and follow what is recorded, in both rounds."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desktop.domain.records import AssessmentKey, Round
from desktop.services.charts.losses import BY_INDICATOR
from desktop.services.charts.places import NAME as PLACES
from desktop.services.charts.years import OF_INDICATORS, OF_UNITS
from desktop.services.papers import Paper, Wanted
from desktop.services.rounds import archive_round
from tests.services.building import ME
from tests.services.charting import NOW, THEN, open_charted, unit_name
from tests.viewmodels.charting import Charting, charting


@pytest.fixture
def at(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Charting]:
    with charting(tmp_path) as made:
        yield made


def test_the_first_chart_is_the_ranking_and_stays_until_something_changes(at: Charting) -> None:
    charts = at.charts()
    assert charts.name == PLACES
    first = charts.chart
    assert charts.chart is first
    at.record(AssessmentKey(NOW, "u002"), 30)
    assert charts.chart is not first
    assert charts.chart.rows != first.rows


def test_a_chart_beside_another_round_comes_when_that_is_read(qtbot: QtBot, at: Charting) -> None:
    charts = at.charts()
    assert charts.other == THEN
    charts.choose(OF_UNITS)
    assert charts.sets_beside
    assert charts.chart.sentence == "正在读取另一个批次……"
    qtbot.waitUntil(lambda: charts.chart.figures is not None)
    told = charts.chart.rows
    charts.choose(OF_INDICATORS)
    assert charts.chart.figures is not None  # it is read once
    at.record(AssessmentKey(THEN, "u002"), 19)
    charts.choose(OF_UNITS)
    qtbot.waitUntil(lambda: charts.chart.figures is not None and charts.chart.rows != told)


def test_asleep_it_reads_nothing_and_awake_what_is_stale(qtbot: QtBot, at: Charting) -> None:
    charts = at.charts()
    charts.choose(OF_UNITS)
    qtbot.waitUntil(lambda: charts.chart.figures is not None)
    charts.sleep()
    at.record(AssessmentKey(THEN, "u002"), 19)
    assert at.jobs.running == []
    assert charts.chart.figures is None
    charts.wake()
    qtbot.waitUntil(lambda: charts.chart.figures is not None)


def test_another_round_can_be_chosen_and_the_newest_wish_wins(qtbot: QtBot, at: Charting) -> None:
    older = Round("r-old", "2020年度考核", "2020年", "charted", "", date(2020, 11, 1))
    open_charted(at.workplace.workspace, older, 6)
    at.workplace.dispatcher.changed.emit(frozenset({("round", ("r-old",))}))
    charts = at.charts()
    assert [one.id for one in charts.rounds] == [THEN, "r-old"]
    charts.choose(OF_UNITS)
    charts.choose_other("r-old")  # while the first is still being read
    qtbot.waitUntil(lambda: charts.chart.figures is not None)
    assert "“2020年度考核”" in charts.chart.sentence
    charts.choose_other("r-old")
    assert at.jobs.running == []


def test_another_round_is_set_beside_its_own_predecessor(qtbot: QtBot, at: Charting) -> None:
    charts = at.charts()
    at.book.open(THEN)
    charts.show_round()
    assert charts.heading == "2021年度考核"
    assert charts.other == NOW  # nothing was before it
    assert unit_name(0) in [row[1] for row in charts.chart.rows]


def test_without_any_other_round_it_says_so(qtbot: QtBot, at: Charting) -> None:
    workspace = at.workplace.workspace
    assert at.workplace.attempt(lambda: archive_round(workspace, ME, THEN, archived=True))
    charts = at.charts()
    assert charts.other == THEN  # what is put away can still be compared with


def test_it_is_printed_beside_the_round_that_was_chosen(at: Charting) -> None:
    at.charts().print()
    assert at.papers == [Wanted(Paper.CHARTS, NOW, about=THEN)]


def test_a_picture_is_saved_beside_the_window(qtbot: QtBot, at: Charting, tmp_path: Path) -> None:
    charts = at.charts()
    places: list[str] = []
    charts.saved.connect(places.append)
    charts.save(tmp_path / "图.svg")
    qtbot.waitUntil(lambda: places != [])
    assert places == [str(tmp_path / "图.svg")]
    assert charts.chart.sentence in (tmp_path / "图.svg").read_text("utf-8")


def test_before_a_round_is_open_there_is_nothing(at: Charting) -> None:
    charts = at.charts()
    at.book._sheets.round = ""
    charts.show_round()
    charts.print()
    charts._made = {}
    assert charts.chart.figures is None
    assert charts.heading == ""
    assert charts.rounds == ()
    assert at.papers == []


def test_what_a_sheet_lost_is_counted_again_only_where_it_changed(at: Charting) -> None:
    charts = at.charts()
    charts.choose(BY_INDICATOR)
    first, known = charts.chart, dict(charts._known)
    at.record(AssessmentKey(NOW, "u002"), 12)
    assert charts.chart.rows != first.rows
    again = {key.unit for key, held in charts._known.items() if known[key] is not held}
    assert again == {"u002"}


def test_a_page_that_goes_while_the_other_round_is_read_is_told_nothing(
    qtbot: QtBot, at: Charting, tmp_path: Path
) -> None:
    charts = at.charts()
    charts.choose(OF_UNITS)
    charts.save(tmp_path / "a.svg")
    assert len(at.jobs.running) == 2
    delete(charts)
    qtbot.waitUntil(lambda: at.jobs.running == [])
    assert (tmp_path / "a.svg").exists()
