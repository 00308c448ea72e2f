"""Taking in schemes: a scheme file that came on a stick, checked wholly, shown beside what is there, then kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from desktop.domain.commands import Author, Command
from desktop.domain.records import SchemeText, Setting
from desktop.domain.refusals import Refused
from desktop.domain.scheme import Scheme
from desktop.domain.scheme_versions import is_newer
from desktop.schemefiles.files import SchemeFile, read_scheme_content
from desktop.schemefiles.other_files import WHAT_IT_IS, other_kind
from desktop.schemefiles.remarks import Remark
from desktop.services.assessments import kept_text
from desktop.services.faulty_files import FaultyFile
from desktop.services.office_schemes import OfficeScheme, schemes_in, setting_name
from desktop.services.outcome import Outcome, outcome_of
from desktop.store.causes import troubles
from desktop.store.desk import Deed
from desktop.store.views import View
from desktop.store.workspace import Workspace

LARGEST: Final = 1 << 21
LONGEST: Final = 60  # characters of an id or a version: both stand in lines beside other words
_VERDICT: Final = "还不能收入"
_NAMELESS: Final = Path("办法文件")  # on a stick a folder need not bear the scheme's id

# Against what is used now: another scheme, a newer or older text, one of the same version, the very same,
# or one that what came with the program would go before.
Standing = Literal["new", "newer", "older", "other", "same", "behind"]


@dataclass(frozen=True, slots=True)
class OfferedScheme:
    """A sound file, held against what is there."""

    name: str
    text: SchemeText
    scheme: Scheme
    standing: Standing
    held: OfficeScheme | None  # what is used now under its id
    doubts: tuple[str, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether taking it in would change anything."""
        return self.standing not in {"same", "behind"}


def offer_scheme(workspace: Workspace, source: Path) -> OfferedScheme:
    """Read a file and check all of it; refused with every fault."""
    content = _content_of(source)
    file = read_scheme_content(content, _NAMELESS)
    if file.scheme is None:
        raise FaultyFile(source.name, _VERDICT, map(_worded, file.faults))
    _refuse_too_long(source.name, file.scheme)
    text = kept_text(content, file.scheme.id, file.scheme.version)
    with workspace.reading() as view:
        standing, held = _standing(view, text)
    return OfferedScheme(source.name, text, file.scheme, standing, held, _doubts(file))


def _refuse_too_long(name: str, scheme: Scheme) -> None:
    told = (("代号 id", scheme.id), ("版本 version", scheme.version))
    faults = tuple(
        f"{words}有 {len(one)} 个字，最多 {LONGEST} 个，请改短"
        for words, one in told
        if len(one) > LONGEST
    )
    if faults:
        raise FaultyFile(name, _VERDICT, faults)


def take_scheme_in(workspace: Workspace, author: Author, offered: OfferedScheme) -> Outcome:
    """New rounds are opened with it from now on; its text is kept for good, that it is used can be undone."""
    text = offered.text
    with workspace.reading() as view:
        if _standing(view, text) != (offered.standing, offered.held):
            raise Refused("看过预览之后，办法又有变动，请重新收入一次")
        if not offered.fits:
            raise Refused(f"“{offered.name}”不比现在用的新，没有收入")
        is_kept = view.get(SchemeText, text.sha256) is not None
    if not is_kept:
        with workspace.writing() as desk:
            desk.put(text)
            desk.seal(Deed(Command.ADD_SCHEME, author))
    with workspace.writing() as desk:
        desk.put(Setting(setting_name(text.scheme), text.sha256))
        return outcome_of(desk.seal(Deed(Command.CHOOSE_SCHEME, author)))


def _content_of(source: Path) -> bytes:
    with troubles("读取办法文件", source):
        if source.exists() and not source.is_file():  # a pipe would be waited for
            raise Refused(f"“{source.name}”不是普通文件，请选一个办法文件（.toml）")
        with source.open("rb") as file:
            content = file.read(LARGEST + 1)
    other = other_kind(content)
    if other:
        raise Refused(f"“{source.name}”是{other}，不是办法文件；{WHAT_IT_IS}")
    if len(content) > LARGEST:
        raise Refused(f"“{source.name}”太大，不像办法文件；请核对选的是不是 .toml 文件")
    return content


def _standing(view: View, text: SchemeText) -> tuple[Standing, OfficeScheme | None]:
    there = [one for one in schemes_in(view) if one.id == text.scheme]
    held = next((one for one in there if one.used), None)
    if held is None:
        return "new", None
    if held.text == text:
        return "same", held
    if held.bundled is not None and not is_newer(text.version, held.bundled):
        return "behind", held
    if is_newer(text.version, held.version):
        return "newer", held
    return ("older" if is_newer(held.version, text.version) else "other"), held


def _doubts(file: SchemeFile) -> tuple[str, ...]:
    return tuple(map(_worded, file.doubts))


def _worded(remark: Remark) -> str:
    return f"第 {remark.line} 行：{remark.message}"
