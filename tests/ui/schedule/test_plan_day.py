"""The sheet that plans a day: what it offers, what it shows, stopping, closing, and accepting."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ivig_scheduler.domain.records import Appointment, ChairOutage
from ivig_scheduler.domain.terms import Status
from ivig_scheduler.planning.day import DayProgress, Objective
from ivig_scheduler.services.appointments import advance_status, move_appointment
from ivig_scheduler.services.day_plans.planning import DayProblem, PlannedDay
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.schedule import plan_day_flow
from ivig_scheduler.ui.schedule.plan_day_flow import open_plan_day
from ivig_scheduler.ui.schedule.plan_day_picture import SmallDay
from ivig_scheduler.ui.schedule.plan_day_sheet import PlanDaySheet
from ivig_scheduler.ui.schedule.plan_day_words import tell_progress
from tests.clinics import TODAY, SmallClinic

DAY = TODAY + timedelta(days=7)


@pytest.fixture
def behind(qtbot: QtBot) -> Iterator[QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    yield window


@pytest.fixture
def visit(clinic: SmallClinic) -> Appointment:
    """Book Brandt's visit and move it into the afternoon."""
    first = clinic.visits(clinic.book_course(clinic.brandt, first_day=DAY, cycles=1))[0]
    later = first.start.replace(hour=12, minute=0)
    clinic.run(lambda work: move_appointment(work, first, first.chair_id, later))
    return clinic.visit(first)


def opened(qtbot: QtBot, desk: Desk, look: Look, behind: QWidget) -> PlanDaySheet:
    open_plan_day(desk, look, DAY, behind)
    qtbot.waitUntil(lambda: desk.is_idle and bool(behind.findChildren(PlanDaySheet)))
    sheet: PlanDaySheet = behind.findChildren(PlanDaySheet)[0]
    return sheet


def plan(qtbot: QtBot, desk: Desk, sheet: PlanDaySheet) -> None:
    sheet.choices.plan.click()
    qtbot.waitUntil(lambda: desk.is_idle and not sheet.choices.stop.isVisible(), timeout=20_000)


def texts(widget: QWidget) -> set[str]:
    return {each.text() for each in widget.findChildren(QLabel)}


def test_a_plan_is_shown_before_and_after_with_figures_and_what_is_proved(
    qtbot: QtBot, desk: Desk, look: Look, behind: QWidget, visit: Appointment
) -> None:
    sheet = opened(qtbot, desk, look, behind)
    assert "1 visit not yet confirmed may move" in texts(sheet)
    plan(qtbot, desk, sheet)
    assert sheet.quality.text() == "✓ No plan can wait less than 0 min in all."
    before, after = sheet.pictures.before.picture, sheet.pictures.after.picture
    assert before is not None
    assert after is not None
    assert [bar.start for bar in before.bars] == [12 * 60]
    assert [bar.start for bar in after.bars] == [10 * 60]
    assert {"Waiting in all", "2 h →", "0 min"} <= texts(sheet.figures)
    assert sheet.accept_button.text() == "Move the visit"


def test_accepting_moves_the_visits_in_one_act_and_undo_takes_it_back(
    qtbot: QtBot,
    desk: Desk,
    look: Look,
    behind: QWidget,
    clinic: SmallClinic,
    visit: Appointment,
) -> None:
    sheet = opened(qtbot, desk, look, behind)
    plan(qtbot, desk, sheet)
    with qtbot.waitSignal(desk.changed):
        sheet.accept_button.click()
    assert clinic.visit(visit).start.hour == 10
    assert not sheet.isVisible()
    with qtbot.waitSignal(desk.changed):
        desk.undo()
    assert clinic.visit(visit) == visit


def test_what_is_not_ticked_is_not_shown_as_moved(
    qtbot: QtBot, desk: Desk, look: Look, behind: QWidget, visit: Appointment
) -> None:
    sheet = opened(qtbot, desk, look, behind)
    plan(qtbot, desk, sheet)
    next(iter(sheet.lines.ticks.values())).setChecked(False)
    after = sheet.pictures.after.picture
    assert after is not None
    assert [bar.start for bar in after.bars] == [12 * 60]
    assert not sheet.accept_button.isEnabled()


def test_another_choice_asks_for_another_plan(
    qtbot: QtBot, desk: Desk, look: Look, behind: QWidget, visit: Appointment
) -> None:
    sheet = opened(qtbot, desk, look, behind)
    plan(qtbot, desk, sheet)
    sheet.choices.objective.select(Objective.FINISH)
    sheet.choices.objective.chosen.emit(Objective.FINISH)
    assert sheet.pictures.after.picture is None
    assert not sheet.accept_button.isVisible()
    sheet.choices.reach.show_key(60)
    plan(qtbot, desk, sheet)
    assert [move.after.start.hour for move in sheet.chosen_moves] == [11]


def test_a_day_with_nothing_free_to_move_says_so(
    qtbot: QtBot,
    desk: Desk,
    look: Look,
    behind: QWidget,
    clinic: SmallClinic,
    visit: Appointment,
) -> None:
    clinic.run(lambda work: advance_status(work, visit))
    assert clinic.visit(visit).status is Status.CONFIRMED
    sheet = opened(qtbot, desk, look, behind)
    assert not sheet.choices.plan.isEnabled()
    said = sheet.pictures.after.accessibleDescription()
    assert said == "Nothing to plan: every visit is confirmed, has begun, or starts too soon."


def test_an_empty_day_says_so(qtbot: QtBot, desk: Desk, look: Look, behind: QWidget) -> None:
    sheet = opened(qtbot, desk, look, behind)
    assert sheet.pictures.after.accessibleDescription() == "No visits on this day."


def test_the_sheet_takes_most_of_the_window_behind(
    qtbot: QtBot, desk: Desk, look: Look, behind: QWidget
) -> None:
    sheet = opened(qtbot, desk, look, behind)
    assert sheet.size() == QSize(1220, 740)


def test_a_past_day_is_not_planned_and_the_reason_is_told(
    qtbot: QtBot, desk: Desk, look: Look, behind: QWidget
) -> None:
    with qtbot.waitSignal(desk.noticed) as noticed:
        open_plan_day(desk, look, TODAY - timedelta(days=1), behind)
    assert noticed.args == ["11/23/2026 is past.", False]
    assert not behind.findChildren(PlanDaySheet)


def test_an_impossible_day_names_whom_it_is_about(
    qtbot: QtBot,
    desk: Desk,
    look: Look,
    behind: QWidget,
    clinic: SmallClinic,
    visit: Appointment,
) -> None:
    starts, ends = visit.start.replace(hour=0), visit.start.replace(hour=23)
    clinic.add(
        *(
            ChairOutage(chair_id=chair.id, starts=starts, ends=ends, reason="no power")
            for chair in clinic.chairs
        )
    )
    sheet = opened(qtbot, desk, look, behind)
    plan(qtbot, desk, sheet)
    assert sheet.quality.text().startswith("✗ One visit has no place within 2 h of its time")
    assert clinic.brandt.full_name in texts(sheet.below)
    assert not sheet.accept_button.isVisible()


class Search:
    """Stands for a search that goes on until it is stopped."""

    def __init__(self) -> None:
        self.running = threading.Event()
        self.problems: list[DayProblem] = []

    def __call__(self, problem: DayProblem, objective: Objective, progress: object) -> PlannedDay:
        from ivig_scheduler.services.day_plans.planning import plan_problem

        assert callable(progress)
        self.problems.append(problem)
        while progress(DayProgress(9, 4)):
            self.running.set()
        return plan_problem(problem, objective)


@pytest.fixture
def search(monkeypatch: pytest.MonkeyPatch) -> Search:
    made = Search()
    monkeypatch.setattr(plan_day_flow, "plan_problem", made)
    return made


def test_stopping_keeps_the_best_found_so_far(
    qtbot: QtBot,
    desk: Desk,
    look: Look,
    behind: QWidget,
    visit: Appointment,
    search: Search,
) -> None:
    sheet = opened(qtbot, desk, look, behind)
    sheet.choices.plan.click()
    told = "Best so far waits 2 h 15 in all. No plan can wait less than 1 h in all. Gap 56%."
    qtbot.waitUntil(lambda: sheet.quality.text().startswith(told))
    sheet.choices.stop.click()
    qtbot.waitUntil(lambda: bool(sheet.chosen_moves))
    assert sheet.choices.plan.isVisible()


def test_closed_while_seeking_it_stops_and_shows_nothing(
    qtbot: QtBot,
    desk: Desk,
    look: Look,
    behind: QWidget,
    visit: Appointment,
    search: Search,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sheet = opened(qtbot, desk, look, behind)
    shown: list[object] = []
    monkeypatch.setattr(sheet, "show_planned", shown.append)
    sheet.choices.plan.click()
    qtbot.waitUntil(search.running.is_set)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert desk.computing.is_idle
    qtbot.waitUntil(lambda: not behind.findChildren(PlanDaySheet))
    assert shown == []


def test_a_search_that_is_under_way_does_not_keep_the_database_busy(
    qtbot: QtBot,
    desk: Desk,
    look: Look,
    behind: QWidget,
    visit: Appointment,
    search: Search,
) -> None:
    sheet = opened(qtbot, desk, look, behind)
    sheet.choices.plan.click()
    qtbot.waitUntil(search.running.is_set)
    got: list[int] = []
    desk.read(lambda store: len(store.all(Appointment)), got.append)
    qtbot.waitUntil(lambda: got == [1])
    assert not desk.computing.is_idle
    sheet.reject()


def test_the_visit_under_the_pointer_is_told(
    qtbot: QtBot, desk: Desk, look: Look, behind: QWidget, visit: Appointment
) -> None:
    sheet = opened(qtbot, desk, look, behind)
    picture: SmallDay = sheet.pictures.before
    shown = picture.picture
    assert shown is not None
    spots = [
        (x, y)
        for x in range(0, picture.width(), 4)
        for y in range(0, picture.height(), 4)
        if picture.bar_at(x, y) is not None
    ]
    assert spots
    assert picture.bar_at(*spots[0]) == shown.bars[0]


def test_progress_is_told_in_words(
    qtbot: QtBot, desk: Desk, look: Look, behind: QWidget, visit: Appointment
) -> None:
    problem = opened(qtbot, desk, look, behind).problem
    assert tell_progress(problem, Objective.FINISH, None, 0) == "Looking for a plan. 0 s"
    found = DayProgress(36, 35)
    assert tell_progress(problem, Objective.FINISH, found, 3) == (
        "Best so far finishes at 17:00. No plan can finish before 16:45. Gap 3%. 3 s"
    )
    done = DayProgress(35, 35)
    assert "No gap: making as few moves as needed." in tell_progress(
        problem, Objective.FINISH, done, 3
    )
