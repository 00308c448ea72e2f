"""Progress: how services tell of long work, and how it is called off."""

from __future__ import annotations

from desktop.store.copying import Bytes, Cancelled, IsCancelled, Progress

__all__ = ["Bytes", "Cancelled", "IsCancelled", "Progress"]
