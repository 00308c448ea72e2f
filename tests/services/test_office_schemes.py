"""Scheme files that the office takes in: checked, kept with its data, used where they are newer, given up again."""

import os
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from desktop.domain.commands import Command
from desktop.domain.records import Round, SchemeText, Setting
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.backing_up import back_up_to_file, restore_from_file
from desktop.services.faulty_files import FaultyFile
from desktop.services.office_schemes import (
    OfficeScheme,
    checked_files,
    drop_scheme,
    file_name,
    office_schemes,
    save_scheme,
    setting_name,
    sound_schemes,
    tells_of_schemes,
)
from desktop.services.rounds import RoundPlan, open_round
from desktop.services.schemes import list_schemes
from desktop.services.taking_in_schemes import (
    LARGEST,
    LONGEST,
    OfferedScheme,
    offer_scheme,
    take_scheme_in,
)
from desktop.services.undoing import redo, undo
from desktop.services.workspaces import open_workspace, verify
from desktop.store.desk import Deed
from desktop.store.workspace import Workspace
from tests.services.building import ME, SECTIONS, events_of, everything, office_in, rounds
from tests.services.scheme_files import DEARER, ID, NEXT_YEAR, OWN, file_in, keep_raw, text_of


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


def zipped(name: str) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr(name, "")
    return packed.getvalue()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "U盘"


def offer(office: Workspace, stick: Path, text: str) -> OfferedScheme:
    return offer_scheme(office, file_in(stick, text))


def take(office: Workspace, stick: Path, text: str) -> OfferedScheme:
    offered = offer(office, stick, text)
    take_scheme_in(office, ME, offered)
    return offered


def of(office: Workspace, name: str) -> list[OfficeScheme]:
    return [one for one in office_schemes(office) if one.id == name]


def test_without_any_there_are_those_of_the_program(office: Workspace) -> None:
    shown = office_schemes(office)
    assert [one.scheme for one in shown] == list_schemes()
    assert all(one.used and not one.taken_in for one in shown)
    assert sound_schemes(office) == list_schemes()


def test_a_look_at_a_file_writes_nothing(office: Workspace, stick: Path) -> None:
    before = everything(office.folder)
    offered = offer(office, stick, NEXT_YEAR)
    assert (offered.standing, offered.held, offered.fits) == ("new", None, True)
    assert (offered.scheme.id, offered.scheme.version, offered.doubts) == (ID, "2027", ())
    assert everything(office.folder) == before


def test_a_new_scheme_is_kept_and_rounds_are_opened_with_it(office: Workspace, stick: Path) -> None:
    take(office, stick, NEXT_YEAR)
    (stick / "scheme.toml").unlink()  # the stick is gone
    [one] = of(office, ID)
    assert (one.taken_in, one.used, one.version, one.fault) == (True, True, "2027", "")
    assert [scheme.id for scheme in sound_schemes(office)][-1] == ID
    made, _ = open_round(office, ME, RoundPlan("明年", "2027年", ID, ["u-a"]))
    with office.reading() as view:
        held = view.get(Round, made)
        assert held is not None
        text = view.get(SchemeText, held.scheme_text)
    assert text is not None
    assert text.text == NEXT_YEAR
    office.close()
    assert verify(office.folder).faults == ()


def test_it_is_in_every_backup_and_stays_through_a_move(
    office: Workspace, stick: Path, tmp_path: Path
) -> None:
    take(office, stick, NEXT_YEAR)
    archive = tmp_path / "备份.kpbak"
    back_up_to_file(office, archive)
    office.close()
    restore_from_file(archive, tmp_path / "新的电脑")
    office.folder.rename(tmp_path / "搬走")
    for folder in (tmp_path / "新的电脑", tmp_path / "搬走"):
        with open_workspace(folder) as other:
            assert [one.version for one in of(other, ID)] == ["2027"]


def test_the_taken_in_one_is_used_while_it_is_newer(office: Workspace, stick: Path) -> None:
    offered = take(office, stick, DEARER)
    assert offered.standing == "newer"
    [one] = of(office, SECTIONS)
    assert (one.taken_in, one.used, one.version, one.bundled) == (True, True, "2", "1")
    assert len(office_schemes(office)) == len(list_schemes())
    with office.reading() as view:  # what was opened before keeps its own
        assert view.get(Round, rounds().sections) is not None
        made = view.get(SchemeText, view.all(Round, id=rounds().sections)[0].scheme_text)
    assert made is not None
    assert made.text == OWN


def test_the_program_s_own_is_used_once_it_is_no_older(office: Workspace) -> None:
    """As after an update of the program."""
    keep_raw(office, SECTIONS, text_of(("deduct = 2\n", "deduct = 3\n"), version="1"), "1")
    own, other = of(office, SECTIONS)
    assert (own.taken_in, own.used) == (False, True)
    assert (other.taken_in, other.used, other.bundled, other.fault) == (True, False, "1", "")
    assert sound_schemes(office) == list_schemes()


@pytest.mark.parametrize(
    ("held", "text", "standing"),
    [
        ("", OWN, "same"),
        ("", text_of(("deduct = 2\n", "deduct = 4\n"), version="1"), "behind"),
        ("", text_of(version="0"), "behind"),
        (DEARER, DEARER, "same"),
        (DEARER, text_of(("deduct = 2\n", "deduct = 4\n")), "other"),
        (DEARER, text_of(version="3"), "newer"),
        (text_of(version="3"), DEARER, "older"),
        (NEXT_YEAR, text_of(name=ID, version="2026"), "older"),
    ],
)
def test_a_file_is_held_against_what_is_used(
    office: Workspace, stick: Path, held: str, text: str, standing: str
) -> None:
    if held:
        take(office, stick, held)
    offered = offer(office, stick, text)
    assert offered.standing == standing
    assert offered.fits == (standing not in {"same", "behind"})
    if offered.fits:
        take_scheme_in(office, ME, offered)
        assert [one.text for one in of(office, offered.scheme.id)] == [offered.text]
    else:
        with pytest.raises(Refused, match="不比现在用的新"):
            take_scheme_in(office, ME, offered)


def test_every_fault_is_told_with_its_line_and_nothing_is_kept(
    office: Workspace, stick: Path
) -> None:
    wrong = text_of(
        ("points = 100\n", "points = 100\nponts = 3\n"), ('shape = "each"', 'shape = "ech"')
    )
    before = len(events_of(office))
    with pytest.raises(FaultyFile) as told:
        offer(office, stick, wrong)
    lines = wrong.splitlines()
    assert len(told.value.faults) == 2
    for place, word in zip(told.value.faults, ("ponts", "ech"), strict=True):
        number = int(place.removeprefix("第 ").split(" ")[0])
        assert word in lines[number - 1]
        assert "行：" in place
    assert "共 2 处" in told.value.message
    assert len(events_of(office)) == before


def test_what_is_no_scheme_at_all_is_refused(office: Workspace, stick: Path) -> None:
    stick.mkdir()
    (stick / "大.toml").write_bytes(b"#" * (LARGEST + 1))
    for name in ("大.toml", ".", "没有.toml"):
        with pytest.raises((Refused, Trouble)):
            offer_scheme(office, stick / name)
    (stick / "国标.toml").write_bytes(OWN.encode("gb18030"))
    with pytest.raises(FaultyFile, match="UTF-8"):
        offer_scheme(office, stick / "国标.toml")


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("办法.docx", zipped("word/document.xml"), "一份 Word 文档"),
        ("办法.xlsx", zipped("xl/workbook.xml"), "一份 Excel 表格"),
        ("办法.pdf", b"%PDF-1.7\n" + b"x" * LARGEST, "一份 PDF 文档"),
        ("办法.doc", bytes.fromhex("D0CF11E0A1B11AE1"), "一份旧版 Word、Excel 或 WPS 文档"),
        ("办法.zip", zipped("scheme.toml"), "一个压缩包"),
    ],
)
def test_a_document_is_called_by_its_kind_with_what_a_scheme_file_is(
    office: Workspace, stick: Path, name: str, content: bytes, kind: str
) -> None:
    """Most of all the document itself, as it was issued."""
    stick.mkdir()
    (stick / name).write_bytes(content)
    with pytest.raises(Refused) as told:
        offer_scheme(office, stick / name)
    assert not isinstance(told.value, FaultyFile)
    assert told.value.message.startswith(f"“{name}”是{kind}，不是办法文件；办法文件是后缀为 .toml")
    assert "维护人员" in told.value.message
    assert "UTF-8" not in told.value.message


def test_what_was_taken_in_is_saved_as_the_file_that_another_office_takes_in(
    office: Workspace, stick: Path, tmp_path: Path
) -> None:
    take(office, stick, "\ufeff" + NEXT_YEAR)
    [one] = of(office, ID)
    out = save_scheme(office, one, tmp_path / file_name(one))
    assert out.name.endswith("_版本2027.toml")
    assert out.read_text("utf-8") == NEXT_YEAR
    other = tmp_path / "another"
    other.mkdir()
    with open_workspace(office_in(other)) as there:
        take_scheme_in(there, ME, offer_scheme(there, out))
        assert [found.text for found in of(there, ID)] == [one.text]
    with pytest.raises(Refused, match="工作区文件夹里"):
        save_scheme(office, one, office.folder / "a.toml")
    with pytest.raises(Refused, match="原文不见了"):
        save_scheme(office, replace(one, text=None), out)


def test_an_empty_file_is_told_in_words_of_its_reader(office: Workspace, stick: Path) -> None:
    with pytest.raises(FaultyFile, match="缺少 format = 2；请核对选的是不是考核办法文件"):
        offer(office, stick, "")


def test_an_id_or_version_of_hundreds_of_characters_is_refused(
    office: Workspace, stick: Path
) -> None:
    offer(office, stick, text_of(name="l" * LONGEST, version="9" * LONGEST))
    long = text_of(name="l" * (LONGEST + 1), version="9" * (LONGEST + 1))
    with pytest.raises(FaultyFile) as told:
        offer(office, stick, long)
    assert [one[:2] for one in told.value.faults] == ["代号", "版本"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(office: Workspace, stick: Path) -> None:
    stick.mkdir()
    os.mkfifo(stick / "管道.toml")
    with pytest.raises(Refused, match="不是普通文件"):
        offer_scheme(office, stick / "管道.toml")


def test_what_was_overtaken_is_refused(office: Workspace, stick: Path) -> None:
    offered = offer(office, stick, DEARER)
    take(office, stick, text_of(version="3"))
    with pytest.raises(Refused, match="重新收入"):
        take_scheme_in(office, ME, offered)


def test_it_is_two_events_of_whoever_did_it(office: Workspace, stick: Path) -> None:
    before = len(events_of(office))
    take(office, stick, DEARER)
    drop_scheme(office, ME, SECTIONS)
    take(office, stick, DEARER)  # its text is still there
    made = events_of(office)[before:]
    assert [one.command for one in made] == ["add-scheme", *["choose-scheme"] * 3]
    assert {one.author for one in made} == {ME.name}


def test_given_up_it_is_gone_but_for_the_rounds_that_have_it(
    office: Workspace, stick: Path
) -> None:
    take(office, stick, DEARER)
    made, _ = open_round(office, ME, RoundPlan("下半年", "2022年", SECTIONS, ["u-a"]))
    drop_scheme(office, ME, SECTIONS)
    [one] = of(office, SECTIONS)
    assert (one.taken_in, one.version) == (False, "1")
    with office.reading() as view:
        held = view.get(Round, made)
        assert held is not None
        text = view.get(SchemeText, held.scheme_text)
    assert text is not None
    assert text.text == DEARER
    with pytest.raises(Refused, match="不是收入的"):
        drop_scheme(office, ME, SECTIONS)
    office.close()
    assert verify(office.folder).faults == ()


def test_both_can_be_taken_back(office: Workspace, stick: Path) -> None:
    take(office, stick, NEXT_YEAR)
    undo(office, ME, None)
    assert of(office, ID) == []
    redo(office, ME, None)
    drop_scheme(office, ME, ID)
    undo(office, ME, None)
    assert [one.version for one in of(office, ID)] == ["2027"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (NEXT_YEAR[:400], "第 "),
        (NEXT_YEAR.replace("format = 2", "format = 99"), "第 "),
        (text_of(name="other-one"), "里面写的代号是“other-one”"),
    ],
)
def test_what_became_unreadable_stops_nothing_else(
    office: Workspace, text: str, fault: str
) -> None:
    keep_raw(office, ID, text)
    [one] = of(office, ID)
    assert (one.scheme, one.used, one.taken_in) == (None, False, True)
    assert fault in one.fault
    assert sound_schemes(office) == list_schemes()
    with pytest.raises(Refused, match=ID):
        open_round(office, ME, RoundPlan("明年", "2027年", ID, ["u-a"]))
    drop_scheme(office, ME, ID)
    assert of(office, ID) == []


def test_one_whose_text_is_gone_can_be_given_up(office: Workspace) -> None:
    with office.writing() as desk:
        desk.put(Setting(setting_name(SECTIONS), "0" * 64))
        desk.seal(Deed(Command.CHOOSE_SCHEME, ME))
    own, lost = of(office, SECTIONS)
    assert (own.used, lost.used, lost.version, lost.content) == (True, False, "", b"")
    assert "重新收入" in lost.fault
    drop_scheme(office, ME, SECTIONS)
    assert len(of(office, SECTIONS)) == 1


def test_a_faulty_one_is_mended_by_taking_the_file_in_again(office: Workspace, stick: Path) -> None:
    keep_raw(office, ID, NEXT_YEAR[:400])
    assert take(office, stick, NEXT_YEAR).standing == "new"
    [one] = of(office, ID)
    assert (one.fault, one.used) == ("", True)


def test_only_its_own_settings_tell_of_schemes() -> None:
    assert tells_of_schemes("setting", (setting_name(ID),))
    assert tells_of_schemes("setting", setting_name(ID))
    assert not tells_of_schemes("setting", ("theme",))
    assert not tells_of_schemes("unit", (setting_name(ID),))


def test_others_settings_are_left_alone(office: Workspace, stick: Path) -> None:
    offered = offer(office, stick, NEXT_YEAR)
    with pytest.raises(Refused):
        take_scheme_in(office, ME, replace(offered, standing="newer"))
    assert of(office, ID) == []


def test_what_was_taken_in_is_checked_by_whoever_asks(office: Workspace, stick: Path) -> None:
    take(office, stick, NEXT_YEAR)
    with office.writing() as desk:
        desk.put(Setting(setting_name(SECTIONS), "0" * 64))
        desk.seal(Deed(Command.CHOOSE_SCHEME, ME))
    sound, lost = checked_files(office)
    assert (sound.path, sound.faults) == (Path(f"{ID}（收入的）"), ())
    assert "原文不见了" in lost.faults[0].message
