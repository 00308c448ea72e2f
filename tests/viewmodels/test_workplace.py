"""The workplace: who sits at it, what is refused, and what every screen hears."""

from collections.abc import Callable

import pytest

from desktop.domain.commands import Author
from desktop.domain.records import Person
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.office import keep_people
from desktop.services.pins import set_pin
from desktop.viewmodels.workplace import Workplace, author_for
from tests.services.building import ME, events_of
from tests.viewmodels.opened import Opened

LI = Person("p-li", "李复核", reviews=True)


def named(every: Opened, name: str) -> Person:
    return next(one for one in every.workplace.people() if one.name == name)


def test_a_deed_tells_what_was_touched(every: Opened) -> None:
    heard: list[object] = []
    every.workplace.dispatcher.changed.connect(heard.append)
    every.record("each-it", {"count": 1})
    assert heard == [frozenset({("finding", (*every.here, "each-it"))})]


def fail(every: Opened, failure: Exception) -> None:
    with every.workplace.deed():
        raise failure


@pytest.mark.parametrize(
    "failure", [Refused("不能这样", "fact"), Trouble("磁盘满了，请清理")], ids=repr
)
def test_a_known_failure_is_one_sentence(every: Opened, failure: Refused | Trouble) -> None:
    fail(every, failure)
    assert every.refusals == [failure.message]


def test_a_bug_is_none(every: Opened) -> None:
    with pytest.raises(ZeroDivisionError):
        fail(every, ZeroDivisionError())
    assert every.refusals == []


def test_who_sits_down_signs_what_follows(every: Opened) -> None:
    heard: list[int] = []
    every.workplace.author_changed.connect(lambda: heard.append(1))
    every.workplace.sit_down(named(every, "李复核"))
    assert (every.workplace.author, heard) == (Author("李复核", "p-li"), [1])
    every.assessment.record("each-it", {"count": 1})
    last = events_of(every.workspace)[-1]
    assert (last.author, last.person) == ("李复核", "p-li")


def test_a_pin_keeps_a_name(every: Opened) -> None:
    set_pin(every.workspace, ME, "p-li", "2468")
    li = named(every, "李复核")
    assert every.workplace.asks_pin(li)
    for wrong in ("", "2469", "２４６８", "24680"):
        every.workplace.sit_down(li, wrong)
        assert every.workplace.author == ME
    assert every.refusals == ["口令不对，仍由王考评操作"] * 4
    every.workplace.sit_down(li, "2468")
    assert every.workplace.author.person == "p-li"
    assert not every.workplace.asks_pin(li)  # who sits here is not asked again
    every.workplace.sit_down(named(every, "王考评"))
    assert every.workplace.asks_pin(li)
    set_pin(every.workspace, ME, "p-li", "")
    assert not every.workplace.asks_pin(li)


def test_a_pin_stands_nowhere_as_it_is(every: Opened) -> None:
    set_pin(every.workspace, ME, "p-li", "24681357")
    assert not any("24681357" in repr(one) for one in events_of(every.workspace))


@pytest.mark.parametrize("pin", ["123", "1234567890123", "12a4", "１２３４"])
def test_a_pin_that_is_none_is_refused(every: Opened, pin: str) -> None:
    with pytest.raises(Refused, match="口令"):
        set_pin(every.workspace, ME, "p-li", pin)


def leave(every: Opened, *people: Person) -> None:
    keep_people(every.workspace, ME, people)


def test_who_has_left_does_not_sit_here(every: Opened) -> None:
    leave(every, Person("p-li", "李复核", active=False))
    assert [one.name for one in every.workplace.people()] == ["王考评"]


@pytest.mark.parametrize(
    ("change", "last", "author"),
    [
        (lambda _: None, "p-li", Author("李复核", "p-li")),
        (lambda _: None, "", Author("李复核", "p-li")),  # the first by name
        (lambda _: None, "p-gone", Author("李复核", "p-li")),
        (lambda every: leave(every, Person("p-li", "李复核", active=False)), "p-li", ME),
        (
            lambda every: leave(every, Person("p-li", "李复核", evaluates=False, reviews=True)),
            "",
            ME,
        ),
        (
            lambda every: leave(every, Person("p-li", "李复核", evaluates=False, reviews=True)),
            "p-li",
            Author("李复核", "p-li"),
        ),
        (
            lambda every: leave(
                every, *(Person(one.id, one.name, active=False) for one in every.workplace.people())
            ),
            "p-li",
            Author("考核办公室"),
        ),
    ],
)
def test_who_sat_here_last_sits_here_again(
    every: Opened, change: Callable[[Opened], None], last: str, author: Author
) -> None:
    change(every)
    assert author_for(every.workspace, last) == author


def test_the_office_has_a_name(every: Opened) -> None:
    assert Workplace(every.workspace, ME).office == ""
