"""A module for a child process that does what the file tells it to."""

import errno
import os
import sys
from io import BytesIO
from time import sleep
from typing import BinaryIO


def answer(file: BinaryIO) -> object:
    """Read, or misbehave."""
    match file.read():
        case b"sleep":
            sleep(60)
        case b"grow":
            return len(bytearray(1 << 29))
        case b"die":
            os._exit(0)
        case b"fail" | b"pulled out" as said:
            raise ValueError if said == b"fail" else OSError(errno.EIO, "")
        case b"flood":
            while True:
                sys.stdout.write("[" * 100_000)
        case b"nest":
            return _raw(b"[" * 200_000)
        case b"pickle":
            return _raw(b"cos\nsystem\n(S'touch executed'\ntR.")
        case b"close and stay":
            os.close(1)
            sleep(60)
        case said:
            return {"said": said.decode()}
    return None


def pour(file: BinaryIO, out: BinaryIO) -> None:
    """Write what was read again and again, or misbehave."""
    said = file.read()
    out.write(said)
    out.flush()
    match said:
        case b"work":
            while True:
                pass
        case b"flood":
            out.write(bytes(3 << 20))
        case _:
            answer(BytesIO(said))


def _raw(said: bytes) -> object:
    os.write(1, said)
    os._exit(0)
