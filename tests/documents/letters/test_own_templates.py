"""Our own templates: what lies in resources is what is described, and names known fields only."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from desktop.bundle import bundled
from desktop.documents.letters.faults import faults_of
from desktop.documents.letters.own_templates import own_template, own_templates
from desktop.domain.letter_forms import LetterKind, LetterLook, fields_of, own_file

EVERY = [(kind, look) for kind in LetterKind for look in LetterLook]


def _parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_what_lies_in_resources_is_what_is_described() -> None:
    folder = bundled("resources") / "templates"
    made = dict(own_templates())
    assert {one.name for one in folder.glob("*.docx")} == {*made}
    for name, content in made.items():
        assert _parts((folder / name).read_bytes()) == _parts(content), name


@pytest.mark.parametrize(("kind", "look"), EVERY, ids=[own_file(*one) for one in EVERY])
def test_each_names_known_fields_only(kind: LetterKind, look: LetterLook) -> None:
    assert faults_of(own_template(kind, look), fields_of(kind)) == ()
