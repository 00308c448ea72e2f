"""Hostile packages: whatever is wrong with a file, one sentence says so and nothing is written."""

import json
import os
import shutil
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.records import AssessmentKey, EvidenceLink
from desktop.domain.refusals import Refused
from desktop.services.evidence import link_evidence
from desktop.services.merge_plans import plan_merge
from desktop.services.merging_packages import merge
from desktop.store.archive import MANIFEST
from desktop.store.package_files import CONTENT
from tests.services.building import ME, add, refused
from tests.services.sharing import Pair, opened_pair

Change = Callable[[dict[str, Any]], object]


@dataclass(frozen=True, slots=True)
class Sent:
    """A package with a file in it, on its way to a workstation that has nothing."""

    pair: Pair
    file: Path

    @property
    def parts(self) -> dict[str, bytes]:
        """What lies in it, by name."""
        with zipfile.ZipFile(self.file) as packed:
            return {name: packed.read(name) for name in packed.namelist()}

    def write(self, parts: dict[str, bytes]) -> None:
        """Another one in its place."""
        with zipfile.ZipFile(self.file, "w") as packed:
            for name, content in parts.items():
                way = zipfile.ZIP_DEFLATED if name == CONTENT else zipfile.ZIP_STORED
                packed.writestr(name, content, way)

    def rewrite(self, change: Change) -> None:
        """Change the content, and make the manifest fit."""
        parts = self.parts
        plain, manifest = json.loads(parts[CONTENT]), json.loads(parts[MANIFEST])
        change(plain)
        content = json.dumps(plain).encode()
        digest = sha256(content).hexdigest()
        manifest["content"] = {"sha256": digest, "size": len(content)}
        self.write({**parts, CONTENT: content, MANIFEST: json.dumps(manifest).encode()})

    def is_refused(self, words: str = "不是完好的考核包") -> None:
        with refused(self.pair.there.folder) as caught:
            merge(self.pair.there, ME, plan_merge(self.pair.there, self.file))
        assert words in str(caught.value)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sent]:
    """Once: no test of these writes anything; and then the package, as it was made, is taken."""
    with opened_pair(tmp_path_factory.mktemp("hostile")) as pair:
        key = AssessmentKey(pair.round, "u-a")
        link = EvidenceLink("", add(pair.here), *key, criterion="study-missed", page=1)
        link_evidence(pair.here, ME, link)
        whole = Sent(pair, pair.package(pair.here))
        yield whole
        whole.write(whole.parts)
        assert merge(pair.there, ME, plan_merge(pair.there, whole.file)).sheets == 2


@pytest.fixture
def sent(made: Sent, tmp_path: Path) -> Sent:
    return Sent(made.pair, Path(shutil.copy(made.file, tmp_path / "sent.kpjh")))


def test_cut_off_anywhere(sent: Sent) -> None:
    whole = sent.file.read_bytes()
    for length in (0, 1, 21, len(whole) // 2, len(whole) - 30, len(whole) - 1):
        sent.file.write_bytes(whole[:length])
        sent.is_refused()


def test_a_bit_turned_anywhere(sent: Sent) -> None:
    """Whatever still reads is still what the hashes say, or it is refused."""
    whole = sent.file.read_bytes()
    for place in range(7, len(whole), max(1, len(whole) // 40)):
        spoilt = bytearray(whole)
        spoilt[place] ^= 0x10
        sent.file.write_bytes(spoilt)
        try:
            plan = plan_merge(sent.pair.there, sent.file)
        except Refused:
            continue
        assert plan.package.units == ("u-a", "u-b")


NAMES = ["../kaoping.db", "/etc/x", "files/00/x", "sheets.json/", "kaoping.db", "考.txt"]


@pytest.mark.parametrize("name", NAMES)
def test_a_part_that_is_not_to_be_there(sent: Sent, name: str) -> None:
    sent.write({**sent.parts, name: b"x"})
    sent.is_refused("不认识的")


def test_parts_that_lack(sent: Sent) -> None:
    parts = sent.parts
    for name in parts:
        sent.write({one: content for one, content in parts.items() if one != name})
        sent.is_refused()


def test_a_part_that_is_there_twice(sent: Sent) -> None:
    with zipfile.ZipFile(sent.file, "a") as packed, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        packed.writestr(MANIFEST, b"{}")
    sent.is_refused("有两份")


def test_what_unfolds_into_much_is_cut_off(sent: Sent) -> None:
    """Whatever size it claims: a huge one is not begun, and of a small one no more is read."""
    sent.write({**sent.parts, CONTENT: b" " * 1_000_000})
    whole, said = sent.file.read_bytes(), (1_000_000).to_bytes(4, "little")
    for claimed, words in ((1 << 28, "内容太大"), (16, "有损坏")):
        sent.file.write_bytes(whole.replace(said, claimed.to_bytes(4, "little")))
        sent.is_refused(words)


def test_evidence_that_was_altered(sent: Sent) -> None:
    parts = sent.parts
    [name] = (one for one in parts if one.startswith("files/"))
    sent.write({**parts, name: b"%PDF scam"})
    sent.is_refused("里面的佐证已被改动")
    sent.write({**parts, name: b"%PDF"})
    sent.is_refused("佐证与清单不符")


def test_a_package_changed_after_it_was_looked_at(sent: Sent) -> None:
    plan = plan_merge(sent.pair.there, sent.file)
    sent.write({**sent.parts, "files/00/x": b"x"})
    with refused(sent.pair.there.folder) as caught:
        merge(sent.pair.there, ME, plan)
    assert "在看过以后又有改动" in str(caught.value)


MANIFESTS = [b"", b"[]", b"{}", b'{"kind": "kaoping-sheets", "evidence": {"x": 1}}', b"[" * 99_999]


@pytest.mark.parametrize("manifest", MANIFESTS)
def test_a_manifest_that_is_none(sent: Sent, manifest: bytes) -> None:
    sent.write({**sent.parts, MANIFEST: manifest})
    sent.is_refused("清单有误")


def test_a_manifest_that_does_not_fit(sent: Sent) -> None:
    manifest = json.loads(sent.parts[MANIFEST]) | {"content": None}
    sent.write({**sent.parts, MANIFEST: json.dumps(manifest).encode()})
    sent.is_refused("内容与清单不符")


def row_of(plain: dict[str, Any], table: str) -> list[Any]:
    """A row of the first sheet, or of what the sheets share."""
    rows = [*plain["sheets"]["u-a"], *plain["shared"]]
    found: list[Any] = next(one for one in rows if one[0] == table)
    return found


CHANGES: dict[str, Change] = {
    "another scheme": lambda p: p.update(scheme=p["scheme"] + " "),
    "a table of ours": lambda p: p["shared"].append(["setting", ["x"], {"value": "y"}]),
    "another round's row": lambda p: row_of(p, "finding")[1].__setitem__(0, "r-x"),
    "another unit's row": lambda p: row_of(p, "item")[2].update(unit="u-c"),
    "no sheet": lambda p: p["sheets"].update({"u-a": []}),
    "a column that is none": lambda p: row_of(p, "finding")[2].update(own="x"),
    "a number in words": lambda p: row_of(p, "item")[2].update(position="1"),
    "words in numbers": lambda p: row_of(p, "assessment")[2].update(name=7),
    "nothing where something must be": lambda p: row_of(p, "assessment")[2].update(name=None),
    "a default that is told": lambda p: row_of(p, "assessment")[2].update(state="open"),
    "a state that is none": lambda p: row_of(p, "assessment")[2].update(state="done"),
    "a stage that is none": lambda p: row_of(p, "assessment")[2].update(stage="x"),
    "a name that is blank": lambda p: row_of(p, "assessment")[2].update(name=" "),
    "a unit without a name": lambda p: row_of(p, "unit")[2].update(name=""),
    "a fact that is none": lambda p: row_of(p, "finding")[2].update(fact="{"),
    "a fact that is a list": lambda p: row_of(p, "finding")[2].update(fact="[]"),
    "a fact of another shape": lambda p: row_of(p, "finding")[2].update(fact='{"met":true}'),
    "a day that is none": lambda p: row_of(p, "item")[2].update(date="2022-02-30"),
    "a key too long": lambda p: row_of(p, "unit")[1].append("x"),
    "another round": lambda p: row_of(p, "round")[1].__setitem__(0, "r-x"),
    "a unit too many": lambda p: p["shared"].append(["unit", ["u-x"], {"name": "己科"}]),
    "a scheme without a version": lambda p: row_of(p, "scheme_text")[2].pop("version"),
    "a file's other size": lambda p: row_of(p, "evidence")[2].update(size=1),
    "a handover that is none": lambda p: p.update(handovers=[{"id": "h"}]),
    "an author changed": lambda p: p["trail"][-1].update(author="别人"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_content_that_nobody_of_ours_wrote(sent: Sent, change: Change) -> None:
    sent.rewrite(change)
    sent.is_refused()


@pytest.mark.parametrize("newer", [{"format": 2}, {"revision": "0999"}])
def test_a_newer_programs_package_says_so(sent: Sent, newer: dict[str, object]) -> None:
    sent.rewrite(lambda p: p.update(newer))
    sent.is_refused("由更新版本的考评台写成，请先升级程序")


def test_an_older_programs_package_is_taken(sent: Sent) -> None:
    """What came later is at its default in rows that leave it out."""
    sent.rewrite(lambda p: p.update(revision="0001"))
    assert plan_merge(sent.pair.there, sent.file).is_new


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_what_is_no_file(sent: Sent, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.kpjh")
    for place in (tmp_path, tmp_path / "pipe.kpjh"):
        with refused(sent.pair.there.folder) as caught:
            plan_merge(sent.pair.there, place)
        assert "不是普通文件" in str(caught.value)
