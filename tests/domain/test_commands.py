"""Commands: stored names that never change, words for the screen, and what undo makes of each."""

import pytest

from desktop.domain.commands import Command

# Old events bear these names: a line may be added here, and none changed.
STORED = {
    "CREATE_WORKSPACE": "create-workspace",
    "UPGRADE_WORKSPACE": "upgrade-workspace",
    "DESCRIBE_OFFICE": "describe-office",
    "KEEP_PERSON": "keep-person",
    "KEEP_UNITS": "keep-units",
    "CHANGE_SETTING": "change-setting",
    "OPEN_ROUND": "open-round",
    "CHANGE_ROUND": "change-round",
    "DELETE_ROUND": "delete-round",
    "REPLACE_SCHEME": "replace-scheme",
    "ADD_SCHEME": "add-scheme",
    "CHOOSE_SCHEME": "choose-scheme",
    "ASSIGN": "assign",
    "COUNT_PIECES": "count-pieces",
    "RECORD_FINDING": "record-finding",
    "SETTLE": "settle",
    "WITHDRAW_FINDING": "withdraw-finding",
    "JUDGE": "judge",
    "WITHDRAW_JUDGEMENT": "withdraw-judgement",
    "SET_ASIDE": "set-aside",
    "BRING_BACK": "bring-back",
    "CORRECT_PHRASE": "correct-phrase",
    "ADD_EVIDENCE": "add-evidence",
    "LINK_EVIDENCE": "link-evidence",
    "UNLINK_EVIDENCE": "unlink-evidence",
    "WAIVE": "waive",
    "WITHDRAW_WAIVER": "withdraw-waiver",
    "KEEP_LEDGER_ROWS": "keep-ledger-rows",
    "KEEP_LETTER": "keep-letter",
    "FINALISE": "finalise",
    "REOPEN": "reopen",
    "UNDO": "undo",
    "REDO": "redo",
}
BARRIERS = {
    Command.UPGRADE_WORKSPACE,
    Command.DELETE_ROUND,
    Command.REPLACE_SCHEME,
    Command.FINALISE,
    Command.REOPEN,
}
LASTING = {
    Command.CREATE_WORKSPACE,
    Command.OPEN_ROUND,
    Command.ADD_EVIDENCE,
    Command.ADD_SCHEME,
    Command.UNDO,
    Command.REDO,
}


def test_stored_names_never_change() -> None:
    found = {command.name: command.value for command in Command}
    assert {name: found.get(name) for name in STORED} == STORED
    assert len({*found.values()}) == len(found)


@pytest.mark.parametrize("command", Command)
def test_every_command_has_words_of_its_own(command: Command) -> None:
    assert command.words
    assert [one for one in Command if one.words == command.words] == [command]


@pytest.mark.parametrize("command", [Command(value) for value in STORED.values()])
def test_what_undo_takes_back(command: Command) -> None:
    assert command.ends_undo == (command in BARRIERS)
    assert command.undoable == (command not in BARRIERS | LASTING)
