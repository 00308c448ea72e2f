"""A child that answers properly until a certain request, does something else once, and is good when started again.

Run as `python misbehaving.py MARK DEED`: MARK is a file that tells that the deed is done, DEED is Python.
"""

import json
import struct
import sys
from pathlib import Path

MARK, DEED = Path(sys.argv[1]), sys.argv[2]
out = sys.stdout.buffer


def frame(header: object, body: bytes = b"", claimed: int | None = None) -> bytes:
    head = header if isinstance(header, bytes) else json.dumps(header).encode()
    return (
        struct.pack(">4sIQ", b"KPPG", len(head), len(body) if claimed is None else claimed)
        + head
        + body
    )


def say(content: bytes) -> None:
    out.write(content)
    out.flush()


say(frame({"ready": True}))
while begun := sys.stdin.buffer.read(16):
    request = json.loads(sys.stdin.buffer.read(struct.unpack(">4sIQ", begun)[1]))
    number = request["number"]
    if request["action"] != "open" and not MARK.exists():
        MARK.touch()
        exec(DEED)  # noqa: S102  # that is what it is for
    elif request["action"] == "open":
        say(frame({"number": number, "pages": 3}))
    else:
        say(frame({"number": number}, b"\x80" * (request["width"] * request["height"] * 4)))
