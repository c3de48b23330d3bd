"""The strip at the bottom of the window."""

from pytestqt.qtbot import QtBot

from ivig_scheduler.ui.status_strip import StatusStrip


def test_the_offer_to_undo_does_not_make_the_strip_higher(qtbot: QtBot) -> None:
    strip = StatusStrip()
    qtbot.addWidget(strip)
    strip.show()
    before = strip.height()

    strip.tell_notice("Move a visit to Chair 7, 10:15", True)

    assert strip.notice.undo.isVisible()
    assert strip.height() == before
    assert strip.notice.undo.sizeHint().height() <= before


def test_what_the_database_is_at_work_on_is_told_while_it_is(qtbot: QtBot) -> None:
    strip = StatusStrip()
    qtbot.addWidget(strip)
    strip.show()
    strip.tell_work("Making the demo clinic…")
    assert not strip.busy.isVisible()
    strip.set_busy(True)
    assert strip.busy.isVisible()
    assert strip.busy.text() == "Making the demo clinic…"
    strip.tell_work("")
    assert strip.busy.text() == "Working…"
