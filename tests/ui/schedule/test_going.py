"""Bars of visits as they go: late, over time, paused, their steps where they are now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.records import Appointment, VisitEvent
from ivig_scheduler.domain.terms import PauseCause, Status, VisitEventKind
from ivig_scheduler.services.appointments import advance_status
from ivig_scheduler.services.day import Day
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.schedule.bar_layout import lay_out_bars
from ivig_scheduler.ui.schedule.day_texts import day_chips
from ivig_scheduler.ui.schedule.geometry import DayGeometry
from ivig_scheduler.ui.schedule.inks import Fade, Inks
from ivig_scheduler.ui.schedule.picture import Bar
from ivig_scheduler.ui.schedule.picture_maker import make_day_picture
from ivig_scheduler.ui.schedule.schedule_page import SchedulePage
from tests.clinics import TODAY, SmallClinic
from tests.ui.schedule.samples import MONDAY, Seat, make_day


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(MONDAY.year, MONDAY.month, MONDAY.day, hour, minute)  # noqa: DTZ001


def make(
    status: Status,
    sat: datetime | None = None,
    begun: datetime | None = None,
    events: Sequence[VisitEvent] = (),
    follower: str = "",
) -> Day:
    """Return a day with a visit of 08:00 in chair 1, and where given one after it."""
    seats = [Seat(1, "08:00", "Ada", "Byron", "Gamunex-C 10%", 30, status=status)]
    if follower:
        seats.append(Seat(1, follower, "Elise", "Moreau", "Gamunex-C 10%", 30))
    day = make_day(seats)
    first, *rest = day.visits
    stamped = first.appointment.model_copy(update={"actual_start": sat, "infusion_start": begun})
    known = tuple(each.model_copy(update={"appointment_id": stamped.id}) for each in events)
    return replace(day, visits=(replace(first, appointment=stamped, events=known), *rest))


def bar(day: Day, now: datetime | None) -> Bar:
    picture = make_day_picture(day, now=now)
    return picture.bars[0]


def test_a_patient_who_is_not_there_stands_out_after_the_settings_minutes() -> None:
    day = make(Status.CONFIRMED)

    assert bar(day, at(8, 10)).late_minutes == 0
    late = bar(day, at(8, 25))
    assert (late.late_minutes, late.alert) == (25, "25 min late")
    assert "Expected at 08:00, 25 min late" in late.facts
    assert "25 min late" in late.spoken


def test_a_visit_that_goes_as_planned_does_not_stand_out() -> None:
    going = bar(make(Status.INFUSING, at(8), at(8, 55)), at(9, 30))

    assert (going.alert, going.overrun_minutes) == ("", 0)
    assert going.expected_end is not None and going.expected_end <= going.end
    assert any("mL given" in fact for fact in going.facts)


def test_an_overrun_is_told_with_its_minutes_and_who_waits() -> None:
    on_time = bar(make(Status.INFUSING, at(8), at(8, 55)), at(9, 30))
    after = f"{(on_time.held_until) // 60:02d}:{on_time.held_until % 60:02d}"
    late = bar(make(Status.INFUSING, at(8, 30), at(9, 55), follower=after), at(10))

    assert late.expected_end is not None and on_time.expected_end is not None
    assert late.expected_end == on_time.expected_end + 60
    assert late.overrun_minutes == late.expected_end - late.end
    assert f"+{late.overrun_minutes} min" in late.alert
    assert f"next waits {late.overrun_minutes} min" in late.alert
    assert any("Moreau, next in the chair at" in fact for fact in late.facts)
    assert late.ladder[0].start == at(9, 55).hour * 60 + 55


def test_a_pause_is_told_and_drawn_as_a_gap_in_the_ladder() -> None:
    pause = VisitEvent(
        appointment_id=make(Status.BOOKED).visits[0].appointment.id,
        at=at(9, 30),
        what=VisitEventKind.PAUSE,
        cause=PauseCause.PUMP,
    )
    paused = bar(make(Status.INFUSING, at(8), at(8, 55), (pause,)), at(9, 50))

    assert paused.is_paused
    assert "paused" in paused.alert
    assert any(fact.startswith("Paused, ") for fact in paused.facts)
    gap = next(step for step in paused.ladder if step.height == 0)
    assert (gap.start, gap.end) == (9 * 60 + 30, 9 * 60 + 50)


def test_the_top_of_the_day_counts_who_is_late_and_who_runs_over() -> None:
    late = make_day_picture(make(Status.CONFIRMED), now=at(8, 25))
    over = make_day_picture(make(Status.INFUSING, at(8, 30), at(9, 55)), now=at(10))

    assert ("1 late", "warning") in day_chips(late)
    assert ("1 over time", "warning") in day_chips(over)
    assert not any("late" in words for words, _kind in day_chips(over))


@pytest.mark.parametrize("status", [Status.DONE, Status.ARRIVED, Status.BOOKED])
def test_without_a_clock_a_day_is_as_it_is_booked(status: Status) -> None:
    assert bar(make(status), None).alert == ""


def test_the_bars_of_today_follow_the_clock_each_minute(
    qtbot: QtBot, clinic: SmallClinic, desk: Desk, navigator: Navigator, look: Look
) -> None:
    clinic.book_course(clinic.osei, first_day=TODAY, cycles=1)
    visit = clinic.read(lambda store: store.where(Appointment, patient_id=clinic.osei.id))[0]
    page = SchedulePage(desk, navigator, look)
    qtbot.addWidget(page, before_close_func=lambda _page: qtbot.waitUntil(lambda: desk.is_idle))
    page.show()
    qtbot.waitUntil(lambda: page.day_view.picture.find(visit.id) is not None)
    qtbot.waitUntil(lambda: desk.is_idle)

    def shown() -> Bar:
        found = page.day_view.picture.find(visit.id)
        assert found is not None
        return found

    late = int((visit.start - clinic.clock.local).total_seconds() // 60) + 17
    clinic.clock.now += timedelta(minutes=late)
    page._now_timer.timeout.emit()
    qtbot.waitUntil(lambda: shown().late_minutes == 17)
    for _ in range(3):
        current = clinic.visit(visit)
        desk.act(partial(advance_status, before=current))
        qtbot.waitUntil(lambda: desk.is_idle)
    qtbot.waitUntil(lambda: shown().is_seated)
    end = shown().expected_end
    clinic.clock.now += timedelta(hours=10)
    page._now_timer.timeout.emit()
    qtbot.waitUntil(lambda: shown().expected_end != end)


@pytest.mark.parametrize("width", [420, 1100])
def test_what_stands_out_never_costs_the_name(qtbot: QtBot, look: Look, width: int) -> None:
    picture = make_day_picture(make(Status.CONFIRMED), now=at(8, 25))
    geometry = DayGeometry(width, 400, 1, picture.first_minute, picture.last_minute)
    inks = Inks(look.theme)

    parts = lay_out_bars(picture.bars, geometry, inks)

    ((x, baseline, title),) = parts.titles[Fade.NONE]
    assert title == picture.bars[0].title
    (((left, top, _width, height), alert),) = parts.alerts
    assert alert == "25 min late"
    is_beside = x + inks.strong.width(title) < left
    assert is_beside or baseline < top
    for seconds in parts.seconds.values():
        for start, line, text in seconds:
            is_above = line < top or line - inks.small.ascent > top + height
            assert is_above or start + inks.small.width(text) <= left
