"""The model of a disk that the campaigns stand on: made-up calls, and what cuts may leave of them."""

from collections.abc import Callable
from itertools import count
from random import Random

import pytest

from tests.store.faults.calls import Action, Call
from tests.store.faults.disk import SECTOR, Disk
from tests.store.faults.tree import Tree

pytestmark = pytest.mark.uncounted

TOP = frozenset({"a", "b", "c"})


class Program:
    """What a program does to a disk that begins with three folders, and what it must see there."""

    def __init__(self, **files: bytes) -> None:
        start = Tree({name.replace("_", "/"): data for name, data in files.items()}, TOP)
        self.disk = Disk(start)
        self.files = dict(start.files)
        self.folders: dict[str, int] = {}
        self._inodes = count(1)
        for name in ("", *sorted(TOP)):
            self.folders[name] = self._call(Action.OPENED, name)

    def _call(self, action: Action, path: str = "", other: str = "", inode: int = 0) -> int:
        call = Call(action, inode or next(self._inodes), path, other)
        self.disk.apply(call)
        return call.inode

    def create(self, path: str, data: bytes) -> int:
        """A new file, its content synced."""
        inode = self._call(Action.CREATED, path)
        self.write(inode, 0, data)
        self._call(Action.SYNCED, inode=inode)
        self.files[path] = data
        return inode

    def write(self, inode: int, offset: int, data: bytes) -> None:
        self.disk.apply(Call(Action.WROTE, inode, offset=offset, data=data))

    def resize(self, inode: int, size: int) -> None:
        self.disk.apply(Call(Action.RESIZED, inode, offset=size))

    def make_folder(self, path: str) -> None:
        self.folders[path] = self._call(Action.MADE_FOLDER, path)

    def sync(self, *folders: str) -> None:
        for folder in folders:
            self._call(Action.SYNCED, inode=self.folders[folder])

    def link(self, path: str, other: str) -> None:
        self._call(Action.LINKED, path, other)
        self.files[other] = self.files[path]

    def remove(self, path: str) -> None:
        self._call(Action.REMOVED, path)
        self.files.pop(path, None)
        self.folders.pop(path, None)

    def rename(self, path: str, other: str) -> None:
        self._call(Action.RENAMED, path, other)
        self.folders.pop(other, None)

        def now(name: str) -> str:
            return other + name[len(path) :] if f"{name}/".startswith(f"{path}/") else name

        moved = {name: data for name, data in self.files.items() if now(name) != name}
        kept = {name: data for name, data in self.files.items() if name not in {*moved, other}}
        self.files = kept | {now(name): data for name, data in moved.items()}
        self.folders = {now(name): inode for name, inode in self.folders.items()}

    def cuts(self, number: int = 60) -> list[Tree]:
        rng = Random(1)  # noqa: S311  # no secret
        return [self.disk.cut(rng) for _ in range(number)]

    def left(self) -> set[tuple[str, ...]]:
        """The names of files that cuts may leave, one tuple for each outcome."""
        return {tuple(sorted(tree.files)) for tree in self.cuts()}


def test_names_pend_in_their_order_until_their_folder_is_synced() -> None:
    program = Program()
    program.create("a/1", b"1")
    program.create("a/2", b"2")
    assert program.left() == {(), ("a/1",), ("a/1", "a/2")}
    program.sync("", "b")
    assert () in program.left()
    program.sync("a")
    assert program.left() == {("a/1", "a/2")}


def test_a_new_folder_holds_nothing_until_its_own_name_is_synced() -> None:
    program = Program()
    program.make_folder("a/d")
    program.create("a/d/1", b"1")
    program.sync("a/d")
    assert program.left() == {(), ("a/d/1",)}
    assert all(bool(tree.files) == ("a/d" in tree.folders) for tree in program.cuts())
    program.sync("a")
    assert program.left() == {("a/d/1",)}


def test_a_renamed_file_is_never_lost_nor_doubled() -> None:
    program = Program(a_1=b"1")
    program.rename("a/1", "b/1")
    assert program.left() == {("a/1",), ("b/1",)}
    program.sync("a")
    assert program.left() == {("a/1",), ("b/1",)}
    program.sync("b")
    assert program.left() == {("b/1",)}


def test_a_renamed_file_stays_where_its_new_folder_may_be_gone() -> None:
    program = Program(a_1=b"1")
    program.make_folder("b/d")
    program.rename("a/1", "b/d/1")
    program.sync("b/d")
    assert program.left() == {("a/1",), ("b/d/1",)}
    program.sync("b")
    assert program.left() == {("b/d/1",)}


def test_a_sync_settles_what_it_stands_on() -> None:
    program = Program(a_1=b"1")
    program.make_folder("b/d")
    program.rename("a/1", "c/1")
    program.rename("c/1", "b/d/1")
    program.sync("b/d")
    assert program.left() == {("a/1",), ("c/1",), ("b/d/1",)}
    program.sync("b")
    assert program.left() == {("b/d/1",)}


def test_a_renamed_folder_takes_along_what_was_synced_in_it() -> None:
    program = Program()
    program.make_folder("a/d")
    program.create("a/d/1", b"1")
    program.sync("a/d")
    program.rename("a/d", "b/d")
    assert program.left() == {(), ("a/d/1",), ("b/d/1",)}
    assert all(bool(tree.files) == (tree.folders > TOP) for tree in program.cuts())
    program.sync("b")
    assert program.left() == {("b/d/1",)}


def test_no_folder_gets_into_itself() -> None:
    program = Program(c_1=b"1")
    program.make_folder("b/d")
    program.make_folder("b/d/e")
    program.rename("c/1", "b/d/e/1")
    program.sync("b", "b/d", "b/d/e")
    program.rename("b/d/e", "a/e")
    program.rename("b/d", "a/e/d")
    assert program.left() == {("b/d/e/1",), ("a/e/1",)}


def test_a_new_file_renamed_needs_only_its_last_folder() -> None:
    program = Program()
    program.create("a/other", b"2")
    program.create("a/1", b"1")
    program.rename("a/1", "b/1")
    program.sync("b")
    assert program.left() == {("b/1",), ("a/other", "b/1")}


def test_a_name_taken_anew_waits_for_the_file_that_had_it() -> None:
    program = Program(a_1=b"old")
    program.rename("a/1", "b/1")
    program.create("a/1", b"new")
    program.sync("a")
    assert program.left() == {("a/1", "b/1")}


def test_a_second_name_is_there_before_the_first_is_gone() -> None:
    for replace in (True, False):
        program = Program(a_1=b"1", a_draft=b"2")
        program.link("a/1", "b/1")
        if replace:
            program.rename("a/draft", "a/1")
        else:
            program.remove("a/1")
        assert all(b"1" in tree.files.values() for tree in program.cuts())


def test_a_removed_file_may_be_back_until_its_folder_is_synced() -> None:
    program = Program(a_1=b"old")
    program.remove("a/1")
    program.create("a/1", b"new")
    program.rename("a/1", "b/1")
    program.sync("b")
    assert program.left() == {("a/1", "b/1"), ("b/1",)}
    assert {tree.files.get("a/1") for tree in program.cuts()} == {b"old", None}


def test_two_names_of_one_file_have_one_content() -> None:
    program = Program()
    inode = program.create("a/1", b"")
    program.link("a/1", "b/1")
    program.sync("a", "b")
    program.write(inode, 0, bytes(range(256)) * 20)
    assert all(len(set(tree.files.values())) == 1 for tree in program.cuts())
    program.disk.apply(Call(Action.RENAMED, 0, "a/1", "b/1"))
    assert program.left() == {("a/1", "b/1")}  # nothing happens, says POSIX


def test_a_replaced_file_is_the_old_or_the_new() -> None:
    program = Program(a_1=b"old")
    program.create("a/draft", b"new")
    program.rename("a/draft", "a/1")
    assert {tree.files["a/1"] for tree in program.cuts()} == {b"old", b"new"}
    program.sync("a")
    assert [dict(tree.files) for tree in program.cuts(1)] == [{"a/1": b"new"}]


def test_each_sector_survives_by_itself_until_the_file_is_synced() -> None:
    program = Program()
    inode = program.create("a/1", b"-" * 3 * SECTOR)
    program.sync("a")
    program.write(inode, 100, b"+" * 2 * SECTOR)
    contents = {tree.files["a/1"] for tree in program.cuts(300)}
    assert len(contents) == 8  # three sectors are touched
    program.disk.apply(Call(Action.SYNCED, inode))
    assert {tree.files["a/1"] for tree in program.cuts()} == {program.disk.live().files["a/1"]}


def test_sizes_pend_too() -> None:
    program = Program()
    inode = program.create("a/1", b"12345")
    program.sync("a")
    program.resize(inode, 2)
    program.write(inode, 4, b"x")
    assert {tree.files["a/1"] for tree in program.cuts()} == {
        b"12345",
        b"12",
        b"1234x",
        b"12\0\0x",
    }


# ---- Any calls -----------------------------------------------------------------------------------


class Chance:
    """A program that does anything; it keeps account of the files that must still be somewhere."""

    def __init__(self, seed: int, *, links: bool) -> None:
        self.rng = Random(seed)  # noqa: S311  # no secret
        self.program = Program(**{f"{self.rng.choice('abc')}_s{n}": b"s%d" % n for n in range(5)})
        self.stable = set(self.program.files.values())
        self._made = count()
        steps: list[Callable[[], None]] = [self.create, self.rename, self.rename, self.rename]
        steps += [self.remove, self.make_folder, self.remove_folder, self.rename_folder, self.sync]
        self.steps = [*steps, self.link] if links else steps
        self.synced: str | None = None

    def step(self) -> None:
        self.synced = None
        self.rng.choice(self.steps)()
        self.stable &= set(self.program.files.values())

    def _folder(self) -> str:
        return self.rng.choice([name for name in self.program.folders if name])

    def _free(self) -> str:
        return f"{self._folder()}/n{self.rng.randrange(4)}"

    def _inside(self, folder: str) -> list[str]:
        program = self.program
        return [n for n in (*program.files, *program.folders) if n.startswith(f"{folder}/")]

    def create(self) -> None:
        path = self._free()
        if path not in self.program.files:
            self.program.create(path, b"c%d" % next(self._made))

    def rename(self) -> None:
        files, other = self.program.files, self._free()
        path = self.rng.choice([*files, ""])
        if path and files[path] != files.get(other):
            self.program.rename(path, other)

    def link(self) -> None:
        path, other = self.rng.choice([*self.program.files, ""]), self._free()
        if path and other not in self.program.files:
            self.program.link(path, other)

    def remove(self) -> None:
        if self.program.files:
            self.program.remove(self.rng.choice([*self.program.files]))

    def make_folder(self) -> None:
        path = f"{self._folder()}/d{self.rng.randrange(2)}"
        if path not in self.program.folders:
            self.program.make_folder(path)

    def remove_folder(self) -> None:
        path = self._folder()
        if path not in TOP and not self._inside(path):
            self.program.remove(path)

    def rename_folder(self) -> None:
        path, other = self._folder(), f"{self._folder()}/d{self.rng.randrange(2)}"
        if path not in TOP and not f"{other}/".startswith(f"{path}/") and not self._inside(other):
            self.program.rename(path, other)

    def sync(self) -> None:
        self.synced = self.rng.choice([*self.program.folders])
        self.program.sync(self.synced)


def _names(tree: Tree, folder: str | None) -> set[str]:
    return {n for n in (*tree.files, *tree.folders) if n.rpartition("/")[0] == folder}


@pytest.mark.parametrize("links", [False, True])
def test_whatever_is_done_nothing_stable_is_lost(*, links: bool) -> None:
    for seed in range(250):
        go_through(seed, links=links)


def go_through(seed: int, *, links: bool) -> None:
    chance = Chance(seed, links=links)
    program = chance.program
    for _ in range(25):
        chance.step()
        live = program.disk.live()
        assert live.files == program.files
        assert live.folders | {""} == set(program.folders)
        for left in program.cuts(4):
            contents = list(left.files.values())
            assert chance.stable <= set(contents)
            assert links or len(set(contents)) == len(contents)
            if chance.synced in {"", *TOP}:
                assert _names(left, chance.synced) >= _names(live, chance.synced)
    program.sync(*sorted(program.folders, reverse=True))
    assert [dict(left.files) for left in program.cuts(3)] == [program.files] * 3
