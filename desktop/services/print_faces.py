"""Print faces: which font really sets each face that official documents ask for."""

from __future__ import annotations

from desktop.documents.setting.typefaces import FaceInUse, faces_in_use

__all__ = ["FaceInUse", "faces_in_use"]
