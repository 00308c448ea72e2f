"""Writes our own templates where the program finds them: python -m tests.documents.letters.write_templates"""

from desktop.bundle import bundled
from desktop.documents.letters.own_templates import own_templates

if __name__ == "__main__":
    folder = bundled("resources") / "templates"
    folder.mkdir(exist_ok=True)
    for name, content in own_templates():
        (folder / name).write_bytes(content)
