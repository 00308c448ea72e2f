"""The other side's trail: what came with sheets is missed by verification where somebody took it out."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from desktop.services.recording import judge
from desktop.services.workspaces import verify
from desktop.store.workspace import DATABASE
from tests.services.building import rounds
from tests.services.sharing import YOU, shared_pair

_LAST_TOLD = "(SELECT max(number) FROM foreign_event WHERE changes IS NOT NULL)"


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("DELETE FROM foreign_event WHERE number = 2", "的留痕第 2 条：不在了"),
        (
            f"UPDATE foreign_event SET at = NULL, author = NULL, changes = NULL WHERE number = {_LAST_TOLD}",  # noqa: S608
            "条：内容不在了",
        ),
    ],
)
def test_what_is_taken_out_behind_the_guards_is_missed(
    tmp_path: Path, sql: str, words: str
) -> None:
    with shared_pair(tmp_path) as pair:
        judge(pair.there, YOU, rounds().section, "study", {"score": "8", "reason": "酌情"})
        pair.bring(pair.there)
        folder = pair.here.folder
    altered = Path(shutil.copytree(folder, tmp_path / "altered"))
    with closing(driver.connect(str(altered / DATABASE))) as connection:
        guards = "FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'foreign_event'"
        kept = list(connection.execute(f"SELECT name, sql {guards}"))
        for name, _ in kept:
            connection.execute(f"DROP TRIGGER {name}")
        assert connection.execute(sql).rowcount == 1
        for _, text in kept:
            connection.execute(text)
        connection.commit()
    [fault] = verify(altered).faults
    assert str(fault).endswith(words)
