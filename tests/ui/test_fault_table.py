"""What a full check found is read whole, however narrow and however large the text."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.services.diagnosis.told import FoundFault, FullCheck
from desktop.ui.settings.fault_table import FaultTable
from desktop.ui.theme.dressing import dress

FAULTS = FullCheck(
    (
        FoundFault(
            "“部门抽查计划执行情况统计.pdf”（市市场监督管理局）：文件不见了",
            "从第二位置或备份里找到同名文件复制回来；找不回的，请单位重新提供原件再收入",
            "佐证文件不见了",
        ),
    ),
    12,
)


@pytest.fixture(params=[(960, 100), (640, 100), (794, 150), (480, 150)])
def table(
    request: pytest.FixtureRequest, qapp: QApplication, window: QWidget
) -> Iterator[FaultTable]:
    """As wide as the page of the settings leaves it."""
    width, scale = request.param
    dress(qapp, scale)
    made = FaultTable()
    made.setParent(window)
    made.resize(width, 400)
    made.show_check(FAULTS)
    made.show()
    yield made
    made.deleteLater()
    dress(qapp)


def test_neither_the_fault_nor_its_remedy_is_squeezed(table: FaultTable) -> None:
    """Once, at 150 %, the remedy left six characters for the fault, and passed the edge beside it."""
    header = table.table.horizontalHeader()
    fault, remedy = header.sectionSize(0), header.sectionSize(1)
    assert abs(fault - remedy) <= 1
    assert fault + remedy <= table.table.viewport().width()
