"""PDF/A-2b: a drawn PDF as archives keep it, with its title, author, language and day; checked before it goes out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Final, NamedTuple

import pikepdf
from pikepdf import pdfa

_FLAVOUR: Final = "2b"
_PRODUCER: Final = "Kaoping"
_LANGUAGE: Final = "zh-CN"


class About(NamedTuple):
    """What a file says of itself; its day is that of the newest event in it, never that of printing."""

    title: str
    author: str
    dated: datetime | date
    keywords: str = ""


def archived(pdf: pikepdf.Pdf, about: About) -> bytes:
    """The file's bytes: the same document always gives the same."""
    for page in pdf.pages:
        if "/Trans" in page:  # ReportLab leaves an empty one on every page
            del page["/Trans"]
    _forget(pdf)  # preparing would say again whatever ReportLab says of an author who says nothing
    pdfa.prepare(pdf, _FLAVOUR)
    described(pdf, about)  # preparing has set the day of today
    file = BytesIO()
    pdfa.save(pdf, file, _FLAVOUR, repair=False, deterministic_id=True)
    return file.getvalue()


def described(pdf: pikepdf.Pdf, about: About) -> None:
    """Title, author, language and day: all that a binder has, which no archive's form is promised for."""
    pdf.Root.Lang = pikepdf.String(_LANGUAGE)
    _describe(pdf, about)
    _describe_again(pdf, about)


def _forget(pdf: pikepdf.Pdf) -> None:
    for name in list(pdf.docinfo.keys()):
        del pdf.docinfo[name]


def _describe(pdf: pikepdf.Pdf, about: About) -> None:
    _forget(pdf)
    day = _moment(about.dated).strftime("D:%Y%m%d%H%M%S+00'00'")
    told = {"/Title": about.title, "/Author": about.author, "/Keywords": about.keywords}
    told |= {"/Producer": _PRODUCER, "/CreationDate": day, "/ModDate": day}
    for name, words in told.items():
        if words:
            pdf.docinfo[name] = words


def _describe_again(pdf: pikepdf.Pdf, about: About) -> None:
    """The same once more as XMP: archives want both, and alike."""
    day = _moment(about.dated).isoformat()
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = about.title
        metadata["dc:creator"] = [about.author]
        metadata["dc:language"] = {_LANGUAGE}
        metadata["pdf:Producer"] = _PRODUCER
        if about.keywords:
            metadata["pdf:Keywords"] = about.keywords
        for name in ("CreateDate", "ModifyDate", "MetadataDate"):
            metadata[f"xmp:{name}"] = day


def _moment(dated: datetime | date) -> datetime:
    """In UTC, to the second."""
    if not isinstance(dated, datetime):
        return datetime(dated.year, dated.month, dated.day, tzinfo=UTC)
    aware = dated if dated.tzinfo else dated.replace(tzinfo=UTC)
    return aware.astimezone(UTC).replace(microsecond=0)
