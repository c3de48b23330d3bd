"""What is against the visits still to come, over the whole calendar at once."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ivig_scheduler.domain.clearance import (
    ALL_RULES,
    Candidate,
    Conflict,
    find_conflicts_by,
)
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.limits import FAR_AHEAD_DAYS
from ivig_scheduler.domain.records import Appointment, Patient
from ivig_scheduler.domain.terms import CHAIR_FREE, MOVABLE
from ivig_scheduler.services.candidates import load_candidates
from ivig_scheduler.services.clinic_facts import appointments_of_days, gather_facts
from ivig_scheduler.storage.reader import Reader

_FAR = timedelta(days=FAR_AHEAD_DAYS)


@dataclass(frozen=True)
class VisitConflicts:
    """A visit where it stands, and every check of its place that it fails."""

    appointment: Appointment
    patient: Patient
    conflicts: tuple[Conflict, ...]


def load_calendar_conflicts(
    store: Reader,
    first_day: date,
    last_day: date | None = None,
    *,
    only: Collection[str] | None = None,
) -> tuple[VisitConflicts, ...]:
    """Return the visits of some days, both inclusive, that fail a check of their place, by time.

    Without a last day all visits to come are looked at. Visits that have begun or were given are
    left out, but hold their chairs and nurses. Checks of the patient and of the product's rate
    table, which no other place would pass either, are not asked. `only` those rules are asked that
    are given, where some are.
    """
    standing = [
        each
        for each in appointments_of_days(store, first_day, last_day or first_day + _FAR)
        if each.status not in CHAIR_FREE
    ]
    if not standing:
        return ()
    patients = store.some(Patient, (each.patient_id for each in standing))
    last = max(each.start.date() for each in standing)
    facts = gather_facts(store, first_day, last, standing, patients)
    candidates = load_candidates(store, standing, patients)
    standing = [each for each in standing if each.id in candidates]
    visits = [candidates[each.id] for each in standing]
    found = (
        VisitConflicts(standing[row], visits[row].patient, _explain(visits[row], facts, rules))
        for row, rules in sorted(_suspect(visits, facts, only).items())
        if standing[row].status in MOVABLE
    )
    return tuple(each for each in found if each.conflicts)


def _suspect(
    visits: Sequence[Candidate], facts: ClinicFacts, only: Collection[str] | None
) -> dict[int, set[str]]:
    """Return the rules that the visits seem to fail, by their place in the sequence."""
    from ivig_scheduler.planning.sweep import SWEPT, columns_of, sweep  # noqa: PLC0415 - brings numpy

    suspects: defaultdict[int, set[str]] = defaultdict(set)
    asked = SWEPT if only is None else only
    for rule, rows in sweep(columns_of(visits), facts, asked).items():
        for row in rows:
            suspects[row].add(rule)
    return suspects


def _explain(visit: Candidate, facts: ClinicFacts, rules: set[str]) -> tuple[Conflict, ...]:
    asked = {name: rule for name, rule in ALL_RULES.items() if name in rules}
    return find_conflicts_by(asked, visit, facts, suggests=True)
