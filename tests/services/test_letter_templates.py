"""Letter templates: taken out, changed in Word, looked over in a process of its own, brought back; and ours again."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from PIL import Image

from desktop.documents.letters.package import LARGEST, UnfitTemplate
from desktop.domain.letter_forms import LetterKind, LetterLook
from desktop.domain.refusals import Refused
from desktop.domain.result_records import LetterTemplate, TemplateFile
from desktop.domain.troubles import Trouble
from desktop.services.faulty_files import FaultyFile
from desktop.services.letter_templates import (
    current_templates,
    own_content,
    read_template,
    save_template,
    template_in,
    use_ours,
    use_template,
)
from desktop.services.undoing import undo
from desktop.services.workspaces import Workspace, open_workspace, verify
from tests.services.building import ME, events_of, office_in, refused

KIND, LOOK = LetterKind.BULLETIN, LetterLook.RED


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace
    assert verify(tmp_path / "office").faults == ()


def changed(source: Path, words: str) -> Path:
    """The template as somebody changed it in Word."""
    document = Document(str(source))
    document.add_paragraph(words)
    document.save(str(source))
    return source


def names(office: Workspace) -> list[str]:
    return [one.name for one in current_templates(office) if not one.is_ours]


def test_a_template_goes_out_and_comes_back_changed(office: Workspace, tmp_path: Path) -> None:
    out = save_template(office, KIND, LOOK, tmp_path / "通报模板.docx")
    assert out.read_bytes() == own_content(KIND, LOOK)
    read = read_template(KIND, changed(out, "另：{{批次}}"))
    use_template(office, ME, KIND, LOOK, read)
    assert names(office) == ["通报模板.docx"]
    with office.reading() as view:
        document = Document(BytesIO(template_in(view, KIND, LOOK)))
        assert template_in(view, KIND, LetterLook.PLAIN) == own_content(KIND, LetterLook.PLAIN)
    assert document.paragraphs[-1].text == "另：{{批次}}"
    again = save_template(office, KIND, LOOK, tmp_path / "再存.docx")
    assert again.read_bytes() == read.content


def test_undo_gives_the_template_up_and_keeps_its_file(office: Workspace, tmp_path: Path) -> None:
    out = save_template(office, KIND, LOOK, tmp_path / "t.docx")
    read = read_template(KIND, out)
    use_template(office, ME, KIND, LOOK, read)
    assert [one.command for one in events_of(office)[-2:]] == ["add-template", "choose-template"]
    undo(office, ME, None)
    assert names(office) == []
    with office.reading() as view:
        assert view.all(LetterTemplate) == []
        assert len(view.all(TemplateFile)) == 1
    use_template(office, ME, KIND, LOOK, read)
    assert events_of(office)[-1].command == "choose-template"
    assert events_of(office)[-2].command == "undo"  # the file was there


def test_ours_again(office: Workspace, tmp_path: Path) -> None:
    with refused(office.folder):
        use_ours(office, ME, KIND, LOOK)
    out = save_template(office, KIND, LOOK, tmp_path / "t.docx")
    use_template(office, ME, KIND, LOOK, read_template(KIND, out))
    use_ours(office, ME, KIND, LOOK)
    assert names(office) == []


def test_what_a_template_of_this_kind_may_not_name_is_told(
    office: Workspace, tmp_path: Path
) -> None:
    out = changed(save_template(office, KIND, LOOK, tmp_path / "t.docx"), "{{失分.原因}}{{单未}}")
    with pytest.raises(FaultyFile) as caught:
        read_template(KIND, out)
    assert len(caught.value.faults) == 2
    assert all("{{" in one and "段的" in one for one in caught.value.faults)
    assert caught.value.message.endswith("（共 2 处）")


def test_a_template_of_another_kind_says_which_it_is(office: Workspace, tmp_path: Path) -> None:
    """It was brought back into the wrong line of the list: nothing in it need be mended."""
    notice = save_template(office, LetterKind.NOTICE, LOOK, tmp_path / "告知书.docx")
    with pytest.raises(FaultyFile) as caught:
        read_template(KIND, notice)
    assert caught.value.message.startswith("“告知书.docx”还不能用：第 ")
    assert "{{" in caught.value.faults[0]
    assert "“扣分告知书”" in caught.value.faults[0].partition("（整个文件合")[2]
    assert caught.value.faults[0].endswith("请在列表里选那一类再收）")
    assert "整个文件" not in "".join(caught.value.faults[1:])
    assert read_template(LetterKind.NOTICE, notice).name == "告知书.docx"


def test_a_picture_stays_where_it_is_and_is_no_field(office: Workspace, tmp_path: Path) -> None:
    """As a seal or an emblem that the office put in; what is nothing but a picture fills nothing in."""
    seal = BytesIO()
    Image.new("RGB", (40, 40), "red").save(seal, "PNG")
    alone = Document()
    alone.add_picture(seal)
    alone.save(str(tmp_path / "图.docx"))
    with pytest.raises(FaultyFile, match=r"“图\.docx”还不能用：模板里没有一个栏目"):
        read_template(KIND, tmp_path / "图.docx")
    seal.seek(0)
    alone.add_paragraph("致{{主送}}")
    alone.save(str(tmp_path / "章.docx"))
    use_template(office, ME, KIND, LOOK, read_template(KIND, tmp_path / "章.docx"))
    with office.reading() as view:
        kept = Document(BytesIO(template_in(view, KIND, LOOK)))
    assert len(kept.inline_shapes) == 1


def test_half_a_file_says_what_to_do(office: Workspace, tmp_path: Path) -> None:
    """As a stick leaves it that was pulled out too early."""
    whole = save_template(office, KIND, LOOK, tmp_path / "t.docx").read_bytes()
    half = tmp_path / "半份.docx"
    half.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnfitTemplate) as caught:
        read_template(KIND, half)
    words = "“半份.docx”不完整或已损坏，请在 Word 里打开它、另存为 .docx 后再选"
    assert caught.value.message == words


@pytest.mark.parametrize(
    ("content", "sort"),
    [
        (b"%PDF-1.7", "foreign"),
        (b"PK\x03\x04" + b"x" * LARGEST, "large"),
        (b"PK\x03\x04", "damaged"),
    ],
)
def test_what_is_no_template_is_refused_by_its_name(
    tmp_path: Path, content: bytes, sort: str
) -> None:
    file = tmp_path / "选错的.docx"
    file.write_bytes(content)
    with pytest.raises(UnfitTemplate, match=r"“选错的\.docx”") as caught:
        read_template(KIND, file)
    assert caught.value.sort == sort


def test_a_file_that_is_gone_is_a_trouble(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="读取文书模板"):
        read_template(KIND, tmp_path / "none.docx")


def test_nothing_is_written_into_the_workspace(office: Workspace) -> None:
    with pytest.raises(Refused, match="工作区"):
        save_template(office, KIND, LOOK, office.folder / "t.docx")
