"""Evidence: a content is kept once, links are checked, and what fails leaves neither file nor row."""

import errno
import hashlib
import os
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from desktop.domain.commands import Author
from desktop.domain.records import (
    Evidence,
    EvidenceLink,
)
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.evidence import (
    Added,
    add_content,
    add_files,
    link_evidence,
)
from desktop.services.workspaces import open_workspace, verify
from desktop.store import connection
from desktop.store.copying import Cancelled
from desktop.store.desk import Desk
from desktop.store.workspace import DATABASE, Workspace
from tests.services.building import (
    ME,
    NOBODY,
    add,
    events_of,
    everything,
    files_in,
    office_in,
    refused,
    rounds,
    rows,
)

SCAN, PHOTO = b"%PDF-1.4 a scan", b"a photograph" * 99


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


def verify_closed(workspace: Workspace) -> tuple[str, ...]:
    workspace.close()
    return verify(workspace.folder).faults


def write(folder: Path, **contents: bytes) -> list[Path]:
    paths = []
    for name, content in contents.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(content)
        paths.append(path)
    return paths


def take(
    workspace: Workspace,
    *sources: Path,
    author: Author = ME,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Added, ...]:
    return add_files(workspace, author, sources, lambda _done, _total: None, cancelled).files


def place_of(content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()
    return f"files/{digest[:2]}/{digest}"


@contextmanager
def nothing_is_left(workspace: Workspace, *expected: type[BaseException]) -> Iterator[None]:
    before = everything(workspace.folder), files_in(workspace.folder)
    with pytest.raises(expected):
        yield
    assert (everything(workspace.folder), files_in(workspace.folder)) == before


WRITING = os.O_WRONLY | os.O_RDWR | getattr(os, "O_DIRECTORY", 0)
opened: list[Path] = []  # for reading, by whichever part of the program


def watch(event: str, told: tuple[object, ...]) -> None:
    """Note every `open`; what it calls itself is told without a mode."""
    match event, told:
        case "open", (str() | bytes() as path, str(), int() as flags) if not flags & WRITING:
            opened.append(Path(os.fsdecode(path)))


sys.addaudithook(watch)


def test_a_file_is_read_once_and_on_the_disk_before_its_row(
    office: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What makes it as fast as copying, hashing and syncing by hand; `make bench` takes the time."""
    sources = write(tmp_path, a=SCAN, b=PHOTO)
    order: list[object] = []
    sync, writing = os.fsync, Workspace.writing

    def syncing(file: int) -> None:
        sync(file)
        order.append(os.fstat(file).st_ino)

    def beginning(workspace: Workspace) -> AbstractContextManager[Desk]:
        order.append("rows")
        return writing(workspace)

    monkeypatch.setattr(os, "fsync", syncing)
    monkeypatch.setattr(Workspace, "writing", beginning)
    opened.clear()
    take(office, *sources)
    assert sorted(path for path in opened if path.is_relative_to(tmp_path)) == sorted(sources)
    before = order[: order.index("rows")]
    for content in (SCAN, PHOTO):
        kept = office.folder / place_of(content)
        assert {kept.stat().st_ino, kept.parent.stat().st_ino} <= {*before}


def test_why_the_rows_did_not_come_is_told_also_where_the_files_cannot_go(
    office: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once: the trouble of clearing up took the place of the one that mattered."""

    def failing(_path: Path, **_: object) -> None:
        raise PermissionError(errno.EACCES, "held by another program")

    def full(_desk: Desk, _deed: object) -> None:
        raise Trouble("磁盘已满")

    monkeypatch.setattr(Path, "unlink", failing)
    monkeypatch.setattr(Desk, "seal", full)
    with pytest.raises(Trouble, match=r"^磁盘已满$"):
        take(office, *write(tmp_path, a=SCAN))
    monkeypatch.undo()
    assert len(files_in(office.folder)) == 2  # the content and its list
    office.close()
    with open_workspace(office.folder) as again:
        assert files_in(again.folder) == {}


def test_files_become_rows_and_contents_by_one_event(office: Workspace, tmp_path: Path) -> None:
    sources = write(tmp_path, 会议纪要_pdf=SCAN, 现场_jpg=PHOTO, 数据_无此类=b"1")
    before = len(events_of(office))
    told: list[tuple[int, int]] = []
    taken = add_files(office, ME, sources, lambda *step: told.append(step), lambda: False)
    added = taken.files
    assert [one.name for one in added] == ["会议纪要.pdf", "现场.jpg", "数据.无此类"]
    assert all(one.known_as is None and one.uses == () for one in added)
    total = len(SCAN) + len(PHOTO) + 1
    assert told[0] == (0, total)
    assert told[-1] == (total, total)
    assert files_in(office.folder) == {place_of(c): c for c in (SCAN, PHOTO, b"1")}
    [event] = events_of(office)[before:]
    assert taken.outcome is not None
    assert taken.outcome.event == event.number
    assert taken.outcome.touched == {("evidence", (one.evidence,)) for one in added}
    assert (event.command, event.author, event.person) == ("add-evidence", "王考评", "p-wang")
    with office.reading() as view:
        kept = {one.name: (one.sha256, one.size, one.media_type) for one in view.all(Evidence)}
    assert kept["会议纪要.pdf"] == (added[0].evidence, len(SCAN), "application/pdf")
    assert kept["现场.jpg"][1:] == (len(PHOTO), "image/jpeg")
    assert kept["数据.无此类"][2] == ""


def test_the_original_is_never_altered(office: Workspace, tmp_path: Path) -> None:
    [source] = write(tmp_path, 会议纪要_pdf=SCAN)
    source.chmod(0o640)
    before = source.stat()
    [added] = take(office, source)
    office.folder.joinpath(place_of(SCAN)).write_bytes(b"altered in the workspace")
    after = source.stat()
    assert source.read_bytes() == SCAN
    assert added.evidence == hashlib.sha256(SCAN).hexdigest()
    assert (after.st_ino, after.st_mode, after.st_mtime_ns) == (
        before.st_ino,
        before.st_mode,
        before.st_mtime_ns,
    )


def test_the_same_content_is_known_by_its_first_name(office: Workspace, tmp_path: Path) -> None:
    first, second, third = write(tmp_path, 原件_pdf=SCAN, 副本_pdf=SCAN, 另存_pdf=SCAN)
    added = take(office, first, second)
    assert [one.known_as for one in added] == [None, "原件.pdf"]
    of = EvidenceLink("", added[0].evidence, *rounds().section, criterion="study-missed")
    link_evidence(office, ME, of)
    before = len(events_of(office))
    [again] = take(office, third)
    assert len(events_of(office)) == before  # nothing has changed
    assert (again.evidence, again.name, again.known_as) == (
        added[0].evidence,
        "另存.pdf",
        "原件.pdf",
    )
    assert [(use.unit, use.round, use.name) for use in again.uses] == [
        ("u-a", rounds().sections, "科室督查 甲科")
    ]
    assert rows(office.folder, "SELECT name FROM evidence") == [("原件.pdf",)]
    assert files_in(office.folder) == {place_of(SCAN): SCAN}


def test_what_the_program_made_is_taken_in_too(office: Workspace) -> None:
    [added] = add_content(office, ME, "粘贴.png", PHOTO).files
    assert (added.name, added.known_as) == ("粘贴.png", None)
    again = add_content(office, ME, "又贴.png", PHOTO)
    assert (again.outcome, again.files[0].known_as) == (None, "粘贴.png")
    assert files_in(office.folder) == {place_of(PHOTO): PHOTO}
    with refused(office.folder):
        add_content(office, ME, "空.png", b"")


def test_cancelling_leaves_nothing(office: Workspace, tmp_path: Path) -> None:
    sources = write(tmp_path, a_pdf=SCAN, b_pdf=PHOTO)
    looks = iter([False, True])
    with nothing_is_left(office, Cancelled):
        take(office, *sources, cancelled=lambda: next(looks, True))
    assert len(take(office, *sources)) == 2


def test_a_source_that_cannot_be_read_takes_the_others_with_it(
    office: Workspace, tmp_path: Path
) -> None:
    [good] = write(tmp_path, a_pdf=SCAN)
    with nothing_is_left(office, Trouble):
        take(office, good, tmp_path / "不在.pdf")
    with nothing_is_left(office, Refused):
        take(office, good, tmp_path)


def test_a_failed_event_leaves_neither_file_nor_row(office: Workspace, tmp_path: Path) -> None:
    [known] = take(office, *write(tmp_path, a_pdf=SCAN))
    again, new = write(tmp_path, a_pdf=SCAN, b_pdf=PHOTO)
    with nothing_is_left(office, Exception):
        take(office, again, new, author=NOBODY)
    with nothing_is_left(office, Exception):
        add_content(office, NOBODY, "c.png", b"pasted")
    assert files_in(office.folder) == {place_of(SCAN): SCAN}
    assert take(office, new)[0].known_as is None
    assert take(office, again)[0].known_as == known.name
    assert verify_closed(office) == ()


def test_a_disk_that_takes_no_more_leaves_neither_file_nor_row(
    office: Workspace, tmp_path: Path
) -> None:
    sources = write(tmp_path, **{f"s{number}_pdf": b"%d" % number for number in range(80)})
    size = (office.folder / DATABASE).stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with nothing_is_left(office, Trouble):
        try:  # each file fits, the database cannot grow
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
            take(office, *sources)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert len(take(office, *sources)) == 80
    assert verify_closed(office) == ()


def test_a_locked_database_leaves_neither_file_nor_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasty = ("busy_timeout = 20" if "busy" in one else one for one in connection._PRAGMAS)
    monkeypatch.setattr(connection, "_PRAGMAS", tuple(hasty))
    folder = office_in(tmp_path)
    before = everything(folder)
    with (
        open_workspace(folder) as workspace,
        closing(driver.connect(folder / DATABASE, isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Trouble, match="正被别的程序占用"):
            add(workspace)
        assert files_in(folder) == {}
        other.execute("ROLLBACK")
    assert everything(folder) == before
    assert verify(folder).faults == ()
