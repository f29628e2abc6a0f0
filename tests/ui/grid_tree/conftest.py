"""The desk that these tests work at."""

from tests.pages.fixtures import desk, make_desk, make_stage, pytest_collection_modifyitems

__all__ = ["desk", "make_desk", "make_stage", "pytest_collection_modifyitems"]
