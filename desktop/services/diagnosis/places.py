"""Places as a report may tell them: the usual ones by name, any other by nothing but its nature."""

from __future__ import annotations

from pathlib import Path

from desktop.services.workspaces import default_folder


def told_place(place: Path) -> str:
    """The program's own folder under the user's, or of what kind the path is: parts of it may be names."""
    home, text = Path.home(), str(place)
    if place == default_folder() and place.is_relative_to(home):
        return f"~/{place.relative_to(home).as_posix()}"
    natures = (
        (place.is_relative_to(home), "在用户文件夹下"),
        (not text.isascii(), "含中文"),
        (" " in text, "含空格"),
    )
    told = [words for holds, words in natures if holds]
    return f"另选的位置（{'，'.join((*told, f'全长 {len(text)} 字'))}）"
