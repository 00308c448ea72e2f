"""Letters: what the office sends in a round, made with its template and kept as it was sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from desktop.documents.letters.filling import filled
from desktop.documents.letters.reading import About, Shown, read_letter
from desktop.documents.manuscript import Abreast, Grid, Manuscript, Words, told
from desktop.documents.pdf import as_pdf
from desktop.domain.commands import Author, Command
from desktop.domain.letter_numbers import same_number
from desktop.domain.record_checks import checked
from desktop.domain.records import AssessmentKey, Letter, new_id
from desktop.domain.refusals import Refused, within_quotes
from desktop.domain.safe_names import joined_name
from desktop.domain.troubles import Trouble
from desktop.services.assessments import assessment_of, round_of
from desktop.services.evidence import keep_files, take_content
from desktop.services.letter_fields import values_of
from desktop.services.letter_orders import LetterOrder
from desktop.services.letter_sights import LetterSight, letter_sight
from desktop.services.letter_templates import template_in
from desktop.services.office import office_name
from desktop.services.out_places import real_place
from desktop.services.outcome import Outcome, outcome_of
from desktop.store.causes import troubles
from desktop.store.desk import Deed
from desktop.store.durable_files import write_durably
from desktop.store.views import View
from desktop.store.workspace import Workspace

ENDINGS: Final = (".docx", ".pdf")


@dataclass(frozen=True, slots=True)
class MadeLetter:
    """A letter as it would be sent: its words for the register, and the Word file itself."""

    letter: Letter
    document: bytes
    office: str

    def shown(self) -> Shown:
        """As it looks on paper."""
        return shown(self.letter, self.document, self.office)

    def content(self, ending: str) -> bytes:
        """As a file of this kind."""
        if ending.lower() == ".docx":
            return self.document
        if ending.lower() != ".pdf":
            raise Refused(f"发文不能存成“{ending}”，文件名请以 .docx 或 .pdf 结尾", "out")
        return as_pdf(self.shown().manuscript)

    def file_name(self, ending: str) -> str:
        """What its file is called."""
        return letter_name(self.letter, ending)


def make_letters(workspace: Workspace, order: LetterOrder) -> tuple[MadeLetter, ...]:
    """Every letter of an order, none of them kept yet."""
    if order.kind.of_chosen and not order.units:
        raise Refused("还没有选单位，请至少选一个", "units")
    with workspace.reading() as view:
        sight = letter_sight(view, order.round)
        return tuple(_made(view, one, sight) for one in order.each)


def make_letter(workspace: Workspace, order: LetterOrder, unit: str | None) -> MadeLetter:
    """One letter of an order, to be looked at; a unit's own is made for this unit."""
    for one in order.each:
        if unit is None or not order.kind.of_unit or one.units == (unit,):
            with workspace.reading() as view:
                return _made(view, one, letter_sight(view, order.round))
    raise Refused("还没有选单位，请至少选一个", "units")


def _made(view: View, order: LetterOrder, sight: LetterSight) -> MadeLetter:
    values = values_of(view, order, sight)
    document = filled(template_in(view, order.kind, order.look), values)
    office = office_name(view)
    letter = Letter(
        new_id(),
        order.round,
        order.kind.value,
        order.number.strip(),
        order.dated,
        str(values["标题"]),
        "",
        order.units[0] if order.kind.of_unit else None,
    )
    return MadeLetter(letter, document, office)


def shown(letter: Letter, document: bytes, office: str) -> Shown:
    """A Word file as it looks on paper."""
    return read_letter(document, About(letter.title, office, letter.dated))


def letter_name(letter: Letter, ending: str) -> str:
    """What a letter's file is called."""
    return joined_name((letter.number, letter.title), ending)


def save_letter(workspace: Workspace, made: MadeLetter, out: Path) -> Path:
    """Write a letter where the user wants it, whole or not at all."""
    content = made.content(out.suffix)
    place = real_place(workspace, out)
    with troubles("保存发文", place):
        write_durably(place, content)
    return place


# -- the register


def register_letters(
    workspace: Workspace, author: Author, made: Sequence[MadeLetter]
) -> tuple[Outcome, ...]:
    """Keep letters as they were sent, with their files; taking it back leaves the files."""
    with workspace.reading() as view:
        for one in made:
            _refuse_unfit(view, one.letter)
    _refuse_twice(made)
    outcomes: list[Outcome] = []
    kept: list[Letter] = []
    for one in made:
        taken = take_content(workspace, one.file_name(".docx"), one.document)
        files = keep_files(workspace, author, taken)
        outcomes += [files.outcome] if files.outcome else []
        words = words_of(one.shown().manuscript)
        kept.append(_with_file(one.letter, words, files.files[0].evidence))
    return (*outcomes, keep_letters(workspace, author, kept))


def keep_letters(workspace: Workspace, author: Author, letters: Sequence[Letter]) -> Outcome:
    """Keep letters as they were sent; registered again, one is corrected, never given to another round or unit."""
    with workspace.writing() as desk:
        for one in letters:
            _refuse_unfit(desk, one)
            desk.put(checked(one))
        return outcome_of(desk.seal(Deed(Command.KEEP_LETTER, author, letters[0].round)))


def _refuse_unfit(view: View, letter: Letter) -> None:
    """What it names exists, it stays with whom it was sent to, and its number is no other letter's of that year."""
    round_of(view, letter.round)
    if letter.unit is not None:
        assessment_of(view, AssessmentKey(letter.round, letter.unit))
    for one in view.all(Letter):
        if one.id == letter.id:
            if (one.round, one.unit) != (letter.round, letter.unit):
                raise Refused(f"发文“{one.title}”已经登记在别处，不能改到这里", "id")
        elif one.dated.year == letter.dated.year and same_number(one.number, letter.number):
            told = f"{one.dated:%Y-%m-%d} 的“{within_quotes(one.title)}”"
            raise Refused(f"文号“{letter.number}”已经用在 {told}上，请换一个", "number")


def _refuse_twice(made: Sequence[MadeLetter]) -> None:
    if not made:
        raise Refused("没有要登记的发文", "units")
    numbers = [one.letter.number for one in made]
    for at, one in enumerate(numbers):
        if any(same_number(one, other) for other in numbers[:at]):
            raise Refused(f"几份发文的文号都是“{one}”，请在文号里写上可以往下编的数字", "number")


def _with_file(letter: Letter, words: str, evidence: str) -> Letter:
    told = (letter.id, letter.round, letter.kind, letter.number, letter.dated, letter.title)
    return Letter(*told, words, letter.unit, evidence)


def words_of(manuscript: Manuscript) -> str:
    """All that a letter says, line by line; a table's cells stand side by side."""
    lines: list[str] = []
    for one in manuscript.blocks:
        match one:
            case Words() if one.text.strip():
                lines.append(one.text)
            case Abreast():
                lines.append("　".join(one.texts))
            case Grid():
                rows = ([each.heading for each in one.columns], *one.rows)
                lines += ["　".join(told(cell) for cell in row) for row in rows]
    return "\n".join(lines)


def letters_of(workspace: Workspace, round_id: str) -> list[Letter]:
    """The letters of a round, by their day."""
    with workspace.reading() as view:
        letters = view.all(Letter, round=round_id)
        return sorted(letters, key=lambda one: (one.dated, one.number, one.id))


def kept_letter(workspace: Workspace, letter: Letter) -> MadeLetter:
    """A registered letter exactly as it was sent."""
    if letter.document is None:
        raise Refused(f"“{letter.title}”登记时没有留存文件，只有文字", "document")
    path = workspace.files.path_of(letter.document)
    with troubles("读取发文", path):
        content = path.read_bytes()
    if sha256(content).hexdigest() != letter.document:
        raise Trouble(f"“{letter.title}”的文件和登记时不同，请到“设置”的“诊断”里核对全部")
    with workspace.reading() as view:
        return MadeLetter(letter, content, office_name(view))
