"""The sheet of a proposal: what it tells, what is chosen, what happens when it is accepted."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.changes import Change, ChangeSet
from ivig_scheduler.domain.errors import Problem, RuleBrokenError
from ivig_scheduler.domain.records import Appointment, Cycle
from ivig_scheduler.domain.terms import CycleState, Status
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.moves import plan_move
from ivig_scheduler.services.moving_visits import load_moving_visit
from ivig_scheduler.services.proposals import Proposal, ProposedMove, StuckVisit
from ivig_scheduler.storage.reader import Reader
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.proposals.accepting import open_proposal
from ivig_scheduler.ui.proposals.proposal_sheet import ProposalSheet
from ivig_scheduler.ui.proposals.proposal_words import group_moves, tell_accepting, tell_move
from tests.clinics import SmallClinic
from tests.ui.proposals.proposals import a_move, a_proposal


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    widget = QWidget()
    widget.resize(1280, 800)
    qtbot.addWidget(widget)
    widget.show()
    yield widget


@pytest.fixture
def sheet(
    qtbot: QtBot, desk: Desk, look: Look, clinic: SmallClinic, window: QWidget
) -> ProposalSheet:
    made = ProposalSheet(desk, look, a_proposal(12, 2, clinic.chairs), window)
    made.show()
    qtbot.waitUntil(lambda: len(made.lines.ticks) == 14)
    return made


def texts(widget: QWidget) -> list[str]:
    return [each.text() for each in widget.findChildren(QLabel)]


def test_the_sheet_tells_every_visit_before_and_after(sheet: ProposalSheet) -> None:
    shown = texts(sheet.lines)
    for group in ("Another time  ·  6", "Only another chair  ·  3", "Another day  ·  3"):
        assert group in shown
    assert "No place  ·  2" in shown
    assert shown.count("Osei, Ama") == 3
    assert "MRN 204-000" in shown and "1 h 15 later" in shown and "2 days later" in shown
    assert any(text.startswith("△ A first or renewed treatment") for text in shown)
    assert any(text.startswith("✗ Chair 3 is out of service") for text in shown)
    assert "5 →" in texts(sheet), "the figure before stands beside the one after"


def test_all_moves_are_chosen_first_and_each_can_be_left_out(
    qtbot: QtBot, sheet: ProposalSheet
) -> None:
    assert sheet.accept_button.text() == "Move all 12 visits"
    assert sheet.chosen_stuck == ()
    first = sheet.proposal.moves[0]
    sheet.lines.ticks[first.before.id].setChecked(False)
    assert sheet.accept_button.text() == "Move 11 of 12 visits"
    with qtbot.waitSignal(sheet.moves_accepted) as accepted:
        sheet.accept_button.click()
    assert accepted.args == [sheet.proposal.moves[1:]]


def test_it_begins_on_the_button_that_accepts(sheet: ProposalSheet) -> None:
    assert sheet.focusWidget() is sheet.accept_button


def test_nothing_chosen_is_nothing_to_accept(sheet: ProposalSheet) -> None:
    sheet.tick_button.click()
    assert not sheet.accept_button.isEnabled()
    assert sheet.tick_button.text() == "Choose all"
    sheet.tick_button.click()
    assert sheet.accept_button.text() == "Move all 12 visits"


def test_the_button_tells_what_goes_to_the_work_list() -> None:
    assert tell_accepting(12, 12, 1) == "Move all 12 visits, put 1 on the work list"
    assert tell_accepting(1, 1, 0) == "Move the visit"
    assert tell_accepting(0, 0, 2) == "Put 2 on the work list"
    assert tell_accepting(0, 3, 2) == "Put 2 on the work list"


def test_a_visit_whose_steps_alone_change_is_not_said_to_have_another_length(
    clinic: SmallClinic,
) -> None:
    move = a_move(1, clinic.chairs)
    same = replace(move, after=move.before)
    longer = replace(
        move, after=move.before.model_copy(update={"end": move.before.end + timedelta(minutes=15)})
    )
    groups = group_moves(Proposal("Record a weight", (same, longer)))
    assert [(title, len(moves)) for title, moves in groups] == [
        ("Same place, another length", 1),
        ("Same place and length, other steps", 1),
    ]
    assert tell_move(longer, {}).moved == "15 min longer"


def test_escape_leaves_everything_as_it_is(sheet: ProposalSheet) -> None:
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_a_refusal_is_told_beside_its_line(sheet: ProposalSheet) -> None:
    first = sheet.proposal.moves[0].before.id
    message = "Osei, Ama to Chair 1, 10:15: Chair 1 is taken by Li, Bo"
    sheet.show_refusal(RuleBrokenError(Problem(str(first), message), Problem("start", "too late")))
    assert "✗ Chair 1 is taken by Li, Bo" in texts(sheet.lines)
    told = "1 visit cannot move as chosen; nothing was changed.\nToo late"
    assert sheet.refusal.text() == told
    assert sheet.accept_button.isEnabled()


def two_swapping(clinic: SmallClinic) -> Proposal:
    """Return a proposal in which two visits of one time change their chairs with each other."""
    first = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    second = clinic.visits(clinic.book_course(clinic.brandt, cycles=1))[0]
    assert first.start == second.start and first.chair_id != second.chair_id

    def move(store: Reader, one: Appointment, other: Appointment) -> ProposedMove:
        facts = load_facts(store, one.start.date(), one.start.date())
        moving = load_moving_visit(store, one)
        return ProposedMove.of(moving, plan_move(facts, moving, other.chair_id, one.start))

    moves = clinic.read(lambda store: (move(store, first, second), move(store, second, first)))
    return Proposal("Two visits change their chairs", moves)


def test_what_is_accepted_is_made_in_one_act_and_undone_in_one(
    qtbot: QtBot, desk: Desk, look: Look, clinic: SmallClinic, window: QWidget
) -> None:
    proposal = two_swapping(clinic)
    sheet = open_proposal(desk, look, proposal, window)
    qtbot.waitUntil(lambda: sheet.accept_button.text() == "Move all 2 visits")
    with qtbot.waitSignal(desk.changed), qtbot.waitSignal(sheet.finished):
        sheet.accept_button.click()
    for each in proposal.moves:
        assert clinic.visit(each.before) == each.after
    with qtbot.waitSignal(desk.changed):
        desk.undo()
    for each in proposal.moves:
        assert clinic.visit(each.before) == each.before


def test_a_part_that_cannot_stand_alone_is_refused_and_the_sheet_stays(
    qtbot: QtBot, desk: Desk, look: Look, clinic: SmallClinic, window: QWidget
) -> None:
    proposal = two_swapping(clinic)
    sheet = open_proposal(desk, look, proposal, window)
    qtbot.waitUntil(lambda: len(sheet.lines.ticks) == 2)
    sheet.lines.ticks[proposal.moves[1].before.id].setChecked(False)
    sheet.accept_button.click()
    qtbot.waitUntil(lambda: not sheet.refusal.isHidden())
    assert sheet.isVisible()
    assert any("is taken by Brandt" in text for text in texts(sheet.lines))
    assert clinic.visit(proposal.moves[0].before) == proposal.moves[0].before


def test_a_visit_without_a_place_goes_to_the_work_list_where_that_is_chosen(
    qtbot: QtBot, desk: Desk, look: Look, clinic: SmallClinic, window: QWidget
) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    proposal = Proposal("Nothing is free", (), (StuckVisit(visit, clinic.osei),))
    sheet = open_proposal(desk, look, proposal, window)
    qtbot.waitUntil(lambda: visit.id in sheet.lines.ticks)
    assert not sheet.accept_button.isEnabled()
    sheet.lines.ticks[visit.id].setChecked(True)
    with qtbot.waitSignal(desk.changed):
        sheet.accept_button.click()
    assert clinic.visit(visit).status is Status.CANCELLED
    cycle = clinic.read(lambda store: store.get(Cycle, visit.cycle_id))
    assert cycle and cycle.state is CycleState.NEEDS_BOOKING


def test_a_proposal_that_is_out_of_date_closes(
    qtbot: QtBot, desk: Desk, look: Look, clinic: SmallClinic, window: QWidget
) -> None:
    proposal = two_swapping(clinic)
    sheet = open_proposal(desk, look, proposal, window)
    qtbot.waitUntil(lambda: len(sheet.lines.ticks) == 2)
    move = proposal.moves[0]
    changed = move.before.model_copy(update={"override_reason": "meanwhile"})
    clinic.run(lambda _work: ChangeSet("Edit", (Change(move.before, changed),)))
    with qtbot.waitSignal(sheet.finished):
        sheet.accept_button.click()
    assert clinic.visit(move.before) == changed
