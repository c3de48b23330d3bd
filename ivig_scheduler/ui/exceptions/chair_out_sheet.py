"""A chair goes out of service: from when to when, why, and who sits in it then."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.exceptions.exception_sheet import ExceptionSheet
from ivig_scheduler.ui.exceptions.named_span_form import NamedSpanForm
from ivig_scheduler.ui.look import Look

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.domain.records import Chair
    from ivig_scheduler.services.dispatcher import Work

# ruff: noqa: PLC0415 - services take long to import, and the window is not to wait for them


class ChairOutSheet(ExceptionSheet):
    """From now to the end of the day, unless something else is typed."""

    form: NamedSpanForm

    def __init__(
        self,
        desk: Desk,
        look: Look,
        chairs: "Sequence[Chair]",
        parent: QWidget,
        chair_id: UUID | None = None,
    ) -> None:
        names = [(each.id, each.name) for each in chairs]
        form = NamedSpanForm(look.icons, "chair_id", self.tr("Chair"), names)
        form.reason.setPlaceholderText(self.tr("Such as pump broken"))
        super().__init__(desk, look, self.tr("Chair out of service"), form, parent)
        form.begin(chair_id, desk.local_now())

    def act_words(self) -> str:
        """Return what the button does."""
        return self.tr("Take {0} out of service").format(self.form.name() or self.tr("the chair"))

    def problems(self) -> tuple[Problem, ...]:
        """Return what cannot be read in the form, or is missing."""
        return self.form.problems()

    def make_service(self) -> "Callable[[Work], ChangeSet]":
        """Return what adds the outage."""
        from ivig_scheduler.domain.forms import make_record
        from ivig_scheduler.domain.records import ChairOutage
        from ivig_scheduler.services.setup.outages import add_outage

        values = self.form.values()
        return lambda work: add_outage(work, make_record(ChairOutage, **values))
