"""The harness for faults proves itself: on a bare SQLite, on plain files, and on made-up calls.

What runs under the shim stands here too, as functions of plain texts.
"""

import errno
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.store.faults import shim
from tests.store.faults.calls import ACK, Action, read_log
from tests.store.faults.campaign import Campaign, replayed, run_campaign
from tests.store.faults.shim import Kind
from tests.store.faults.tree import Tree, scratch

pytestmark = pytest.mark.uncounted

SQLITE: Any = import_module("sqlcipher3.dbapi2")  # it has no types

needs_shim = pytest.mark.skipif(not shim.available(), reason="needs Linux and a C compiler")


@pytest.fixture
def root() -> Iterator[Path]:
    with scratch() as folder:
        yield folder


# ---- Recording ----------------------------------------------------------------------------------


def change_in_every_way(root: str, outside: str) -> None:
    """Whatever a program can do to a folder; what cannot be recorded must fail."""
    os.chdir(root)
    write_in_every_way()
    name_in_every_way()
    Path("whole").rename("down/deep/whole")
    shutil.copyfile("down/deep/whole", "copied")  # by sendfile, if it may
    shutil.copy(f"{outside}/other", ".")
    shutil.move(f"{outside}/other", "down/moved")  # over the border: by copying
    with Path("down/moved").open("rb") as source, Path("ranged").open("wb") as target:
        with pytest.raises(OSError, match="not implemented"):
            os.copy_file_range(source.fileno(), target.fileno(), 9)
        with pytest.raises(OSError, match="not supported"):
            os.posix_fallocate(target.fileno(), 0, 9)
    with pytest.raises(PermissionError):
        Path("symbolic").symlink_to("whole")
    writers = [Thread(target=write_by_turns, args=(n,)) for n in range(4)]
    for writer in writers:
        writer.start()
    subprocess.run([sys.executable, "-c", "open('by-child', 'w').write('x')"], check=True)
    for writer in writers:
        writer.join()


def write_in_every_way() -> None:
    whole = os.open("whole", os.O_RDWR | os.O_CREAT, 0o600)
    os.write(whole, b"begin")
    os.pwrite(whole, b"far", 3000)
    os.writev(whole, [b"gath", b"", b"ered"])
    os.pwritev(whole, [b"one", b"two"], 1000)
    second = os.dup(whole)
    os.close(whole)
    os.write(second, b"through the other")
    os.ftruncate(second, 2500)
    os.fsync(second)
    os.close(second)
    with Path("whole").open("ab") as file:
        file.write(b"behind")
    os.truncate("whole", 2503)
    with Path("emptied").open("w") as file:
        file.write("gone")
    with Path("emptied").open("w") as file:
        file.write("new")
        os.fdatasync(file.fileno())


def name_in_every_way() -> None:
    Path("down").mkdir()
    down = os.open("down", os.O_RDONLY)
    os.mkdir("deep", dir_fd=down)
    os.mkdir("brief", dir_fd=down)
    os.rmdir("brief", dir_fd=down)
    os.close(os.open("new", os.O_CREAT | os.O_WRONLY, dir_fd=down))
    os.rename("new", "newer", src_dir_fd=down)
    os.link("newer", "down/deep/again")
    os.unlink("deep/again", dir_fd=down)
    Path("newer").replace("emptied")
    os.fsync(down)
    os.close(down)
    Path("down/../dotted").write_bytes(b"")
    Path("dotted").unlink()


def write_by_turns(n: int) -> None:
    for turn in range(50):
        with Path("shared").open("ab") as file:
            file.write(f"{n} {turn}\n".encode())


@needs_shim
def test_every_change_is_recorded(root: Path, tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"from outside" * 99)
    (root / "before").write_bytes(b"held")
    start, log = Tree.of(root), tmp_path / "log"
    shim.run_function(change_in_every_way, str(root), str(tmp_path), root=root, log=log)
    real = Tree.of(root)
    assert real.files["shared"].count(b"\n") == 200
    assert replayed(log, start).disk.live() == real
    assert {call.action for call in read_log(log)} == set(Action)
    assert not (tmp_path / "other").exists()


def fail_on_purpose(root: str, outside: str) -> None:
    """Each kind of fault, where it must be met and where not."""
    path, promises = Path(root, "file"), os.open(f"{root}/{ACK}", os.O_CREAT | os.O_WRONLY)
    path.write_bytes(b"0123456789")
    deeds: dict[Kind, Callable[[], object]] = {
        Kind.OPEN: lambda: path.open("rb"),
        Kind.READ: path.read_bytes,
        Kind.TRUNCATE: lambda: os.truncate(path, 3),
        Kind.RENAME: lambda: path.rename(path.with_name("b")),
        Kind.UNLINK: path.unlink,
        Kind.MKDIR: path.with_name("folder").mkdir,
        Kind.WRITE: lambda: path.write_bytes(b"other"),
    }
    for kind, deed in deeds.items():
        shim.arm(1, errno.EIO, kinds=kind)
        Path(outside, "file").write_bytes(b"")
        os.write(promises, b"1")
        assert shim.seen() == 0
        with pytest.raises(OSError, match="Input/output error"):
            deed()
        assert (shim.seen(), shim.hits()) == (1, 1)
    shim.disarm()
    assert path.read_bytes() == b""  # opening has emptied it


def fail_at_the_nth(root: str) -> None:
    descriptor = os.open(f"{root}/file", os.O_CREAT | os.O_RDWR)

    def written(*, persistent: bool, kinds: Kind) -> list[int]:
        shim.arm(2, errno.ENOSPC, persistent=persistent, kinds=kinds)
        sizes = []
        for _ in range(4):
            try:
                sizes.append(os.write(descriptor, b"12345678"))
            except OSError as error:
                assert error.errno == errno.ENOSPC  # noqa: PT017  # in the midst of others
                sizes.append(-1)
        return [*sizes, shim.hits()]

    assert written(persistent=False, kinds=Kind.WRITE) == [8, -1, 8, 8, 1]
    assert written(persistent=True, kinds=Kind.WRITE) == [8, -1, -1, -1, 3]
    assert written(persistent=False, kinds=Kind.WRITE | Kind.SHORT) == [8, 4, -1, 8, 2]
    assert written(persistent=True, kinds=Kind.WRITE | Kind.SHORT) == [8, 4, -1, -1, 3]
    shim.count(Kind.WRITE | Kind.SYNC)
    os.write(descriptor, b"1")
    os.fsync(descriptor)
    assert (shim.seen(), shim.hits()) == (2, 0)


@needs_shim
def test_a_fault_hits_the_call_it_is_armed_for(root: Path, tmp_path: Path) -> None:
    shim.run_function(fail_on_purpose, str(root), str(tmp_path), root=root)
    shim.run_function(fail_at_the_nth, str(root), root=root)


# ---- SQLite under power cuts --------------------------------------------------------------------


def connect(root: Path, synchronous: str = "EXTRA") -> Any:  # noqa: ANN401  # it has no types
    connection = SQLITE.connect(root / "ws.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=TRUNCATE")
    connection.execute(f"PRAGMA synchronous={synchronous}")
    return connection


def make_database(root: Path) -> None:
    with closing(connect(root)) as connection:
        connection.execute("CREATE TABLE mark (n INTEGER PRIMARY KEY, half INTEGER, text TEXT)")
        connection.execute("CREATE TABLE page (n INTEGER PRIMARY KEY, text TEXT)")
        connection.executemany("INSERT INTO page VALUES (?, ?)", [(n, "-" * 900) for n in range(9)])


def commit(connection: Any, n: int) -> None:  # noqa: ANN401  # as above
    """One transaction of three statements, whole or not at all."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO mark VALUES (?, 0, ?)", (2 * n, "x" * (n * 53 % 3000)))
    connection.execute("UPDATE page SET text = ? WHERE n % 3 = ?", (str(n) * 450, n % 3))
    connection.execute("INSERT INTO mark VALUES (?, 1, NULL)", (2 * n + 1,))
    connection.execute("COMMIT")


def commit_many(root: str, synchronous: str, transactions: str) -> None:
    promises = os.open(f"{root}/{ACK}", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    with closing(connect(Path(root), synchronous)) as connection:
        for n in range(int(transactions)):
            commit(connection, n)
            os.write(promises, b"%d\n" % n)


def lost_commits(root: Path, promised: str) -> list[str]:
    try:
        with closing(connect(root)) as connection:
            (sound,) = connection.execute("PRAGMA integrity_check").fetchone()
            halves = Counter(n // 2 for (n,) in connection.execute("SELECT n FROM mark"))
    except SQLITE.DatabaseError as error:
        return [f"unreadable: {error}"]
    lost = [n for n in map(int, promised.split()) if n not in halves]
    failures = {
        "unsound": sound != "ok",
        "torn": set(halves.values()) > {2},
        "lost": bool(lost),
    }
    return [failure for failure, met in failures.items() if met]


def cut_commits(root: Path, synchronous: str, cuts: int) -> Campaign:
    make_database(root)
    start = Tree.of(root)
    with scratch() as aside:
        log = aside / "log"
        shim.run_function(commit_many, str(root), synchronous, "12", root=root, log=log)
        assert replayed(log, start).disk.live() == Tree.of(root).without(ACK)
        return run_campaign(log, start, cuts, 1, lost_commits)


@needs_shim
def test_a_synced_commit_outlives_every_cut(root: Path) -> None:
    campaign = cut_commits(root, "EXTRA", cuts=500)
    assert campaign.first is None
    assert (campaign.failed, campaign.cuts, campaign.failures) == (0, 500, {})
    assert campaign.calls > 200


@needs_shim
def test_an_unsynced_commit_does_not(root: Path) -> None:
    campaign = cut_commits(root, "OFF", cuts=100)
    assert campaign.failures["lost"] > 10
    assert sum(campaign.failures.values()) > campaign.failures["lost"]
    assert campaign.first


# ---- Files under power cuts ---------------------------------------------------------------------


def keep_files(root: str, left_out: str) -> None:
    """Put files into place one by one; each is written aside, synced, renamed and its folder synced."""
    promises = os.open(f"{root}/{ACK}", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    for n in range(12):
        with Path(root, "aside").open("wb") as file:
            file.write(str(n).encode() * 2000)
            file.flush()
            if left_out != "file":
                os.fsync(file.fileno())
        folder = f"{root}/kept/{n % 3}"
        if not Path(folder).exists():
            Path(folder).mkdir()
            sync_folder(f"{root}/kept", left_out == "outer folder")
        Path(root, "aside").rename(f"{folder}/{n}")
        sync_folder(folder, left_out == "folder")
        os.write(promises, b"%d\n" % n)


def sync_folder(name: str, left_out: bool) -> None:  # noqa: FBT001  # a fault on purpose
    if not left_out:
        descriptor = os.open(name, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)


def lost_files(root: Path, promised: str) -> list[str]:
    failures = []
    for n in promised.split():
        path = root / "kept" / str(int(n) % 3) / n
        if not path.exists():
            failures.append("lost")
        elif path.read_bytes() != n.encode() * 2000:
            failures.append("torn")
    return failures


@needs_shim
@pytest.mark.parametrize(
    ("left_out", "expected"),
    [("nothing", set()), ("file", {"torn"}), ("folder", {"lost"}), ("outer folder", {"lost"})],
)
def test_a_file_lasts_when_it_and_its_folders_are_synced(
    root: Path, tmp_path: Path, left_out: str, expected: set[str]
) -> None:
    (root / "kept").mkdir()
    start, log = Tree.of(root), tmp_path / "log"
    shim.run_function(keep_files, str(root), left_out, root=root, log=log)
    campaign = run_campaign(log, start, 150, 1, lost_files)
    assert set(campaign.failures) == expected
    if campaign.first:
        again = run_campaign(log, start, 1, campaign.first.seed, lost_files)
        assert again.first == campaign.first


# ---- Faults, call by call -----------------------------------------------------------------------

KINDS = {
    "EIO": shim.CHANGES | Kind.READ,
    "ENOSPC": Kind.OPEN | Kind.WRITE | Kind.SYNC | Kind.MKDIR,
    "half, then ENOSPC": Kind.OPEN | Kind.WRITE | Kind.SYNC | Kind.MKDIR | Kind.SHORT,
}


def fail_each_call(root: str, error: str, often: str) -> None:
    """A commit, then another one with the fault at its first call, at its second, and so on."""
    nth, hit = 0, True
    while hit:
        nth += 1
        folder, killed = Path(root, f"case{nth}"), Path(root, f"killed{nth}")
        folder.mkdir()
        make_database(folder)
        hit, promised = fail_one_call(folder, killed, error, "" if often == "once" else often, nth)
        failures = [*lost_commits(folder, promised), *lost_commits(killed, promised)]
        sys.stdout.write(f"{len(promised.split())} {' '.join(failures)}\n")
        shutil.rmtree(folder)
        shutil.rmtree(killed)


def fail_one_call(
    folder: Path, killed: Path, error: str, persistent: str, nth: int
) -> tuple[bool, str]:
    """Whether the fault was met, and what was promised; leaves a copy as if the program had died."""
    number = getattr(errno, error.rpartition(" ")[2])
    promised = "1\n"
    with closing(connect(folder)) as connection:
        commit(connection, 1)
        shim.arm(nth, number, persistent=bool(persistent), kinds=KINDS[error])
        with suppress(SQLITE.DatabaseError):
            commit(connection, 2)
            promised += "2\n"
        hit = shim.hits() > 0
        shim.disarm()
        shutil.copytree(folder, killed)
        if persistent:
            shim.arm(1, number, persistent=True, kinds=KINDS[error])
    shim.disarm()
    return hit, promised


@needs_shim
@pytest.mark.parametrize("often", ["once", "from then on"])
@pytest.mark.parametrize("error", KINDS)
def test_no_fault_loses_a_commit(root: Path, error: str, often: str) -> None:
    said = shim.run_function(fail_each_call, str(root), error, often, root=root)
    promised, failures = zip(*(line.split(" ", 1) for line in said.splitlines()), strict=True)
    assert set(failures) == {""}
    assert promised.count("1") > 10  # commits that failed, and said so
    assert promised[-1] == "2"  # the fault lay behind the last call
