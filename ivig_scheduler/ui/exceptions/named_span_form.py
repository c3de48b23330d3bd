"""A form that asks who or what is out, from when to when, and why."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from uuid import UUID

from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.ui.icons import IconSet
from ivig_scheduler.ui.setup.span_form import SpanForm
from ivig_scheduler.ui.widgets.pick import Pick

#: Stands for a reason while nobody has said one: only to look at what an act would bring.
NOT_SAID = "…"


class NamedSpanForm(SpanForm):
    """A choice by name above the span; `field` is what the record calls the choice."""

    def __init__(
        self, icons: IconSet, field: str, title: str, names: Sequence[tuple[UUID, str]]
    ) -> None:
        super().__init__(icons)
        self._field = field
        self._names = dict(names)
        self.pick = Pick(names, self.tr("Choose one"))
        # The choice stands above the days, which the span form has laid out already.
        self.column.insertWidget(0, self._make(field, title, self.pick, ""))
        self.ask_reason()

    def begin(self, chosen: UUID | None, now: datetime) -> None:
        """Propose from the minute that has begun to the end of the day."""
        self.pick.show_key(chosen)
        self.first_day.show_day(now.date())
        self.from_time.show_time(now.time().replace(second=0, microsecond=0))
        self.settle()
        (self.pick if chosen is None else self.reason).setFocus()

    def name(self) -> str:
        """Return the name of what is chosen, or nothing."""
        key = self.pick.key()
        return self._names.get(key, "") if isinstance(key, UUID) else ""

    def problems(self) -> tuple[Problem, ...]:
        """Return what cannot be read, or is missing."""
        found = super().problems()
        if self.pick.key() is None:
            found = (Problem(self._field, "choose one"), *found)
        if not self.reason.text().strip():
            found += (Problem("reason", "say why"),)
        return found

    def values(self) -> dict[str, object]:
        """Return the fields of the record; raises ValueError where `problems` has something."""
        starts, ends = self.span()
        if ends is None:
            ends = datetime.combine(starts.date(), time()) + timedelta(days=1)
        chosen = {self._field: self.pick.key(), "reason": self.reason.text() or NOT_SAID}
        return {**chosen, "starts": starts, "ends": ends}
