"""Recording: findings, discretion and what does not apply; each is read and scored before it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from desktop.domain.commands import Author, Command
from desktop.domain.findings import Findings, Unit, read_finding, read_findings, scheme_for
from desktop.domain.recorded import RECORDS_BY_KIND, PlainData, record_fact
from desktop.domain.records import (
    Assessment,
    AssessmentKey,
    DiscretionRecord,
    EvidenceLink,
    ItemRecord,
    NotApplicableRecord,
)
from desktop.domain.refusals import Refused, unknown
from desktop.domain.scheme import Criterion, Scheme
from desktop.domain.score_sheet import ScoreSheet
from desktop.domain.scoring import score
from desktop.services.assessments import (
    open_assessment_of,
    recorded_of,
    round_of,
    round_scheme,
)
from desktop.services.outcome import Outcome, outcome_of
from desktop.services.peers import refuse_others, with_peers
from desktop.store.desk import Deed, Desk
from desktop.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Recording:
    """What was recorded, and the sheet that it gives."""

    outcome: Outcome
    sheet: ScoreSheet


class OpenedSheet:
    """One assessment laid out to be changed: its records in plain form, its scheme, and its desk."""

    def __init__(self, desk: Desk, key: AssessmentKey, of: Assessment | None = None) -> None:
        """`of` is given by who may change it although it is under review."""
        self.desk = desk
        self.of: Assessment = of or open_assessment_of(desk, key)
        self.plain: PlainData = recorded_of(desk, self.of).plain()
        self._whole = round_scheme(desk, round_of(desk, key.round))

    def findings(self) -> Findings:
        """What it has become; what does not fit together is refused."""
        return read_findings(self._whole, with_peers(self.desk, self._whole, self.of, self.plain))

    @property
    def scheme(self) -> Scheme:
        """The scheme as it reads for this unit."""
        return scheme_for(self._whole, Unit(self.of.kind, self.of.size))

    def criterion(self, name: str) -> Criterion:
        """A criterion of the scheme as it reads for this unit."""
        known = self.scheme.criteria
        if name not in known:
            raise Refused(unknown(name, known, "条评分标准"), "criterion")
        return known[name]

    def withdraw(self, kind: str, name: str) -> bool:
        """Take out what is recorded under this name; False where nothing is."""
        if self.plain[kind].pop(name, None) is None:
            return False
        lay_out_withdrawal(self.desk, self.of.key, kind, name)
        return True

    def judge(self, indicator: str, judgement: Mapping[str, object]) -> None:
        """Lay out the evaluator's own score for an indicator: `{"score", "reason"}`."""
        self.plain["discretion"][indicator] = judgement
        read = self.findings().discretion[indicator]
        self.desk.put(DiscretionRecord(*self.of.key, indicator, read.score, read.grounds))

    def seal(self, command: Command, author: Author, grounds: str = "") -> Recording:
        """Score what it has become and write it."""
        sheet = score(self.findings())
        event = self.desk.seal(Deed(command, author, *self.of.key, grounds))
        return Recording(outcome_of(event), sheet)


def record_finding(
    workspace: Workspace,
    author: Author,
    key: AssessmentKey,
    criterion: str,
    fact: Mapping[str, object],
) -> Recording:
    """Record a criterion's fact, in place of the one before; always one event."""
    with workspace.writing() as desk:
        sheet = OpenedSheet(desk, key)
        lay_out_finding(sheet, criterion, fact)
        return sheet.seal(Command.RECORD_FINDING, author)


def lay_out_finding(
    sheet: OpenedSheet,
    criterion: str,
    fact: Mapping[str, object],
    held: list[ItemRecord] | None = None,
) -> list[ItemRecord]:
    """Lay out a criterion's fact, if its shape takes it; its items, which keep ids by the places in `held`."""
    of = sheet.criterion(criterion)
    try:
        read_finding(of, fact)
        refuse_others(fact)
    except Refused as refused:
        raise refused.under("fact") from None
    sheet.plain["facts"][criterion] = fact
    if held is None:
        held = items_of(sheet.desk, sheet.of.key, criterion)
    finding, items = record_fact(sheet.of, criterion, fact, held)
    _lay_out_items(sheet.desk, held, items)
    sheet.desk.put(finding)
    return items


def withdraw_finding(
    workspace: Workspace, author: Author, key: AssessmentKey, criterion: str
) -> Recording:
    """Take a finding back: its criterion is pending again, its evidence stays linked to it."""
    with workspace.writing() as desk:
        sheet = OpenedSheet(desk, key)
        if not sheet.withdraw("facts", criterion):
            raise Refused("这一条还没有认定，无可撤去", "criterion")
        return sheet.seal(Command.WITHDRAW_FINDING, author)


def judge(
    workspace: Workspace,
    author: Author,
    key: AssessmentKey,
    indicator: str,
    judgement: Mapping[str, object],
) -> Recording:
    """Give an indicator the evaluator's own score: `{"score", "reason"}`."""
    with workspace.writing() as desk:
        sheet = OpenedSheet(desk, key)
        sheet.judge(indicator, judgement)
        return sheet.seal(Command.JUDGE, author)


def withdraw_judgement(
    workspace: Workspace, author: Author, key: AssessmentKey, indicator: str
) -> Recording:
    """Let the computed score count again."""
    with workspace.writing() as desk:
        sheet = OpenedSheet(desk, key)
        if not sheet.withdraw("discretion", indicator):
            raise Refused("这个指标没有自由裁量，无可撤去", "indicator")
        return sheet.seal(Command.WITHDRAW_JUDGEMENT, author)


def set_aside(
    workspace: Workspace, author: Author, key: AssessmentKey, indicator: str, grounds: str
) -> Recording:
    """Say that an indicator does not apply to the unit (R30)."""
    with workspace.writing() as desk:
        sheet = OpenedSheet(desk, key)
        sheet.plain["not_applicable"][indicator] = {"reason": grounds}
        desk.put(NotApplicableRecord(*key, indicator, grounds))
        return sheet.seal(Command.SET_ASIDE, author)


def bring_back(
    workspace: Workspace, author: Author, key: AssessmentKey, indicator: str
) -> Recording:
    """Let an indicator apply again."""
    with workspace.writing() as desk:
        sheet = OpenedSheet(desk, key)
        if not sheet.withdraw("not_applicable", indicator):
            raise Refused("这个指标没有标为不适用", "indicator")
        return sheet.seal(Command.BRING_BACK, author)


def items_of(desk: Desk, key: AssessmentKey, criterion: str) -> list[ItemRecord]:
    """The items of one finding."""
    return desk.all(ItemRecord, criterion=criterion, **key._asdict())


def lay_out_withdrawal(desk: Desk, key: AssessmentKey, kind: str, name: str) -> None:
    """Lay out that a record goes, and a finding's items with it."""
    if kind == "facts":
        _lay_out_items(desk, items_of(desk, key, name), [])
    desk.remove(desk.get(RECORDS_BY_KIND[kind], *key, name))


def _lay_out_items(desk: Desk, held: list[ItemRecord], items: list[ItemRecord]) -> None:
    """Items that go leave their evidence to the criterion: it was brought for a reason."""
    staying = {item.id for item in items}
    for item in held:
        if item.id not in staying:
            for link in desk.all(EvidenceLink, item=item.id):
                desk.put(replace(link, item=None, criterion=item.criterion))
            desk.remove(item)
    desk.put(*items)
