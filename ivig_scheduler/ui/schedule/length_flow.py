"""From the wish for another length of a visit to the act, asked about on the way."""

from PySide6.QtWidgets import QWidget

from ivig_scheduler.domain.hand_lengths import least_minutes
from ivig_scheduler.domain.quantities import round_up_to
from ivig_scheduler.services.day import DayVisit
from ivig_scheduler.services.lengths import set_length
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.schedule.length_question import LengthQuestion


def ask_length(
    desk: Desk, visit: DayVisit, minutes: int | None, grid: int, parent: QWidget
) -> LengthQuestion:
    """Ask how long a visit is to be, and give it that length; `minutes` was drawn by hand."""
    before = visit.appointment
    least = round_up_to(least_minutes(visit.plan), grid)
    wanted = visit.plan.booked_minutes if minutes is None else minutes
    question = LengthQuestion(
        least, max(wanted, least), grid, parent.window(), is_locked=before.is_length_locked
    )

    def act(length: int, is_locked: bool) -> None:
        desk.act(
            lambda work: set_length(work, before, length, is_locked=is_locked),
            then=lambda _changes: question.accept(),
            refused=question.show_refusal,
        )

    question.answered.connect(act)
    question.finished.connect(question.deleteLater)
    question.open()
    return question
