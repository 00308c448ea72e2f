"""Official faces that a machine has come first; a font that may not be embedded, or is broken, does not count."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

from desktop.bundle import bundled
from desktop.documents import installed_fonts
from desktop.documents.installed_fonts import font_files, installed_font
from desktop.documents.setting import typefaces
from desktop.documents.setting.typefaces import BODY, LATIN, faces_in_use, typeface_of

Install = Callable[..., Path]


def font(family: str, *, kind: int = 0, characters: str = "考核评分表一二三甲") -> TTFont:
    """A small font of this name, with outlines of ours."""
    made = TTFont(bundled("resources") / "fonts" / "gw-kaiti.ttf")
    cutter = subset.Subsetter(subset.Options(name_IDs=["*"], name_languages=["*"]))
    cutter.populate(text=characters)
    cutter.subset(made)
    for number in (1, 4, 16):
        made["name"].setName(family, number, 3, 1, 0x804)
    made["name"].setName(f"Installed{abs(hash(family))}", 6, 3, 1, 0x409)
    made["OS/2"].fsType = kind
    return made


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Puts a font where a user's own are kept."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    folder = tmp_path / "fonts" / "gov"
    folder.mkdir(parents=True)

    def put(name: str, made: TTFont | TTCollection) -> Path:
        path = folder / name
        made.save(path)
        _forget()
        return path

    _forget()
    yield put
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    for one in (font_files, typefaces._official, typeface_of):
        one.cache_clear()


def test_the_official_face_sets_the_text_and_the_bundled_one_what_it_lacks(
    install: Install,
) -> None:
    path = install("simfang.ttf", font("仿宋_GB2312"))
    face = typeface_of(BODY.name)
    assert face.glyph("考").font == "simfang-0"
    assert face.glyph("丙").font == "gw-fangsong"
    told = {one.role: one for one in faces_in_use()}
    assert (told[BODY.name].font, told[BODY.name].path) == ("仿宋_GB2312", path)
    assert [one.path for role, one in told.items() if role != BODY.name] == [None] * 4


def test_the_first_name_that_documents_ask_for_wins(install: Install) -> None:
    install("simfang.ttf", font("仿宋"))
    old = install("fsgb2312.TTF", font("仿宋_GB2312"))
    found = installed_font(BODY.families, BODY.hints, BODY.probe)
    assert found is not None
    assert found.path == old


def test_latin_and_digits_are_set_in_the_official_face_where_there_is_one(install: Install) -> None:
    install("times.ttf", font("Times New Roman", characters="AaZz09"))
    face = typeface_of(BODY.name, LATIN.name)
    assert [face.glyph(one).font for one in "a9é·考"] == [
        "times-0",
        "times-0",
        "gw-fallback",
        "gw-fangsong",
        "gw-fangsong",
    ]
    assert typeface_of(BODY.name).glyph("9").font == "gw-fangsong"  # where all is prescribed to be


def test_a_collection_is_looked_through(install: Install) -> None:
    collection = TTCollection()
    collection.fonts = [font("别的字体"), font("仿宋_GB2312")]
    path = install("fangsong.ttc", collection)
    assert installed_font(BODY.families, BODY.hints, BODY.probe) == (path, 1, "仿宋_GB2312")


@pytest.mark.parametrize("kind", [0x2, 0x200, 0x202])
def test_what_may_not_be_embedded_does_not_count(install: Install, kind: int) -> None:
    install("simfang.ttf", font("仿宋_GB2312", kind=kind))
    assert installed_font(BODY.families, BODY.hints, BODY.probe) is None


def test_neither_does_another_family_a_poor_one_or_a_broken_file(install: Install) -> None:
    install("simfang.ttf", font("仿宋体艺术字"))
    install("fangsong.ttf", font("仿宋_GB2312", characters="考核"))
    install("仿宋_GB2312.ttf", font("仿宋_GB2312")).write_bytes(b"no font")
    _forget()
    assert installed_font(BODY.families, BODY.hints, BODY.probe) is None
    assert typeface_of(BODY.name).glyph("考").font == "gw-fangsong"


def test_windows_keeps_them_in_two_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("WINDIR", "/w")
    monkeypatch.setenv("LOCALAPPDATA", "/l")
    told = [one.as_posix() for one in installed_fonts.font_folders()]
    assert told == ["/w/Fonts", "/l/Microsoft/Windows/Fonts"]
