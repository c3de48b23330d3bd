"""The coordinator sees the schedule in every way there is, by keys and by hand."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.ui.schedule.layouts import Layout
from ivig_scheduler.ui.schedule.picture import Bar
from ivig_scheduler.ui.schedule.schedule_page import SchedulePage
from tests.clinics import make_small_clinic
from tests.journeys.coordinator import Coordinator

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
FIRST_DAY = date(2026, 12, 1)


@pytest.fixture
def coordinator(qtbot: QtBot, tmp_path: Path) -> Iterator[Coordinator]:
    """Give a coordinator whose clinic has visits of two products on one day."""
    clinic = make_small_clinic(tmp_path)
    clinic.book_course(clinic.osei, first_day=FIRST_DAY, cycles=1)
    clinic.book_course(clinic.brandt, first_day=FIRST_DAY, cycles=1, product="Gamunex-C 10%")
    clinic.close()
    someone = Coordinator(qtbot, tmp_path)
    someone.start()
    page = someone.page(SchedulePage)
    page.show_day(FIRST_DAY)
    someone.settle()
    page.views.setFocus()
    yield someone
    someone.end()


def page_of(coordinator: Coordinator) -> SchedulePage:
    return coordinator.page(SchedulePage)


def grip(page: SchedulePage, bar: Bar) -> QPoint:
    box = page.day_view.geometry_shown.box(bar.row, bar.start, bar.end)
    return QPoint(box.x + 14, box.y + 14)


def point_at(page: SchedulePage, place: QPoint, buttons: Qt.MouseButton) -> None:
    viewport = page.day_view.viewport()
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(place),
        QPointF(viewport.mapToGlobal(place)),
        Qt.MouseButton.NoButton,
        buttons,
        NONE,
    )
    QApplication.sendEvent(viewport, event)


def visit_of(coordinator: Coordinator, bar: Bar) -> Appointment:
    return next(each for each in coordinator.appointments() if each.id == bar.appointment_id)


def test_the_day_is_turned_a_visit_dragged_down_to_a_later_hour_and_the_turn_remembered(
    coordinator: Coordinator,
) -> None:
    coordinator.press(Qt.Key.Key_T, CTRL)
    page = page_of(coordinator)
    assert page.day_view.geometry_shown.layout is Layout.ACROSS
    bar = page.day_view.picture.bars[0]
    page.day_view.select(bar.appointment_id)
    coordinator.settle()
    start, viewport = grip(page, bar), page.day_view.viewport()
    end = start + QPoint(0, round(30 * page.day_view.geometry_shown.px_per_minute))
    before = visit_of(coordinator, bar)
    QTest.mousePress(viewport, LEFT, NONE, start)
    point_at(page, end, LEFT)
    QTest.mouseRelease(viewport, LEFT, NONE, end)
    coordinator.settle()
    assert visit_of(coordinator, bar).start == before.start + timedelta(minutes=30)
    coordinator.press(Qt.Key.Key_Z, CTRL)
    assert visit_of(coordinator, bar).start == before.start

    coordinator.restart()
    assert page_of(coordinator).day_view.geometry_shown.layout is Layout.ACROSS


def test_the_keys_zoom_the_day_and_the_bar_says_how_close(coordinator: Coordinator) -> None:
    page = page_of(coordinator)
    whole = page.day_view.geometry_shown.px_per_minute
    coordinator.press(Qt.Key.Key_Plus, CTRL)
    coordinator.press(Qt.Key.Key_Plus, CTRL)
    assert (page.day_view.step, page.strip.step.text()) == (15, "15 min")
    assert page.day_view.geometry_shown.px_per_minute > 2 * whole
    coordinator.press(Qt.Key.Key_Minus, CTRL)
    assert page.day_view.step == 30
    coordinator.press(Qt.Key.Key_0, CTRL)
    assert page.day_view.geometry_shown.px_per_minute == whole
    page.strip.closer.click()
    assert page.day_view.step == 30


def test_the_month_tells_how_full_a_day_is_and_enter_opens_it(coordinator: Coordinator) -> None:
    coordinator.press(Qt.Key.Key_3, ALT)
    page = page_of(coordinator)
    assert page.view == "month"
    assert page.month_view.marked_day == FIRST_DAY
    assert "2 visits" in page.month_view.accessibleDescription()
    page.month_view.setFocus()
    coordinator.press(Qt.Key.Key_PageUp)
    assert page.bar.heading.text() == "November 2026"
    coordinator.press(Qt.Key.Key_PageDown)
    coordinator.press(Qt.Key.Key_Home)
    coordinator.press(Qt.Key.Key_Return)
    assert (page.view, page.day) == ("day", FIRST_DAY)
    assert len(page.day_view.picture.bars) == 2


def test_a_product_is_filtered_the_other_fades_and_its_chair_does_not_look_free(
    coordinator: Coordinator,
) -> None:
    page = page_of(coordinator)
    other = next(bar for bar in page.day_view.picture.bars if bar.product == "Gamunex-C 10%")
    place = grip(page, other) + QPoint(0, 8)
    free = QPoint(place.x(), page.day_view.viewport().height() - 4)
    plain = page.day_view.viewport().grab().toImage().pixelColor(place)
    menu = page.strip.make_menu()
    next(each for each in menu.actions() if each.text().startswith("Privigen")).trigger()
    image = page.day_view.viewport().grab().toImage()
    assert image.pixelColor(place) != plain
    assert image.pixelColor(place) != image.pixelColor(free)
    assert page.day_view.bar_at(place.x(), place.y()) == other
    page.views.setFocus()
    coordinator.press(Qt.Key.Key_X, CTRL, Qt.KeyboardModifier.ShiftModifier)
    assert page.day_view.viewport().grab().toImage().pixelColor(place) == plain


def test_the_card_comes_under_a_resting_pointer_and_not_once_it_is_switched_off(
    coordinator: Coordinator,
) -> None:
    page, actions = page_of(coordinator), coordinator.window.actions_of_window.by_key
    bar = page.day_view.picture.bars[0]
    actions["hover_quick"].trigger()
    point_at(page, grip(page, bar), Qt.MouseButton.NoButton)
    coordinator.qtbot.waitUntil(QToolTip.isVisible)
    assert bar.facts[0] in QToolTip.text()
    QToolTip.hideText()
    actions["hover_off"].trigger()
    assert actions["hover_off"].isChecked()
    point_at(page, QPoint(400, 5), Qt.MouseButton.NoButton)
    point_at(page, grip(page, bar), Qt.MouseButton.NoButton)
    assert page.day_view.card.text == ""
    coordinator.restart()
    assert page_of(coordinator).day_view.card.delay_ms is None
