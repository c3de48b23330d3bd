"""The thread for long computations: progress, stopping, errors, and answers nobody waits for."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from ivig_scheduler.ui.computing import Computing, Task

#: Longer than any of these jobs is waited for.
LONG_S = 20


@pytest.fixture
def computing(qtbot: QtBot) -> Iterator[Computing]:
    made = Computing()
    yield made
    made.close()


def fail(error: Exception) -> None:
    raise error


def run_until_stopped(task: Task) -> str:
    while not task.is_stopped():
        threading.Event().wait(0.001)
    return "best so far"


def test_a_computation_runs_on_a_thread_of_its_own_and_answers_on_this_one(
    qtbot: QtBot, computing: Computing
) -> None:
    answers: list[tuple[int, int]] = []
    computing.start(
        lambda _task: threading.get_ident(),
        lambda there: answers.append((there, threading.get_ident())),
        fail,
    )
    qtbot.waitUntil(lambda: computing.is_idle)
    [(there, here)] = answers
    assert here == threading.get_ident() != there


def test_what_a_computation_tells_is_shown_on_this_thread_and_the_last_of_it_always(
    qtbot: QtBot, computing: Computing
) -> None:
    shown: list[tuple[int, int]] = []

    def count_up(task: Task) -> None:
        for number in range(1000):
            task.tell(number)

    computing.start(
        count_up,
        lambda _: None,
        fail,
        progress=lambda number: shown.append((number, threading.get_ident())),
    )
    qtbot.waitUntil(lambda: computing.is_idle)
    numbers = [number for number, _ in shown]
    assert numbers[-1] == 999
    assert numbers == sorted(set(numbers))
    assert {thread for _, thread in shown} == {threading.get_ident()}


def test_a_stopped_computation_answers_with_the_best_it_found(
    qtbot: QtBot, computing: Computing
) -> None:
    answers: list[str] = []
    computing.start(run_until_stopped, answers.append, fail)
    assert not computing.is_idle
    computing.stop()
    qtbot.waitUntil(lambda: computing.is_idle)
    assert answers == ["best so far"]


def test_an_error_of_a_computation_reaches_whoever_asked(
    qtbot: QtBot, computing: Computing
) -> None:
    errors: list[Exception] = []
    computing.start(lambda _task: fail(ValueError("no")), lambda _: None, errors.append)
    qtbot.waitUntil(lambda: computing.is_idle)
    assert [str(error) for error in errors] == ["no"]


def test_the_answer_of_a_dropped_computation_is_not_shown(
    qtbot: QtBot, computing: Computing
) -> None:
    answers: list[str] = []
    computing.start(run_until_stopped, answers.append, fail)
    computing.drop()
    assert computing.is_idle
    computing.start(lambda _task: "next", answers.append, fail)
    qtbot.waitUntil(lambda: computing.is_idle)
    assert answers == ["next"]


def test_a_new_computation_takes_the_place_of_the_one_that_runs(
    qtbot: QtBot, computing: Computing
) -> None:
    answers: list[str] = []
    told: list[object] = []
    computing.start(run_until_stopped, answers.append, fail, progress=told.append)
    computing.start(lambda _task: "new", answers.append, fail)
    qtbot.waitUntil(lambda: computing.is_idle)
    assert answers == ["new"]
    assert told == []


def test_closing_stops_what_runs(qtbot: QtBot) -> None:
    computing = Computing()
    started, ended = threading.Event(), threading.Event()

    def job(task: Task) -> None:
        started.set()
        run_until_stopped(task)
        ended.set()

    computing.start(job, lambda _: None, fail)
    assert started.wait(LONG_S)
    computing.close()
    assert ended.is_set()


def test_nothing_is_computed_after_closing(qtbot: QtBot) -> None:
    computing = Computing()
    computing.close()
    ran: list[int] = []
    computing.start(lambda _task: ran.append(1), lambda _: None, fail)
    assert computing.is_idle
    assert ran == []
