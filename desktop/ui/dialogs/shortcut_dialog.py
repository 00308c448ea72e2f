"""F1: the keys by which everything works."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, pill
from desktop.ui.theme.tokens import px

_KEYS: Final = (
    ("逐项考核", ""),
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
    ("通用", ""),
    ("Ctrl+Z / Ctrl+Y", "撤销 / 重做，一步一步"),
    ("Alt+1 … Alt+7", "总览、考核、台账、佐证、结果、办法、设置"),
    ("Tab / Shift+Tab", "下一处 / 上一处；空格按下按钮"),
    ("F1", "这一页"),
)


class ShortcutDialog(QDialog):
    """A list of keys, each with what it does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("快捷键")
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(18))
        grid.setVerticalSpacing(px(7))
        for place, (keys, words) in enumerate(_KEYS):
            if not words:
                grid.addWidget(label(keys, "heading"), place, 0, 1, 2)
                continue
            grid.addWidget(pill(keys), place, 0)
            grid.addWidget(label(words), place, 1)
        close = button("关闭", "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        self.setLayout(column(grid, row(None, close), gap=16, margins=(22, 18, 22, 18)))
