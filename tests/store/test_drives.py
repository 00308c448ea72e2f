"""A workspace is refused where the drive may vanish; told from the system's own files, set up here."""

from pathlib import Path

import pytest

from desktop.domain.refusals import Refused
from desktop.store import drives
from desktop.store.drives import SHARE, mount_of, refuse_unfit_drive, unfit_on_linux

PCI = "devices/pci0000:00"
INSIDE = f"{PCI}/0000:00:1d.0/nvme/nvme0/nvme0n1/nvme0n1p2"
STICK = f"{PCI}/0000:00:14.0/usb2/2-1/2-1:1.0/host6/target6:0:0/6:0:0:0/block/sdb/sdb1"


def mount_line(
    point: Path | str, kind: str = "ext4", source: str = "/dev/x", dev: str = "8:1"
) -> str:
    escaped = str(point).replace("\\", "\\134").replace(" ", "\\040")
    return f"36 35 {dev} / {escaped} rw,relatime shared:1 - {kind} {source} rw"


ROOT = mount_line("/")


class Sysfs:
    """As much of /sys as block devices have: real folders and links."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "sys"

    def add(
        self, number: str, device: str, *, partition: bool = True, removable: str = "0"
    ) -> Path:
        """A device in its place on the bus, under its number and its name."""
        path = self.root / device
        path.mkdir(parents=True)
        if partition:
            (path / "partition").write_text("1\n")
        (path.parent if partition else path).joinpath("removable").write_text(f"{removable}\n")
        for link in (f"dev/block/{number}", f"class/block/{path.name}"):
            (self.root / link).parent.mkdir(parents=True, exist_ok=True)
            (self.root / link).symlink_to(path)
        return path


@pytest.fixture
def sysfs(tmp_path: Path) -> Sysfs:
    return Sysfs(tmp_path)


def unfit(folder: Path, mounts: str, sysfs: Sysfs) -> str:
    return unfit_on_linux(folder, mounts, sysfs.root)


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        ("nfs", "server:/export"),
        ("nfs4", "server:/export"),
        ("cifs", "//server/share"),
        ("smb3", "//server/share"),
        ("ceph", "10.0.0.1:/"),
        ("fuse.sshfs", "u@server:/home"),
        ("fuse.gvfsd-fuse", "gvfsd-fuse"),
        ("fuse.glusterfs", "server:/volume"),
        ("fuse", "https://dav.example/"),
        ("fuse.something-new", "//server/share"),
    ],
)
def test_network_drives_are_unfit(kind: str, source: str, tmp_path: Path, sysfs: Sysfs) -> None:
    mounts = f"{ROOT}\n{mount_line(tmp_path, kind, source)}\n"
    assert unfit(tmp_path / "考评", mounts, sysfs) == "在网络位置上"


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        ("ext4", "/dev/nvme0n1p2"),
        ("tmpfs", "tmpfs"),
        ("overlay", "overlay"),
        ("9p", "drvfs"),
        ("virtiofs", "share"),
        ("zfs", "pool/home"),
        ("fuse.gocryptfs", "/home/u/secret"),
        ("fuse.mergerfs", "/a:/b"),
        ("fuseblk", "/dev/nvme0n1p2"),
    ],
)
def test_drives_of_this_computer_are_fit(
    kind: str, source: str, tmp_path: Path, sysfs: Sysfs
) -> None:
    sysfs.add("259:2", INSIDE)
    line = mount_line(tmp_path, kind, source, "259:2" if source.startswith("/dev/") else "0:45")
    assert unfit(tmp_path, f"{ROOT}\n{line}\n", sysfs) == ""


def test_what_the_kernel_calls_removable_is_unfit(tmp_path: Path, sysfs: Sysfs) -> None:
    sysfs.add("8:17", f"{PCI}/ata1/block/sdb/sdb1", removable="1")
    assert "可移动" in unfit(tmp_path, mount_line(tmp_path, "vfat", dev="8:17"), sysfs)


def test_an_unpartitioned_stick_is_unfit(tmp_path: Path, sysfs: Sysfs) -> None:
    sysfs.add("8:16", f"{PCI}/ata1/block/sdb", partition=False, removable="1")
    assert "可移动" in unfit(tmp_path, mount_line(tmp_path, "vfat", dev="8:16"), sysfs)


def test_a_usb_disk_is_unfit_although_it_calls_itself_fixed(tmp_path: Path, sysfs: Sysfs) -> None:
    sysfs.add("8:17", STICK)
    assert "可移动" in unfit(tmp_path, mount_line(tmp_path, "fuseblk", dev="8:17"), sysfs)


def test_an_encrypted_stick_is_unfit(tmp_path: Path, sysfs: Sysfs) -> None:
    stick = sysfs.add("8:17", STICK)
    mapping = sysfs.add("253:0", "devices/virtual/block/dm-0", partition=False)
    assert unfit(tmp_path, mount_line(tmp_path, dev="253:0"), sysfs) == ""
    (mapping / "slaves").mkdir()
    (mapping / "slaves/sdb1").symlink_to(stick)
    assert "可移动" in unfit(tmp_path, mount_line(tmp_path, dev="253:0"), sysfs)


def test_btrfs_is_found_by_its_source(tmp_path: Path, sysfs: Sysfs) -> None:
    sysfs.add("8:17", STICK)
    line = mount_line(tmp_path, "btrfs", "/dev/sdb1", "0:45")
    assert "可移动" in unfit(tmp_path, line, sysfs)


def test_a_phone_is_unfit(tmp_path: Path, sysfs: Sysfs) -> None:
    line = mount_line(tmp_path, "fuse.jmtpfs", "jmtpfs", "0:45")
    assert "可移动" in unfit(tmp_path, line, sysfs)


def test_the_longest_mount_point_counts(tmp_path: Path) -> None:
    lines = [mount_line(tmp_path / "a", "cifs"), ROOT, mount_line(tmp_path, "xfs")]
    mounts = "\n".join(lines)
    for folder, kind in {"a": "cifs", "a/b": "cifs", "ab": "xfs", ".": "xfs"}.items():
        mount = mount_of(str(tmp_path / folder), mounts)
        assert mount is not None
        assert mount.type == kind
    elsewhere = mount_of("/elsewhere", mounts)
    assert elsewhere is not None
    assert elsewhere.point == "/"


def test_the_last_mount_on_a_point_counts(tmp_path: Path) -> None:
    mount = mount_of(
        str(tmp_path), f"{mount_line(tmp_path, 'autofs')}\n{mount_line(tmp_path, 'nfs')}"
    )
    assert mount is not None
    assert mount.type == "nfs"


def test_escapes_are_read(tmp_path: Path, sysfs: Sysfs) -> None:
    point = tmp_path / "U 盘\\备份"
    mounts = f"{ROOT}\n{mount_line(point, 'cifs')}"
    assert "\\040" in mounts
    assert unfit(point / "考评", mounts, sysfs) == "在网络位置上"


def test_a_link_leads_to_its_drive(tmp_path: Path, sysfs: Sysfs) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "here").symlink_to(tmp_path / "stick")
    mounts = f"{ROOT}\n{mount_line(tmp_path / 'stick', 'cifs')}"
    assert unfit(tmp_path / "here/new/folder", mounts, sysfs) == "在网络位置上"


@pytest.mark.parametrize("mounts", ["", "nonsense", "36 35 - ext4", "1 2 3 / - x"])
def test_what_cannot_be_read_refuses_nothing(mounts: str, tmp_path: Path, sysfs: Sysfs) -> None:
    assert unfit(tmp_path, mounts, sysfs) == ""


def test_the_refusal_says_why_and_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "mountinfo"
    table.write_text(mount_line("/", "nfs4"))
    monkeypatch.setattr(drives, "_MOUNTINFO", table)
    with pytest.raises(Refused) as refused:
        refuse_unfit_drive(tmp_path)
    assert f"“{tmp_path}”在网络位置上" in refused.value.message
    assert "请选本机硬盘" in refused.value.message


def test_this_very_computer_is_fit(tmp_path: Path) -> None:
    refuse_unfit_drive(tmp_path / "not/yet/there")


@pytest.mark.parametrize(
    ("path", "share"),
    [
        (r"\\server\share\考评", True),
        (r"\\?\UNC\server\share", True),
        (r"\\?\unc\server\share", True),
        (r"\\?\C:\考评", False),
        (r"\\.\C:", False),
        (r"C:\考评", False),
    ],
)
def test_shares_of_windows_are_known_by_their_path(path: str, *, share: bool) -> None:
    assert bool(SHARE.match(path)) is share
