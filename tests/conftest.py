"""What every test gets: no screen, and a failure where the program logs a warning unexpectedly."""

import logging
import os
from collections.abc import Iterator

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture(autouse=True)
def quiet_log(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test in which something was logged as a warning or worse, unless it expects that."""
    yield
    loud = [each for each in caplog.get_records("call") if each.levelno >= logging.WARNING]
    if loud and not request.node.get_closest_marker("expects_log"):
        pytest.fail(f"logged: {loud[0].name}: {loud[0].getMessage()}")
