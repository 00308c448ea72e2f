"""Files written whole or not at all, and what is left when it fails: nothing."""

import os
from pathlib import Path

import pytest

from desktop.store.durable_files import (
    make_folder,
    make_folders,
    remove_empty,
    sync_folder,
    write_durably,
)


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_content_takes_the_place_of_the_old(tmp_path: Path) -> None:
    path = tmp_path / "方案 一.json"
    write_durably(path, b"first, and longer")
    write_durably(path, b"second")
    assert path.read_bytes() == b"second"
    assert names(tmp_path) == [path.name]


def test_the_longest_name_is_no_hindrance(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 255)
    write_durably(path, b"x")
    assert names(tmp_path) == [path.name]


def test_a_failed_rename_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "taken"
    (path / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match="taken"):
        write_durably(path, b"x")
    assert names(tmp_path) == ["taken"]


def test_a_failed_sync_leaves_the_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kept"
    write_durably(path, b"old")

    def broken(_file: int) -> None:
        raise OSError("pulled out")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="pulled out"):
        write_durably(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["kept"]


def test_short_writes_are_carried_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, rest: write(file, rest[:3]))
    write_durably(tmp_path / "whole", b"0123456789")
    assert (tmp_path / "whole").read_bytes() == b"0123456789"


def test_file_and_folder_are_synced_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[int, bool]] = []
    path = tmp_path / "new"
    monkeypatch.setattr(
        os, "fsync", lambda file: synced.append((os.fstat(file).st_ino, path.exists()))
    )
    write_durably(path, b"x")
    assert synced == [(path.stat().st_ino, False), (tmp_path.stat().st_ino, True)]


def test_a_folder_is_made_once(tmp_path: Path) -> None:
    folder = tmp_path / "甲"
    make_folder(folder)
    (folder / "kept").touch()
    make_folder(folder)
    assert names(folder) == ["kept"]


def test_a_new_folder_is_synced_into_its_parent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda file: synced.append(os.fstat(file).st_ino))
    make_folder(tmp_path / "甲")
    assert synced == [tmp_path.stat().st_ino]


def test_folders_are_made_with_those_above_and_each_is_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda file: synced.append(os.fstat(file).st_ino))
    folder = tmp_path / "甲" / "乙" / "丙"
    made = make_folders(folder)
    assert made == [folder.parent.parent, folder.parent, folder]
    assert synced == [path.parent.stat().st_ino for path in made]
    assert make_folders(folder) == []
    remove_empty(made)
    assert names(tmp_path) == []


def test_of_folders_that_cannot_all_be_made_none_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    syncs = iter([None])

    def breaking(_file: int) -> None:
        if next(syncs, "over") == "over":
            raise OSError(5, "pulled out")

    monkeypatch.setattr(os, "fsync", breaking)
    with pytest.raises(OSError, match="pulled out"):
        make_folders(tmp_path / "甲" / "乙" / "丙")
    assert names(tmp_path) == []


def test_what_has_got_content_is_not_removed(tmp_path: Path) -> None:
    made = make_folders(tmp_path / "甲" / "乙")
    (tmp_path / "甲" / "note").touch()
    remove_empty(made)
    assert names(tmp_path / "甲") == ["note"]


def test_a_file_in_the_way_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "甲").touch()
    with pytest.raises(FileExistsError):
        make_folder(tmp_path / "甲")


def test_a_file_system_that_syncs_no_folder_is_put_up_with() -> None:
    if not Path("/proc/self").exists():
        pytest.skip("no such file system here")
    sync_folder(Path("/proc"))


def test_a_missing_folder_is_not_put_up_with(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        sync_folder(tmp_path / "none")
