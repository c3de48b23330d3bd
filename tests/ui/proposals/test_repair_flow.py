"""From trouble to its repair in the window: the offer, the sheet, and a visit that runs long."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.changes import ChangeSet, added, changed
from ivig_scheduler.domain.records import Appointment, ChairOutage, Closure, SettingValue
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.terms import Status
from ivig_scheduler.services.setup.outages import add_outage
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.proposals.proposal_sheet import ProposalSheet
from ivig_scheduler.ui.proposals.repair_flow import (
    RepairOffer,
    let_run_long,
    repair_day,
    repair_everything,
)
from ivig_scheduler.ui.proposals.search_sheet import SearchSheet
from ivig_scheduler.ui.runs_long_panel import RunsLongPanel
from tests.clinics import SmallClinic


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    widget.resize(1280, 800)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def sheet_over(qtbot: QtBot, window: QWidget) -> ProposalSheet:
    """Return the sheet that opens over a window, once its lines are there."""
    qtbot.waitUntil(lambda: bool(window.findChildren(ProposalSheet)))
    (sheet,) = window.findChildren(ProposalSheet)
    qtbot.waitUntil(lambda: bool(sheet.lines.ticks))
    return sheet


def a_visit(clinic: SmallClinic) -> Appointment:
    return clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]


def outage_of(visit: Appointment) -> ChairOutage:
    return ChairOutage(
        chair_id=visit.chair_id,
        starts=visit.start,
        ends=visit.start + timedelta(hours=9),
        reason="Pump broken",
    )


def test_after_an_outage_its_repair_is_offered_and_made_in_one_act(
    qtbot: QtBot, desk: Desk, look: Look, clinic: SmallClinic, window: QWidget
) -> None:
    visit = a_visit(clinic)
    offer = RepairOffer(desk, lambda: look, window)
    with qtbot.waitSignal(offer.offered) as offered:
        desk.act(lambda work: add_outage(work, outage_of(visit)))
    assert offered.args == ["1 visit is affected: Repair…"]
    offer.take()
    sheet = sheet_over(qtbot, window)
    assert sheet.accept_button.text() == "Move the visit"
    with qtbot.waitSignal(sheet.finished):
        sheet.accept_button.click()
    moved = clinic.visit(visit)
    assert moved.chair_id != visit.chair_id and moved.start == visit.start
    with qtbot.waitSignal(desk.changed):
        desk.undo()
    assert clinic.visit(visit) == visit


def test_nothing_is_offered_where_nobody_is_affected_nor_after_undo(
    qtbot: QtBot, desk: Desk, look: Look, clinic: SmallClinic, window: QWidget
) -> None:
    visit = a_visit(clinic)
    offers: list[str] = []
    offer = RepairOffer(desk, lambda: look, window)
    offer.offered.connect(offers.append)
    past = Closure(
        first_day=clinic.clock.today - timedelta(days=9),
        last_day=clinic.clock.today - timedelta(days=9),
        reason="Storm",
    )
    with qtbot.waitSignal(desk.changed):
        desk.act(lambda _work: ChangeSet("Close 1 day", added(past)))
    with qtbot.waitSignal(offer.offered):
        desk.act(lambda work: add_outage(work, outage_of(visit)))
    for step in (desk.undo, desk.redo):
        with qtbot.waitSignal(desk.changed):
            step()
        qtbot.waitUntil(lambda: desk.is_idle)
    assert offers == ["1 visit is affected: Repair…"]
    offer.take()
    assert offers == ["1 visit is affected: Repair…"], "what was offered before holds no more"


def test_a_day_without_conflicts_says_so(
    qtbot: QtBot, desk: Desk, look: Look, clinic: SmallClinic, window: QWidget
) -> None:
    visit = a_visit(clinic)
    with qtbot.waitSignal(desk.noticed) as noticed:
        repair_day(desk, look, visit.start.date(), window)
    assert noticed.args == ["Every visit has its place.", False]
    clinic.add(outage_of(visit))
    repair_everything(desk, look, window)
    assert len(sheet_over(qtbot, window).proposal.moves) == 1


def in_treatment(clinic: SmallClinic) -> Appointment:
    """Return a visit that has begun today, with the clock in the middle of it."""
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    by = clinic.clock.today - visit.start.date()
    update = {
        "start": visit.start + by,
        "end": visit.end + by,
        "held_until": visit.held_until + by,
        "status": Status.INFUSING,
    }
    begun = visit.model_copy(update=update)
    clinic.dispatcher.run_once(lambda _work: ChangeSet("given", changed(visit, begun)))
    return begun


def test_a_visit_that_runs_long_into_nobody_ends_later_at_once(
    qtbot: QtBot, desk: Desk, look: Look, clinic: SmallClinic, window: QWidget
) -> None:
    visit = in_treatment(clinic)
    with qtbot.waitSignal(desk.changed) as done:
        let_run_long(desk, look, visit, 30, window)
    assert done.args[0].label == "Set a visit to end 30 min later"
    assert clinic.visit(visit).end == visit.end + timedelta(minutes=30)


def test_a_visit_that_runs_long_shows_who_would_have_to_move(
    qtbot: QtBot, desk: Desk, look: Look, clinic: SmallClinic, window: QWidget
) -> None:
    running = in_treatment(clinic)
    following = clinic.visits(clinic.book_course(clinic.brandt, cycles=1))[0]
    start = datetime.combine(running.start.date(), running.held_until.time())
    length, held = following.end - following.start, following.held_until - following.start
    after = following.model_copy(
        update={
            "chair_id": running.chair_id,
            "start": start,
            "end": start + length,
            "held_until": start + held,
        }
    )
    clinic.dispatcher.run_once(lambda _work: ChangeSet("given", changed(following, after)))
    let_run_long(desk, look, running, 30, window)
    sheet = sheet_over(qtbot, window)
    assert [each.before for each in sheet.proposal.moves] == [after]
    with qtbot.waitSignal(sheet.finished):
        sheet.accept_button.click()
    assert clinic.visit(running).end == running.end + timedelta(minutes=30)
    assert clinic.visit(after) != after


def test_the_minutes_are_asked_and_may_be_left_as_planned(qtbot: QtBot) -> None:
    panel = RunsLongPanel()
    qtbot.addWidget(panel)
    shorter = Settings.of((SettingValue(key="clock.overrun", value="20"),))
    panel.open(shorter)
    assert panel.minutes.value() == 20
    panel.open(Settings())
    assert panel.minutes.value() == 30
    assert panel.minutes.singleStep() == 5
    panel.minutes.setValue(45)
    with qtbot.waitSignal(panel.confirmed) as confirmed:
        panel.confirm.click()
    assert confirmed.args == [45]
    with qtbot.waitSignal(panel.closed):
        panel.keep.click()


def test_a_search_says_how_long_it_takes_and_stopped_it_shows_what_it_has(
    qtbot: QtBot, desk: Desk, look: Look, clinic: SmallClinic, window: QWidget
) -> None:
    clinic.add(outage_of(a_visit(clinic)))
    repair_everything(desk, look, window)
    (searching,) = window.findChildren(SearchSheet)
    assert searching.told.text() == "Looking for places…  ·  0 s"
    searching.stop_button.click()
    assert not searching.stop_button.isEnabled()
    sheet = sheet_over(qtbot, window)
    assert sheet.proposal.note.startswith("Stopped: the best found so far")
    assert len(sheet.proposal.stuck) == 1 and not sheet.chosen_stuck


def test_closing_the_search_drops_what_it_would_have_shown(
    qtbot: QtBot, desk: Desk, look: Look, clinic: SmallClinic, window: QWidget
) -> None:
    clinic.add(outage_of(a_visit(clinic)))
    repair_everything(desk, look, window)
    (searching,) = window.findChildren(SearchSheet)
    searching.reject()
    qtbot.waitUntil(lambda: desk.is_idle)
    assert not window.findChildren(ProposalSheet)
