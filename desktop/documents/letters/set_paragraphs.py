"""Paragraphs of a Word document as our own type setting takes them: one face each, at an exact pitch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from docx.oxml.ns import qn

from desktop.documents.letters.properties import Styles, Told, number
from desktop.documents.letters.writing import BOX, Element, Writing
from desktop.documents.manuscript import (
    Abreast,
    Align,
    Blank,
    Block,
    Closing,
    Face,
    Ink,
    Turn,
    Words,
)
from desktop.documents.setting.typefaces import BODY, HEADING, LATIN, ROLES, SECOND, TITLE

_TWENTIETHS: Final = 20
_HALVES: Final = 2
_EIGHTHS: Final = 8
_HUNDREDTHS: Final = 100
_LINES: Final = 240  # of a single line
_SINGLE: Final = 1.3  # of an em
_USUAL_SIZE: Final = "21"
_HAIR: Final = Face(BODY.name, 1, 1)
_SMALLEST: Final = 1.0
_ALIGNED: Final = {
    "center": Align.MIDDLE,
    "right": Align.RIGHT,
    "end": Align.RIGHT,
    "both": Align.BOTH,
    "distribute": Align.BOTH,
}
# What a font's name tells of its role; the first that fits.
_ROLES: Final = (
    (("小标宋", "biaosong", "大标宋"), TITLE),
    (("黑", "hei", "sans"), HEADING),
    (("楷", "kai"), SECOND),
)
_OFFICIAL: Final = ("仿宋", "fangsong")
_REDDISH: Final = 0x60  # how much more red than green or blue
_PARTS: Final = 6


class Remarks:
    """What is shown otherwise than Word shows it, each said once."""

    def __init__(self) -> None:
        self._told: dict[str, None] = {}

    def add(self, words: str) -> None:
        """Say it, unless it was."""
        self._told[words] = None

    @property
    def told(self) -> tuple[str, ...]:
        """In the order in which it was met."""
        return tuple(self._told)


class _Look(NamedTuple):
    """What a stretch looks like, of what can differ within a paragraph."""

    face: Face
    ink: Ink
    bold: bool


class Paragraphs:
    """Makes blocks of paragraphs, and remarks of what they lose."""

    def __init__(self, styles: Styles, remarks: Remarks) -> None:
        self._styles, self._remarks = styles, remarks

    def text_of(self, paragraph: Element) -> str:
        """All that it says."""
        return Writing(paragraph).text

    def face_of(self, paragraph: Element) -> tuple[Face, Told]:
        """The face of most of it, and how it is set."""
        told = self._styles.paragraph(paragraph)
        return self._looks(paragraph, told).face, told

    def align_of(self, paragraph: Element) -> Align:
        """Where its lines stand."""
        return _ALIGNED.get(self._styles.paragraph(paragraph).get("jc", ""), Align.LEFT)

    def closing(self, paragraph: Element, rule: float) -> Iterator[Closing]:
        """A line at the foot of a page, with a rule below it: nothing turns or is blank there."""
        for one in self.blocks(paragraph):
            if isinstance(one, Words | Abreast):
                yield replace(one, rule=rule)

    def blocks(self, paragraph: Element) -> Iterator[Block]:
        """A paragraph, with what is blank above and below it."""
        told = self._styles.paragraph(paragraph)
        look = self._looks(paragraph, told)
        self._remark(paragraph, told)
        pitch, kept = look.face.pitch, bool(told.get("keepNext"))
        if told.get("pageBreakBefore"):
            yield Turn()
        if above := _distance(told, "before", pitch):
            yield Blank(above, kept=True)
        if weight := number(told, "rule.top"):
            yield Words(
                "", _HAIR, kept=True, ink=_ink(told.get("rule.color", "")), rule=weight / _EIGHTHS
            )
        turns = [one for one in paragraph.iter(qn("w:br")) if one.get(qn("w:type")) == "page"]
        yield from self._set(Writing(paragraph).text, look, told, turns=bool(turns))
        if below := _distance(told, "after", pitch):
            yield Blank(below, kept=kept)

    def _set(self, text: str, look: _Look, told: Told, *, turns: bool) -> Iterator[Block]:
        face, kept = look.face, bool(told.get("keepNext"))
        rule = number(told, "rule.bottom") / _EIGHTHS
        if turns:
            before, _, text = text.partition("\n")
            if before.strip():
                yield self._words(before, look, told, 0.0)
            yield Turn()
            if not text.strip():
                return
        bare = text.lstrip("\t")
        if "\t" in bare:
            texts = tuple(bare.split("\t"))[:_PARTS]
            yield Abreast(
                texts,
                face,
                _ALIGNED.get(told.get("jc", ""), Align.LEFT),
                kept,
                spread=True,
                aside=_first_line(told, face) * face.size,
                rule=rule,
            )
        elif bare.strip() or rule:
            words = self._words(bare, look, told, rule)
            yield words
        else:
            yield Blank(face.pitch, kept=kept)

    def _words(self, text: str, look: _Look, told: Told, rule: float) -> Words:
        ink = _ink(told.get("rule.color", "")) if rule and not text.strip() else look.ink
        return Words(
            text,
            look.face,
            _ALIGNED.get(told.get("jc", ""), Align.LEFT),
            _first_line(told, look.face),
            kept=bool(told.get("keepNext")),
            ink=ink,
            left=_inset(told, ("left", "start"), look.face),
            right=_inset(told, ("right", "end"), look.face),
            rule=rule,
        )

    # -- what it looks like

    def _looks(self, paragraph: Element, told: Told) -> _Look:
        """As most of its characters look; of a blank one, as its mark."""
        counted: Counter[_Look] = Counter()
        for run in paragraph.iter(qn("w:r")):
            if any(one.tag == BOX for one in run.iterancestors()):
                continue
            size = sum(len((one.text or "").strip()) for one in run.iterchildren(qn("w:t")))
            if size:
                counted[self._look(self._styles.run(run, told), self._remarks)] += size
        if not counted:
            mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
            holder = paragraph.find(qn("w:pPr"))
            told = told if mark is None else self._styles.run(holder, told)
            return self._look(told, Remarks())
        if len(counted) > 1:
            self._remarks.add("一段里有几种字体、字号或颜色的，按用得最多的一种显示")
        found = counted.most_common(1)[0][0]
        if found.bold:
            self._remarks.add("加粗的字不加粗显示")
        return found

    def _look(self, told: Told, remarks: Remarks) -> _Look:
        size = max(_SMALLEST, number({"": told.get("sz", _USUAL_SIZE)}, "", 21) / _HALVES)
        font = told.get("rFonts.eastAsia", "")
        if told.get("rFonts.eastAsiaTheme"):
            font = "主题字体"
        role = _role(font, remarks)
        latin = told.get("rFonts.ascii", "")
        face = Face(role, size, _pitch(told, size), "" if latin == font else LATIN.name)
        return _Look(face, _ink(told.get("color", "")), bool(told.get("b")))

    def _remark(self, paragraph: Element, told: Told) -> None:
        if told.get("numPr"):
            self._remarks.add("自动编号不显示")
        if next(paragraph.iter(BOX), None) is not None:
            self._remarks.add("文本框里的文字不显示")
        elif next(paragraph.iter(qn("w:drawing"), qn("w:pict")), None) is not None:
            self._remarks.add("图片和图形不显示")


def _role(font: str, remarks: Remarks) -> str:
    """The role whose face it is, or stands nearest to."""
    for role in ROLES:
        if role.name == font or font in role.families:
            return role.name
    name = font.casefold()
    for hints, role in _ROLES:
        if any(one in name for one in hints):
            return role.name
    if font and not any(one in name for one in _OFFICIAL):
        remarks.add(f"字体“{font}”用仿宋代替")
    return BODY.name


def _ink(colour: str) -> Ink:
    """Red, or black: official documents know no other."""
    try:
        red, green, blue = bytes.fromhex(colour)
    except ValueError:
        return Ink.BLACK
    return Ink.RED if red - max(green, blue) > _REDDISH else Ink.BLACK


def _pitch(told: Told, size: float) -> float:
    line = number(told, "spacing.line", _LINES)
    match told.get("spacing.lineRule", "auto"):
        case "exact":
            return max(_SMALLEST, line / _TWENTIETHS)
        case "atLeast":
            return max(line / _TWENTIETHS, size * _SINGLE)
    return size * _SINGLE * max(line, 1) / _LINES


def _distance(told: Told, side: str, pitch: float) -> float:
    if lines := number(told, f"spacing.{side}Lines"):
        return lines / _HUNDREDTHS * pitch
    return number(told, f"spacing.{side}") / _TWENTIETHS


def _first_line(told: Told, face: Face) -> float:
    """In ems."""
    if characters := number(told, "ind.firstLineChars"):
        return max(0.0, characters / _HUNDREDTHS)
    return max(0.0, number(told, "ind.firstLine") / _TWENTIETHS / face.size)


def _inset(told: Told, sides: tuple[str, ...], face: Face) -> float:
    for side in sides:
        if characters := number(told, f"ind.{side}Chars"):
            return max(0.0, characters / _HUNDREDTHS * face.size)
        if points := number(told, f"ind.{side}") / _TWENTIETHS:
            return max(0.0, points)
    return 0.0
