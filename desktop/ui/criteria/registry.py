"""The registry of controls: every shape that a scheme file can express has one."""

from __future__ import annotations

from desktop.domain.scheme import Criterion
from desktop.domain.shapes.award import Award
from desktop.domain.shapes.choice import Choice
from desktop.domain.shapes.each import Each
from desktop.domain.shapes.flag import Flag
from desktop.domain.shapes.graded import Graded
from desktop.domain.shapes.rate import Rate
from desktop.domain.shapes.relative import Relative
from desktop.domain.shapes.share import Share
from desktop.domain.shapes.shortfall import Shortfall
from desktop.domain.shapes.target import Target
from desktop.domain.shapes.tiers import Tiers
from desktop.ui.criteria.award_control import AwardControl
from desktop.ui.criteria.choice_control import ChoiceControl
from desktop.ui.criteria.control import Control
from desktop.ui.criteria.figures_control import ShortfallControl, TiersControl, figure_control
from desktop.ui.criteria.flag_control import FlagControl
from desktop.ui.criteria.items_control import EachControl, ItemsControl


def control_for(criterion: Criterion) -> Control:  # noqa: PLR0911  # one line a shape
    """The control that a criterion's shape wants."""
    match criterion.rule:
        case Flag():
            return FlagControl(criterion)
        case Award() as rule:
            return AwardControl(criterion, rule)
        case Choice() as rule:
            return ChoiceControl(criterion, rule)
        case Each() as rule:
            return EachControl(criterion, rule)
        case Share() | Graded() as rule:
            return ItemsControl(criterion, rule)
        case Tiers() as rule:
            return TiersControl(criterion, rule)
        case Rate() | Target() | Relative() as rule:
            return figure_control(criterion, rule)
        case Shortfall() as rule:
            return ShortfallControl(criterion, rule)
    raise LookupError(criterion.rule.shape)
