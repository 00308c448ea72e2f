"""What the overview's buttons and menus ask before a round is made, changed, archived or deleted."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.services.outdated_rounds import outdated_round
from desktop.services.rounds import rounds_of
from desktop.ui.dialogs.assignment_dialog import AssignmentDialog
from desktop.ui.dialogs.confirmation import confirmed
from desktop.ui.dialogs.rename_dialog import RenameDialog
from desktop.ui.dialogs.replacement_dialog import ReplacementDialog
from desktop.ui.dialogs.round_dialog import RoundDialog
from desktop.ui.parts.asking import ask, put_up
from desktop.viewmodels.assignment_draft import AssignmentDraft
from desktop.viewmodels.document_beside import DocumentBeside
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.replacement_draft import ReplacementDraft
from desktop.viewmodels.round_draft import RoundDraft
from desktop.viewmodels.round_keeping import RoundKeeping
from desktop.viewmodels.workplace import Workplace

NEW, RENAME, ASSIGN, ARCHIVE, DELETE = "new", "rename", "assign", "archive", "delete"
REPLACE = "replace"


def keep_round(parent: QWidget, workplace: Workplace, jobs: Jobs, what: str, round_id: str) -> None:
    """Ask, and do it."""
    if what == NEW:
        dialog = RoundDialog(parent, RoundDraft(workplace), DocumentBeside(workplace, jobs))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        put_up(dialog)
        return
    keeping = RoundKeeping(workplace)
    one = next(one for one in rounds_of(workplace.workspace) if one.id == round_id)
    if what == RENAME:
        renaming = RenameDialog(parent, one.name, one.period, reviewed=one.reviewed)
        if ask(renaming):
            name, period = renaming.words
            keeping.change(replace(one, name=name, period=period, reviewed=renaming.reviewed))
    elif what == ASSIGN:
        ask(AssignmentDialog(parent, AssignmentDraft(workplace, round_id), one.name))
    elif what == REPLACE:
        of = outdated_round(workplace.workspace, round_id)
        if of is not None:
            put_up(ReplacementDialog(parent, ReplacementDraft(workplace, jobs, of)))
    elif what == ARCHIVE:
        keeping.archive(round_id, archived=not one.archived)
    elif what == DELETE:
        words = "没有考核记录的批次才能删除，删除以后不能恢复；有记录的可以归档。"
        if confirmed(parent, f"删除“{one.name}”？", words, "删除"):
            keeping.delete(round_id)
