"""Office schemes: scheme files that the office took in, kept in its database beside those that come with the program.

They lie there as rounds keep theirs: so every backup has them, and a workspace that moves takes them along.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from desktop.domain.commands import Author, Command
from desktop.domain.records import SchemeText, Setting
from desktop.domain.refusals import Refused, unknown
from desktop.domain.safe_names import joined_name
from desktop.domain.scheme import Scheme
from desktop.domain.scheme_versions import is_newer
from desktop.schemefiles.files import SchemeFile, read_scheme_content
from desktop.schemefiles.remarks import Remark
from desktop.services.assessments import kept_text
from desktop.services.out_places import real_place
from desktop.services.outcome import Outcome, outcome_of
from desktop.services.schemes import list_schemes, open_scheme, scheme_content
from desktop.store.causes import troubles
from desktop.store.desk import Deed
from desktop.store.durable_files import write_durably
from desktop.store.views import View
from desktop.store.workspace import Workspace

ENDING: Final = ".toml"
_PLACE: Final = "scheme:"  # the setting that says which text of a scheme was taken in
_NAMELESS: Final = Path("办法文件")
_MANY: Final = 64


@dataclass(frozen=True, slots=True)
class OfficeScheme:
    """A scheme that is there: `scheme` is None where `fault` says why it cannot be read."""

    id: str
    scheme: Scheme | None
    text: SchemeText | None
    taken_in: bool = False  # by the office; else it came with the program
    used: bool = True  # whether new rounds are opened with it
    bundled: str | None = None  # the version that came with the program, if one did
    fault: str = ""

    @property
    def version(self) -> str:
        """As its text says."""
        return "" if self.text is None else self.text.version

    @property
    def content(self) -> bytes:
        """Its text as a file."""
        return b"" if self.text is None else self.text.text.encode()


def office_schemes(workspace: Workspace) -> tuple[OfficeScheme, ...]:
    """Every text that is there, those of the program first."""
    with workspace.reading() as view:
        return tuple(schemes_in(view))


def sound_schemes(workspace: Workspace) -> list[Scheme]:
    """What a round can be opened with."""
    shown = office_schemes(workspace)
    return [one.scheme for one in shown if one.used and one.scheme is not None]


def checked_files(workspace: Workspace) -> list[SchemeFile]:
    """Every text that was taken in, as the checker sees it now."""
    with workspace.reading() as view:
        return [_checked(one) for one in _taken_in(view)]


def schemes_in(view: View) -> Iterator[OfficeScheme]:
    """The same, where a view is open already."""
    taken = {one.id: one for one in _taken_in(view)}
    bundled = {one.id: _bundled(one.id) for one in list_schemes()}
    beside = {name: _beside(one, bundled.get(name)) for name, one in taken.items()}
    for name, one in bundled.items():
        other = beside.pop(name, None)
        if other is None or not other.used:
            yield one
        if other is not None:
            yield other
    yield from beside.values()


def content_in(view: View, scheme_id: str) -> bytes:
    """The text that a new round is opened with."""
    used = {one.id: one for one in schemes_in(view) if one.used}
    if scheme_id not in used:
        raise Refused(unknown(scheme_id, used, "个办法"), "scheme")
    return used[scheme_id].content


def drop_scheme(workspace: Workspace, author: Author, scheme_id: str) -> Outcome:
    """New rounds are no longer opened with what was taken in; its text stays with the rounds that have it."""
    with workspace.writing() as desk:
        held = desk.get(Setting, setting_name(scheme_id))
        if held is None:
            raise Refused("这个办法不是收入的，不能移去", "scheme")
        desk.remove(held)
        return outcome_of(desk.seal(Deed(Command.CHOOSE_SCHEME, author)))


def file_name(one: OfficeScheme) -> str:
    """What its file is called outside."""
    title = one.id if one.scheme is None else one.scheme.title
    return joined_name((title, f"版本{one.version}"), ENDING)


def save_scheme(workspace: Workspace, one: OfficeScheme, out: Path) -> Path:
    """Write a scheme's text as the file that it came as, so that another office can take it in."""
    if one.text is None:
        raise Refused(f"“{one.id}”的原文不见了，存不出来；请向给文件的人再要一份", "scheme")
    place = real_place(workspace, out)
    with troubles("保存办法文件", place):
        write_durably(place, one.content)
    return place


def setting_name(scheme_id: str) -> str:
    """Where it is written down which text of a scheme was taken in."""
    return f"{_PLACE}{scheme_id}"


def tells_of_schemes(table: str, key: object) -> bool:
    """Whether a change reached what is taken in."""
    names = key if isinstance(key, tuple) else (key,)
    return table == "setting" and any(str(name).startswith(_PLACE) for name in names)


def _beside(one: OfficeScheme, own: OfficeScheme | None) -> OfficeScheme:
    """What was taken in, held against what came with the program: the newer of them is used."""
    if own is None:
        return one
    newer = one.scheme is not None and is_newer(one.version, own.version)
    return replace(one, used=newer, bundled=own.version)


@cache
def _bundled(scheme_id: str) -> OfficeScheme:
    scheme = open_scheme(scheme_id)
    text = kept_text(scheme_content(scheme_id), scheme_id, scheme.version)
    return OfficeScheme(scheme_id, scheme, text, bundled=text.version)


def _checked(one: OfficeScheme) -> SchemeFile:
    path = Path(f"{one.id}（收入的）")
    if one.text is None:
        return SchemeFile(path, None, (Remark(1, one.fault),))
    return replace(_read(one.text.text), path=path)


@lru_cache(maxsize=_MANY)
def _read(text: str) -> SchemeFile:
    return read_scheme_content(text.encode(), _NAMELESS)


def _taken_in(view: View) -> Iterator[OfficeScheme]:
    for one in sorted(view.all(Setting), key=lambda one: one.name):
        if one.name.startswith(_PLACE):
            scheme_id = one.name.removeprefix(_PLACE)
            yield _held(scheme_id, view.get(SchemeText, one.value))


def _held(scheme_id: str, text: SchemeText | None) -> OfficeScheme:
    """What was sound once may not be to this program: a later one wrote it, or somebody changed the database."""
    if text is None:
        words = "原文不见了，请移去后重新收入"
        return OfficeScheme(scheme_id, None, None, taken_in=True, used=False, fault=words)
    file = _read(text.text)
    fault = ""
    if file.scheme is None:
        fault = f"第 {file.faults[0].line} 行：{file.faults[0].message}"
    elif file.scheme.id != scheme_id:
        fault = f"里面写的代号是“{file.scheme.id}”"
    sound = None if fault else file.scheme
    return OfficeScheme(scheme_id, sound, text, taken_in=True, used=not fault, fault=fault)
