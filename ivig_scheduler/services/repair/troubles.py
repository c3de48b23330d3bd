"""What can happen to a calendar that is booked, and which visits it leaves without their place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from ivig_scheduler.domain.changes import Change, changed
from ivig_scheduler.domain.clearance import ALL_RULES
from ivig_scheduler.domain.quantities import show_minutes
from ivig_scheduler.domain.records import (
    Appointment,
    Chair,
    ChairOutage,
    Closure,
    DayHours,
    Nurse,
    NurseAbsence,
    Patient,
    Record,
)
from ivig_scheduler.domain.terms import Severity, Status
from ivig_scheduler.domain.wording import (
    show_days,
    show_full_day,
    show_moment,
    show_repetition,
    show_time,
)
from ivig_scheduler.services.calendar_conflicts import VisitConflicts, load_calendar_conflicts
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.moves import place_plan
from ivig_scheduler.services.moving_visits import load_moving_visit
from ivig_scheduler.services.site_settings import load_settings
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.reader import Reader

#: What fails where too few nurses are there.
NURSES = "nurse_capacity"
_CHAIR, _CLOSED = frozenset({"chair_outage"}), frozenset({"opening_hours"})
#: What edited records of some kinds can break.
_EDITED = {
    "opening hours": _CLOSED,
    "hours of a day": _CLOSED,
    "shift": frozenset({NURSES}),
    "break": frozenset({NURSES}),
    "chair": _CHAIR,
}
_OVERLAP = frozenset({"chair_overlap"})


@dataclass(frozen=True)
class Trouble:
    """What happened: its title, the days it concerns (both inclusive) and how far it reaches.

    Only failed checks of `rules` are mended (None: all), in the chair given where there is one.
    `extra` are changes that are part of the trouble, such as a visit that runs long. `undone` would
    take it back: who is in conflict all the same is not affected by it.
    """

    title: str
    first: date
    last: date | None = None
    rules: frozenset[str] | None = None
    chair_id: UUID | None = None
    extra: tuple[Change, ...] = ()
    undone: tuple[Change, ...] = ()
    label: str = ""

    @property
    def mends_nurses(self) -> bool:
        """Whether visits move where the nurses are too few, also where the site only warns."""
        return self.rules is not None and NURSES in self.rules


def everything_from(day: date) -> Trouble:
    """Return everything in conflict from a day on."""
    return Trouble(f"Visits in conflict from {show_full_day(day)} on", day)


def everything_on(day: date) -> Trouble:
    """Return everything in conflict on a day."""
    return Trouble(f"Visits in conflict on {show_full_day(day)}", day, day)


def chair_out(outage: ChairOutage, chair_name: str) -> Trouble:
    """Return what an outage of a chair does, repeated ones as long as they go on."""
    last = outage.ends.date() if outage.every_days is None else outage.repeats_until
    since = f"{show_moment(outage.starts)}{show_repetition(outage.every_days)}"
    title = f"{chair_name} is out of service from {since}: {outage.reason}"
    return Trouble(title, outage.starts.date(), last, _CHAIR, outage.chair_id)


def nurse_out(absence: NurseAbsence, nurse_name: str) -> Trouble:
    """Return what the absence of a nurse does."""
    title = f"{nurse_name} is away from {show_moment(absence.starts)}: {absence.reason}"
    rules = frozenset({NURSES})
    undone = (Change(absence, None),)
    return Trouble(title, absence.starts.date(), absence.ends.date(), rules, undone=undone)


def site_closed(closure: Closure) -> Trouble:
    """Return what a closure does."""
    title = f"Closed {show_days(closure.first_day, closure.last_day)}: {closure.reason}"
    return Trouble(title, closure.first_day, closure.last_day, _CLOSED)


def other_hours(hours: DayHours) -> Trouble:
    """Return what other hours of a single day do, such as an early closing."""
    told = f"{show_time(hours.opens)} to {show_time(hours.closes)}"
    title = f"Open {told} only on {show_full_day(hours.day)}: {hours.reason}"
    return Trouble(title, hours.day, hours.day, _CLOSED)


def runs_long(visit: Appointment, minutes: int) -> Trouble:
    """Return what a visit does that takes some minutes longer than it was planned to."""
    by = timedelta(minutes=minutes)
    longer = visit.model_copy(update={"end": visit.end + by, "held_until": visit.held_until + by})
    day = visit.start.date()
    told = show_minutes(minutes)
    return Trouble(
        f"A visit runs {told} longer",
        day,
        day,
        _OVERLAP,
        extra=changed(visit, longer),
        label=f"Set a visit to end {told} later",
    )


def trouble_of(store: Reader, record: Record) -> Trouble | None:
    """Return the trouble that a record brings: an outage, an absence, a closure or other hours."""
    match record:
        case ChairOutage():
            chair = store.get(Chair, record.chair_id)
            return chair_out(record, chair.name) if chair else None
        case NurseAbsence():
            nurse = store.get(Nurse, record.nurse_id)
            return nurse_out(record, nurse.name) if nurse else None
        case Closure():
            return site_closed(record)
        case DayHours():
            return other_hours(record)
    return None


def trouble_of_edit(changes: Sequence[Change], today: date) -> Trouble | None:
    """Return the trouble that edited hours, shifts or chairs bring, or None where nothing does.

    Shifts come back each week, so that the week from `today` on tells what they do.
    """
    kinds = {each.record.kind for each in changes}
    told = next((each for each in _EDITED if each in kinds), None)
    if told is None:
        return None
    rules = frozenset(rule for kind in kinds for rule in _EDITED.get(kind, ()))
    last = today + timedelta(days=6) if NURSES in rules else None
    undone = tuple(Change(each.after, each.before) for each in changes)
    title = f"Visits that do not fit the edited {told}, from {show_full_day(today)} on"
    return Trouble(title, today, last, rules, undone=undone)


def find_affected(store: Reader, trouble: Trouble, now: datetime) -> tuple[VisitConflicts, ...]:
    """Return the visits without their place, by time, each with the reasons.

    Nothing before `now`, the site's wall clock, is looked at but visits of its day that have not
    begun. Only what forbids a visit counts; where a nurse is away, what the others cannot take.
    """
    then = AsIf(store, trouble.extra)
    first = max(trouble.first, now.date())
    if trouble.last is not None and trouble.last < first:
        return ()
    asked = trouble.rules or _blocking_rules(store)
    standing = load_calendar_conflicts(then, first, trouble.last, only=asked)
    if standing and trouble.undone:
        else_too = AsIf(store, trouble.undone)
        known = load_calendar_conflicts(else_too, first, trouble.last, only=asked)
        before = {each.appointment.id for each in known}
        standing = tuple(each for each in standing if each.appointment.id not in before)
    come = _have_come(then, now.date()) if first == now.date() else ()
    found = (_mended(each, trouble) for each in (*standing, *come))
    affected = (each for each in found if each.conflicts)
    return tuple(sorted(affected, key=lambda each: (each.appointment.start, each.patient.number)))


def _blocking_rules(store: Reader) -> frozenset[str]:
    settings = load_settings(store)
    return frozenset(name for name in ALL_RULES if settings.severity(name) is Severity.BLOCK)


def _mended(found: VisitConflicts, trouble: Trouble) -> VisitConflicts:
    is_there = trouble.chair_id in {None, found.appointment.chair_id}
    reasons = tuple(
        conflict
        for conflict in (found.conflicts if is_there else ())
        if (trouble.rules is None or conflict.rule in trouble.rules)
        and (conflict.severity is Severity.BLOCK or trouble.mends_nurses)
    )
    return VisitConflicts(found.appointment, found.patient, reasons)


def _have_come(store: Reader, day: date) -> tuple[VisitConflicts, ...]:
    """Return the patients who wait to sit down: they can still be given another chair."""
    waiting = [each for each in store.appointments_on(day) if each.status is Status.ARRIVED]
    if not waiting:
        return ()
    facts = load_facts(store, day, day)
    patients = store.some(Patient, (each.patient_id for each in waiting))
    found = []
    for each in waiting:
        visit = load_moving_visit(store, each)
        here = place_plan(facts, visit, visit.plan, visit.table, each.chair_id, each.start)
        chair = tuple(conflict for conflict in here.conflicts if conflict.rule.startswith("chair"))
        found.append(VisitConflicts(each, patients[each.patient_id], chair))
    return tuple(found)
