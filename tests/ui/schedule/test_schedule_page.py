from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.records import Appointment, Chair, ChairOutage
from ivig_scheduler.domain.terms import CancelReason, Status
from ivig_scheduler.services.appointments import cancel_appointment
from ivig_scheduler.services.setup.chairs import remove_chair
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.schedule.colour_key import ColourKey
from ivig_scheduler.ui.schedule.schedule_page import SchedulePage
from ivig_scheduler.ui.widgets.dates import CalendarPopup
from tests.clinics import TODAY, SmallClinic

TOMORROW = TODAY + timedelta(days=1)
SUNDAY = date(2026, 11, 29)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def visit(clinic: SmallClinic) -> Appointment:
    return clinic.visits(clinic.book_course(clinic.osei, first_day=TOMORROW, cycles=2))[0]


def make_page(qtbot: QtBot, desk: Desk, navigator: Navigator, look: Look) -> SchedulePage:
    made = SchedulePage(desk, navigator, look)
    # An answer that comes late must still find its page.
    qtbot.addWidget(made, before_close_func=lambda _page: qtbot.waitUntil(lambda: desk.is_idle))
    made.resize(1280, 720)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def page(
    qtbot: QtBot, visit: Appointment, desk: Desk, navigator: Navigator, look: Look
) -> SchedulePage:
    return make_page(qtbot, desk, navigator, look)


def settle(qtbot: QtBot, page: SchedulePage) -> None:
    qtbot.waitUntil(lambda: page.desk.is_idle)


def show(qtbot: QtBot, page: SchedulePage, visit: Appointment) -> None:
    page.show_day(visit.start.date(), visit.id)
    qtbot.waitUntil(lambda: page.inspector.file() is not None)
    settle(qtbot, page)
    page.day_view.setFocus()
    qtbot.waitUntil(page.day_view.hasFocus)


def minutes(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def test_today_is_shown_first_and_says_that_it_is_empty(qtbot: QtBot, page: SchedulePage) -> None:
    settle(qtbot, page)
    assert page.bar.heading.text() == "Tuesday, November 24"
    assert page.views.currentWidget() is page.day_view
    assert len(page.day_view.picture.rows) == 3
    assert page.day_view.picture.bars == ()


def test_a_day_asked_for_selects_its_visit_and_shows_it_beside(
    qtbot: QtBot, page: SchedulePage, visit: Appointment
) -> None:
    show(qtbot, page, visit)
    assert page.bar.heading.text() == "Wednesday, November 25"
    bar = page.day_view.selected
    assert bar is not None
    assert (bar.appointment_id, bar.start) == (visit.id, minutes(visit.start))
    file = page.inspector.file()
    assert file is not None
    assert file.appointment == visit
    assert page.bar.chips[0].text() == "0 of 1 confirmed"


def test_the_keys_go_through_the_days(qtbot: QtBot, page: SchedulePage) -> None:
    settle(qtbot, page)
    page.day_view.setFocus()
    qtbot.waitUntil(page.day_view.hasFocus)
    QTest.keyClick(page.day_view, Qt.Key.Key_Right, CTRL)
    assert page.day == TOMORROW
    QTest.keyClick(page.day_view, Qt.Key.Key_Left, CTRL)
    QTest.keyClick(page.day_view, Qt.Key.Key_Left, CTRL)
    assert page.day == TODAY - timedelta(days=1)
    QTest.keyClick(page.day_view, Qt.Key.Key_T)
    assert page.day == TODAY
    settle(qtbot, page)
    assert page.day_view.picture.day == TODAY


def test_only_the_day_asked_for_last_is_shown(
    qtbot: QtBot, page: SchedulePage, visit: Appointment
) -> None:
    for _ in range(5):
        page.step(1)
    page.go_to(TOMORROW)
    settle(qtbot, page)
    assert page.day_view.picture.day == TOMORROW
    assert len(page.day_view.picture.bars) == 1


def test_the_week_shows_its_visits_and_a_day_of_it_can_be_opened(
    qtbot: QtBot, page: SchedulePage, visit: Appointment
) -> None:
    settle(qtbot, page)
    page.choose_view("week")
    settle(qtbot, page)
    assert page.views.currentWidget() is page.week_view
    assert page.bar.heading.text() == "November 23 to 29"
    assert [len(day.bars) for day in page.week_view.picture.days] == [0, 0, 1, 0, 0, 0, 0]
    page.step(1)
    assert page.bar.heading.text() == "November 30 to December 6"
    page.step(-1)
    settle(qtbot, page)
    page.week_view.day_chosen.emit(TOMORROW)
    settle(qtbot, page)
    assert page.views.currentWidget() is page.day_view
    assert page.day_view.picture.day == TOMORROW


def test_a_moved_visit_is_stored_and_undo_brings_it_back(
    qtbot: QtBot, page: SchedulePage, clinic: SmallClinic, desk: Desk, visit: Appointment
) -> None:
    show(qtbot, page, visit)
    other = next(chair for chair in clinic.chairs if chair.id != visit.chair_id)
    start = visit.start + timedelta(minutes=30)
    with qtbot.waitSignal(desk.changed):
        page.day_view.move_requested.emit(visit.id, other.id, start)
    settle(qtbot, page)
    moved = clinic.visit(visit)
    assert (moved.chair_id, moved.start) == (other.id, start)
    bar = page.day_view.selected
    assert bar is not None
    assert bar.start == minutes(start)
    with qtbot.waitSignal(desk.changed):
        desk.undo()
    settle(qtbot, page)
    assert clinic.visit(visit) == visit
    assert page.day_view.picture.bars[0].start == minutes(visit.start)


def test_a_move_that_is_refused_says_why_and_leaves_the_visit(
    qtbot: QtBot, page: SchedulePage, clinic: SmallClinic, desk: Desk, visit: Appointment
) -> None:
    show(qtbot, page, visit)
    night = datetime.combine(TOMORROW, datetime.min.time()) + timedelta(hours=19)
    with qtbot.waitSignal(desk.noticed) as told:
        page.day_view.move_requested.emit(visit.id, visit.chair_id, night)
    assert told.args[0].startswith("Not moved: starts 11 h before opening") or (
        "after closing at 17:00" in told.args[0]
    )
    assert clinic.visit(visit) == visit


def test_a_drag_is_checked_against_every_rule(
    qtbot: QtBot, page: SchedulePage, clinic: SmallClinic, visit: Appointment
) -> None:
    show(qtbot, page, visit)
    bed = clinic.chairs[2]
    clinic.add(
        ChairOutage(
            chair_id=bed.id,
            starts=visit.start - timedelta(days=1),
            ends=visit.start + timedelta(days=1),
            reason="motor",
        )
    )
    page.refresh()
    settle(qtbot, page)
    QTest.keyPress(page.day_view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    QTest.keyPress(page.day_view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    ghost = page.day_view.ghost
    assert ghost is not None
    assert ghost.is_blocked
    assert any("out of service" in reason.text for reason in ghost.reasons)
    QTest.keyClick(page.day_view, Qt.Key.Key_Escape)


def test_what_is_against_a_visit_is_on_its_bar(
    qtbot: QtBot, page: SchedulePage, clinic: SmallClinic, visit: Appointment
) -> None:
    clinic.add(
        ChairOutage(
            chair_id=visit.chair_id,
            starts=visit.start - timedelta(days=1),
            ends=visit.start + timedelta(days=1),
            reason="motor",
        )
    )
    page.go_to(TOMORROW)
    qtbot.waitUntil(lambda: page.day_view.picture.not_ready == 1)
    bar = page.day_view.picture.bars[0]
    assert bar.sign == "!"
    assert any("out of service" in fact for fact in bar.facts)
    assert page.bar.chips[0].text() == "1 not ready"


def test_ctrl_enter_steps_the_status_forward(
    qtbot: QtBot, page: SchedulePage, clinic: SmallClinic, desk: Desk, visit: Appointment
) -> None:
    show(qtbot, page, visit)
    with qtbot.waitSignal(desk.changed):
        QTest.keyClick(page.day_view, Qt.Key.Key_Return, CTRL)
    settle(qtbot, page)
    assert clinic.visit(visit).status is Status.CONFIRMED
    assert page.day_view.picture.bars[0].sign == "✓"
    assert page.bar.chips[0].text() == "1 of 1 confirmed"


def test_del_asks_for_the_reason_and_cancels_nothing_by_itself(
    qtbot: QtBot, page: SchedulePage, clinic: SmallClinic, visit: Appointment
) -> None:
    show(qtbot, page, visit)
    QTest.keyClick(page.day_view, Qt.Key.Key_Delete)
    assert page.inspector.actions_of_visit.cancel_panel.isVisible()
    assert clinic.visit(visit) == visit


def test_keys_that_change_data_do_nothing_while_the_schedule_has_no_focus(
    qtbot: QtBot, page: SchedulePage, visit: Appointment
) -> None:
    show(qtbot, page, visit)
    page.bar.new_course.setFocus()
    QTest.keyClick(page.bar.new_course, Qt.Key.Key_Delete)
    assert not page.inspector.actions_of_visit.cancel_panel.isVisible()


def test_a_closed_day_says_why(qtbot: QtBot, page: SchedulePage) -> None:
    page.go_to(SUNDAY)
    settle(qtbot, page)
    assert page.day_view.picture.closed_reason == "closed on Sundays"


def test_the_strip_tells_how_things_stand_now(qtbot: QtBot, page: SchedulePage) -> None:
    with qtbot.waitSignal(page.status_told) as told:
        page.go_to(TODAY)
    assert told.args == ["3 of 3 chairs, 0 in use     2 nurses until 17:00     Chair 1 is free"]


def test_a_site_without_chairs_is_led_to_adding_them(
    qtbot: QtBot, clinic: SmallClinic, desk: Desk, navigator: Navigator, look: Look
) -> None:
    for chair in clinic.read(lambda store: store.all(Chair)):
        clinic.run(lambda work, chair=chair: remove_chair(work, chair))  # type: ignore[misc]
    page = make_page(qtbot, desk, navigator, look)
    qtbot.waitUntil(lambda: page.views.currentWidget() is page.no_chairs)
    with qtbot.waitSignal(navigator.setup_requested) as told:
        page.no_chairs.action.click()
    assert told.args == ["chairs"]


def test_a_new_course_can_be_started_from_here(
    qtbot: QtBot, page: SchedulePage, navigator: Navigator
) -> None:
    with qtbot.waitSignal(navigator.new_course_requested) as told:
        page.bar.new_course.click()
    assert told.args == [None]


def test_a_day_can_be_picked_from_the_calendar_below_the_heading(
    qtbot: QtBot, page: SchedulePage
) -> None:
    settle(qtbot, page)
    page.bar.heading.click()
    calendar = page.bar.findChild(CalendarPopup)
    assert calendar is not None
    assert calendar.isVisible()
    calendar.picked.emit(SUNDAY)
    calendar.hide()
    assert page.day == SUNDAY
    settle(qtbot, page)
    assert page.day_view.picture.day == SUNDAY


def test_a_visit_that_was_called_off_is_shown_beside_a_day_without_it(
    qtbot: QtBot, page: SchedulePage, clinic: SmallClinic, visit: Appointment
) -> None:
    clinic.run(lambda work: cancel_appointment(work, visit, CancelReason.WEATHER))
    page.show_day(TOMORROW, visit.id)
    qtbot.waitUntil(lambda: page.inspector.file() is not None)
    settle(qtbot, page)
    file = page.inspector.file()
    assert file is not None
    assert file.appointment.status is Status.CANCELLED
    assert page.day_view.selected is None
    assert page.bar.chips[0].text() == "1 cancelled"


def test_the_strip_is_left_alone_while_another_page_is_in_front(
    qtbot: QtBot, page: SchedulePage
) -> None:
    settle(qtbot, page)
    page.hide()
    with qtbot.assertNotEmitted(page.status_told):
        page.refresh()
        settle(qtbot, page)
    with qtbot.waitSignal(page.status_told):
        page.show()
    settle(qtbot, page)


def test_a_late_check_of_the_day_before_does_not_disturb_the_day_asked_for(
    qtbot: QtBot, page: SchedulePage, visit: Appointment
) -> None:
    settle(qtbot, page)
    late = page.loader.loaded
    assert late is not None
    page.show_day(visit.start.date(), visit.id)
    page.loader.take_checked(late)
    settle(qtbot, page)
    bar = page.day_view.selected
    assert bar is not None
    assert bar.appointment_id == visit.id


def test_the_day_after_is_there_without_waiting_for_the_database(
    qtbot: QtBot, page: SchedulePage, visit: Appointment
) -> None:
    settle(qtbot, page)
    page.step(1)
    assert page.day_view.picture.day == TOMORROW
    assert page.day_view.picture.find(visit.id) is not None


def test_a_day_that_was_read_ahead_is_let_go_once_something_changes(
    qtbot: QtBot, page: SchedulePage, clinic: SmallClinic, desk: Desk, visit: Appointment
) -> None:
    settle(qtbot, page)
    with qtbot.waitSignal(desk.changed):
        desk.act(lambda work: cancel_appointment(work, visit, CancelReason.PATIENT_ILL, ""))
    page.step(1)
    assert page.day_view.picture.day == TODAY
    settle(qtbot, page)
    assert page.day_view.picture.day == TOMORROW
    assert page.day_view.picture.bars == ()


def test_the_month_is_shown_and_a_day_of_it_opened(
    qtbot: QtBot, page: SchedulePage, visit: Appointment
) -> None:
    settle(qtbot, page)
    page.choose_view("month")
    settle(qtbot, page)
    assert page.views.currentWidget() is page.month_view
    assert page.bar.heading.text() == "November 2026"
    counts = {cell.day: cell.visits for cell in page.month_view.picture.days}
    assert counts[TOMORROW] == 1
    assert not page.strip.filter_button.isVisible()
    page.step(1)
    settle(qtbot, page)
    assert page.bar.heading.text() == "December 2026"
    page.month_view.day_chosen.emit(TOMORROW)
    settle(qtbot, page)
    assert page.views.currentWidget() is page.day_view
    assert page.day_view.picture.day == TOMORROW


def test_a_filter_is_shown_as_chips_and_cleared(
    qtbot: QtBot, page: SchedulePage, visit: Appointment
) -> None:
    show(qtbot, page, visit)
    menu = page.strip.make_menu()
    texts = [action.text() for action in menu.actions() if action.text()]
    assert "booked\t1" in texts
    action = next(each for each in menu.actions() if each.text() == "booked\t1")
    action.trigger()
    assert [chip.text() for chip in page.strip.chips] == ["booked  ×"]
    assert page.strip.clear_button.isVisible()
    page.strip.clear_button.click()
    assert page.strip.chips == []
    assert not page.strip.clear_button.isVisible()


def test_the_nurse_of_a_visit_is_known_once_the_day_is_checked(
    qtbot: QtBot, page: SchedulePage, clinic: SmallClinic, visit: Appointment
) -> None:
    show(qtbot, page, visit)
    qtbot.waitUntil(lambda: visit.id in page.day_view.picture.nurse_of)
    box = page.day_view.geometry_shown.box(*place_of(page, visit))
    nurse = page.day_view.picture.nurse_of[visit.id]
    assert page.day_view.card_at(box.x + 9, box.y + 9).endswith(f"Looked after by {nurse}")


def place_of(page: SchedulePage, visit: Appointment) -> tuple[int, int, int]:
    bar = page.day_view.picture.find(visit.id)
    assert bar is not None
    return bar.row, bar.start, bar.end


def test_the_colour_key_explains_what_is_on_the_day(
    qtbot: QtBot, page: SchedulePage, visit: Appointment
) -> None:
    show(qtbot, page, visit)
    page.strip.key_button.click()
    key = page.findChild(ColourKey)
    assert key is not None
    assert key.isVisible()
    assert {"Privigen 10%", "infusing", "turnover"} <= set(key.words)
    page.strip.key_button.click()
    assert not key.isVisible()
