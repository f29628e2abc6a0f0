"""The desk in front of which this screen is tried."""

from tests.pages.screens import make_screen, pytest_collection_modifyitems

__all__ = ["make_screen", "pytest_collection_modifyitems"]
