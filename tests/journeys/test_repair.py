"""A chair breaks while its day is booked: the repair is offered, accepted, and taken back."""

from datetime import date, datetime, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ivig_scheduler.domain.records import Appointment, ChairOutage
from ivig_scheduler.services.setup.outages import add_outage
from ivig_scheduler.ui.proposals.proposal_sheet import ProposalSheet
from tests.journeys.coordinator import Coordinator

FIRST_DAY = date(2026, 12, 1)


@pytest.fixture
def booked(coordinator: Coordinator) -> Coordinator:
    """A clinic of two chairs with a booked course of four visits, everything typed in by hand."""
    coordinator.book_first_course()
    return coordinator


def break_chair(clinic: Coordinator, visit: Appointment) -> None:
    """Put the visit's chair out of service from 10:40 on its day."""
    outage = ChairOutage(
        chair_id=visit.chair_id,
        starts=datetime.combine(visit.start.date(), time(10, 40)),
        ends=datetime.combine(visit.start.date(), time(17)),
        reason="Pump broken",
    )
    clinic.desk.act(lambda work: add_outage(work, outage))
    clinic.settle()


def open_sheet(clinic: Coordinator) -> ProposalSheet:
    offer = clinic.window.strip.notice.offer_button
    assert offer.text() == "1 visit is affected: Repair…"
    offer.click()
    clinic.settle()
    (sheet,) = clinic.window.findChildren(ProposalSheet)
    return sheet


def test_a_chair_breaks_its_visit_is_moved_and_that_is_undone(booked: Coordinator) -> None:
    first = booked.appointments()[0]
    break_chair(booked, first)
    sheet = open_sheet(booked)
    assert "Chair 1 is out of service from 12/01/2026 10:40" in sheet.proposal.title
    sheet.accept_button.click()
    booked.settle()
    moved = booked.appointments()[0]
    assert moved.start == first.start and moved.chair_id != first.chair_id
    assert booked.notices[-1] == "Moved 1 visit to another chair"
    booked.window.strip.notice.undo.click()
    booked.settle()
    assert booked.appointments()[0] == first


def test_the_day_offers_its_repair_until_it_is_mended(booked: Coordinator) -> None:
    first = booked.appointments()[0]
    break_chair(booked, first)
    page = booked.show_day(FIRST_DAY)
    assert page.bar.repair.isVisible() and page.bar.repair.text() == "Repair 1 conflict…"
    page.bar.repair.click()
    booked.settle()
    (sheet,) = booked.window.findChildren(ProposalSheet)
    sheet.accept_button.click()
    booked.settle()
    assert not page.bar.repair.isVisible()
    assert booked.appointments()[0].chair_id != first.chair_id


def test_the_sheet_left_with_escape_changes_nothing(booked: Coordinator) -> None:
    before = booked.appointments()
    break_chair(booked, before[0])
    sheet = open_sheet(booked)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    booked.settle()
    assert booked.appointments() == before
