"""The frozen program's beginning: what its starter changed for itself is put back, then the program runs."""

import os
import sys

# The starter lets the libraries beside it be found; programs that this one opens must find their own.
before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if before is None:
    os.environ.pop("LD_LIBRARY_PATH", None)
else:
    os.environ["LD_LIBRARY_PATH"] = before

from desktop.__main__ import main  # noqa: E402  # only now may anything be started

sys.exit(main())
