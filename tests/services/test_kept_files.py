"""Files come to the disk in one thread and get their rows in another; between the two nothing is ours."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.records import Evidence, EvidenceLink
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.evidence import (
    TakenIn,
    keep_files,
    let_go,
    link_evidence,
    look_at,
    take_content,
    take_files,
)
from desktop.services.progress import Cancelled
from desktop.services.workspaces import open_workspace, verify
from desktop.store.copying import go_on, say_nothing
from desktop.store.workspace import DATABASE, Workspace
from tests.services.building import (
    ME,
    NOBODY,
    add,
    events_of,
    everything,
    files_in,
    office_in,
    rounds,
    rows,
)
from tests.store.full_disk import no_file_over


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


def sources(folder: Path, number: int = 3) -> list[Path]:
    paths = [folder / f"材料{at}.pdf" for at in range(number)]
    for at, path in enumerate(paths):
        path.write_bytes(b"%%PDF %d" % at)
    return paths


def taken(workspace: Workspace, paths: list[Path]) -> TakenIn:
    return take_files(workspace, paths, say_nothing, go_on)


def kept_names(workspace: Workspace) -> list[str]:
    with workspace.reading() as view:
        return sorted(one.name for one in view.all(Evidence))


def test_a_thread_brings_the_files_and_the_window_keeps_them(
    office: Workspace, tmp_path: Path
) -> None:
    before, brought = everything(office.folder), []
    paths = sources(tmp_path)
    work = threading.Thread(target=lambda: brought.append(taken(office, paths)))
    work.start()
    work.join()
    assert everything(office.folder) == before
    kept = keep_files(office, ME, brought[0])
    assert [one.name for one in kept.files] == ["材料0.pdf", "材料1.pdf", "材料2.pdf"]
    assert kept.outcome is not None
    assert kept.outcome.touched == {("evidence", (one.evidence,)) for one in kept.files}
    assert kept_names(office) == ["材料0.pdf", "材料1.pdf", "材料2.pdf"]
    assert not [*(office.folder / "incoming").iterdir()]
    office.close()
    assert verify(office.folder).faults == ()


def test_looking_says_what_keeping_would_say_and_keeps_nothing(
    office: Workspace, tmp_path: Path
) -> None:
    known = add(office, "原件.pdf", b"%PDF 1")
    link_evidence(office, ME, EvidenceLink("", known, *rounds().section, criterion="unplanned"))
    first, second, _ = sources(tmp_path)
    (tmp_path / "又一份.pdf").write_bytes(b"%PDF 0")
    brought = taken(office, [first, second, tmp_path / "又一份.pdf"])
    before = everything(office.folder)
    looked = look_at(office, brought)
    assert [(one.name, one.known_as) for one in looked] == [
        ("材料0.pdf", None),
        ("材料1.pdf", "原件.pdf"),
        ("又一份.pdf", "材料0.pdf"),
    ]
    assert [use.name for use in looked[1].uses] == ["科室督查 甲科"]
    assert everything(office.folder) == before
    assert keep_files(office, ME, brought).files == looked


def test_only_the_chosen_files_are_kept(office: Workspace, tmp_path: Path) -> None:
    brought = taken(office, sources(tmp_path))
    kept = keep_files(office, ME, brought, [0, 2])
    assert kept_names(office) == ["材料0.pdf", "材料2.pdf"]
    assert sorted(files_in(office.folder).values()) == [b"%PDF 0", b"%PDF 2"]
    assert [one.name for one in kept.files] == ["材料0.pdf", "材料2.pdf"]
    office.close()
    assert verify(office.folder).faults == ()


def test_without_any_chosen_file_there_is_no_event(office: Workspace, tmp_path: Path) -> None:
    before = len(events_of(office)), everything(office.folder)
    kept = keep_files(office, ME, taken(office, sources(tmp_path)), [])
    assert (kept.outcome, kept.files) == (None, ())
    assert (len(events_of(office)), everything(office.folder)) == before
    assert files_in(office.folder) == {}


def test_letting_go_leaves_what_another_batch_waits_for(office: Workspace, tmp_path: Path) -> None:
    paths = sources(tmp_path)
    one, other = taken(office, paths), taken(office, paths[:1])
    let_go(office, one)
    assert [*files_in(office.folder).values()].count(b"%PDF 0") == 1
    assert [one.name for one in keep_files(office, ME, other).files] == ["材料0.pdf"]
    assert [*files_in(office.folder).values()] == [b"%PDF 0"]


def test_a_program_that_ended_in_between_leaves_nothing(office: Workspace, tmp_path: Path) -> None:
    taken(office, sources(tmp_path))
    assert files_in(office.folder)
    office.close()
    with open_workspace(office.folder) as again:
        assert files_in(again.folder) == {}
        assert kept_names(again) == []


def test_calling_it_off_in_the_middle_of_a_file_leaves_nothing(
    office: Workspace, tmp_path: Path
) -> None:
    large = tmp_path / "大.pdf"
    large.write_bytes(b"x" * (3 << 20))
    told: list[int] = []
    off = threading.Event()

    def progress(done: int, _total: int) -> None:
        told.append(done)
        if 0 < done < 3 << 20:
            off.set()

    with pytest.raises(Cancelled):
        take_files(office, [*sources(tmp_path), large], progress, off.is_set)
    assert max(told) < 3 << 20
    assert files_in(office.folder) == {}


def test_a_disk_that_is_full_while_copying_says_so(office: Workspace, tmp_path: Path) -> None:
    large = tmp_path / "大.pdf"
    large.write_bytes(b"x" * (2 << 20))
    with no_file_over(1 << 20), pytest.raises(Trouble, match=r"^保存材料失败：.+，请"):
        taken(office, [*sources(tmp_path), large])
    assert files_in(office.folder) == {}


def test_rows_that_do_not_come_take_the_files_with_them(office: Workspace, tmp_path: Path) -> None:
    brought = taken(office, sources(tmp_path, 80))
    size = (office.folder / DATABASE).stat().st_size
    with no_file_over(size), pytest.raises(Trouble):
        keep_files(office, ME, brought, range(79))
    assert files_in(office.folder) == {}
    with pytest.raises(Refused):
        keep_files(office, NOBODY, taken(office, sources(tmp_path)), [0])
    assert files_in(office.folder) == {}
    assert rows(office.folder, "SELECT * FROM evidence") == []


def test_what_the_program_made_waits_for_its_row_too(office: Workspace) -> None:
    brought = take_content(office, "截图.png", b"PNG")
    assert kept_names(office) == []
    keep_files(office, ME, brought)
    assert kept_names(office) == ["截图.png"]
