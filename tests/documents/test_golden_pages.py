"""Printed pages look as they did when somebody found them right."""

from dataclasses import replace

import pytest
from PIL import Image

from desktop.documents.forms.score_sheet import score_sheet
from desktop.documents.setting.typefaces import faces_in_use
from desktop.services.schemes import open_scheme
from tests.documents.golden import FOLDER, Golden, at_fault, goldens, is_near, pictures
from tests.services.building import SECTIONS

pytestmark = pytest.mark.uncounted


@pytest.mark.parametrize("golden", [*goldens()], ids=lambda one: one.name)
def test_a_page_looks_as_it_did(golden: Golden) -> None:
    if any(one.path for one in faces_in_use()):
        pytest.skip("this machine has official faces")
    for number, picture in enumerate(pictures(golden.manuscript), 1):
        with Image.open(FOLDER / f"{golden.name}-{number}.png") as kept:
            assert is_near(picture, kept.convert("L")), f"{golden.name}, page {number}"


def test_every_picture_belongs_to_a_paper() -> None:
    known = {one.name for one in goldens()}
    assert {path.stem.rsplit("-", 1)[0] for path in FOLDER.glob("*.png")} == known


@pytest.mark.parametrize("change", [{"mark": ""}, {"foot": ""}, {"code": ""}, {"blocks": ()}])
def test_what_is_missing_is_seen(change: dict[str, object]) -> None:
    whole = score_sheet(at_fault(open_scheme(SECTIONS)))
    lacking = replace(whole, **change)  # type: ignore[arg-type]  # each fits its field
    assert not is_near(pictures(whole)[0], pictures(lacking)[0])


def test_another_score_is_seen() -> None:
    contents = at_fault(open_scheme(SECTIONS))
    first = contents.sheet.indicators[0]
    other = replace(
        contents.sheet, indicators=(first._replace(score=None), *contents.sheet.indicators[1:])
    )
    pages = [pictures(score_sheet(one))[0] for one in (contents, replace(contents, sheet=other))]
    assert not is_near(*pages)
