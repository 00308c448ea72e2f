"""`kaoping record`, as another program uses it: answered line by line, and only once a line is durable."""

import json
import os
import shlex
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.domain.amounts import show
from desktop.domain.audit_trail import read_changes
from desktop.domain.records import AssessmentKey, FindingRecord
from desktop.services.assessments import sheet_of
from desktop.services.finalising import finalise
from desktop.services.workspaces import open_workspace, verify
from desktop.store.workspace import DATABASE
from tests.cli.calling import answered, kaoping, recording, refusal, tell
from tests.program import CHECKOUT
from tests.services.building import ME, events_of, everything, office_in, rounds, rows
from tests.warm_program import Ended

pytestmark = pytest.mark.uncounted

Plain = dict[str, object]
FOUND = '{"criterion": "unplanned", "fact": {"found": true}}'
MIXED: list[str | bytes] = [
    '{"criterion": "study-missed", "fact": {"count": 1}}',
    FOUND,
    "",
    FOUND,
    "   \t",
    "{",
    '{"criterion": "study-missed", "fact": {"count": 1, "count": 2}}',
    '{"criterion": "study-missed", "fact": {"count": 1e400}}',
    b'{"criterion": "unplanned", "fact": {"found": \xff}}',
    '{"criterion": "no-such", "fact": {"found": true}}',
    json.dumps({"criterion": "unplanned", "fact": {"found": True, "note": "字" * 400_000}}),
    '{"criterion": "reports-missed", "fact": {"items": [{"note": "半年总结"}, {}]}}',
]
AT = ["", "fact.count", "fact.count", "", "criterion", "fact.note"]


def call_of(folder: Path, key: AssessmentKey, *more: str) -> list[str]:
    where = ["--workspace", str(folder), "--round", key.round, "--unit", key.unit]
    return ["record", *where, *more]


def plain(text: str) -> list[Plain]:
    return [json.loads(line) for line in text.splitlines()]


@dataclass(frozen=True, slots=True)
class Recorded:
    folder: Path
    ended: Ended
    before: int


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """One call that several tests look at: good lines among bad ones, for a person of the office."""
    folder = office_in(tmp_path_factory.mktemp("mixed"))
    [(before,)] = rows(folder, "SELECT max(number) FROM event")
    assert isinstance(before, int)
    given = b"\n".join(one.encode() if isinstance(one, str) else one for one in MIXED)
    call = call_of(folder, rounds().section, "--person", "李复核")
    return Recorded(folder, kaoping(*call, given=given), before)


def test_good_lines_are_kept_among_bad_ones(mixed: Recorded) -> None:
    answers = plain(mixed.ended.stdout)
    assert [one.get("criterion") for one in answers] == [
        "study-missed",
        "unplanned",
        "unplanned",
        *[None] * 6,
        "reports-missed",
    ]
    assert [one.get("total") for one in answers if "total" in one] == ["8", "10.5", "10.5", "18.5"]
    assert mixed.ended.returncode == 2
    assert mixed.ended.stderr == ""
    with open_workspace(mixed.folder) as workspace:
        assert show(sheet_of(workspace, rounds().section).total) == "18.5"


def test_bad_lines_are_answered_in_their_places(mixed: Recorded) -> None:
    wrong = [one for one in plain(mixed.ended.stdout) if "error" in one]
    assert [one["at"] for one in wrong] == AT
    assert all(list(one) == ["error", "at"] and one["error"] for one in wrong)
    assert len(mixed.ended.stdout.encode()) < 4_000  # a megabyte is not said back


def test_every_accepted_line_is_one_event(mixed: Recorded) -> None:
    first = mixed.before + 1
    numbers = [one["event"] for one in plain(mixed.ended.stdout) if "event" in one]
    assert numbers == list(range(first, first + 4))  # also the third, which changed nothing
    with open_workspace(mixed.folder) as workspace:
        events = events_of(workspace)[mixed.before :]
    assert [event.number for event in events] == numbers
    assert {event.command for event in events} == {"record-finding"}
    assert {(event.round, event.unit) for event in events} == {rounds().section}
    assert read_changes(events[2].changes) == ()
    assert not (mixed.folder / "backups").exists()  # backups are made on closing and daily
    assert verify(mixed.folder).faults == ()


def test_the_person_named_is_the_author(mixed: Recorded) -> None:
    asked = f"SELECT DISTINCT author, person FROM event WHERE number > {mixed.before}"  # noqa: S608  # a number
    assert rows(mixed.folder, asked) == [("李复核", "p-li")]


def test_without_a_person_the_account_is_the_author(tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    call = call_of(folder, rounds().section)
    ended = kaoping(*call, given=FOUND, LOGNAME="kpadmin")
    assert ended.returncode == 0
    last = "SELECT author, person FROM event ORDER BY number DESC LIMIT 1"
    assert rows(folder, last) == [("命令行（系统账户 kpadmin）", None)]


def test_an_account_whose_name_is_no_text_records_too(tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    call = call_of(folder, rounds().section)
    ended = kaoping(*call, given=FOUND, LOGNAME=os.fsdecode(b"kp\xff"))
    assert (ended.returncode, len(plain(ended.stdout))) == (0, 1)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"--round": "none"}, "没有代号为“none”的考核批次"),
        ({"--unit": "none"}, "这个批次里没有代号为“none”的单位"),
        ({"--person": "某某"}, "没有“某某”这个人员"),
        ({"--round": os.fsdecode(b"r\xff")}, "没有代号为“r?”的考核批次"),
        ({"--person": os.fsdecode(b"r\xff")}, "没有“r?”这个人员"),
    ],
)
def test_a_wrong_round_unit_or_person_is_a_wrong_call(
    mixed: Recorded, wrong: dict[str, str], words: str
) -> None:
    before = everything(mixed.folder)
    named = {"--round": rounds().sections, "--unit": "u-b"} | wrong
    call = [word for pair in named.items() for word in pair]
    said = refusal("record", "--workspace", mixed.folder, *call, given=FOUND)
    assert said.startswith(words)
    assert everything(mixed.folder) == before


def test_round_and_unit_must_be_named(mixed: Recorded) -> None:
    said = refusal(*call_of(mixed.folder, rounds().section)[:-2], given=FOUND)
    assert "--round 批次 --unit 单位" in said


def test_a_finalised_unit_takes_no_line(tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    with open_workspace(folder) as workspace:
        finalise(workspace, ME, rounds().settled)
    before = everything(folder)
    ended = kaoping(*call_of(folder, rounds().settled), given=f"{FOUND}\n{FOUND}")
    assert ended.returncode == 2
    assert [one["at"] for one in plain(ended.stdout)] == ["", ""]
    assert "“丙科”已经定稿" in ended.stdout
    assert everything(folder) == before


def test_a_thousand_lines_are_a_thousand_events(tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    [(before,)] = rows(folder, "SELECT max(number) FROM event")
    assert isinstance(before, int)
    given = "".join(
        json.dumps({"criterion": "reports-missed", "fact": {"count": count % 6}}) + "\n"
        for count in range(1000)
    )
    ended = kaoping(*call_of(folder, rounds().neighbour), given=given)
    answers = plain(ended.stdout)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert [one["event"] for one in answers] == list(range(before + 1, before + 1001))
    assert [one["total"] for one in answers[:8]] == ["10", "9", "8", "7", "6", "5", "10", "9"]
    assert verify(folder).head.count == before + 1000


def test_a_closed_input_is_a_wrong_call(tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    call = shlex.join([sys.executable, "-m", "desktop", *call_of(folder, rounds().section)])
    shell = ["/bin/sh", "-c", f"{call} <&-"]
    ended = subprocess.run(shell, cwd=CHECKOUT, capture_output=True, check=False)
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert ended.stderr.decode().startswith("kaoping：没有标准输入")
    assert ended.stderr.count(b"\n") == 1


def seen_by_another(folder: Path) -> tuple[int, str | None]:
    """The last event and the finding, as another process reads them."""
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        [number] = connection.execute("SELECT max(number) FROM event").fetchone()
        asked = "SELECT fact FROM finding WHERE unit = 'u-b' AND criterion = 'study-missed'"
        found = connection.execute(asked).fetchone()
    return number, found and found[0]


def test_each_line_is_answered_once_it_is_durable(tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    with recording(folder, rounds().neighbour) as process:
        number = 0
        for count in (1, 2, 3):
            tell(process, f'{{"criterion": "study-missed", "fact": {{"count": {count}}}}}')
            number = json.loads(answered(process) or b"null")["event"]
            assert seen_by_another(folder) == (number, f'{{"count":{count}}}')
        with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM event").fetchone()  # as long as it reads, none commits
            tell(process, '{"criterion": "study-missed", "fact": {"count": 4}}')
            assert answered(process, 0.5) is None
            reader.execute("ROLLBACK")
        later = json.loads(answered(process) or b"null")
        assert seen_by_another(folder) == (number + 1, '{"count":4}')
        assert (later["event"], later["total"]) == (number + 1, "2")
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(20) == 0


def test_one_program_at_a_time_and_the_next_after_a_kill(tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    call = call_of(folder, rounds().neighbour)
    with recording(folder, rounds().neighbour) as process:
        tell(process, FOUND)
        first = json.loads(answered(process) or b"null")
        said = refusal(*call, given=FOUND)
        assert f"进程 {process.pid}，" in said
        assert said.startswith("工作区正被另一个程序使用（")
        assert "正被另一个程序使用" in refusal("verify", "--workspace", folder)
        assert seen_by_another(folder)[0] == first["event"]
        process.kill()
        process.wait(20)
    ended = kaoping(*call, given=FOUND)
    assert ended.returncode == 0
    assert plain(ended.stdout)[0]["event"] == first["event"] + 1
    assert verify(folder).faults == ()


def test_a_reader_that_goes_away_ends_it_and_loses_nothing(tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    with recording(folder, rounds().neighbour) as process:
        tell(process, FOUND)
        assert answered(process)
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        tell(process, FOUND, FOUND)
        assert process.wait(20) == 2
        said = process.stderr.read().decode()
        assert said == "kaoping：读取结果的程序已经退出，后面的行没有记录；已答复的都已存妥\n"
    with open_workspace(folder) as workspace, workspace.reading() as view:
        assert view.get(FindingRecord, *rounds().neighbour, "unplanned")
    assert verify(folder).faults == ()
