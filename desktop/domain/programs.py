"""Programs: files that a system would run, install or mount instead of showing them, told by their names."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final

from desktop.domain.safe_names import safe_name

_RUNNABLE: Final = re.compile(
    r"""\.(?:
    action|apk|app|appimage|application|appref-ms|appx|bash|bat|bin|chm|cmd|com|command|cpl|crt|csh|deb|desktop|
    diagcab|dll|dmg|exe|fish|flatpakref|gadget|hlp|hta|img|inf|ins|iso|jar|jnlp|js|jse|ksh|library-ms|lnk|mde|msc|
    msi|msix|msp|mst|ocx|php|pif|pkg|pl|ps1|ps1xml|ps2|psc1|psd1|psm1|py|pyc|pyw|pyz|rb|reg|rpm|run|scf|scr|sct|
    search-ms|service|settingcontent-ms|sh|shb|shs|snap|so|sys|tcl|theme|url|vb|vbe|vbs|vhd|vhdx|website|workflow|
    ws|wsc|wsf|wsh|xbap|xll|zsh
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def is_program(name: str) -> bool:
    """By its ending, as the file would be called on a disk: spaces and dots behind it hide nothing."""
    return bool(_RUNNABLE.fullmatch(PurePath(safe_name(name)).suffix))
