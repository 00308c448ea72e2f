"""The field of a share, read as an import reads its cell: 5%, 5 and 0.05 are the same."""

from __future__ import annotations

from desktop.ui.criteria.fields import NumberField
from desktop.viewmodels.row_draft import typed_share


class ShareField(NumberField):
    """A share with its sign; the sign may be left out."""

    wanted = "请填 0 到 100% 的比例，例如 5% 或 0.05"

    @property
    def value(self) -> object:
        """As a stored row has it."""
        return None if self.blank else typed_share(self.plain)
