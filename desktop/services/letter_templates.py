"""Letter templates: the office's own in place of ours, taken out to be changed in Word and brought back."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from desktop.bundle import bundled
from desktop.documents.letters.package import LARGEST, UnfitTemplate
from desktop.domain.commands import Author, Command
from desktop.domain.letter_forms import LetterKind, LetterLook, own_file, template_key
from desktop.domain.refusals import Refused
from desktop.domain.result_records import LetterTemplate, TemplateFile
from desktop.domain.safe_names import safe_name
from desktop.intake.confined import Broken, Limits, Overrun, answer_of
from desktop.services.faulty_files import FaultyFile
from desktop.services.out_places import real_place
from desktop.services.outcome import Outcome, outcome_of
from desktop.store.causes import troubles
from desktop.store.desk import Deed
from desktop.store.durable_files import write_durably
from desktop.store.views import View
from desktop.store.workspace import Workspace

_CHECKER: Final = "desktop.documents.letters.checking"
_LIMITS: Final = Limits(seconds=9, answer=1 << 20)
_ENDING: Final = ".docx"


@dataclass(frozen=True, slots=True)
class CurrentTemplate:
    """Which template a kind of letter has in a look; a blank name means ours."""

    kind: LetterKind
    look: LetterLook
    name: str

    @property
    def is_ours(self) -> bool:
        """Whether the office has none of its own."""
        return not self.name


@dataclass(frozen=True, slots=True)
class ReadTemplate:
    """A file that was looked over and may become a template."""

    name: str
    content: bytes


def current_templates(workspace: Workspace) -> tuple[CurrentTemplate, ...]:
    """Every kind in every look."""
    with workspace.reading() as view:
        files = {one.kind: one.file for one in view.all(LetterTemplate)}
        names = {key: _file(view, sha).name for key, sha in files.items()}
    return tuple(
        CurrentTemplate(kind, look, names.get(template_key(kind, look), ""))
        for kind in LetterKind
        for look in LetterLook
    )


def template_in(view: View, kind: LetterKind, look: LetterLook) -> bytes:
    """The template that a letter is made with now."""
    held = view.get(LetterTemplate, template_key(kind, look))
    if held is None:
        return own_content(kind, look)
    return base64.b64decode(_file(view, held.file).content)


def own_content(kind: LetterKind, look: LetterLook) -> bytes:
    """Ours."""
    return (bundled("resources") / "templates" / own_file(kind, look)).read_bytes()


def _file(view: View, sha: str) -> TemplateFile:
    found = view.get(TemplateFile, sha)
    if found is None:  # the database itself holds to that
        raise ValueError(sha)
    return found


def template_name(kind: LetterKind, look: LetterLook) -> str:
    """What its file is called outside."""
    return safe_name(f"{kind.value}模板_{look.value}{_ENDING}")


def save_template(workspace: Workspace, kind: LetterKind, look: LetterLook, out: Path) -> Path:
    """Take the template out, to be changed in Word."""
    place = real_place(workspace, out)
    with workspace.reading() as view:
        content = template_in(view, kind, look)
    with troubles("保存文书模板", place):
        write_durably(place, content)
    return place


def read_template(kind: LetterKind, source: Path) -> ReadTemplate:
    """Look over a file in a process of its own; refused with every fault."""
    with troubles("读取文书模板", source), source.open("rb", buffering=0) as file:
        content = file.read(LARGEST + 1) or b""
        file.seek(0)
        try:
            answer = answer_of(_CHECKER, file, _LIMITS)
        except Overrun:
            raise UnfitTemplate("large", source.name) from None
        except Broken:
            raise UnfitTemplate("damaged", source.name) from None
    match answer:
        case {"unfit": str(sort)}:
            raise UnfitTemplate(sort, source.name)
        case {"faults": {kind.name: list(faults), **others}}:
            if faults:
                first = f"{faults[0]}{_meant_for(others)}"
                raise FaultyFile(source.name, "还不能用", (first, *map(str, faults[1:])))
            return ReadTemplate(source.name, content)
    raise UnfitTemplate("damaged", source.name)


def _meant_for(faults: Mapping[object, object]) -> str:
    """That it would do for other kinds of letters: then perhaps the wrong one was chosen."""
    fitting = [f"“{one.value}”" for one in LetterKind if faults.get(one.name) == []]
    if not fitting:
        return ""
    return f"（整个文件合{'、'.join(fitting)}用，如果是选错了类型，请在列表里选那一类再收）"


def use_template(
    workspace: Workspace, author: Author, kind: LetterKind, look: LetterLook, read: ReadTemplate
) -> Outcome:
    """Use a template from now on; its file is kept for good, which template is used can be undone."""
    content = base64.b64encode(read.content).decode()
    file = TemplateFile(sha256(content.encode()).hexdigest(), read.name, content)
    with workspace.writing() as desk:
        if desk.get(TemplateFile, file.sha256) is None:
            desk.put(file)
            desk.seal(Deed(Command.ADD_TEMPLATE, author))
    with workspace.writing() as desk:
        desk.put(LetterTemplate(template_key(kind, look), file.sha256))
        return outcome_of(desk.seal(Deed(Command.CHOOSE_TEMPLATE, author)))


def use_ours(workspace: Workspace, author: Author, kind: LetterKind, look: LetterLook) -> Outcome:
    """Go back to our own template."""
    with workspace.writing() as desk:
        held = desk.get(LetterTemplate, template_key(kind, look))
        if held is None:
            raise Refused("现在用的就是随软件带的模板", "kind")
        desk.remove(held)
        return outcome_of(desk.seal(Deed(Command.CHOOSE_TEMPLATE, author)))
