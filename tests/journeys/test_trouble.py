"""A database that cannot be opened, and is opened after all."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ivig_scheduler.storage.errors import StorageError
from ivig_scheduler.ui.schedule.schedule_page import SchedulePage
from tests.journeys.coordinator import Coordinator


def test_the_window_says_why_nothing_opens_and_tries_again(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    someone = Coordinator(qtbot, tmp_path)

    def fail() -> None:
        raise StorageError("the file is held by another program: close it and try again")

    with monkeypatch.context() as held:
        held.setattr(someone, "open_office", fail)
        someone.start(waits=False)
        qtbot.waitUntil(someone.window.banner.isVisible)
    assert someone.window.banner.problem() == "The file is held by another program."
    action: QPushButton = someone.window.banner.action
    assert action.text() == "Try again"

    monkeypatch.setattr(someone.desk, "_open_office", someone.open_office)
    with qtbot.waitSignal(someone.desk.opened):
        action.click()
    someone.settle()
    assert not someone.window.banner.isVisible()
    assert someone.page(SchedulePage).no_chairs.isVisible()
    someone.end()
