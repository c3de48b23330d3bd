"""An infusion that runs, read for an entry: whether one can be made, and at which moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ivig_scheduler.domain.errors import StaleRecordError, refuse
from ivig_scheduler.domain.progress import (
    InfusionProgress,
    Rung,
    expect_visit,
    follow_infusion,
)
from ivig_scheduler.domain.quantities import show
from ivig_scheduler.domain.records import Appointment, Plan, VisitEvent
from ivig_scheduler.domain.terms import Status
from ivig_scheduler.domain.wording import show_time
from ivig_scheduler.services.clock.events import load_events
from ivig_scheduler.services.clock.ladders import load_ladder
from ivig_scheduler.services.dispatcher import Work


@dataclass(frozen=True)
class Running:
    """A visit whose infusion runs, with its plan and what happened to it, in order."""

    visit: Appointment
    plan: Plan
    events: tuple[VisitEvent, ...]
    ladder: tuple[Rung, ...]
    started: datetime
    zone: str

    @classmethod
    def of(cls, work: Work, before: Appointment) -> "Running":
        """Return the infusion of a visit for an entry.

        Raises StaleRecordError where the visit is not as `before` any more, and RuleBrokenError
        where no infusion runs.
        """
        store = work.store
        if store.get(Appointment, before.id) != before:
            raise StaleRecordError("the visit was changed meanwhile: nothing was changed")
        if before.status is not Status.INFUSING:
            raise refuse("status", f"the visit is {before.status}: no infusion runs")
        plan, site = store.get(Plan, before.plan_id), store.site()
        if plan is None or site is None:
            raise refuse("appointment", "the visit's plan is not there any more")
        events = load_events(store, (before,)).get(before.id, ())
        started = expect_visit(before, work.local, plan, zone=site.zone).infusion_starts
        return cls(
            before,
            plan,
            events,
            load_ladder(store, before, plan),
            started or before.start,
            site.zone,
        )

    def at(self, moment: datetime) -> InfusionProgress | None:
        """Return how the infusion stands at a moment of the site's clock."""
        return follow_infusion(
            self.plan, self.started, self.events, moment, zone=self.zone, ladder=self.ladder
        )

    @property
    def is_paused(self) -> bool:
        """Whether the last entry is a pause."""
        found = self.at(self.started)
        return found is not None and found.pause is not None

    def moment(self, work: Work, at: datetime | None) -> datetime:
        """Return when something happens: `at`, or now, and after everything that happened before.

        Raises RuleBrokenError for a time in the future, before the infusion or the last entry, or
        after the last drop by the rates that were entered.
        """
        last = self.events[-1].at if self.events else self.started
        if at is None:
            # Two entries of the same second keep their order.
            after = last + timedelta(seconds=1) if self.events else last
            at = max(work.local.replace(microsecond=0), after)
        elif at > work.local:
            raise refuse("at", f"{show_time(at)} is in the future: it is {show_time(work.local)}")
        elif at < self.started:
            raise refuse(
                "at", f"{show_time(at)} is before the infusion began at {show_time(self.started)}"
            )
        elif self.events and at <= last:
            raise refuse("at", f"{show_time(at)} is not after the last entry, of {show_time(last)}")
        self._refuse_complete(at)
        return at

    def _refuse_complete(self, at: datetime) -> None:
        found = self.at(at)
        if found is None or not found.is_complete:
            return
        volume = show(found.volume_ml, 1)
        raise refuse(
            "at",
            f"by the rates entered all {volume} mL were in at {show_time(found.ends)}: "
            "correct the times first",
        )
