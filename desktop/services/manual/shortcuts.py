"""Every key of the program with what it does: shown by 快捷键, and printed in the manual."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple


class Place(NamedTuple):
    """Where keys mean what they mean: each with what it does."""

    name: str
    keys: Sequence[tuple[str, str]]


OVERVIEW: Final = Place("总览", (("Ctrl+N", "新建考核批次"),))
SCORING: Final = Place(
    "逐项考核",
    (
        ("Enter", "记下正在输入的数，到下一条未评的；本项评完则到下一项"),
        ("Ctrl+Enter", "本项无扣分（得分项为得满分）；还需填数的，光标停在那里"),
        ("0 / 1", "未发现 / 发现"),
        ("1 2 3 …", "符合、不符合、酌情；或第几个选项"),
        ("数字", "直接填次数、完成数；停顿片刻即保存"),
        ("Alt+A", "采用台账对这一条的认定"),
        ("F4", "下一未评项，从任何地方"),
        ("Alt+↑ / Alt+↓", "上一项 / 下一项"),
        ("Ctrl+← / Ctrl+→", "上一单位 / 下一单位，停在同一项"),
        ("F6", "本指标的全体单位表格"),
        ("F8", "显示或收起右边的材料"),
        ("Ctrl+P", "打印：评分表、扣分告知书、排名表……"),
        ("Ctrl+F", "在指标、条款和原因里查找"),
    ),
)
LEDGERS: Final = Place(
    "台账",
    (
        ("1 … 6、← / →", "在上面一排里：换一种台账"),
        ("方向键", "在表里走动；Shift+方向键选几格、几行一起登记"),
        ("空格", "报送：今天收到；任务：今天完成"),
        ("Enter", "登记日期、退回、免报、进展；修改一行"),
        ("Delete", "撤去登记；删除所选的行"),
        ("S", "按光标所在的列排序；再按倒过来，第三次还原"),
        ("C", "选择表里显示哪些列；也可以右击表头"),
        ("Ctrl+N", "登记一行"),
        ("Ctrl+Enter", "登记这一行，接着写下一行"),
        ("Ctrl+F", "查找行，报送、任务目标里查找单位；Enter 到找到的"),
    ),
)
EVIDENCE: Final = Place(
    "佐证",
    (
        ("↑ / ↓、Enter", "换单位，进到这个单位的清单；Esc 一步步退回"),
        ("Enter", "查看材料；还没有的，选文件收进来"),
        ("Delete", "取消关联，文件还在"),
        ("Ctrl+Enter", "到考核里的这一项"),
        ("Ctrl+← / Ctrl+→", "上一单位 / 下一单位"),
        ("Ctrl+PgUp / PgDn", "清单、材料、未归类"),
        ("Ctrl+N", "添加文件；Ctrl+P 打印佐证目录、缺件清单"),
        ("Ctrl+F、/", "按文件名、单位名查找；F8 显示或收起材料"),
    ),
)
RESULTS: Final = Place(
    "结果",
    (
        ("Ctrl+PgUp / PgDn", "上一页 / 下一页：总表、排名、图表、核查……"),
        ("Enter", "到这一格、这一条所在的考核表"),
        ("S", "总表：按光标所在的列排序；再按倒过来，第三次还原"),
        ("− / ＋", "总表：把所在的大类折叠成一列 / 展开"),
        ("Ctrl+C", "总表：复制选定的格；Ctrl+Shift+C 连表头复制全部"),
        ("Ctrl+D", "图表：看数据或看图；Ctrl+C 复制图"),
        ("← / →", "核查：换到同一行的另一个单位"),
        ("Ctrl+N", "发文：拟一份；Ctrl+S 存成文件"),
    ),
)
MEETING: Final = Place(
    "会议",
    (
        ("PageDown / PageUp", "下一单位 / 上一单位；← / → 也可以"),
        ("↑ / ↓、Enter", "选指标，改动所选的指标"),
        ("F11、Esc", "全屏或窗口；退出，会议不结束"),
    ),
)
EVERYWHERE: Final = Place(
    "通用",
    (
        ("Ctrl+Z / Ctrl+Y", "撤销 / 重做，一步一步"),
        ("Alt+1 … Alt+7", "总览、考核、台账、佐证、结果、办法、设置"),
        ("Tab / Shift+Tab", "下一处 / 上一处；空格按下按钮"),
        ("Esc", "关闭对话框，什么也不改"),
        ("F1", "使用手册，打开正讲这里的一页"),
        ("F9", "五步引导在场时，光标到引导和回来"),
        ("Shift+F1", "快捷键"),
    ),
)
PLACES: Final = (OVERVIEW, SCORING, LEDGERS, EVIDENCE, RESULTS, MEETING, EVERYWHERE)
