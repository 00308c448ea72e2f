"""Ledger templates: a workbook for units to fill in, whose headings the import knows again."""

from __future__ import annotations

from pathlib import Path
from secrets import token_hex

from desktop.documents.ledger_template import TemplateColumn, ledger_template
from desktop.domain.ledgers.columns import columns_of
from desktop.domain.ledgers.kinds import ledger_named
from desktop.domain.records import UnitRecord
from desktop.domain.refusals import Refused
from desktop.services.ledger_headings import headings_of
from desktop.services.ledger_references import names_asked
from desktop.services.out_places import real_place
from desktop.store.causes import troubles
from desktop.store.durable_files import put_durably
from desktop.store.workspace import Workspace

_ENDING = ".xlsx"


def template_name(ledger: str) -> str:
    """What the file is called."""
    return f"{ledger_named(ledger).name}填报模板{_ENDING}"


def save_template(workspace: Workspace, ledger: str, out: Path) -> Path:
    """Write the template where the user wants it, whole or not at all."""
    if out.suffix.lower() != _ENDING:
        raise Refused(f"填报模板存成 {_ENDING} 文件，现在是“{out.suffix}”", "out")
    place = real_place(workspace, out)
    content = ledger_template(ledger_named(ledger).name, _columns(workspace, ledger))
    with troubles("保存填报模板", place):
        draft = place.parent / f".{token_hex(8)}{_ENDING}"
        try:
            draft.write_bytes(content)
            put_durably(draft, place)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    return place


def _columns(workspace: Workspace, ledger: str) -> list[TemplateColumn]:
    kind = ledger_named(ledger)
    with workspace.reading() as view:
        units = tuple(sorted(one.name for one in view.all(UnitRecord) if one.active))
        asked = names_asked(view, ledger)
    unit = headings_of(kind)[0].names[0]
    hint = "哪个单位的台账；只填一个单位的，导入时也可以另选"
    found = [TemplateColumn(unit, "words", hint, wanted=False, choices=units)]
    for one in columns_of(kind.row):
        choices = asked.get(one.name) or tuple(filter(None, one.entry.choices.values()))
        found.append(TemplateColumn(one.heading, one.entry.sort, one.hint, one.wanted, choices))
    return found
