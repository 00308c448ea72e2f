"""The scanner's folder: what a scanner has put there is offered once it is complete; nothing is taken by itself."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, time
from typing import Final, NamedTuple

from PySide6.QtCore import (
    QFileSystemWatcher,
    QObject,
    QRunnable,
    Qt,
    QThreadPool,
    QTimer,
    Signal,
)

from desktop.domain.file_names import natural_key
from desktop.services.gathering import scanned_files

STEADY: Final = 2.0  # seconds that a file stays as it is before it is complete
_POLL: Final = 1_000  # milliseconds; a watcher alone is blind on network drives
