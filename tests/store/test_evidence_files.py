"""Evidence is stored once, whole and durably; nothing of a failed batch stays; originals stay as they are."""

import errno
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

import pytest

from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.store.copying import Cancelled, IsCancelled, Progress, go_on, say_nothing
from desktop.store.evidence_files import EvidenceFiles, TakenIn
from tests.program import CHECKOUT, uncounted
from tests.store.full_disk import no_file_over

MIB = 1 << 20


class Desk:
    """A workspace and, beside it, the user's own folder."""

    def __init__(self, folder: Path) -> None:
        self.workspace = folder / "工作区 2026"
        self.workspace.mkdir()
        self.own = folder / "我的材料"
        self.own.mkdir()
        self.files = EvidenceFiles(self.workspace)

    def write(self, name: str, content: bytes) -> Path:
        path = self.own / name
        path.write_bytes(content)
        return path

    def take_in(
        self,
        sources: Sequence[Path],
        progress: Progress = say_nothing,
        cancelled: IsCancelled = go_on,
    ) -> TakenIn:
        return self.files.take_in(sources, progress, cancelled)

    def lying(self) -> set[str]:
        """All files of the workspace."""
        return {path.name for path in self.workspace.rglob("*") if path.is_file()}

    def keep(self, content: bytes) -> str:
        """Evidence that has its row."""
        taken = self.files.take_in_bytes("kept", content)
        self.files.settle(taken)
        return taken.files[0].sha256


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def none_known(_sha256: str) -> bool:
    return False


def test_files_are_stored_under_their_digest(desk: Desk) -> None:
    sources = [desk.write("会议 记录.docx", b"one"), desk.write("b.jpg", b"two" * MIB)]
    taken = desk.take_in(sources)
    desk.files.settle(taken)
    assert [(file.name, file.sha256, file.size) for file in taken.files] == [
        ("会议 记录.docx", digest(b"one"), 3),
        ("b.jpg", digest(b"two" * MIB), 3 * MIB),
    ]
    one = desk.workspace / "files" / digest(b"one")[:2] / digest(b"one")
    assert desk.files.path_of(digest(b"one")) == one
    assert one.read_bytes() == b"one"
    assert desk.lying() == {digest(b"one"), digest(b"two" * MIB)}


def test_the_original_stays_as_it_is(desk: Desk) -> None:
    source = desk.write("原件.pdf", b"original")
    before = source.stat()
    desk.files.settle(desk.take_in([source]))
    after = source.stat()
    assert source.read_bytes() == b"original"
    for fact in ("st_ino", "st_mode", "st_mtime_ns", "st_ctime_ns", "st_nlink"):
        assert getattr(after, fact) == getattr(before, fact), fact
    desk.files.path_of(digest(b"original")).write_bytes(b"scribble")
    assert source.read_bytes() == b"original"


def test_equal_files_are_stored_once(desk: Desk) -> None:
    taken = desk.take_in([desk.write(name, b"same") for name in "abc"])
    assert [file.name for file in taken.files] == ["a", "b", "c"]
    assert taken.unsettled == {digest(b"same")}
    assert desk.lying() == {digest(b"same"), taken.listing.name}
    assert taken.listing.read_text() == digest(b"same")


def test_what_is_held_is_not_written_again(desk: Desk) -> None:
    sha256 = desk.keep(b"held")
    before = desk.files.path_of(sha256).stat()
    taken = desk.take_in([desk.write("again", b"held")])
    assert taken.unsettled == frozenset()
    assert taken.files[0].sha256 == sha256
    assert desk.files.path_of(sha256).stat().st_ino == before.st_ino
    assert desk.lying() == {sha256}


@pytest.mark.parametrize("damage", [b"", b"hel", b"held and more"])
def test_a_damaged_file_is_restored(damage: bytes, desk: Desk) -> None:
    sha256 = desk.keep(b"held")
    desk.files.path_of(sha256).write_bytes(damage)
    taken = desk.take_in([desk.write("again", b"held")])
    assert desk.files.path_of(sha256).read_bytes() == b"held"
    desk.files.discard(taken, none_known)
    desk.files.sweep(none_known)
    assert desk.lying() == {sha256}  # it was there before: the batch given up does not take it away


def test_a_link_in_the_place_of_a_file_is_replaced(desk: Desk) -> None:
    sha256 = desk.keep(b"held")
    desk.files.path_of(sha256).unlink()
    desk.files.path_of(sha256).symlink_to("kept")  # as many characters
    desk.take_in([desk.write("again", b"held")])
    assert not desk.files.path_of(sha256).is_symlink()
    assert desk.files.path_of(sha256).read_bytes() == b"held"


def test_a_link_is_read_through(desk: Desk) -> None:
    link = desk.own / "link"
    link.symlink_to(desk.write("target", b"content"))
    [file] = desk.take_in([link]).files
    assert (file.name, file.sha256) == ("link", digest(b"content"))
    assert not desk.files.path_of(file.sha256).is_symlink()


def test_bytes_of_the_programs_own_are_stored(desk: Desk) -> None:
    taken = desk.files.take_in_bytes("截图.png", b"pixels")
    desk.files.settle(taken)
    assert [(file.name, file.sha256) for file in taken.files] == [("截图.png", digest(b"pixels"))]
    assert desk.lying() == {digest(b"pixels")}
    with pytest.raises(Refused, match="截图"):
        desk.files.take_in_bytes("截图.png", b"")


def test_no_source_is_no_batch(desk: Desk) -> None:
    taken = desk.take_in([])
    assert (taken.files, taken.unsettled) == ((), frozenset())


def test_only_digests_name_files(desk: Desk) -> None:
    for name in ("", "ab", "../../../etc/passwd", "A" * 64, "a" * 63 + "\n", "a" * 64 + "\n"):
        with pytest.raises(ValueError, match="SHA-256"):
            desk.files.path_of(name)


# What is refused, and that the good files before it in the batch leave with it.


def a_folder(path: Path) -> None:
    path.mkdir()


def an_empty_file(path: Path) -> None:
    path.touch()


def a_link_in_a_circle(path: Path) -> None:
    path.symlink_to(path)


def nothing(path: Path) -> None:
    """Leave it missing."""


def a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (a_folder, Refused, "是文件夹"),
        (os.mkfifo, Refused, "不是普通文件"),
        (a_device, Refused, "不是普通文件"),
        (an_empty_file, Refused, "是空文件"),
        (nothing, Trouble, "找不到"),
        (a_link_in_a_circle, Trouble, "读取材料失败"),
    ],
)
def test_what_is_no_evidence_is_refused(
    make: Callable[[Path], None], error: type[Exception], words: str, desk: Desk
) -> None:
    sha256 = desk.keep(b"held")
    odd = desk.own / "怪 文件"
    make(odd)
    sources = [desk.write("good", b"good"), desk.write("again", b"held"), odd]
    with pytest.raises(error, match=words) as told:
        desk.take_in(sources)
    assert str(odd) in str(told.value)
    assert desk.lying() == {sha256}


def test_an_unreadable_file_is_a_trouble(desk: Desk) -> None:
    # Not even root may read what the system only lets write.
    unreadable = next(Path("/sys/bus").glob("*/drivers_probe"), None)
    if unreadable is None:
        pytest.skip("nothing here that even root cannot read")
    with pytest.raises(Trouble, match=rf"没有权限（{unreadable}）"):
        desk.take_in([desk.write("good", b"good"), unreadable])
    assert desk.lying() == set()


def at(step: int, deed: Callable[[], object]) -> Callable[[int, int], None]:
    """A progress that does something of its own at its nth call."""
    calls = count()

    def progress(_done: int, _total: int) -> None:
        if next(calls) == step:
            deed()

    return progress


def grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more")


def shrink(path: Path) -> None:
    os.truncate(path, 2 * MIB + 1)


def rewrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"other")


def become_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize("change", [grow, shrink, rewrite])
def test_a_file_that_changes_while_it_is_read_is_refused(
    change: Callable[[Path], None], desk: Desk
) -> None:
    source = desk.write("正在写.xlsx", b"x" * 3 * MIB)
    os.utime(source, (0, 0))  # or its time may not have moved on within one tick of the clock
    with pytest.raises(Refused, match=r"正在写\.xlsx”在读取时有改动"):
        desk.take_in([source], at(1, lambda: change(source)))
    assert desk.lying() == set()


def test_a_file_that_never_ends_is_not_read_for_ever(desk: Desk) -> None:
    source = desk.write("log", b"x" * MIB)

    def more(_done: int, _total: int) -> None:
        with source.open("ab") as file:
            file.write(b"x" * MIB)

    with pytest.raises(Refused, match="在读取时有改动"):
        desk.take_in([source], more)


@pytest.mark.parametrize(
    ("change", "words"), [(become_a_pipe, "不是普通文件"), (os.unlink, "找不到")]
)
def test_a_file_that_changes_before_its_turn_is_refused(
    change: Callable[[Path], None], words: str, desk: Desk
) -> None:
    sources = [desk.write("first", b"1"), desk.write("second", b"2")]
    with pytest.raises((Refused, Trouble), match=f"second.*{words}|{words}.*second"):
        desk.take_in(sources, at(0, lambda: change(sources[1])))
    assert desk.lying() == set()


def test_a_file_shorter_than_it_says_is_refused(desk: Desk) -> None:
    source = Path("/sys/kernel/uevent_seqnum")
    if not source.exists():
        pytest.skip("no file here that tells a wrong size")
    with pytest.raises(Refused, match="在读取时有改动"):
        desk.take_in([source])


def test_a_name_that_is_no_text_is_shown_as_well_as_can_be(desk: Desk) -> None:
    path = Path(os.fsdecode(os.fsencode(desk.own) + b"/\xb2\xc4.txt"))
    path.write_bytes(b"x")
    [file] = desk.take_in([path]).files
    assert file.name == "??.txt"


def test_long_and_odd_paths_are_taken(tmp_path: Path) -> None:
    deep = tmp_path / ("深 度" * 10) / ("层" * 70) / ("n" * 250)
    deep.mkdir(parents=True)
    desk = Desk(deep)
    source = desk.write("名" * 80 + " .pdf", b"deep")
    desk.files.settle(desk.take_in([source]))
    assert desk.lying() == {digest(b"deep")}


def test_failed_batches_leave_no_file_open(desk: Desk) -> None:
    sources = [desk.write("a", b"a"), desk.write("b", b"b" * 2 * MIB)]
    asked = count()
    before = len([*Path("/proc/self/fd").iterdir()])
    with pytest.raises(Cancelled):
        desk.take_in(sources, cancelled=lambda: next(asked) == 2)
    assert len([*Path("/proc/self/fd").iterdir()]) == before


# Progress and calling off.


def test_progress_runs_from_nothing_to_all(desk: Desk) -> None:
    sources = [desk.write("a", b"a" * (2 * MIB + 5)), desk.write("b", b"b" * 7)]
    told: list[tuple[int, int]] = []
    desk.take_in(sources, lambda done, total: told.append((done, total)))
    total = 2 * MIB + 12
    steps = [0, MIB, 2 * MIB, 2 * MIB + 5, total]
    assert told == [(done, total) for done in steps]


@pytest.mark.parametrize("answers", range(5))
def test_calling_off_leaves_nothing(answers: int, desk: Desk) -> None:
    sha256 = desk.keep(b"held")
    sources = [
        desk.write("a", b"a" * 2 * MIB),
        desk.write("again", b"held"),
        desk.write("b", b"b"),
    ]
    asked = count()
    with pytest.raises(Cancelled):
        desk.take_in(sources, cancelled=lambda: next(asked) == answers)
    assert desk.lying() == {sha256}
    assert len(desk.take_in(sources, cancelled=lambda: False).files) == 3


def test_it_is_asked_between_all_buffers(desk: Desk) -> None:
    asked = count()
    desk.take_in([desk.write("a", b"a" * 3 * MIB)], cancelled=lambda: next(asked) > 99)
    assert next(asked) == 4


# When the disk refuses.


def test_a_disk_that_takes_no_more_leaves_nothing(desk: Desk) -> None:
    sources = [desk.write("a", b"a"), desk.write("b", b"b" * 2 * MIB)]
    with no_file_over(MIB + 5), pytest.raises(Trouble, match="保存材料失败：文件太大"):
        desk.take_in(sources)
    assert desk.lying() == set()


def test_a_failed_sync_leaves_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = [desk.write(f"{number}", b"%d" % number) for number in range(100)]
    sync, calls = os.fsync, count()

    def failing(file: int) -> None:
        if next(calls) == 70:
            raise OSError(5, "pulled out")
        sync(file)

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(Trouble, match="磁盘读写出错"):
        desk.take_in(sources)
    assert desk.lying() == set()


@pytest.mark.parametrize("obstacle", ["files", "incoming", "files/{}", "files/{}/{}"])
def test_what_stands_in_the_way_leaves_nothing(obstacle: str, desk: Desk) -> None:
    sha256 = digest(b"b")
    for folder in ("files", "incoming"):
        if obstacle != folder:
            (desk.workspace / folder).mkdir()
    path = desk.workspace / obstacle.format(sha256[:2], sha256)
    if path.name == sha256:
        (path / "inside").mkdir(parents=True)
    else:
        path.touch()
    sources = [desk.write(name, name.encode()) for name in "abc"]
    with pytest.raises(Trouble, match="保存材料失败"):
        desk.take_in(sources)
    assert desk.lying() - {path.name} == set()


# Settling, discarding, sweeping.


def test_a_row_that_never_came_takes_its_file_along(desk: Desk) -> None:
    sha256 = desk.keep(b"held")
    desk.take_in([desk.write("a", b"new"), desk.write("b", b"held")])
    (desk.workspace / "incoming/0123.part").write_bytes(b"half")
    EvidenceFiles(desk.workspace).sweep(none_known)
    assert desk.lying() == {sha256}


def test_a_row_that_came_keeps_its_file(desk: Desk) -> None:
    desk.take_in([desk.write("a", b"new")])
    EvidenceFiles(desk.workspace).sweep(lambda sha256: sha256 == digest(b"new"))
    assert desk.lying() == {digest(b"new")}


def test_a_sweep_asks_only_about_what_is_open(desk: Desk) -> None:
    sha256 = desk.keep(b"held")
    strange = desk.workspace / "incoming/备忘.txt"
    strange.write_bytes(b"the user's own")

    def asked(_sha256: str) -> bool:
        raise AssertionError

    desk.files.sweep(asked)
    assert desk.lying() == {sha256, strange.name}


def test_a_new_workspace_has_nothing_to_sweep(desk: Desk) -> None:
    desk.files.sweep(none_known)
    assert [*desk.workspace.iterdir()] == []


def test_a_sweep_that_cannot_ask_removes_nothing(desk: Desk) -> None:
    desk.take_in([desk.write(name, name.encode()) for name in "ab"])
    before = desk.lying()
    answers = iter([False])
    with pytest.raises(StopIteration):
        EvidenceFiles(desk.workspace).sweep(lambda _: next(answers))
    assert desk.lying() == before


def test_a_torn_list_does_not_bar_the_way(desk: Desk) -> None:
    taken = desk.take_in([desk.write("a", b"a")])
    with taken.listing.open("ab") as file:
        file.write(b"\nabc\xff\x00")
    EvidenceFiles(desk.workspace).sweep(none_known)
    assert desk.lying() == set()


def test_what_cannot_be_cleared_up_waits_for_the_next_opening(desk: Desk) -> None:
    """Once: one leftover that something holds, and the workspace stays closed."""
    held, gone = (desk.take_in([desk.write(name, name.encode())]) for name in "ab")
    in_the_way = desk.files.path_of(held.files[0].sha256)
    in_the_way.unlink()
    in_the_way.mkdir()
    (desk.workspace / "incoming/0.part").mkdir()
    (desk.workspace / "incoming/1.part").write_bytes(b"half")
    EvidenceFiles(desk.workspace).sweep(none_known)
    assert desk.lying() == {held.listing.name}
    in_the_way.rmdir()
    EvidenceFiles(desk.workspace).sweep(none_known)
    assert not gone.listing.exists()
    assert desk.lying() == set()


def test_a_list_that_cannot_be_read_is_kept(desk: Desk) -> None:
    (desk.workspace / "incoming/0.batch").mkdir(parents=True)
    desk.files.sweep(none_known)
    assert (desk.workspace / "incoming/0.batch").exists()


def test_a_list_goes_even_if_its_file_is_lost(desk: Desk) -> None:
    taken = desk.take_in([desk.write("a", b"a")])
    desk.files.path_of(taken.files[0].sha256).unlink()
    desk.files.sweep(none_known)
    assert desk.lying() == set()


def test_what_is_given_up_goes(desk: Desk) -> None:
    held = desk.keep(b"held")
    taken = desk.take_in([desk.write("a", b"new"), desk.write("b", b"held")])
    desk.files.discard(taken, none_known)
    assert desk.lying() == {held}
    desk.files.discard(taken, none_known)  # a second time does no harm


def test_what_cannot_be_removed_now_waits_for_the_next_opening(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once: this trouble took the place of the one because of which the batch was given up."""

    def failing(_path: Path, **_: object) -> None:
        raise OSError(errno.EIO, "broken")

    taken = desk.take_in([desk.write("a", b"new")])
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", failing)
        desk.files.discard(taken, none_known)
    assert desk.lying() == {digest(b"new"), taken.listing.name}
    assert taken.listing.exists()
    desk.files.sweep(none_known)
    assert desk.lying() == set()


def test_what_a_row_names_is_not_given_up(desk: Desk) -> None:
    sha256 = desk.keep(b"held")
    desk.files.path_of(sha256).unlink()  # lost, and now brought back
    taken = desk.take_in([desk.write("a", b"held")])
    desk.files.discard(taken, lambda known: known == sha256)
    assert desk.lying() == {sha256}


@pytest.mark.parametrize("first_settles", [True, False])
def test_batches_that_overlap_respect_each_other(desk: Desk, *, first_settles: bool) -> None:
    source = desk.write("a", b"new")
    first, second = desk.take_in([source]), desk.take_in([source])
    if first_settles:
        desk.files.settle(first)
        desk.files.discard(second, none_known)
    else:
        desk.files.discard(first, none_known)
        assert desk.files.path_of(digest(b"new")).exists()
        desk.files.settle(second)
    assert desk.lying() == {digest(b"new")}


def test_batches_that_are_both_given_up_leave_nothing(desk: Desk) -> None:
    source = desk.write("a", b"new")
    batches = [desk.take_in([source]) for _ in range(2)]
    for batch in batches:
        desk.files.discard(batch, none_known)
    assert desk.lying() == set()


# Crashes.


def test_each_step_is_on_the_disk_before_the_next(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order that a power cut is survived by: each copy, the list, the folders, the places."""
    sources = [desk.write(name, name.encode()) for name in "ab"]
    places = [desk.files.path_of(digest(name)) for name in (b"a", b"b")]
    incoming, files = desk.workspace / "incoming", desk.workspace / "files"
    synced: dict[Path, list[set[str]]] = {}
    sync = os.fsync

    def watched(file: int) -> None:
        sync(file)
        path = Path(f"/proc/self/fd/{file}").readlink()
        key = incoming / "*.part" if path.suffix == ".part" else path
        synced.setdefault(key, []).append({entry.name for entry in desk.workspace.rglob("*")})

    monkeypatch.setattr(os, "fsync", watched)
    taken = desk.take_in(sources)
    names = {place.name for place in places}
    assert not set().union(*synced[incoming / "*.part"]) & {*names, taken.listing.name}
    assert len(synced[incoming / "*.part"]) == len(sources) + 1  # the list as well
    [seen] = synced[incoming]
    assert taken.listing.name in seen
    assert not seen & names
    assert {place.parent.name for place in places} <= synced[files][-1]
    for place in places:
        assert place.name in synced[place.parent][-1]
    assert {"files", "incoming"} <= synced[desk.workspace][-1]


@pytest.mark.parametrize("way", ["steps", "moments"])
def test_a_killed_program_leaves_no_orphan_and_loses_no_row(way: str, tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.store.crashing", way, str(tmp_path / "office")],
        cwd=CHECKOUT,
        env=uncounted(),
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr.decode()
    assert int(ended.stdout) >= 8  # so often it was killed


class TestRoom:
    """What is unpacked lies beside the evidence until it is taken in, and no longer."""

    def test_it_goes_with_the_block(self, desk: Desk) -> None:
        with desk.files.room() as room:
            (room / "1").mkdir()
            (room / "1" / "方案.pdf").write_bytes(b"%PDF")
            desk.take_in([room / "1" / "方案.pdf"])
        assert not room.exists()

    def test_it_goes_with_a_failure_too(self, desk: Desk) -> None:
        with pytest.raises(Cancelled), desk.files.room() as room:
            raise Cancelled
        assert not room.exists()

    def test_what_a_crash_left_is_swept(self, desk: Desk) -> None:
        kept = desk.keep(b"kept")
        room = desk.workspace / "incoming" / "1.unpacked"
        (room / "1").mkdir(parents=True)
        (room / "1" / "方案.pdf").write_bytes(b"%PDF")
        desk.files.sweep({kept}.__contains__)
        assert not room.exists()
        assert desk.lying() == {kept}
