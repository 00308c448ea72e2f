"""Documents are looked at in the bundled faces, whatever official ones this machine has."""

from collections.abc import Iterator

import pytest

from desktop.documents.setting import typefaces
from desktop.documents.setting.typefaces import faces_in_use, typeface_of


@pytest.fixture(scope="module", autouse=True)
def _bundled_faces() -> Iterator[None]:
    if all(one.path is None for one in faces_in_use()):
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typefaces, "_official", lambda _role: None)
        typeface_of.cache_clear()
        yield
    typeface_of.cache_clear()
