"""Commands: everything that changes a workspace, by the name its events bear, with the words for the screen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Author:
    """Who does it: a person of the office, or whoever runs the program there."""

    name: str
    person: str | None = None


class Command(Enum):
    """The stored names never change: old events bear them."""

    CREATE_WORKSPACE = "create-workspace"
    UPGRADE_WORKSPACE = "upgrade-workspace"
    DESCRIBE_OFFICE = "describe-office"
    KEEP_PERSON = "keep-person"
    KEEP_UNITS = "keep-units"
    CHANGE_SETTING = "change-setting"
    OPEN_ROUND = "open-round"
    CHANGE_ROUND = "change-round"
    DELETE_ROUND = "delete-round"
    REPLACE_SCHEME = "replace-scheme"
    ADD_SCHEME = "add-scheme"
    CHOOSE_SCHEME = "choose-scheme"
    ASSIGN = "assign"
    COUNT_PIECES = "count-pieces"
    RECORD_FINDING = "record-finding"
    SETTLE = "settle"
    WITHDRAW_FINDING = "withdraw-finding"
    JUDGE = "judge"
    WITHDRAW_JUDGEMENT = "withdraw-judgement"
    SET_ASIDE = "set-aside"
    BRING_BACK = "bring-back"
    CORRECT_PHRASE = "correct-phrase"
    ADD_EVIDENCE = "add-evidence"
    LINK_EVIDENCE = "link-evidence"
    UNLINK_EVIDENCE = "unlink-evidence"
    WAIVE = "waive"
    WITHDRAW_WAIVER = "withdraw-waiver"
    KEEP_LEDGER_ROWS = "keep-ledger-rows"
    IMPORT_LEDGER = "import-ledger"
    REMEMBER_COLUMNS = "remember-columns"
    KEEP_MONTHLY_REPORT = "keep-monthly-report"
    KEEP_OFFICE_REPORTS = "keep-office-reports"
    KEEP_OFFICE_DAYS = "keep-office-days"
    ACCEPT_PROPOSAL = "accept-proposal"
    REJECT_PROPOSAL = "reject-proposal"
    WITHDRAW_ANSWER = "withdraw-answer"
    KEEP_LETTER = "keep-letter"
    ADD_TEMPLATE = "add-template"
    CHOOSE_TEMPLATE = "choose-template"
    SUBMIT = "submit"
    RECALL = "recall"
    RETURN = "return-sheet"
    ANSWER_REMARK = "answer-remark"
    APPROVE = "approve"
    EXCUSE_UNIT = "excuse-unit"
    BRING_IN_UNIT = "bring-in-unit"
    CHARGE_ALSO = "charge-also"
    OPEN_MEETING = "open-meeting"
    CHANGE_IN_MEETING = "change-in-meeting"
    CLOSE_MEETING = "close-meeting"
    RAISE_OBJECTION = "raise-objection"
    DECIDE_OBJECTION = "decide-objection"
    KEEP_RECTIFICATIONS = "keep-rectifications"
    HAND_OVER = "hand-over"
    TAKE_OVER = "take-over"
    MERGE = "merge"
    FINALISE = "finalise"
    REOPEN = "reopen"
    UNDO = "undo"
    REDO = "redo"

    @property
    def words(self) -> str:
        """As the screen names it."""
        return _WORDS[self]

    @property
    def undoable(self) -> bool:
        """Whether undo takes it back."""
        return self not in _LASTING and not self.ends_undo

    @property
    def ends_undo(self) -> bool:
        """Whether nothing before it can be undone any more."""
        return self in _BARRIERS


_WORDS = {
    Command.CREATE_WORKSPACE: "建立工作区",
    Command.UPGRADE_WORKSPACE: "升级工作区",
    Command.DESCRIBE_OFFICE: "修改本单位信息",
    Command.KEEP_PERSON: "修改人员",
    Command.KEEP_UNITS: "修改被考核单位",
    Command.CHANGE_SETTING: "修改设置",
    Command.OPEN_ROUND: "新建考核批次",
    Command.CHANGE_ROUND: "修改考核批次",
    Command.DELETE_ROUND: "删除考核批次",
    Command.REPLACE_SCHEME: "更换考核办法版本",
    Command.ADD_SCHEME: "收入办法文件",
    Command.CHOOSE_SCHEME: "启用或移去收入的办法",
    Command.ASSIGN: "分派考核人",
    Command.COUNT_PIECES: "修改佐证件数依据",
    Command.RECORD_FINDING: "认定",
    Command.SETTLE: "认定其余各条无扣分",
    Command.WITHDRAW_FINDING: "撤去认定",
    Command.JUDGE: "自由裁量",
    Command.WITHDRAW_JUDGEMENT: "撤去自由裁量",
    Command.SET_ASIDE: "标为不适用",
    Command.BRING_BACK: "撤去不适用",
    Command.CORRECT_PHRASE: "改正常用语",
    Command.ADD_EVIDENCE: "收入佐证材料",
    Command.LINK_EVIDENCE: "关联佐证材料",
    Command.UNLINK_EVIDENCE: "取消佐证关联",
    Command.WAIVE: "免交佐证",
    Command.WITHDRAW_WAIVER: "撤去免交",
    Command.KEEP_LEDGER_ROWS: "登记台账",
    Command.IMPORT_LEDGER: "导入台账",
    Command.REMEMBER_COLUMNS: "记住各列的对应",
    Command.KEEP_MONTHLY_REPORT: "登记月报表",
    Command.KEEP_OFFICE_REPORTS: "修改报送安排",
    Command.KEEP_OFFICE_DAYS: "修改工作日",
    Command.ACCEPT_PROPOSAL: "采用台账认定",
    Command.REJECT_PROPOSAL: "不采用台账认定",
    Command.WITHDRAW_ANSWER: "撤去对台账的答复",
    Command.KEEP_LETTER: "登记发文",
    Command.ADD_TEMPLATE: "收入文书模板",
    Command.CHOOSE_TEMPLATE: "换用文书模板",
    Command.SUBMIT: "提交审核",
    Command.RECALL: "撤回提交",
    Command.RETURN: "退回修改",
    Command.ANSWER_REMARK: "答复审核意见",
    Command.APPROVE: "审核通过",
    Command.EXCUSE_UNIT: "标为未参加考核",
    Command.BRING_IN_UNIT: "撤去未参加考核",
    Command.CHARGE_ALSO: "同记另一单位",
    Command.OPEN_MEETING: "开始会议",
    Command.CHANGE_IN_MEETING: "会上改动",
    Command.CLOSE_MEETING: "结束会议",
    Command.RAISE_OBJECTION: "登记异议",
    Command.DECIDE_OBJECTION: "裁定异议",
    Command.KEEP_RECTIFICATIONS: "登记整改",
    Command.HAND_OVER: "交出考核包",
    Command.TAKE_OVER: "接收考核包",
    Command.MERGE: "合并考核包",
    Command.FINALISE: "定稿",
    Command.REOPEN: "撤销定稿",
    Command.UNDO: "撤销",
    Command.REDO: "重做",
}
_BARRIERS = frozenset(
    {
        Command.UPGRADE_WORKSPACE,
        Command.DELETE_ROUND,
        Command.REPLACE_SCHEME,
        Command.TAKE_OVER,
        Command.SUBMIT,
        Command.RECALL,
        Command.RETURN,
        Command.APPROVE,
        Command.FINALISE,
        Command.REOPEN,
    }
)
# A stored file or text stays, and a round goes by being deleted; what a platform's headings mean holds though its rows
# are taken back; undo and redo are what walks the rest.
_LASTING = frozenset(
    {
        Command.CREATE_WORKSPACE,
        Command.OPEN_ROUND,
        Command.ADD_EVIDENCE,
        Command.ADD_SCHEME,
        Command.ADD_TEMPLATE,
        Command.REMEMBER_COLUMNS,
        Command.HAND_OVER,
        Command.UNDO,
        Command.REDO,
    }
)
