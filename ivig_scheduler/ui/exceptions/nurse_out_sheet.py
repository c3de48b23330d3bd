"""A nurse goes home or does not come: from when to when, why, and whom the others cannot take."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.exceptions.exception_sheet import ExceptionSheet
from ivig_scheduler.ui.exceptions.named_span_form import NamedSpanForm
from ivig_scheduler.ui.look import Look

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.domain.records import Nurse
    from ivig_scheduler.services.dispatcher import Work

# ruff: noqa: PLC0415 - services take long to import, and the window is not to wait for them


class NurseOutSheet(ExceptionSheet):
    """From now to the end of the day, unless something else is typed."""

    form: NamedSpanForm

    def __init__(self, desk: Desk, look: Look, nurses: "Sequence[Nurse]", parent: QWidget) -> None:
        names = [(each.id, each.name) for each in nurses if each.active]
        form = NamedSpanForm(look.icons, "nurse_id", self.tr("Nurse"), names)
        form.reason.setPlaceholderText(self.tr("Such as ill"))
        super().__init__(desk, look, self.tr("Nurse away"), form, parent)
        form.begin(None, desk.local_now())

    def act_words(self) -> str:
        """Return what the button does."""
        return self.tr("Note {0} away").format(self.form.name() or self.tr("the nurse"))

    def problems(self) -> tuple[Problem, ...]:
        """Return what cannot be read in the form, or is missing."""
        return self.form.problems()

    def make_service(self) -> "Callable[[Work], ChangeSet]":
        """Return what adds the absence."""
        from ivig_scheduler.domain.forms import make_record
        from ivig_scheduler.domain.records import NurseAbsence
        from ivig_scheduler.services.setup.absences import add_absence

        values = self.form.values()
        return lambda work: add_absence(work, make_record(NurseAbsence, **values))
