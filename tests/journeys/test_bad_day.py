"""A bad day: an early closing, a chair that breaks, a visit set aside over a restart; by keys."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ivig_scheduler.domain.records import Appointment, ChairOutage, DayHours
from ivig_scheduler.domain.terms import Status
from ivig_scheduler.ui.exceptions.chair_out_sheet import ChairOutSheet
from ivig_scheduler.ui.exceptions.close_early_sheet import CloseEarlySheet
from ivig_scheduler.ui.proposals.proposal_sheet import ProposalSheet
from ivig_scheduler.ui.schedule.schedule_page import SchedulePage
from tests.journeys.coordinator import Coordinator

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def booked(coordinator: Coordinator) -> Coordinator:
    """A clinic of two chairs with a booked course of four visits."""
    coordinator.book_first_course()
    return coordinator


def first(clinic: Coordinator) -> Appointment:
    return clinic.appointments()[0]


def day_of_the_first(clinic: Coordinator) -> SchedulePage:
    """Go to the day of the first visit and select it."""
    visit = first(clinic)
    clinic.window.navigator.day_requested.emit(visit.start.date(), visit.id)
    clinic.settle()
    page = clinic.page(SchedulePage)
    page.day_view.setFocus()
    clinic.qtbot.waitUntil(lambda: page.inspector.file() is not None)
    return page


def test_closing_early_moves_who_would_still_be_there_in_one_act(booked: Coordinator) -> None:
    before = first(booked)
    day_of_the_first(booked)
    booked.press(Qt.Key.Key_E, CTRL, SHIFT)
    (sheet,) = booked.window.findChildren(CloseEarlySheet)
    closes = before.end.replace(minute=0)
    QTest.keyClicks(sheet.form.closes, f"{closes:%H:%M}")
    QTest.keyClicks(sheet.form.reason, "Storm warning")
    booked.qtbot.waitUntil(lambda: any("Haddad" in text for text in sheet.box.texts()))
    sheet.repair_button.click()
    booked.qtbot.waitUntil(lambda: bool(booked.window.findChildren(ProposalSheet)))
    booked.settle()
    (proposal,) = booked.window.findChildren(ProposalSheet)
    booked.qtbot.waitUntil(lambda: bool(proposal.lines.ticks))
    proposal.accept_button.click()
    booked.settle()
    moved = first(booked)
    assert moved.start < before.start and moved.end <= closes
    booked.window.strip.notice.undo.click()
    booked.settle()
    assert first(booked) == before
    hours: list[tuple[DayHours, ...]] = []
    booked.desk.read(lambda store: store.all(DayHours), hours.append)
    booked.settle()
    assert hours == [()]


def test_a_sheet_that_is_left_takes_no_chair_out_of_service(booked: Coordinator) -> None:
    day_of_the_first(booked)
    booked.press(Qt.Key.Key_O, CTRL, SHIFT)
    booked.qtbot.waitUntil(lambda: bool(booked.window.findChildren(ChairOutSheet)))
    (sheet,) = booked.window.findChildren(ChairOutSheet)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    booked.settle()
    found: list[tuple[ChairOutage, ...]] = []
    booked.desk.read(lambda store: store.all(ChairOutage), found.append)
    booked.settle()
    assert found == [()]


def test_a_visit_set_aside_waits_over_a_restart_and_is_put_down_next_day(
    booked: Coordinator,
) -> None:
    before = first(booked)
    day_of_the_first(booked)
    booked.press(Qt.Key.Key_S)
    assert first(booked).status is Status.SET_ASIDE
    booked.restart()
    page = booked.show_day(date(2026, 12, 2))
    booked.qtbot.waitUntil(lambda: len(page.aside.strip.cards) == 1)
    page.aside.strip.cards[0].setFocus()
    QTest.keyClick(page.aside.strip.cards[0], Qt.Key.Key_Return)
    booked.settle()
    assert page.day_view.ghost is not None
    QTest.keyClick(page.day_view, Qt.Key.Key_Return)
    booked.settle()
    there = first(booked)
    assert (there.status, there.start.date()) == (Status.BOOKED, date(2026, 12, 2))
    assert there.start.time() == before.start.time()
    assert booked.notices[-1].startswith("Put a visit back")
