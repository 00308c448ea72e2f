"""The manual: how pages are read, what is found in them, and that what ours says is really there."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # it has no types
import pytest

from desktop.release import version
from desktop.services.manual.book import book_of
from desktop.services.manual.finding import find_in
from desktop.services.manual.pages import (
    Heading,
    Listed,
    Manual,
    Mark,
    Noted,
    Page,
    Part,
    Pictured,
    Ruled,
    Run,
    Said,
    lines_of,
)
from desktop.services.manual.reading import (
    Unreadable,
    line_of,
    manual_folder,
    page_of,
    read_manual,
)
from desktop.services.manual.shortcuts import PLACES
from tests.manual_shots import LARGEST, NAMES

HOUSE = Path(__file__).parents[2] / "desktop"
OURS = HOUSE / "services" / "manual"
MANUAL = read_manual()


# -- how pages are read


def test_a_page_is_read_into_its_blocks() -> None:
    text = """# 打印
先看**打印…**，按 `Ctrl+P`，
再看[核验](code#纸面)。

## 步骤

1. 一
   接着写
2. 二

- 甲
- 乙

> 小心

| 键 | 做什么 |
|---|---|
| `F1` | 手册 |

![打印的样子](print.png)
"""
    page = page_of("print", text)
    assert page.title == "打印"
    assert page.blocks == (
        Said(
            (
                Run("先看"),
                Run("打印…", Mark.SHOWN),
                Run("，按 "),
                Run("Ctrl+P", Mark.KEY),
                Run("，再看"),
                Run("核验", Mark.LINK, "code#纸面"),
                Run("。"),
            )
        ),
        Heading("步骤"),
        Listed((line_of("一接着写"), line_of("二")), numbered=True),
        Listed((line_of("甲"), line_of("乙")), numbered=False),
        Noted(line_of("小心")),
        Ruled((line_of("键"), line_of("做什么")), ((line_of("`F1`"), line_of("手册")),)),
        Pictured("print.png", "打印的样子"),
    )


@pytest.mark.parametrize(
    "text",
    ["没有标题", "# 甲\n\n### 太深", "# 甲\n\n| 一 |\n|---|\n| 一 | 二 |", "# 甲\n\n| 一 |\n"],
)
def test_what_is_not_written_as_pages_are_is_named(text: str) -> None:
    with pytest.raises(Unreadable, match=r"bad\.md"):
        page_of("bad", text)


def test_the_page_of_keys_has_every_key_of_the_program() -> None:
    page = MANUAL.page("shortcuts")
    told = {line[0].text for block in page.blocks for line in lines_of(block)}
    assert {keys for place in PLACES for keys, _ in place.keys} <= told
    assert {place.name for place in PLACES} <= {*page.headings}


# -- what is found


def _manual(*texts: str) -> Manual:
    pages = tuple(page_of(f"p{at}", text) for at, text in enumerate(texts))
    return Manual((Part("一", pages),), {})


def test_titles_come_before_headings_and_text() -> None:
    manual = _manual(
        "# 甲\n\n这里说到备份", "# 乙\n\n空的\n\n## 备份的份数\n\n七份", "# 备份\n\n怎么做"
    )
    assert _found(manual, "备份") == ["p2", "p1#备份的份数", "p0"]


def test_all_words_must_stand_in_one_section_whatever_their_case() -> None:
    manual = _manual("# 甲\n\n存成 PDF 文件\n\n## 别的\n\n只说 Word")
    assert _found(manual, "pdf 文件") == ["p0"]
    assert not find_in(manual, "pdf 文件").is_near
    assert find_in(manual, "pdf word").is_near
    assert _found(manual, "  ") == []


def test_an_excerpt_begins_a_little_before_the_word() -> None:
    manual = _manual(f"# 甲\n\n{'前' * 100}钥匙{'后' * 100}")
    [hit] = find_in(manual, "钥匙").hits
    assert re.fullmatch(r"…前{12}钥匙后+…", hit.excerpt)


def _found(manual: Manual, words: str) -> list[str]:
    return [one.section.target for one in find_in(manual, words).hits]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("如何撤销", "faq#改错了怎么撤销"),
        ("怎么打印评分表？", "first-hour#打印评分表"),
        ("怎么备份", "backup"),
        ("请问怎么免责", "scoring#每一条上的小按钮"),
        ("下半年", "new-round"),
        ("怎么添加考核人", "settings#人员"),
        ("删除批次", "overview#批次卡片能做什么"),
        ("忘记口令", "faq#忘了口令"),
        ("程序打不开", "diagnosis#看诊断"),
        ("材料打不开", "faq#材料不见了，或者说它被改动过"),
        ("U盘", "backup#断电、磁盘满、优盘拔掉"),
        ("解锁", "review#定稿以后要改"),
        ("打印不出来", "diagnosis#看诊断"),
        ("单位撤并了", "settings#被考核单位"),
        ("重装系统", "upgrade#换一台电脑"),
        ("冲突怎么选", "handover#几个人分头考核"),
        ("工作区被占用", "diagnosis#工作区没有打开"),
        ("时间不对", "faq#电脑的日期不对"),
        ("扫描件倒了", "evidence#看材料"),
        ("谁改过分", "scoring#每一条上的小按钮"),
        ("看不清", "faq#字太小"),
        ("分数算错了怎么办", "faq#改错了怎么撤销"),
        ("怎么退回重评", "review#定稿前要审核的批次"),
        ("优秀名额超了怎么办", "matrix#排名"),
        ("打印出来有水印", "faq#印出来为什么有“草稿”两个字"),
        ("怎么装到没有网的电脑", "install"),
        ("怎么把单位移出批次", "faq#有个单位今年不考核"),
        ("关机没保存怎么办", "faq#没有保存按钮，怎么知道保存了没有"),
        ("怎么一次打印所有单位", "print#打印什么"),
        ("会上改分怎么记", "meeting#会议"),
        ("改过的历史在哪里看", "scoring#每一条上的小按钮"),
        ("怎么删除一个单位", "settings#被考核单位"),
        ("单位的PDF打不开", "faq#材料不见了，或者说它被改动过"),
        ("怎么催单位交材料", "evidence-place#催交"),
        ("评完了怎么公布结果", "rectification#发文"),
        ("怎么看谁还没评", "scoring#一条一条往下评"),
        ("二次评分平均怎么弄", "check#复评"),
        ("模板换成我们自己的", "rectification#发文"),
        ("怎么给两个单位同时扣分", "criteria#每次、每件扣（得）多少"),
        ("得分怎么四舍五入", "faq#分数有几位小数"),
        ("扫描件太大传不上去", "faq#材料有没有大小限制"),
        ("卸载后数据还在吗", "install#统信 UOS、麒麟、Debian"),
        ("网络断了能用吗", "faq#要不要联网，能在手机上用吗"),
        ("手机能用吗", "faq#要不要联网，能在手机上用吗"),
        ("月底怎么催报", "evidence-place#催交"),
        ("谁来审核", "review#定稿前要审核的批次"),
        ("今年办法变了", "schemes#批次换用新版本"),
        ("怎么查谁改过分", "scoring#每一条上的小按钮"),
        ("怎么给某个单位加分", "scoring#一条一条往下评"),
        ("两个科室合并了怎么办", "settings#被考核单位"),
        ("并列名次怎么排", "matrix#排名"),
        ("打不出汉字", "install#中文输入"),
    ],
)
def test_a_question_in_ones_own_words_finds_its_page(question: str, first: str) -> None:
    found = find_in(MANUAL, question)
    assert found.is_near
    assert first in [one.section.target for one in found.hits[:3]]


def test_what_people_call_otherwise_stands_in_the_manual_by_its_own_name() -> None:
    missing = [
        one for one in MANUAL.also if not find_in(MANUAL, one).hits or find_in(MANUAL, one).is_near
    ]
    assert missing == []


def test_another_name_adds_to_what_stands_there_to_the_letter() -> None:
    found = find_in(MANUAL, "密码")
    assert not found.is_near
    targets = [one.section.target for one in found.hits]
    assert targets.index("faq#忘了口令") < targets.index("install#Windows")


@pytest.mark.parametrize("question", ["骆驼", "怎么才能", "？", "zebra", "骆驼吃什么草料"])
def test_what_has_nothing_to_do_with_the_manual_finds_nothing(question: str) -> None:
    assert find_in(MANUAL, question).hits == ()


# -- what ours says


@pytest.mark.parametrize("page", MANUAL.pages, ids=lambda one: one.name)
def test_what_a_page_says_is_on_the_screen_is_in_the_program(page: Page) -> None:
    shown = {run.text for run in _runs(page) if run.mark is Mark.SHOWN}
    missing = [one for one in sorted(shown) if not _is_said(one)]
    assert missing == []


@pytest.mark.parametrize("page", MANUAL.pages, ids=lambda one: one.name)
def test_every_link_leads_somewhere(page: Page) -> None:
    for run in _runs(page):
        if run.mark is Mark.LINK:
            assert _leads(run.target), run


def test_every_place_that_is_described_is_there() -> None:
    there = {*re.findall(r"^class (\w+)", _said(), re.MULTILINE)}
    assert {*MANUAL.places} - there == set()
    for target in MANUAL.places.values():
        assert _leads(target), target


def test_every_page_and_every_picture_is_used() -> None:
    folder = manual_folder()
    assert {one.stem for one in folder.glob("*.md")} == {one.name for one in MANUAL.pages}
    assert len({one.title for one in MANUAL.pages}) == len(MANUAL.pages)
    used = {one.file for page in MANUAL.pages for one in page.blocks if isinstance(one, Pictured)}
    assert used == {one.name for one in (folder / "pictures").glob("*.png")}


def test_every_picture_is_one_that_is_taken_and_small() -> None:
    pictures = {one.stem: one.stat().st_size for one in (manual_folder() / "pictures").iterdir()}
    assert {*pictures} == {*NAMES}
    assert max(pictures.values()) <= LARGEST
    assert sum(pictures.values()) <= 3_000_000


@pytest.mark.uncounted
def test_the_whole_manual_is_printed_on_the_pages_that_its_contents_tell() -> None:
    book = book_of(replace(MANUAL, parts=tuple(_without_pictures(one) for one in MANUAL.parts)))
    with pikepdf.open(BytesIO(book.content)) as pdf, pdf.open_outline() as outline:
        begin = {str(one.title): _page_of(pdf, one) for one in outline.root}
    assert [*begin] == [one.title for one in MANUAL.pages]
    with pypdfium2.PdfDocument(book.content) as document:
        contents = re.sub(r"\s", "", document[1].get_textpage().get_text_bounded())
    assert contents.startswith("目录")
    for title, number in begin.items():
        assert f"{title}{number}" in contents


_FIGURES = (
    "| 承诺 | 上限 | 实测 | 对照 | 对照实测 |\n|---|---|---|---|---|\n"
    "| 从 10 万条留痕的工作区读出一张考核表并算好，连同每一处的扣分理由 | 16 毫秒 | 7.39 毫秒"
    " | 空表单里敲一个数，不计分也不记录，也不写数据库 | 0.0963 毫秒 |\n"
)


def test_what_is_said_in_a_few_characters_stands_in_one_line_of_a_printed_table() -> None:
    """A figure and its unit: nobody reads “16 毫” above “秒”."""
    page = page_of("table", f"# 表\n\n{_FIGURES}")
    book = book_of(Manual((Part("一", (page,)),), {}))
    with pypdfium2.PdfDocument(book.content) as document:
        said = document[len(document) - 1].get_textpage().get_text_bounded()
    for one in ("16 毫秒", "7.39 毫秒", "0.0963 毫秒"):
        assert one in said


def _without_pictures(part: Part) -> Part:
    """Only their words: to set pictures takes most of the time."""
    pages = []
    for page in part.pages:
        blocks = (
            Said(line_of(one.words)) if isinstance(one, Pictured) else one for one in page.blocks
        )
        pages.append(replace(page, blocks=tuple(blocks)))
    return part._replace(pages=tuple(pages))


def _page_of(pdf: pikepdf.Pdf, item: pikepdf.OutlineItem) -> int:
    assert isinstance(item.destination, pikepdf.Array)
    return pdf.pages.index(pikepdf.Page(item.destination[0])) + 1


def test_the_page_of_changes_tells_of_this_version_as_the_changelog_does() -> None:
    page = (manual_folder() / "changes.md").read_text("utf-8")
    changes = (HOUSE.parent / "CHANGELOG.md").read_text("utf-8")
    newest = re.search(r"^## (\S+)$", changes, re.MULTILINE)
    assert re.findall(r"\d+\.\d+\.\d+", page) == [version()]
    assert newest is not None
    assert newest[1] == version()


def test_the_contents_name_no_place_twice() -> None:
    contents = tomllib.loads((manual_folder() / "contents.toml").read_text(encoding="utf-8"))
    named = [
        place
        for part in contents["part"]
        for page in part["page"]
        for places in (page.get("at", []), *page.get("under", {}).values())
        for place in places
    ]
    assert len(named) == len({*named})


def _runs(page: Page) -> Iterator[Run]:
    for block in page.blocks:
        for line in lines_of(block):
            yield from line


def _leads(target: str) -> bool:
    name, _, heading = target.partition("#")
    found = next((one for one in MANUAL.pages if one.name == name), None)
    return found is not None and (not heading or heading in found.headings)


def _is_said(words: str) -> bool:
    """As a whole, as a part that begins or ends where a sentence of the program does, or quoted in one."""
    said = _said()
    return any(one in said for one in (f'"{words}', f'{words}"', f"“{words}”"))


@cache
def _said() -> str:
    """The program's code but for docstrings and the manual's own."""
    code = (
        path.read_text(encoding="utf-8")
        for path in HOUSE.rglob("*.py")
        if not path.is_relative_to(OURS)
    )
    return "\n".join(re.sub(r'"""[\s\S]*?"""', "", one) for one in code)
