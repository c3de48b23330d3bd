"""What happens to an infusion on its way: a new rate, a pause, its end. Each one act."""

from datetime import datetime
from decimal import Decimal

from ivig_scheduler.domain.changes import ChangeSet, added
from ivig_scheduler.domain.errors import RuleBrokenError, refuse
from ivig_scheduler.domain.limits import MOST_PAUSE_MINUTES
from ivig_scheduler.domain.quantities import show, show_minutes
from ivig_scheduler.domain.records import Appointment, RateTable, VisitEvent
from ivig_scheduler.domain.terms import PauseCause, VisitEventKind
from ivig_scheduler.domain.titration import Ceiling
from ivig_scheduler.services.clock.ladders import limits_in
from ivig_scheduler.services.clock.rates import find_rate_problems, note_excess
from ivig_scheduler.services.clock.running import Running
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.moving_visits import order_of
from ivig_scheduler.services.orders.contexts import load_context


def record_rate(
    work: Work,
    before: Appointment,
    ml_per_h: Decimal,
    *,
    held_minutes: int | None = None,
    at: datetime | None = None,
    cause: PauseCause | None = None,
    note: str = "",
    is_confirmed: bool = False,
) -> ChangeSet:
    """Note the pump's new rate in mL/h, from `at` on (none: now), the site's wall clock.

    It holds until the next entry, or for `held_minutes`: then the table goes on with the first step
    above it. Raises RuleBrokenError where no infusion runs or it is paused, for a time that cannot
    be, and for a rate above a ceiling; where the site only warns, `is_confirmed` lets it through,
    and the note says by which ceilings.
    """
    running = Running.of(work, before)
    if running.is_paused:
        raise refuse("status", "the infusion is paused: resume it at the new rate")
    note = _checked_rate(work, running, ml_per_h, note, is_confirmed=is_confirmed)
    event = VisitEvent(
        appointment_id=before.id,
        at=running.moment(work, at),
        what=VisitEventKind.RATE,
        ml_per_h=ml_per_h,
        expected_minutes=_checked_minutes(held_minutes),
        cause=cause,
        note=note,
    )
    held = f", held {show_minutes(held_minutes)}" if held_minutes else ""
    return ChangeSet(f"Record a new rate of {show(ml_per_h)} mL/h{held}", added(event))


def go_on_with_table(work: Work, before: Appointment, *, at: datetime | None = None) -> ChangeSet:
    """Let the rate table go on, with the first step above the rate that runs.

    Raises RuleBrokenError as `record_rate` does.
    """
    running = Running.of(work, before)
    if running.is_paused:
        raise refuse("status", "the infusion is paused: resume it first")
    event = VisitEvent(
        appointment_id=before.id, at=running.moment(work, at), what=VisitEventKind.RATE
    )
    return ChangeSet("Go on with the rate table", added(event))


def pause_infusion(
    work: Work,
    before: Appointment,
    cause: PauseCause,
    *,
    expected_minutes: int | None = None,
    at: datetime | None = None,
    note: str = "",
) -> ChangeSet:
    """Note that the pump stands still, and for how many minutes it is expected to.

    Raises RuleBrokenError where no infusion runs, it is paused already, for a time that cannot be,
    and for another cause that is not told.
    """
    running = Running.of(work, before)
    if running.is_paused:
        raise refuse("status", "the infusion is paused already")
    if cause is PauseCause.OTHER and not note.strip():
        raise refuse("note", "say in a word what the other cause is")
    event = VisitEvent(
        appointment_id=before.id,
        at=running.moment(work, at),
        what=VisitEventKind.PAUSE,
        expected_minutes=_checked_minutes(expected_minutes),
        cause=cause,
        note=note.strip(),
    )
    expected = f", for {show_minutes(expected_minutes)}" if expected_minutes else ""
    return ChangeSet(f"Pause an infusion: {cause}{expected}", added(event))


def resume_infusion(
    work: Work,
    before: Appointment,
    *,
    ml_per_h: Decimal | None = None,
    held_minutes: int | None = None,
    at: datetime | None = None,
    note: str = "",
    is_confirmed: bool = False,
) -> ChangeSet:
    """Note that the pump runs again: where it was in its step, or at another rate.

    Raises RuleBrokenError where it is not paused, and as `record_rate` does.
    """
    running = Running.of(work, before)
    if not running.is_paused:
        raise refuse("status", "the infusion is not paused")
    if ml_per_h is not None:
        note = _checked_rate(work, running, ml_per_h, note, is_confirmed=is_confirmed)
    event = VisitEvent(
        appointment_id=before.id,
        at=running.moment(work, at),
        what=VisitEventKind.RESUME,
        ml_per_h=ml_per_h,
        expected_minutes=_checked_minutes(held_minutes) if ml_per_h is not None else None,
        note=note.strip(),
    )
    rate = f" at {show(ml_per_h)} mL/h" if ml_per_h is not None else ""
    return ChangeSet(f"Resume an infusion{rate}", added(event))


def _checked_rate(
    work: Work, running: Running, ml_per_h: Decimal, note: str, *, is_confirmed: bool
) -> str:
    """Return the note of a rate. Raises RuleBrokenError for one that may not be entered."""
    context = load_context(work.store, order_of(work.store, running.visit))
    table = work.store.get(RateTable, running.plan.rate_table_id)
    limits: tuple[Ceiling, ...] = limits_in(context, running.plan, table) if table else ()
    problems = find_rate_problems(ml_per_h, limits, context.settings)
    standing = [each for each in problems if not (each.can_confirm and is_confirmed)]
    if standing:
        raise RuleBrokenError(*standing)
    return note_excess(ml_per_h, limits, note) if problems else note.strip()


def _checked_minutes(minutes: int | None) -> int | None:
    if minutes is not None and not 1 <= minutes <= MOST_PAUSE_MINUTES:
        raise refuse(
            "minutes", f"{minutes} min is outside 1 to {MOST_PAUSE_MINUTES} min: end the infusion"
        )
    return minutes
