"""Handing over: a package and its event are there both or neither, and what went is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.records import AssessmentKey, EvidenceLink
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.evidence import link_evidence
from desktop.services.handing_over import HandingOver, hand_over, handovers_of
from desktop.services.progress import Cancelled
from desktop.services.recording import judge
from desktop.services.sheets_away import given_away
from desktop.store.copying import go_on, say_nothing
from desktop.store.package_files import Course, package_written, read_package_file
from tests.services.building import ME, add, events_of, refused
from tests.services.sharing import Pair, opened_pair

JUDGED = {"score": "7.5", "reason": "酌情"}


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with opened_pair(tmp_path) as opened:
        yield opened


def key(pair: Pair, unit: str = "u-a") -> AssessmentKey:
    return AssessmentKey(pair.round, unit)


def wish(pair: Pair, *units: str, name: str = "out.kpjh") -> HandingOver:
    return HandingOver(pair.round, units, "二组", pair.place / name)


def test_what_went_is_listed(pair: Pair) -> None:
    judge(pair.here, ME, key(pair, "u-b"), "study", JUDGED)
    hand_over(pair.here, ME, wish(pair, "u-b", "u-a"))
    assert events_of(pair.here)[-1].command == "hand-over"
    [one] = handovers_of(pair.here, pair.round)
    assert (one.given, one.who, one.units, one.back, one.changed) == (
        True,
        "二组",
        ("甲科", "乙科"),
        None,
        (),
    )


def test_a_sheet_that_is_away_and_changed_is_told(pair: Pair) -> None:
    hand_over(pair.here, ME, wish(pair, "u-a", "u-b"))
    judge(pair.here, ME, key(pair, "u-b"), "study", JUDGED)
    [one] = handovers_of(pair.here, pair.round)
    assert one.changed == ("乙科",)
    with pair.here.reading() as view:
        away = [given_away(view, pair.here.id, key(pair, unit)) for unit in ("u-a", "u-c")]
    assert [one and one.to for one in away] == ["二组", None]


def test_what_came_is_listed_with_who_gave_it(pair: Pair) -> None:
    pair.bring(pair.here)
    [one] = handovers_of(pair.there, pair.round)
    assert (one.given, one.who, one.changed) == (False, "王考评", ())
    pair.bring(pair.there)
    newest, _ = handovers_of(pair.here, pair.round)
    assert not newest.given
    with pair.here.reading() as view:
        assert given_away(view, pair.here.id, key(pair)) is None


def test_only_what_the_sheets_need_goes(pair: Pair) -> None:
    mine, other = (add(pair.here, name, name.encode()) for name in ("甲.pdf", "乙.pdf"))
    for unit, evidence in (("u-a", mine), ("u-b", other)):
        link = EvidenceLink("", evidence, *key(pair, unit), criterion="study-missed")
        link_evidence(pair.here, ME, link)
    hand_over(pair.here, ME, wish(pair, "u-a"))
    found = read_package_file(pair.place / "out.kpjh")
    assert [*found.evidence] == [mine]
    assert b"u-b" not in found.content


@pytest.mark.parametrize(
    ("units", "name", "words"),
    [
        ((), "out.kpjh", "请至少选一个单位"),
        (("u-x",), "out.kpjh", "没有代号为“u-x”的单位"),
        (("u-a",), "out.zip", "要以 .kpjh 结尾"),
        (("u-a",), "nowhere/out.kpjh", "请先建好它"),
        (("u-a",), "folder", "是文件夹"),
        (("u-a",), "office/out.kpjh", "在工作区文件夹里"),
    ],
)
def test_what_cannot_go(pair: Pair, units: tuple[str, ...], name: str, words: str) -> None:
    (pair.place / "folder").mkdir()
    with refused(pair.here.folder) as caught:
        hand_over(pair.here, ME, wish(pair, *units, name=name))
    assert words in str(caught.value)


def test_to_nobody(pair: Pair) -> None:
    with refused(pair.here.folder):
        hand_over(pair.here, ME, HandingOver(pair.round, ("u-a",), " ", pair.place / "x.kpjh"))


def linked(pair: Pair) -> Path:
    """A file that goes with the first sheet; where it lies."""
    evidence = add(pair.here)
    link_evidence(pair.here, ME, EvidenceLink("", evidence, *key(pair), criterion="study-missed"))
    return pair.here.files.path_of(evidence)


@pytest.mark.parametrize("content", [None, b"", b"%PDF scam"])
def test_evidence_that_is_damaged_does_not_go(pair: Pair, content: bytes | None) -> None:
    path = linked(pair)
    whole = path.read_bytes()
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    count = len(events_of(pair.here))
    with pytest.raises(Trouble, match="的文件不在或已损坏"):
        hand_over(pair.here, ME, wish(pair, "u-a"))
    assert len(events_of(pair.here)) == count
    assert [*pair.place.glob("*kpjh*"), *pair.place.glob(".*")] == []
    path.write_bytes(whole)


def test_called_off_nothing_is_left(pair: Pair) -> None:
    linked(pair)
    count = len(events_of(pair.here))
    with pytest.raises(Cancelled):
        hand_over(pair.here, ME, wish(pair, "u-a"), cancelled=lambda: True)
    assert len(events_of(pair.here)) == count
    assert [*pair.place.glob("*kpjh*"), *pair.place.glob(".*")] == []


def test_overtaken_while_it_was_written(pair: Pair) -> None:
    linked(pair)
    done: list[int] = []

    def meanwhile(now: int, _: int) -> None:
        if not done:
            done.append(now)
            judge(pair.here, ME, key(pair), "study", JUDGED)

    with pytest.raises(Refused, match="请再交出一次"):
        hand_over(pair.here, ME, wish(pair, "u-a"), progress=meanwhile)
    assert not (pair.place / "out.kpjh").exists()
    assert handovers_of(pair.here, pair.round) == ()


def test_where_the_event_fails_the_file_goes_again(pair: Pair) -> None:
    """The file lies in its place a moment before the event is certain."""
    out = pair.place / "out.kpjh"

    def put_there_and_fail() -> None:
        files, course = pair.here.files, Course(say_nothing, go_on)
        with package_written(out, b"{}", {}, files, course) as put_in_place:
            put_in_place()
            assert out.exists()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        put_there_and_fail()
    assert [*pair.place.glob("*kpjh*"), *pair.place.glob(".*")] == []
