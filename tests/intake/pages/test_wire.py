"""A frame is whole and within its bounds, or it is garbled."""

import struct
from io import BytesIO

import pytest

from desktop.intake.pages.wire import Frame, Garbled, receive, send


def sent(header: dict[str, object], body: bytes = b"") -> bytes:
    sink = BytesIO()
    send(sink, header, body)
    return sink.getvalue()


class Sparing(BytesIO):
    """One that is never asked for much at once."""

    def read(self, size: int | None = -1) -> bytes:
        assert size is not None
        assert 0 <= size <= 1 << 20
        return super().read(size)


def raw(header: bytes) -> bytes:
    return struct.pack(">4sIQ", b"KPPG", len(header), 0) + header


def test_frames_come_through_one_after_the_other() -> None:
    path = "/材料/\udcff.pdf"  # a name that is no proper text
    source = BytesIO(sent({"path": path}, b"one") + sent({}, b""))
    assert receive(source, 3) == Frame({"path": path}, b"one")
    assert receive(source) == Frame({}, b"")
    assert receive(source) is None


@pytest.mark.parametrize("length", range(1, len(sent({"a": 1}, b"body"))))
def test_a_frame_cut_short_is_garbled(length: int) -> None:
    with pytest.raises(Garbled):
        receive(BytesIO(sent({"a": 1}, b"body")[:length]), 4)


@pytest.mark.parametrize(
    "content",
    [
        sent({}, b"more"),  # than the three bytes that are awaited
        b"X" + sent({})[1:],
        struct.pack(">4sIQ", b"KPPG", 2, 4 << 30) + b"{}",
        struct.pack(">4sIQ", b"KPPG", 0xFFFFFFFF, 0),
        raw(b"{"),
        raw(b"\xff\xff"),
        raw(b"[]"),
        raw(b"[" * 500_000),
        raw(b'{"a":' + b"9" * 5_000 + b"}"),
    ],
)
def test_what_is_no_frame_is_garbled(content: bytes) -> None:
    with pytest.raises(Garbled):
        receive(Sparing(content), 3)
