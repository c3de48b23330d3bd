from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from ivig_scheduler.ui.actions import TICKED, WINDOW_ACTIONS
from ivig_scheduler.ui.schedule.hover_card import USUAL_DELAY_MS
from ivig_scheduler.ui.schedule.layouts import Layout
from ivig_scheduler.ui.schedule.view_choices import HOVER_DELAYS, ViewChoices, acts_of, ticked


def choices_in(path: Path) -> ViewChoices:
    return ViewChoices(QSettings(str(path / "w.ini"), QSettings.Format.IniFormat))


def test_what_was_chosen_is_there_again_at_the_next_start(qtbot: QtBot, tmp_path: Path) -> None:
    choices = choices_in(tmp_path)
    choices.turn()
    choices.zoom(2)
    choices.choose_hover("hover_off")
    choices.show_key(True)
    again = choices_in(tmp_path)
    assert (again.layout, again.step, again.hover_delay_ms) == (Layout.ACROSS, 15, None)
    assert again.has_key


def test_at_first_the_whole_day_is_shown_with_the_chairs_down_the_side(qtbot: QtBot) -> None:
    choices = ViewChoices()
    assert (choices.layout, choices.step) == (Layout.DOWN, 60)
    assert choices.hover_delay_ms == USUAL_DELAY_MS
    assert not choices.has_key


def test_what_is_kept_in_the_file_need_not_make_sense(qtbot: QtBot, tmp_path: Path) -> None:
    kept = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    for name, text in (("layout", "sideways"), ("step", "7"), ("hover", "loud")):
        kept.setValue(f"schedule/{name}", text)
    choices = ViewChoices(kept)
    assert (choices.layout, choices.step) == (Layout.DOWN, 60)
    assert choices.hover_delay_ms == USUAL_DELAY_MS


def test_zooming_stays_within_an_hour_and_five_minutes(qtbot: QtBot) -> None:
    choices = ViewChoices()
    choices.zoom(-1)
    assert choices.step == 60
    choices.zoom(9)
    assert choices.step == 5
    choices.zoom(0)
    assert choices.step == 60


def test_every_action_of_the_view_menu_does_something_and_ticks_itself(qtbot: QtBot) -> None:
    choices = ViewChoices()
    acts = acts_of(choices)
    assert set(acts) <= {spec.key for spec in WINDOW_ACTIONS}
    for key in TICKED:
        if key in acts and key not in ticked(choices):
            acts[key]()
            assert key in ticked(choices)


def test_an_unknown_delay_is_an_error(qtbot: QtBot) -> None:
    with pytest.raises(KeyError):
        ViewChoices().choose_hover("soon")
    assert "hover_off" in HOVER_DELAYS
