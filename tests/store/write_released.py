"""Keep a workspace of this revision, for every later program to upgrade.

    python -m tests.store.write_released

Once, when a revision is released; after that its file never changes.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.services.backing_up import back_up_to_file
from desktop.services.workspaces import open_workspace
from desktop.store.migrations import CURRENT
from tests.store.building import FINAL_KEY, add_results, rich_folder
from tests.store.test_released import RELEASED

if __name__ == "__main__":
    path = RELEASED / f"{CURRENT}.zip"
    with TemporaryDirectory() as place, open_workspace(rich_folder(Path(place))) as workspace:
        add_results(workspace, FINAL_KEY)
        back_up_to_file(workspace, path)
    sys.stdout.write(f"{path}\n")
