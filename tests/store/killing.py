"""Kills: a deed in a process that is ended in the middle. Run by itself, it kills the making of workspaces.

python -m tests.store.killing FOLDER ROUNDS SEED
"""

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from desktop.domain.troubles import Trouble
from desktop.store.verification import faults_in
from desktop.store.workspace import DATABASE, create_workspace, open_workspace


def killed(deed: Callable[[], object], after: float) -> None:
    """Do it in a child that is killed after so many seconds, if it still runs."""
    child = os.fork()
    if child == 0:
        deed()
        os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def made_again(folder: Path) -> str:
    """Go on in a folder where a workspace was being made."""
    whole = (folder / DATABASE).exists()
    try:
        with open_workspace(folder) if whole else create_workspace(folder) as workspace:
            faults = [*faults_in(workspace.folder / DATABASE, workspace.folder / "files")]
    except Trouble as trouble:
        faults = [trouble.message]
    return "; ".join(faults) or ("opened" if whole else "made again")


def creations(place: Path, rounds: int, chance: random.Random) -> dict[str, int]:
    """Kill so many creations, and see what comes of each folder."""
    create_workspace(place / "first").close()
    began = time.perf_counter()
    create_workspace(place / "second").close()
    lasts = time.perf_counter() - began
    outcomes: Counter[str] = Counter()
    for number in range(rounds):
        folder = place / str(number)
        killed(lambda: create_workspace(folder), chance.random() * lasts * 1.5)  # noqa: B023  # runs at once
        outcomes["begun"] += folder.exists() and any(folder.iterdir())
        outcomes[made_again(folder)] += 1
    return dict(outcomes)


if __name__ == "__main__":
    chance = random.Random(int(sys.argv[3]))  # noqa: S311  # it only picks moments
    sys.stdout.write(json.dumps(creations(Path(sys.argv[1]), int(sys.argv[2]), chance)))
