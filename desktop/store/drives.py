"""Which drives a workspace may lie on: none that is pulled out or reached over a network.

Such drives vanish in the middle of a write, and their locks and syncs promise what they do not keep.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Final, NamedTuple

from desktop.domain.refusals import Refused

_MOUNTINFO: Final = Path("/proc/self/mountinfo")
_SYSFS: Final = Path("/sys")
_ESCAPE: Final = re.compile(r"\\([0-7]{3})")
_USB: Final = re.compile(r"usb[0-9]+")
SHARE: Final = re.compile(r"\\\\(\?\\UNC\\|[^?.\\])", re.IGNORECASE)  # on Windows
# 9p, virtiofs and the like are left out: through them a virtual machine, WSL or a sandbox reaches
# its own computer's disk, and some have nothing else.
_NETWORK: Final = frozenset(
    {
        "acfs",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "gfs2",
        "glusterfs",
        "gpfs",
        "lustre",
        "ncp",
        "ncpfs",
        "nfs",
        "nfs4",
        "ocfs2",
        "orangefs",
        "smb2",
        "smb3",
        "smbfs",
        "sshfs",
    }
)
# What stands behind "fuse.".
_NETWORK_FUSE: Final = _NETWORK | {
    "ceph-fuse",
    "curlftpfs",
    "davfs2",
    "gvfsd-fuse",  # the file manager's own network places and phones
    "juicefs",
    "kio-fuse",
    "rclone",
    "s3fs",
    "seadrive",
    "smbnetfs",
}
_PHONE_FUSE: Final = frozenset({"aft-mtp-mount", "go-mtpfs", "ifuse", "jmtpfs", "simple-mtpfs"})

_REMOVABLE_REASON: Final = "在优盘、移动硬盘一类可移动的磁盘上"
_NETWORK_REASON: Final = "在网络位置上"


class Mount(NamedTuple):
    """One mounted file system: where, of which type, from what, as which device (MAJ:MIN)."""

    point: str
    type: str
    source: str
    device: str


def refuse_unfit_drive(folder: Path) -> None:
    """Refuse a folder for a workspace if the system says that its drive is removable or on a network."""
    reason = _unfit(folder)
    if reason:
        raise Refused(
            f"“{folder}”{reason}，工作区不能放在那里，请选本机硬盘上的文件夹；"
            "优盘只用来传递材料包和备份"
        )


def unfit(folder: Path) -> str:
    """Why a workspace should not lie there, in words; nothing if it may or the system does not say."""
    return _unfit(folder)


def unfit_on_linux(folder: Path, mountinfo: str | None = None, sysfs: Path = _SYSFS) -> str:
    """Why the folder's drive is unfit; nothing if it is fit or the system does not say."""
    if mountinfo is None:
        try:
            mountinfo = os.fsdecode(_MOUNTINFO.read_bytes())
        except OSError:
            return ""
    mount = mount_of(os.path.realpath(folder), mountinfo)
    if mount is None:
        return ""
    if _is_network(mount):
        return _NETWORK_REASON
    return _REMOVABLE_REASON if _is_removable(mount, sysfs) else ""


def mount_of(folder: str, mountinfo: str) -> Mount | None:
    """The mount that holds this real path: the longest point, and the last of several on one point."""
    holding = None
    for line in mountinfo.splitlines():
        mount = _read_mount(line)
        if mount is None or not f"{folder}/".startswith(f"{mount.point.rstrip('/')}/"):
            continue
        if holding is None or len(mount.point) >= len(holding.point):
            holding = mount
    return holding


def _read_mount(line: str) -> Mount | None:
    """`36 35 98:0 /root /point options [more] - type source options`."""
    before, _, after = line.partition(" - ")
    match before.split(" "), after.split(" "):
        case [_, _, device, _, point, *_], [kind, source, *_]:
            return Mount(_unescaped(point), kind, _unescaped(source), device)
    return None


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 8)), text)


def _is_network(mount: Mount) -> bool:
    kind, _, subtype = mount.type.partition(".")
    if kind != "fuse":
        return kind in _NETWORK
    # davfs and others say only in the source that it is far away.
    return subtype in _NETWORK_FUSE or "://" in mount.source or mount.source.startswith("//")


def _is_removable(mount: Mount, sysfs: Path) -> bool:
    kind, _, subtype = mount.type.partition(".")
    if kind == "fuse" and subtype in _PHONE_FUSE:
        return True
    entry = sysfs / "dev/block" / mount.device
    if not entry.exists() and mount.source.startswith("/dev/"):
        # btrfs numbers its volumes itself.
        entry = sysfs / "class/block" / Path(os.path.realpath(mount.source)).name
    return entry.exists() and _device_is_removable(entry.resolve())


def _device_is_removable(device: Path) -> bool:
    """A disk, a partition (its disk is the folder above), or a mapping that lies on others."""
    if any(_USB.fullmatch(part) for part in device.parts):
        return True
    disk = device.parent if (device / "partition").exists() else device
    if _says_yes(disk / "removable"):
        return True
    slaves = device / "slaves"
    return slaves.is_dir() and any(_device_is_removable(one.resolve()) for one in slaves.iterdir())


def _says_yes(file: Path) -> bool:
    try:
        return file.read_text("ascii").strip() == "1"
    except (OSError, ValueError):
        return False


if sys.platform == "win32":
    import ctypes

    _REMOVABLE_KIND, _REMOTE_KIND, _OPTICAL_KIND = 2, 4, 5

    def _unfit(folder: Path) -> str:
        path = os.path.realpath(folder)  # a letter that stands for a share becomes the share
        if SHARE.match(path):
            return _NETWORK_REASON
        kernel = ctypes.windll.kernel32
        volume = ctypes.create_unicode_buffer(len(path) + 260)
        if not kernel.GetVolumePathNameW(path, volume, len(volume)):
            return ""
        kind = kernel.GetDriveTypeW(volume.value)
        if kind == _REMOTE_KIND:
            return _NETWORK_REASON
        return _REMOVABLE_REASON if kind in {_REMOVABLE_KIND, _OPTICAL_KIND} else ""

else:
    _unfit = unfit_on_linux
