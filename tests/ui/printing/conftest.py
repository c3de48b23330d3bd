"""What the tests of printing get: letters of a font, and sheets of any length."""

import pytest
from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def fonts(qtbot: QtBot) -> None:
    """Let there be an application: pages are measured in its font."""
