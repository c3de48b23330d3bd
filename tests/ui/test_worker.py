"""The one database thread: order, errors, and when it says that it is busy."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from ivig_scheduler.ui.worker import Worker


@pytest.fixture
def worker(qtbot: QtBot) -> Iterator[Worker]:
    made = Worker()
    yield made
    made.close()


def fail(error: Exception) -> None:
    raise error


def test_jobs_run_in_order_on_one_other_thread(qtbot: QtBot, worker: Worker) -> None:
    ran: list[tuple[int, int]] = []
    answers: list[tuple[int, int]] = []

    def job(number: int) -> int:
        ran.append((number, threading.get_ident()))
        return number

    for number in range(5):
        worker.submit(
            lambda number=number: job(number),  # type: ignore[misc]
            lambda value: answers.append((value, threading.get_ident())),
            fail,
        )
    qtbot.waitUntil(lambda: worker.is_idle)
    assert [number for number, _ in ran] == [number for number, _ in answers] == list(range(5))
    here = threading.get_ident()
    assert {thread for _, thread in answers} == {here}
    assert len({thread for _, thread in ran}) == 1
    assert here not in {thread for _, thread in ran}


def test_an_error_reaches_whoever_asked(qtbot: QtBot, worker: Worker) -> None:
    errors: list[Exception] = []
    worker.submit(lambda: fail(ValueError("no")), lambda _: None, errors.append)
    qtbot.waitUntil(lambda: worker.is_idle)
    assert [str(error) for error in errors] == ["no"]


def test_a_long_job_is_shown_as_busy_until_it_ends(qtbot: QtBot, worker: Worker) -> None:
    may_end = threading.Event()
    shown: list[bool] = []
    worker.busy_changed.connect(shown.append)
    worker.submit(lambda: may_end.wait(10), lambda _: None, fail)
    qtbot.waitUntil(lambda: shown == [True])
    may_end.set()
    qtbot.waitUntil(lambda: shown == [True, False])


def test_a_short_job_is_never_shown_as_busy(qtbot: QtBot, worker: Worker) -> None:
    shown: list[bool] = []
    worker.busy_changed.connect(shown.append)
    worker.submit(lambda: None, lambda _: None, fail)
    qtbot.waitUntil(lambda: worker.is_idle)
    assert shown == []


def test_closing_waits_for_the_job_that_runs(qtbot: QtBot) -> None:
    worker = Worker()
    started, done = threading.Event(), threading.Event()

    def job() -> None:
        started.set()
        done.wait(0.05)
        done.set()

    worker.submit(job, lambda _: None, fail)
    assert started.wait(10)
    worker.close()
    assert done.is_set()


def test_an_answer_that_arrives_after_closing_may_ask_for_more(qtbot: QtBot) -> None:
    worker = Worker()
    asked: list[int] = []
    started = threading.Event()

    def job() -> int:
        started.set()
        return 1

    def ask_for_more(answer: int) -> None:
        asked.append(answer)
        worker.submit(lambda: 2, asked.append, fail)

    worker.submit(job, ask_for_more, fail)
    assert started.wait(10)
    worker.close()
    qtbot.waitUntil(lambda: asked == [1])
    assert worker.is_idle
