"""Scheme files as somebody brings them: a bundled one changed a little, under its own id or another."""

from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from desktop.domain.commands import Command
from desktop.domain.records import SchemeText, Setting
from desktop.services.office_schemes import setting_name
from desktop.services.outcome import Outcome, outcome_of
from desktop.services.schemes import scheme_content
from desktop.services.taking_in_schemes import offer_scheme, take_scheme_in
from desktop.store.desk import Deed
from desktop.store.workspace import Workspace
from tests.services.building import ME, SECTIONS

OWN: Final = scheme_content(SECTIONS).decode()
ID: Final = "next-year"


def text_of(*changes: tuple[str, str], version: str = "2", name: str = SECTIONS) -> str:
    """The text with each of these put in place of its first occurrence."""
    head = ((f'id = "{SECTIONS}"', f'id = "{name}"'), ('version = "1"', f'version = "{version}"'))
    text = OWN
    for old, new in (*head, *changes):
        assert old in text
        text = text.replace(old, new, 1)
    return text


def file_in(folder: Path, text: str, name: str = "scheme.toml") -> Path:
    """On a stick, under the name that such files have here."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def take_in(workspace: Workspace, text: str) -> Outcome:
    """From a stick that is gone at once."""
    with TemporaryDirectory() as folder:
        offered = offer_scheme(workspace, file_in(Path(folder), text))
    return take_scheme_in(workspace, ME, offered)


def keep_raw(workspace: Workspace, name: str, text: str, version: str = "2") -> Outcome:
    """As if a later program had kept it, or somebody had changed the database."""
    digest = sha256(text.encode()).hexdigest()
    with workspace.writing() as desk:
        desk.put(SchemeText(digest, name, version, text), Setting(setting_name(name), digest))
        return outcome_of(desk.seal(Deed(Command.CHOOSE_SCHEME, ME)))


NEXT_YEAR: Final = text_of(("科室", "科室"), name=ID, version="2027")
DEARER: Final = text_of(("deduct = 2\n", "deduct = 3\n"))
