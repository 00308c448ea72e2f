"""How fast 佐证 answers: two hundred units with the largest list, read whole, one again, one after the other."""

import random
from collections.abc import Iterator
from hashlib import sha256
from itertools import cycle

import pytest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from desktop.domain.commands import Command
from desktop.domain.records import AssessmentKey, Evidence, EvidenceLink
from desktop.services.round_evidence import see_round_evidence, see_unit_evidence
from desktop.services.round_files import files_named
from desktop.store.desk import Deed
from desktop.ui.evidence.evidence_screen import EvidenceScreen
from desktop.ui.theme.dressing import dress
from desktop.viewmodels.evidence_book import EvidenceBook
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.workplace import Workplace
from tests.benchmarks.full_round import MANY, SEED, kept_scheme_of, make_rounds
from tests.benchmarks.test_speed import median_of
from tests.benchmarks.year import AUTHOR
from tests.services.building import CITIES

FILES = 40  # of each unit
PLAN_ITEMS = 55
AT_ONCE = 0.100


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    """Every unit has forty files, filed here and there on the list of thirty-six requirements."""
    text, scheme = kept_scheme_of(CITIES)
    folder = tmp_path_factory.mktemp("evidence") / "workspace"
    workspace, [of] = make_rounds(folder, MANY, 1, (text, scheme))
    chance = random.Random(SEED)  # noqa: S311  # no secret
    with workspace.writing() as desk:
        for number in range(MANY * FILES):
            name = f"{number}.pdf"
            file = Evidence(sha256(name.encode()).hexdigest(), name, 10)
            asked = chance.choice(scheme.requirements)
            piece = chance.choice(asked.pieces or ("",))
            item = chance.randint(1, PLAN_ITEMS) if asked.per else None
            unit = f"u-{number // FILES + 1:03}"
            link = EvidenceLink(f"l-{number}", file.sha256, of, unit, asked.no, piece, item)
            desk.put(file, link)
        desk.seal(Deed(Command.ADD_EVIDENCE, AUTHOR))
    with workspace:
        yield Workplace(workspace, AUTHOR)


def test_the_round_is_read(benchmark: BenchmarkFixture, office: Workplace) -> None:
    sight = benchmark.pedantic(
        see_round_evidence, (office.workspace, "r-1"), rounds=15, warmup_rounds=2
    )
    assert (len(sight.units), len(sight.units[0].tallies)) == (MANY, 36)
    assert median_of(benchmark) < 2 * AT_ONCE  # reading the sheets themselves takes longer


def test_a_unit_is_read_again(benchmark: BenchmarkFixture, office: Workplace) -> None:
    key = AssessmentKey("r-1", "u-100")
    benchmark.pedantic(see_unit_evidence, (office.workspace, key), rounds=20, warmup_rounds=2)
    assert median_of(benchmark) < AT_ONCE / 2


def test_files_are_found_by_their_names(benchmark: BenchmarkFixture, office: Workplace) -> None:
    benchmark.pedantic(files_named, (office.workspace, "r-1", "77"), rounds=10, warmup_rounds=1)
    assert median_of(benchmark) < 2 * AT_ONCE


def test_one_goes_from_unit_to_unit(
    benchmark: BenchmarkFixture, qtbot: QtBot, qapp: QApplication, office: Workplace
) -> None:
    """Until the next unit's list and figures are painted."""
    dress(qapp)
    book = EvidenceBook(office, Jobs())
    screen = EvidenceScreen(book)
    qtbot.addWidget(screen)
    screen.resize(1288, 720)
    screen.show()
    steps = cycle([1] * 20 + [-1] * 20)

    def step() -> None:
        book.step_unit(next(steps))
        screen.repaint()
        QApplication.processEvents()

    benchmark.pedantic(step, rounds=30, warmup_rounds=3)
    screen.let_go()
    assert median_of(benchmark) < AT_ONCE
