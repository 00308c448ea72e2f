"""佐证清单: what evidence each requirement wants, which is there, who owes it, and what is waived and why."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QMenu, QSizePolicy, QToolButton

from desktop.domain.records import EvidenceLink
from desktop.ui.dialogs.confirmation import confirmed
from desktop.ui.dialogs.count_dialog import CountDialog, counter_words
from desktop.ui.dialogs.grounds_dialog import ask_grounds
from desktop.ui.panels.add_button import AddButton
from desktop.ui.panels.checklist_list import ChecklistList
from desktop.ui.parts.boxes import column, framed, holder, row
from desktop.ui.parts.buttons import button, tool
from desktop.ui.parts.labels import ElidedLabel, label, paragraph
from desktop.ui.theme.tokens import px
from desktop.viewmodels.checklist_deeds import (
    RowDeeds,
    deeds_of,
)
from desktop.viewmodels.checklist_rows import ChecklistFilter, PieceRow, RequirementRow
from desktop.viewmodels.checklist_tree import ChecklistTree, FileRow, TreeRow
from desktop.viewmodels.checklist_view import ChecklistView
from desktop.viewmodels.goal import Goal
from desktop.viewmodels.handed import Handed
from desktop.viewmodels.taking_in import TakingIn
