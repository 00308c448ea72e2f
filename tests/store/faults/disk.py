"""The disk: what it may hold after a power cut, given all that was written, named and synced."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from random import Random
from typing import Final

from tests.store.faults.calls import Action, Call
from tests.store.faults.tree import Tree

SECTOR: Final = 512

# An offset and the bytes that came there, within one sector; without bytes it is the new size.
Piece = tuple[int, bytes | None]


@dataclass(eq=False, slots=True)
class File:
    """The bytes: what a sync has made stable, and the pieces that came since."""

    stable: bytearray = field(default_factory=bytearray)
    pending: list[Piece] = field(default_factory=list)
    made: Change | None = None

    def write(self, offset: int, data: bytes) -> None:
        """Note what was written, sector by sector: each survives a cut by itself."""
        start = 0
        while start < len(data):
            end = start + SECTOR - (offset + start) % SECTOR
            self.pending.append((offset + start, data[start:end]))
            start = end

    def resize(self, size: int) -> None:
        self.pending.append((size, None))

    def sync(self) -> None:
        _put(self.stable, self.pending)
        self.pending.clear()

    def live(self) -> bytes:
        """What a program reads."""
        return self._with(self.pending)

    def cut(self, rng: Random) -> bytes:
        """What a cut may leave."""
        return self._with(_survivors(self.pending, rng))

    def _with(self, pieces: Sequence[Piece]) -> bytes:
        if not pieces:
            return bytes(self.stable)
        content = self.stable.copy()
        _put(content, pieces)
        return bytes(content)


def _put(content: bytearray, pieces: Sequence[Piece]) -> None:
    for offset, data in pieces:
        if len(content) < offset:
            content.extend(bytes(offset - len(content)))
        if data is None:
            del content[offset:]
        else:
            content[offset : offset + len(data)] = data


def _survivors(pieces: Sequence[Piece], rng: Random) -> Sequence[Piece]:
    """None, all, the first or any of them, as a disk may have come to write them."""
    policy = rng.choice(("none", "none", "all", "first", "any", "any")) if pieces else "none"
    if policy == "none":
        return ()
    if policy == "first":
        return pieces[: rng.randint(0, len(pieces))]
    return pieces if policy == "all" else [piece for piece in pieces if rng.getrandbits(1)]


@dataclass(eq=False, slots=True)
class Folder:
    """The names: as programs see them, as a sync has made them stable, and what lies between."""

    live: dict[str, Node] = field(default_factory=dict)
    stable: dict[str, Node] = field(default_factory=dict)
    pending: deque[Change] = field(default_factory=deque)
    synced: int = 0  # so many pending changes only wait for this folder's own name to be stable
    departures: list[Change] = field(default_factory=list)  # renames into other folders
    made: Change | None = None


Node = File | Folder
Place = tuple[Folder, str]
Entries = Callable[[Folder], dict[str, Node]]


@dataclass(eq=False, slots=True)
class Change:
    """One change of names. It pends in the folder where the name comes to be, or ceased to be.

    A cut leaves the first so many changes of each folder. None of them survives without those that
    it needs: changes in other folders, without which a file would be lost or doubled, as it never
    is where a rename is atomic.
    """

    number: int
    node: Node
    source: Place | None
    target: Place | None
    needs: tuple[Change, ...] = ()
    done: bool = False

    @property
    def folder(self) -> Folder:
        place = self.target or self.source
        assert place
        return place[0]

    @property
    def makes(self) -> bool:
        return self.node.made is self

    @property
    def crosses(self) -> bool:
        """Whether it is a rename into another folder."""
        return bool(self.source and self.target and self.source[0] is not self.target[0])

    def stands(self, survivors: set[Change]) -> bool:
        """Whether all that this change needs is stable, or has survived."""
        made = self.folder.made
        needs = (made, *self.needs) if made else self.needs
        return all(need.done or need in survivors for need in needs)

    def apply(self, entries: Entries) -> None:
        if self.source:
            folder, name = self.source
            if entries(folder).get(name) is self.node:
                del entries(folder)[name]
        if self.target:
            folder, name = self.target
            entries(folder)[name] = self.node

    def settle(self) -> None:
        """Become stable. A file renamed on from where it was made is no longer made there."""
        self.apply(_stable)
        self.done = True
        made = self.node.made
        if made and self.source and made.target == self.source:
            made.done = True


def _stable(folder: Folder) -> dict[str, Node]:
    return folder.stable


def _live(folder: Folder) -> dict[str, Node]:
    return folder.live


class Disk:
    """A file system in memory that is told each call, and tells what a cut may leave of it.

    Data pends until its file is synced, names pend in their order until their folder is. A sync of
    a file says nothing of its name, a sync of a folder nothing of the folder's own name.
    """

    def __init__(self, start: Tree) -> None:
        self._root = Folder()
        self._nodes: dict[int, Node] = {}
        self._latest: dict[Node | Place, Change] = {}
        self._changed: dict[Folder, None] = {}  # a set that keeps its order
        self._number = 0
        for path in sorted(start.folders):
            self._stand(path, Folder())
        for path, data in start.files.items():
            self._stand(path, File(bytearray(data)))

    def _stand(self, path: str, node: Node) -> None:
        folder, name = self._place(path)
        folder.live[name] = folder.stable[name] = node

    # -- What programs do ----------------------------------------------------------------------

    def apply(self, call: Call) -> None:
        """Take note of one call."""
        match call.action:
            case Action.OPENED:
                self._nodes[call.inode] = self._find(call.path)
            case Action.CREATED:
                self._make(call, File())
            case Action.MADE_FOLDER:
                self._make(call, Folder())
            case Action.WROTE:
                self._file(call).write(call.offset, call.data)
            case Action.RESIZED:
                self._file(call).resize(call.offset)
            case Action.SYNCED:
                self._sync(self._nodes[call.inode])
            case Action.RENAMED:
                self._rename(self._place(call.path), self._place(call.other))
            case Action.LINKED:
                self._change(self._find(call.path), None, self._place(call.other))
            case Action.REMOVED:
                self._change(self._find(call.path), self._place(call.path), None)

    def _place(self, path: str) -> Place:
        start, _, name = path.rpartition("/")
        folder = self._find(start)
        assert isinstance(folder, Folder), path
        return folder, name

    def _find(self, path: str) -> Node:
        node: Node = self._root
        for name in path.split("/") if path else ():
            assert isinstance(node, Folder), path
            node = node.live[name]
        return node

    def _file(self, call: Call) -> File:
        file = self._nodes[call.inode]
        assert isinstance(file, File)
        return file

    def _make(self, call: Call, node: Node) -> None:
        self._nodes[call.inode] = node
        node.made = self._change(node, None, self._place(call.path))

    def _rename(self, source: Place, target: Place) -> None:
        node = source[0].live[source[1]]
        if target[0].live.get(target[1]) is not node:  # else two names of one file: both stay
            self._change(node, source, target)

    def _change(self, node: Node, source: Place | None, target: Place | None) -> Change:
        self._number += 1
        change = Change(self._number, node, source, target)
        replaced = target[0].live.get(target[1]) if target else None
        touched = self._touched(change, replaced)
        change.needs = self._needs(change, touched, replaced if target else node)
        change.apply(_live)
        change.folder.pending.append(change)
        self._changed[change.folder] = None
        self._latest.update(dict.fromkeys(touched, change))
        if change.crosses and source:
            source[0].departures.append(change)
        return change

    def _touched(self, change: Change, replaced: Node | None) -> list[Node | Place]:
        """The files, folders and names that a change is about."""
        touched: list[Node | Place | None] = [change.node, replaced, change.source, change.target]
        if change.crosses and isinstance(change.node, Folder):
            touched.append(self._root)  # the shape of the whole: no folder gets into itself
        return [one for one in touched if one]

    def _needs(
        self, change: Change, touched: list[Node | Place], gone: Node | None
    ) -> tuple[Change, ...]:
        """The changes in other folders that must come before this one.

        They are the latest of all that it is about; but a new file that is nowhere stable can stand
        at its second name without ever having stood at its first. A folder that goes must be empty.
        """
        needs = [latest for one in touched if (latest := self._latest.get(one))]
        needs = [need for need in needs if not (need.makes and isinstance(need.node, File))]
        if isinstance(gone, Folder):
            needs += [*gone.departures, *islice(reversed(gone.pending), 1)]
        return tuple(n for n in needs if not n.done and n.folder is not change.folder)

    # -- What syncs do -------------------------------------------------------------------------

    def _sync(self, node: Node) -> None:
        if isinstance(node, File):
            node.sync()
        else:
            node.synced = len(node.pending)
            self._settle(node)

    def _settle(self, folder: Folder) -> None:
        """Make stable what was synced, once the folder's own name is."""
        while folder.synced and (folder.made is None or folder.made.done):
            self._settle_first(folder)

    def _settle_up_to(self, change: Change) -> None:
        while not change.done:
            self._settle_first(change.folder)

    def _settle_first(self, folder: Folder) -> None:
        first = folder.pending[0]
        for need in (folder.made, *first.needs):
            if need:
                self._settle_up_to(need)
        if not folder.pending or folder.pending[0] is not first:
            return  # what it needed has taken it along
        folder.pending.popleft()
        folder.synced = max(0, folder.synced - 1)
        if not first.done:
            first.settle()
        if isinstance(first.node, Folder):
            self._settle(first.node)

    # -- What is left --------------------------------------------------------------------------

    def live(self) -> Tree:
        """What programs see. It must be what the real folder holds, or the log lacks something."""
        return self._tree(_live, File.live)

    def cut(self, rng: Random) -> Tree:
        """What may be left if the power is cut now; the disk itself goes on."""
        left = self._names_left(rng)
        contents: dict[File, bytes] = {}  # a file of two names has one content

        def content(file: File) -> bytes:
            if file not in contents:
                contents[file] = file.cut(rng)
            return contents[file]

        return self._tree(lambda folder: left.get(folder, folder.stable), content)

    def _names_left(self, rng: Random) -> dict[Folder, dict[str, Node]]:
        """The names in each folder where a pending change has survived."""
        left: dict[Folder, dict[str, Node]] = {}
        survivors: set[Change] = set()
        stopped: set[Folder] = set()

        def entries(folder: Folder) -> dict[str, Node]:
            if folder not in left:
                left[folder] = dict(folder.stable)
            return left[folder]

        for change in sorted(self._written(rng), key=lambda change: change.number):
            if change.folder in stopped or not change.stands(survivors):
                stopped.add(change.folder)
            elif not change.done:
                survivors.add(change)
                change.apply(entries)
        return left

    def _written(self, rng: Random) -> list[Change]:
        """The first so many pending changes of each folder: none, all, or some."""
        written: list[Change] = []
        for folder in self._changed:
            whole = len(folder.pending)
            count = rng.choice((0, whole, rng.randint(0, whole)))
            written += islice(folder.pending, max(count, folder.synced))
        return written

    def _tree(self, entries: Entries, content: Callable[[File], bytes]) -> Tree:
        files: dict[str, bytes] = {}
        folders: list[str] = []
        found: list[tuple[str, Folder]] = [("", self._root)]
        while found:
            start, folder = found.pop()
            for name, node in entries(folder).items():
                if isinstance(node, File):
                    files[start + name] = content(node)
                else:
                    folders.append(start + name)
                    found.append((f"{start}{name}/", node))
        return Tree(files, frozenset(folders))
