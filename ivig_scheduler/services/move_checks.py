"""Checking proposed moves as if all of them were made, against how the visits stand now."""

from collections.abc import Iterable, Iterator
from datetime import date

from ivig_scheduler.domain.changes import Change
from ivig_scheduler.domain.clearance import Conflict, blocking, brought
from ivig_scheduler.domain.errors import Problem, RuleBrokenError
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.quantities import show_minutes
from ivig_scheduler.domain.records import Appointment, Chair, Patient
from ivig_scheduler.domain.terms import CHAIR_FREE
from ivig_scheduler.domain.visit_plans import ComputedVisit, stay_of
from ivig_scheduler.domain.wording import show_moment, show_near_day, show_time
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.moves import MovingVisit, place_plan
from ivig_scheduler.services.moving_visits import load_moving_visit
from ivig_scheduler.services.proposals import ProposedMove
from ivig_scheduler.storage.reader import Reader


class MoveCheck:
    """Compares the calendar `then`, with every move made, with the one of `now`."""

    def __init__(self, now: Reader, then: Reader) -> None:
        self._now, self._then = now, then
        self._facts: dict[tuple[bool, date], ClinicFacts] = {}

    def tell_refusal(self, move: ProposedMove) -> str:
        """Return in a sentence why a move cannot be made, naming the patient; "" where it can."""
        try:
            stands = load_moving_visit(self._now, move.before)
            moved = load_moving_visit(self._then, move.after)
        except RuleBrokenError as error:
            return self._tell(move, str(error))
        wrong_plan = self._find_other_plan(move, stands, moved)
        if wrong_plan:
            return self._tell(move, wrong_plan)
        return self._tell(move, "; ".join(each.message for each in self._new(stands, moved)))

    def tell_new_refusal(self, visit: Appointment) -> str:
        """Return in a sentence why a visit that is new by then cannot be booked; "" where it can.

        Raises RuleBrokenError where its plan or order is not there.
        """
        added = load_moving_visit(self._then, visit)
        needed = _plan_on_its_day(added).plan
        told = [each.message for each in blocking(self._check(added, is_then=True))]
        if needed.booked_minutes != added.plan.booked_minutes:
            told.append(f"there it takes {show_minutes(needed.booked_minutes)}: look again")
        if not told:
            return ""
        patient = added.planner.context.patient
        return f"{patient.identified} on {show_moment(visit.start)}: {'; '.join(told)}"

    def _new(self, stands: MovingVisit, moved: MovingVisit) -> tuple[Conflict, ...]:
        """Return what forbids the new place and was not against the visit where it stands."""
        found = blocking(self._check(moved, is_then=True))
        if not found:
            return ()
        return brought(found, self._check(stands, is_then=False))

    def _check(self, visit: MovingVisit, *, is_then: bool) -> tuple[Conflict, ...]:
        where = visit.appointment
        facts = self._facts_of(where.start.date(), is_then=is_then)
        return place_plan(
            facts, visit, visit.plan, visit.table, where.chair_id, where.start
        ).conflicts

    def _facts_of(self, day: date, *, is_then: bool) -> ClinicFacts:
        key = is_then, day
        if key not in self._facts:
            self._facts[key] = load_facts(self._then if is_then else self._now, day, day)
        return self._facts[key]

    def _find_other_plan(self, move: ProposedMove, stands: MovingVisit, moved: MovingVisit) -> str:
        """Return why the visit can no longer be given by the plan it was proposed with."""
        zone = self._facts_of(move.after.start.date(), is_then=True).zone
        if not _lasts_as_planned(move, zone):
            return "it no longer takes as long: look for a place anew"
        try:
            needed = _plan_on_its_day(moved)
            was = _plan_on_its_day(stands)
        except RuleBrokenError:
            # A draft table computes nothing: its own check tells it.
            return ""
        is_right = needed.plan.is_naive_like == move.plan.is_naive_like
        is_kept = needed.plan.is_naive_like == was.plan.is_naive_like
        if is_right or (is_kept and move.plan.id == move.before.plan_id):
            return ""
        kind = "counts as a first infusion" if needed.plan.is_naive_like else "is a usual visit"
        minutes = show_minutes(needed.plan.booked_minutes)
        return f"there it {kind} and takes {minutes}: look for a place anew"

    def _tell(self, move: ProposedMove, why: str) -> str:
        if not why:
            return ""
        chair = self._then.get(Chair, move.after.chair_id)
        where = chair.name if chair else "another chair"
        when = show_place(move.before, move.after)
        return f"{move.patient.identified} to {where}, {when}: {why}"


def tell_crowded(then: Reader, changes: Iterable[Change]) -> Iterator[Problem]:
    """Give a problem for each visit that one that lasts longer runs into; the field is its id."""
    for change in changes:
        before, after = change.before, change.after
        if not isinstance(before, Appointment) or not isinstance(after, Appointment):
            continue
        is_longer = after.chair_id == before.chair_id and after.held_until > before.held_until
        if after.status in CHAIR_FREE or not is_longer or after.start != before.start:
            continue
        for other in then.appointments_between(
            after.start, after.held_until, chair_id=after.chair_id
        ):
            if other.id != after.id and other.status not in CHAIR_FREE:
                yield _tell_crowded(then, other, after)


def _tell_crowded(then: Reader, other: Appointment, longer: Appointment) -> Problem:
    patient, chair = then.get(Patient, other.patient_id), then.get(Chair, other.chair_id)
    who = patient.identified if patient else "another patient"
    where = chair.name if chair else "the chair"
    until = show_time(longer.held_until)
    return Problem(
        str(other.id), f"{who} at {show_time(other.start)}: {where} is taken until {until} by then"
    )


def show_place(before: Appointment, after: Appointment) -> str:
    """Return when a visit would stand: its time, and its day where that is another one."""
    if before.start.date() == after.start.date():
        return show_time(after.start)
    return f"{show_near_day(after.start.date())} {show_time(after.start)}"


def _plan_on_its_day(visit: MovingVisit) -> ComputedVisit:
    return visit.planner.plan_on(visit.appointment.start.date(), visit.earlier)


def _lasts_as_planned(move: ProposedMove, zone: str) -> bool:
    end, held_until = stay_of(move.plan, move.after.start, zone)
    after = move.after
    return (after.end, after.held_until, after.plan_id) == (end, held_until, move.plan.id)
