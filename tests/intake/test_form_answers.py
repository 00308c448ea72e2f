"""Form answers: what offices write into a form's lines becomes rows; what does not stays, every sign of it."""

from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.form_lines import lines_of
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import Kept
from desktop.domain.ledgers.monthly_reports import MonthEntries, MonthlyReport
from desktop.domain.ledgers.report_words import report_words
from desktop.intake.answer_pieces import pieces_of
from desktop.intake.form_answers import FormAnswers, read_answers
from tests.domain.ledgers.monthly_building import FORM, SPAN

FILLED = date(2020, 3, 18)
PLACES = [one.place for one in lines_of(FORM)]


def read(answers: dict[str, str]) -> FormAnswers:
    return read_answers(FORM, answers, SPAN, FILLED)


class Told(NamedTuple):
    """What a row of the activities was read to be."""

    title: str
    day: int = 18
    number: str = ""
    attended: int | None = None
    note: str = ""


def told(place: str, answer: str) -> list[Told]:
    rows = [one.row for one in read({place: answer}).activities[place].rows]
    return [
        Told(one.title, one.held.day, one.number, one.attended, one.note) for one in rows if one
    ]


BOTH = [Told("部署会", 5), Told("推进会", 9)]


@pytest.mark.parametrize(
    "answer",
    [
        "部署会（2020年3月5日）；推进会（3月9日）。",
        "3月5日召开部署会\n3月9日召开推进会",
        "3月5日召开部署会。3月9日召开推进会。",
        "（1）部署会（3.5）（2）推进会（3.9）",
        "(1)部署会(3.5)\n(2)推进会(3.9)",
        "1、部署会（3月5日）2、推进会（3月9日）",
        "1.3月5日部署会；2.3月9日推进会",
        "①部署会（3月5日）②推进会（3月9日）",
        "一、3月5日召开部署会；二、3月9日召开推进会",
        "3月5日召开部署会，3月9日召开推进会",
        "部署会（3月5日）、推进会（3月9日）",
        "会议名称：部署会\n时间：3月5日\n会议名称：推进会\n时间：3月9日",
    ],
)
def test_several_meetings_in_one_answer(answer: str) -> None:
    assert told("1", answer) == BOTH


MEETINGS = {
    "3月5日上午9点，在政府三楼会议室，召开全县“双随机、一公开”部署会，县长讲话": Told(
        "全县“双随机、一公开”部署会", 5, note="上午9点，在政府三楼会议室，县长讲话"
    ),
    "3月5日至6日举办工作会议": Told("工作会议", 5, note="至2020年3月6日"),
    "县水利局传达《方案》精神（3月5日）": Told("县水利局传达《方案》精神", 5),
    "3月5日召开部署会，42人参加": Told("部署会", 5, attended=42),
}


@pytest.mark.parametrize("answer", MEETINGS)
def test_a_meeting(answer: str) -> None:
    assert told("1", answer) == [MEETINGS[answer]]


DOCUMENTS = {
    "《2020年工作方案》（馆双随办〔2020〕2号）": [
        Told("2020年工作方案", number="馆双随办〔2020〕2号")
    ],
    "《A方案》（甲〔2020〕1号）、《B方案》（甲[2020]第2号）": [
        Told("A方案", number="甲〔2020〕1号"),
        Told("B方案", number="甲〔2020〕2号"),
    ],
    "3月2日印发了《抽查计划》（文号：馆市监（2020）5号）": [
        Told("抽查计划", 2, "馆市监〔2020〕5号")
    ],
    "印发馆市监〔2020〕12号文件": [Told("馆市监〔2020〕12号", number="馆市监〔2020〕12号")],
    "关于做好抽查工作的通知 馆双随〔2020〕3号": [
        Told("关于做好抽查工作的通知", number="馆双随〔2020〕3号")
    ],
    "《A方案》，已报市局备案": [Told("A方案", note="已报市局备案")],
    "甲〔2020〕1号和甲〔2020〕2号两个通知": [Told("甲〔2020〕1号和甲〔2020〕2号两个通知")],
}


@pytest.mark.parametrize("answer", DOCUMENTS)
def test_documents(answer: str) -> None:
    assert told("2", answer) == DOCUMENTS[answer]


TRAININGS = {
    "“双随机、一公开”业务培训班，培训50人，内容：平台操作、抽查流程": Told(
        "“双随机、一公开”业务培训班", attended=50, note="平台操作、抽查流程"
    ),
    "3月10日举办业务培训班（50人）：平台操作": Told("业务培训班", 10, attended=50, note="平台操作"),
    "业务培训班（50名执法人员，内容为平台操作）": Told("业务培训班", attended=50, note="平台操作"),
    "培训班名称：执法培训班；培训人员数量：50人；培训内容：平台操作": Told(
        "执法培训班", attended=50, note="平台操作"
    ),
    "业务培训班，参加人员50余人": Told("业务培训班", note="参加人员50余人"),
    "业务培训班，机关20人，企业30人": Told("业务培训班", note="机关20人，企业30人"),
}


@pytest.mark.parametrize("answer", TRAININGS)
def test_a_training(answer: str) -> None:
    assert told("3", answer) == [TRAININGS[answer]]


@pytest.mark.parametrize(
    ("place", "answer", "doubt"),
    [
        ("1", "部署会", "没有写日期，没有列入台账"),
        ("1", "3月5日、3月9日部署会", "写了几个日期，看不出是几次，没有列入台账"),
        ("1", "部署会（3月5日），调度会", "看不出名称，没有列入台账"),
        ("3", "举办1期，培训120人", "看不出名称，没有列入台账"),
        ("1", "部署会\u202e（3月5日）", "没有列入台账"),
        ("1", "部署会" * 7_000, "文字太长"),
    ],
)
def test_what_is_not_read_stays_words_and_is_told(place: str, answer: str, doubt: str) -> None:
    found = read({place: answer})
    assert found.words[place].rstrip("。") == answer
    assert doubt in found.doubts[place][0]


@pytest.mark.parametrize("place", ["1", "2", "3", "4.1", "4.2", "5"])
@pytest.mark.parametrize("answer", ["无", "无。", "本月无", "本月未召开会议", "—", "/", "暂无"])
def test_that_there_was_nothing_needs_no_remark(place: str, answer: str) -> None:
    found = read({place: answer})
    assert found.doubts == {}
    assert found.runs.runs == ()
    assert not [row for one in found.activities.values() for row in one.rows]


@pytest.mark.parametrize(
    ("place", "answer", "doubt"),
    [
        ("1", "2月15日召开部署会", "“部署会”2020年2月15日不在本期（2020年2月21日至3月20日）内"),
        ("2", "《“甲”方案》", "“‘甲’方案”没有写日期，暂按 2020年3月18日 登记"),
        ("3", "业务培训班，约50人", "人数不是准数"),
        ("3", "业务培训班，机关20人，企业30人", "写了几个人数"),
    ],
)
def test_what_is_read_with_a_doubt(place: str, answer: str, doubt: str) -> None:
    found = read({place: answer})
    assert place not in found.words
    assert doubt in found.doubts[place][0]


def runs(*answers: str) -> list[Inspection]:
    return [one.row for one in read(dict(zip(PLACES[4:8], answers, strict=False))).runs.runs]


def test_a_run_is_read_from_its_parts() -> None:
    [one] = runs(
        "3月2日印发《关于开展部门联合抽查的通知》（馆市监〔2020〕12号）",
        "全县餐饮单位，从检查对象名录库2,400户中随机抽取了120户，占5%，3月3日至3月15日开展",
        "3大项8小项",
        "抽查结果已在国家企业信用信息公示系统（河北）公示，公示数量120户（2020年3月18日）",
    )
    assert one == Inspection(
        title="关于开展部门联合抽查的通知",
        sort="joint",
        scheme="3月2日印发《关于开展部门联合抽查的通知》（馆市监〔2020〕12号）",
        scope="全县餐饮单位",
        directory=2400,
        drawn=120,
        items="3大项8小项",
        started=date(2020, 3, 3),
        ended=date(2020, 3, 15),
        published=date(2020, 3, 18),
        place="国家企业信用信息公示系统（河北）",
        disclosed=120,
    )


def test_several_runs_are_told_apart_by_numbers_or_by_order() -> None:
    found = runs(
        "（1）《餐饮方案》；（2）《药店方案》；（3）《网吧方案》",
        "（1）名录库200户，抽取10户；（3）抽取3户",
        "3大项；2大项；1大项",
        "（2）公示系统公示5户",
    )
    assert [(one.title, one.drawn, one.items, one.disclosed) for one in found] == [
        ("餐饮方案", 10, "3大项", None),
        ("药店方案", None, "2大项", 5),
        ("网吧方案", 3, "1大项", None),
    ]


@pytest.mark.parametrize(
    "scope", ["抽取10户", "甲；乙；丙", "抽取3户（2）抽取4户", "（2）甲；（1）乙", "（3）丙"]
)
def test_a_part_that_cannot_be_allotted_stays_words(scope: str) -> None:
    found = read({"4.1": "《餐饮方案》、《药店方案》", "4.2": scope})
    assert len(found.runs.runs) == 2
    assert found.words == {"4.2": scope}
    assert "写了 2 次抽查" in found.doubts["4.2"][0]


def test_the_task_s_own_name_before_an_answer_is_no_part_of_it() -> None:
    """Offices write it before each part, most of all where there are several runs."""
    found = read(
        {
            "4.1": "1.《关于教育收费抽查的通知》；2.旅馆治安：《旅馆抽查方案》",
            "4.2": "1.教育收费：名录库200户，抽取10户；2.旅馆治安：全县旅馆，抽取3户",
            "4.3": "1.教育收费：2大项8小项；2.旅馆治安:1大项",
            "4.4": "1.教育收费：县政府网公示5户；2.公示网站：信用中国",
        }
    ).runs
    assert found.left == {}
    told = [(one.row.scope, one.row.items, one.row.place) for one in found.runs]
    assert told == [
        ("", "2大项8小项", "县政府网"),
        ("全县旅馆", "1大项", "公示网站：信用中国"),
    ]
    assert [one.row.title for one in found.runs] == ["关于教育收费抽查的通知", "旅馆抽查方案"]
    assert found.runs[0].sources["4.3"] == "1.教育收费：2大项8小项；"


def test_a_label_that_is_no_task_s_name_stays() -> None:
    [one] = runs("《教育收费抽查方案》", "重点对象：民办学校", "大项：2")
    assert (one.scope, one.items) == ("重点对象：民办学校", "大项：2")


SCOPES = {
    "药店200户，抽取10户": (200, 10, "药店", "200 户读作名录库户数"),
    "抽取10户，占名录库5%": (None, 10, "占名录库5%", ""),
    "名录库200户，抽取10户，比例6%": (200, 10, "比例6%", "写的比例是 6%，与 10 ÷ 200 不符"),
    "名录库96户，抽取10户，约10.42%": (96, 10, "", ""),
    "名录库10户，抽取20户": (None, None, "名录库10户，抽取20户", "还多"),
    "抽取10户，又抽取20户": (None, None, "抽取10户，又抽取20户", "几个抽取数量"),
    "网吧20家，旅馆30家": (None, None, "网吧20家，旅馆30家", "看不出是名录库的还是抽取的"),
    "名录库0户，抽取0户，0%": (0, 0, "0%", ""),
    "随机抽查比例不低于5%": (None, None, "随机抽查比例不低于5%", ""),
}


@pytest.mark.parametrize("scope", SCOPES)
def test_the_numbers_of_a_run(scope: str) -> None:
    found = read({"4.1": "《抽查方案》", "4.2": scope})
    [one] = [one.row for one in found.runs.runs]
    directory, drawn, words, doubt = SCOPES[scope]
    assert (one.directory, one.drawn, one.scope) == (directory, drawn, words)
    [run] = found.runs.runs
    assert doubt in "".join(run.doubts)
    assert bool(doubt) == bool(run.doubts)


@pytest.mark.parametrize(
    ("answer", "place", "disclosed"),
    [
        ("www.gsxt.gov.cn，120条", "www.gsxt.gov.cn", 120),
        ("公示120户", "", 120),
        ("通过县政府网站予以公示", "县政府网站", None),
        ("县政府网站", "县政府网站", None),
        ("县政府网公示5户", "县政府网", 5),
        ("在县政府网站上公示", "县政府网站", None),
        ("网上公示5户", "", 5),
    ],
)
def test_where_results_were_published(answer: str, place: str, disclosed: int | None) -> None:
    [one] = runs("《抽查方案》", "", "", answer)
    assert (one.place, one.disclosed) == (place, disclosed)


@pytest.mark.parametrize("answer", ["尚未公示", "待公示", "公示10户，又公示20户"])
def test_a_publication_that_is_none_stays_words(answer: str) -> None:
    found = read({"4.1": "《抽查方案》", "4.4": answer})
    assert found.words == {"4.4": answer}
    assert len(found.runs.runs) == 1


def test_a_run_without_a_document_has_a_makeshift_name() -> None:
    found = read({"4.2": "抽取10户"})
    [one] = found.runs.runs
    assert one.row.title == "2020年3月随机抽查"
    assert "没有写文件名称" in one.doubts[0]
    assert runs("馆市监〔2020〕12号")[0].title == "馆市监〔2020〕12号"


def test_a_run_that_no_ledger_takes_stays_words() -> None:
    found = read({"4.1": "《抽查方案\u202e》"})
    assert found.runs.runs == ()
    assert found.words == {"4.1": "《抽查方案\u202e》"}
    assert "没有列入台账" in found.doubts["4.1"][0]


# -- nothing is lost

SIGNS = "（）()《》；;。，、：:\n 1234567890年月日号户人%①②一二三〔〕“”无"
WORDS = st.sampled_from(
    ["部署会", "《方案》", "3月5日", "培训50人", "内容：", "馆〔2020〕3号", "抽取120户", "名录库2400户",
     "5%", "公示", "（1）", "（2）", "；", "\n", "、", "，", "。", "3大项8小项", "本月未", "公示系统"]
)  # fmt: skip
ANSWERS = st.lists(WORDS | st.text(SIGNS, max_size=4) | st.text(max_size=3), max_size=12).map(
    "".join
)


@given(ANSWERS)
@example("《" * 50)
@example("（" * 50 + "》；")
def test_pieces_put_together_are_the_answer(answer: str) -> None:
    assert "".join(pieces_of(answer)) == answer


@given(st.dictionaries(st.sampled_from(PLACES), ANSWERS))
def test_every_sign_is_in_a_row_s_source_or_left(answers: dict[str, str]) -> None:
    found = read(answers)
    for place, answer in answers.items():
        if not answer.strip():
            continue
        if place in found.activities:
            sources = "".join(one.source for one in found.activities[place].pieces)
        elif place in {"4.1", "4.2", "4.3", "4.4"}:
            taken = [one.sources.get(place, "") for one in found.runs.runs]
            left = found.runs.left.get(place)
            assert sorted("".join(taken) + (left.text if left else "")) == sorted(answer)
            continue
        else:
            sources = found.words[place]
        assert sources == answer


NAMES = st.text("甲乙丙丁戊己庚辛", min_size=3, max_size=9)


@given(st.lists(st.tuples(NAMES, st.integers(0, 28)), max_size=4, unique_by=lambda one: one[0]))
def test_what_we_print_is_read_again(meetings: list[tuple[str, int]]) -> None:
    held = [(f"{name}会", date.fromordinal(SPAN.first.toordinal() + day)) for name, day in meetings]
    entries = MonthEntries(
        tuple(Kept("", "u", Activity(kind="meeting", held=day, title=name)) for name, day in held)
    )
    words = report_words(FORM, MonthlyReport(report="r", due=SPAN.last), entries, "局")
    found = read(words).activities.get("1")
    assert (
        [one.row for one in found.rows] == [one.row for one in entries.activities]
        if found
        else not held
    )


@given(
    st.lists(
        st.builds(
            lambda name, number, drawn, more, items: Inspection(
                title=f"{name}方案",
                sort="department",
                scheme=f"《{name}方案》（馆市监〔2020〕{number}号）",
                scope=f"{name}单位",
                directory=drawn + more,
                drawn=drawn,
                items=f"{items}大项",
                place="公示系统",
                disclosed=drawn,
                published=date(2020, 3, 18),
            ),
            NAMES,
            st.integers(1, 999),
            st.integers(1, 9999),
            st.integers(0, 9999),
            st.integers(1, 99),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_runs_that_we_print_are_read_again(held: list[Inspection]) -> None:
    entries = MonthEntries(runs=tuple(Kept(str(n), "u", one) for n, one in enumerate(held)))
    words = report_words(FORM, MonthlyReport(report="r", due=SPAN.last), entries, "局")
    found = read(words)
    assert [one.row for one in found.runs.runs] == held
    assert found.words.keys() <= {"4"}
