"""The page that these tests work at, alone and in the whole window."""

from tests.pages.fixtures import make_stage
from tests.pages.screens import make_screen, pytest_collection_modifyitems

__all__ = ["make_screen", "make_stage", "pytest_collection_modifyitems"]
