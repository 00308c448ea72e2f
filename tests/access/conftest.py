"""The program sitting on a workspace, as the journeys have it."""

from tests.journeys.conftest import sit

__all__ = ["sit"]
