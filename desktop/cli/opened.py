"""The workspace of a command: opened, and what is worth saying of that told beside the answer."""

from __future__ import annotations

import sys
from argparse import Namespace

from desktop.domain.refusals import printable
from desktop.services.opening import remarks_on_opening
from desktop.services.workspaces import Workspace, default_folder, open_workspace


def opened(call: Namespace) -> Workspace:
    """The one that the call names, or the user's own."""
    workspace = open_workspace(call.workspace or default_folder())
    for remark in remarks_on_opening(workspace):
        print(f"提醒：{printable(remark)}", file=sys.stderr)
    return workspace
