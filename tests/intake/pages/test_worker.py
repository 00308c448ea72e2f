"""The child's side of the conversation, held in this process."""

from io import BytesIO
from pathlib import Path

import pytest

from desktop.intake.pages.limits import Limits
from desktop.intake.pages.wire import Frame, Garbled, receive, send
from desktop.intake.pages.worker import serve
from tests.intake.pages.building import TURNED_HEIC, corners, saved

PIXELS = 90 * 60 * 4


def asked(*requests: dict[str, object], limits: Limits | None = None) -> list[Frame]:
    """The replies to requests, the one of being ready left out."""
    source, sink = BytesIO(), BytesIO()
    for number, request in enumerate(requests, 1):
        send(source, {"number": number, **request})
    source.seek(0)
    serve(source, sink, limits or Limits(), lambda _allowed: None)
    sink.seek(0)
    assert receive(sink) == Frame({"ready": True})
    replies: list[Frame] = []
    while reply := receive(sink, PIXELS):
        assert reply.header["number"] == len(replies) + 1
        replies.append(reply)
    assert len(replies) == len(requests)
    return replies


def opening(path: Path, kind: str) -> dict[str, object]:
    return {"action": "open", "path": str(path), "kind": kind}


RENDER: dict[str, object] = {
    "action": "render",
    "page": 1,
    "width": 90,
    "height": 60,
    "rows": [0, 60],
}


@pytest.mark.parametrize(("ending", "kind"), [("pdf", "pdf"), ("tif", "tiff"), ("jpg", "jpeg")])
def test_requests_are_answered_in_order(ending: str, kind: str, tmp_path: Path) -> None:
    path = saved(tmp_path, f"one.{ending}", corners())
    opened, size, rendered, text, found, again = asked(
        opening(path, kind),
        {"action": "size", "page": 1},
        RENDER,
        {"action": "text", "page": 1},
        {"action": "search", "page": 1, "words": "一"},
        opening(path, kind),
    )
    assert opened.header["pages"] == again.header["pages"] == 1
    assert size.header["size"] == [96, 64]
    assert len(rendered.body) == PIXELS
    assert text.body == b""
    assert found.header["regions"] == []


def test_threads_are_allowed_to_the_one_decoder_that_needs_them(tmp_path: Path) -> None:
    source = BytesIO()
    send(source, {"number": 1, **opening(TURNED_HEIC, "heic")})
    send(source, {"number": 2, **opening(saved(tmp_path, "one.png", corners()), "png")})
    source.seek(0)
    allowed: list[bool] = []
    serve(source, BytesIO(), Limits(), allowed.append)
    assert allowed == [True, False]


def test_faults_are_named_and_the_next_request_is_answered(tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n")
    good = saved(tmp_path, "one.png", corners())
    failed, unopened, opened, unknown, beyond, rendered = asked(
        opening(broken, "png"),
        RENDER,
        opening(good, "png"),
        {"action": "dance"},
        {"action": "render", "page": 1, "width": 1 << 40, "height": 1 << 40, "rows": [0, 1 << 40]},
        RENDER,
    )
    assert failed.header["fault"] == "damaged"
    assert "UnidentifiedImageError" in str(failed.header["detail"])
    assert unopened.header["fault"] == "damaged"
    assert opened.header["pages"] == 1
    assert unknown.header["fault"] == "damaged"
    assert "fault" in beyond.header
    assert len(rendered.body) == PIXELS


def test_what_is_too_large_comes_with_its_size(tmp_path: Path) -> None:
    path = saved(tmp_path, "one.png", corners())
    [reply] = asked(opening(path, "png"), limits=Limits(decoded_pixels=1))
    assert reply.header["fault"] == "too-large"
    assert reply.header["pixels"] == [96, 64]


def test_a_request_cut_short_ends_it() -> None:
    with pytest.raises(Garbled):
        serve(BytesIO(b"KP"), BytesIO(), Limits(), lambda _allowed: None)
