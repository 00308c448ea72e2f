"""Faults of templates: each with its place, all of them at once; files that are no templates are refused."""

from collections.abc import Callable
from typing import Final

import pytest
from docx.document import Document as WordDocument

from desktop.documents.letters.faults import faults_of
from desktop.documents.letters.package import LARGEST, UnfitTemplate
from tests.documents.letters.templates import KNOWN, boxed, repacked, spoken, tabled, template

GOOD: Final = template(spoken("{{单位}}"))
RELS: Final = "word/_rels/document.xml.rels"
_OUTSIDE: Final = (
    '<Relationship Id="rId99" Type="http://x/{}" Target="http://there/it" TargetMode="External"/>'
)


def test_a_good_template_has_none() -> None:
    made = template(
        spoken("{{单", "位}}的{{标题}}"),
        tabled(("条款", "原因"), ("{{失分.条款}}", "{{失分.原因}}{{单位}}")),
        spoken("{{排名.名次}}{{排名.单位}}"),
    )
    assert faults_of(made, KNOWN) == ()


def test_every_fault_is_told_with_its_place() -> None:
    def headed(document: WordDocument) -> None:
        document.sections[0].header.paragraphs[0].text = "{{文浩}}"
        document.sections[0].footer.paragraphs[0].text = "{{}}"

    made = template(
        headed,
        spoken("标题"),
        spoken(""),
        spoken("致{{单", "未}}"),
        tabled(("条款", "原因"), ("{{失分.条款}}", "{{失分.原由}}")),
        spoken("{{失分}}和{{不相干的栏目}}"),
        tabled(("{{失分.条款}}", "{{排名.单位}}"), headed=False),
        spoken("{{失分.条款}}{{排名.单位}}"),
        spoken("{{单位"),
        spoken("单位}}、{单位}"),
    )
    assert faults_of(made, KNOWN) == (
        "第 3 段的“{{单未}}”不认识，是不是要写“{{单位}}”？",
        "第 1 个表格第 2 行第 2 格的“{{失分.原由}}”不认识，是不是要写“{{失分.原因}}”？",
        "第 4 段的“{{失分}}”是一个清单，要写明哪一栏，例如“{{失分.条款}}”",
        "第 4 段的“{{不相干的栏目}}”不认识，可以写的见“可用的栏目”",
        "第 2 个表格第 1 行里有“失分”、“排名”这 2 个清单，一行只能列一个清单，请分开",
        "第 5 段里有“失分”、“排名”这 2 个清单，一段只能列一个清单，请分开",
        "第 6 段的“{{单位”没有写完整，栏目要写在“{{”和“}}”之间",
        "第 7 段的“单位}}”没有写完整，栏目要写在“{{”和“}}”之间",
        "页眉第 1 段的“{{文浩}}”不认识，是不是要写“{{文号}}”？",
        "页脚第 1 段的“{{}}”里没有写栏目",
    )


def test_boxes_and_tables_within_tables_have_places() -> None:
    def nested(document: WordDocument) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        cell.add_table(1, 2).cell(0, 1).text = "{{乙}}"

    made = template(boxed("{{甲}}"), nested)
    first, second = faults_of(made, KNOWN)
    assert first.startswith("第 1 段的文本框第 1 段的“{{甲}}”")
    assert second.startswith("第 1 个表格第 1 行第 1 格里的第 1 个表格第 1 行第 2 格的“{{乙}}”")


def test_a_file_without_fields_is_probably_the_wrong_one() -> None:
    [fault] = faults_of(template(spoken("通报")), KNOWN)
    assert fault.startswith("模板里没有一个栏目")


def _with(part: str, content: bytes) -> Callable[[dict[str, bytes]], object]:
    return lambda parts: parts.update({part: content})


def _linked(kind: str) -> Callable[[dict[str, bytes]], object]:
    def change(parts: dict[str, bytes]) -> None:
        link = _OUTSIDE.format(kind).encode()
        parts[RELS] = parts[RELS].replace(b"</Relationships>", link + b"</Relationships>")

    return change


def _macros(parts: dict[str, bytes]) -> None:
    types = parts["[Content_Types].xml"]
    plain = b"officedocument.wordprocessingml.document.main+xml"
    parts["[Content_Types].xml"] = types.replace(plain, b"ms-word.document.macroEnabled.main+xml")


def _entities(parts: dict[str, bytes]) -> None:
    document = parts["word/document.xml"].partition(b"?>")[2]
    declared = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    parts["word/document.xml"] = declared + document.replace("单位".encode(), b"&e;")


def _deep(parts: dict[str, bytes]) -> None:
    parts["word/document.xml"] = b"<a>" * 200 + b"</a>" * 200


@pytest.mark.parametrize(
    ("content", "sort"),
    [
        (b"x" * (LARGEST + 1), "large"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"old", "old"),
        (b"%PDF-1.7", "foreign"),
        (b"PK\x03\x04 torn", "damaged"),
        (GOOD[: len(GOOD) // 2], "damaged"),
        (repacked(GOOD, _with("word/bomb.bin", b"\0" * (25 << 20))), "large"),
        (repacked(GOOD, lambda parts: parts.update({f"x/{n}": b"" for n in range(500)})), "large"),
        (repacked(GOOD, lambda parts: parts.pop("[Content_Types].xml")), "foreign"),
        (repacked(GOOD, lambda parts: parts.pop("word/document.xml")), "foreign"),
        (repacked(GOOD, _macros), "macros"),
        (repacked(GOOD, _linked("vbaProject")), "macros"),
        (repacked(GOOD, _linked("oleObject")), "active"),
        (repacked(GOOD, _linked("attachedTemplate")), "outside"),
        (repacked(GOOD, _linked("image")), "outside"),
        (repacked(GOOD, _entities), "damaged"),
        (repacked(GOOD, _deep), "damaged"),
        (repacked(GOOD, _with("word/document.xml", b"<torn")), "damaged"),
    ],
)
def test_what_is_no_plain_word_document_is_refused(content: bytes, sort: str) -> None:
    with pytest.raises(UnfitTemplate) as caught:
        faults_of(content, KNOWN)
    assert caught.value.sort == sort


def test_a_hyperlink_may_lead_outside() -> None:
    assert faults_of(repacked(GOOD, _linked("hyperlink")), KNOWN) == ()
