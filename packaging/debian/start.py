"""The frozen program's beginning: what its starter and the desktop have set is put right, then the program runs."""

import os
import sys

# The starter lets the libraries beside it be found; programs that this one opens must find their own.
before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if before is None:
    os.environ.pop("LD_LIBRARY_PATH", None)
else:
    os.environ["LD_LIBRARY_PATH"] = before
# A desktop may name a platform of its own Qt alone (dxcb, wayland); X11 is there on each of them.
asked = os.environ.get("QT_QPA_PLATFORM", "")
if asked and not {"xcb", "offscreen", "minimal"} & {one.split(":")[0] for one in asked.split(";")}:
    os.environ["QT_QPA_PLATFORM"] = f"{asked};xcb"

from desktop.__main__ import main  # noqa: E402  # only now may anything be started

sys.exit(main())
