"""A patient's dated weights."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from ivig_scheduler.domain.changes import ChangeSet, added, changed, removed
from ivig_scheduler.domain.errors import RuleBrokenError, refuse
from ivig_scheduler.domain.patient_checks import find_new_weight_problem, find_weight_day_problem
from ivig_scheduler.domain.quantities import read_amount, show
from ivig_scheduler.domain.records import Patient, Weight
from ivig_scheduler.domain.wording import show_day
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.site_settings import load_settings
from ivig_scheduler.storage.reader import Reader


def load_patient(store: Reader, patient_id: UUID) -> Patient:
    """Return a patient. Raises RuleBrokenError where there is no such patient (any more)."""
    patient = store.get(Patient, patient_id)
    if patient is None:
        raise refuse("patient", "that patient is not there any more: search again")
    return patient


def load_weights(store: Reader, patient_id: UUID) -> tuple[Weight, ...]:
    """Return a patient's weights, newest first."""
    return load_weights_of(store, (patient_id,))[patient_id]


def load_weights_of(
    store: Reader, patient_ids: Iterable[UUID]
) -> Mapping[UUID, tuple[Weight, ...]]:
    """Return the weights of patients, newest first, by patient, read together."""
    wanted = tuple(dict.fromkeys(patient_ids))
    of_patient: dict[UUID, list[Weight]] = {patient_id: [] for patient_id in wanted}
    found = store.where_in(Weight, "patient_id", wanted)
    for each in sorted(found, key=lambda each: each.day, reverse=True):
        of_patient[each.patient_id].append(each)
    return {patient_id: tuple(weights) for patient_id, weights in of_patient.items()}


def record_weight(
    work: Work, patient_id: UUID, day: date, weight_kg: str, *, is_confirmed: bool = False
) -> ChangeSet:
    """Record a weight in kg as typed; a weight of the same day is replaced.

    Raises RuleBrokenError where it is absurd, its day is wrong, or it jumps by more than the site's
    limit and nobody confirmed it.
    """
    patient = load_patient(work.store, patient_id)
    amount = read_amount("weight", weight_kg, "kg")
    known = load_weights(work.store, patient_id)
    same_day = next((each for each in known if each.day == day), None)
    others = [each for each in known if each.day != day]
    problem = find_weight_day_problem(day, patient, work.today) or find_new_weight_problem(
        amount, day, others, load_settings(work.store), is_confirmed=is_confirmed
    )
    if problem:
        raise RuleBrokenError(problem)
    label = f"Record a weight of {show(amount)} kg"
    if same_day is not None:
        return ChangeSet(
            label, changed(same_day, same_day.model_copy(update={"weight_kg": amount}))
        )
    return ChangeSet(label, added(Weight(patient_id=patient_id, day=day, weight_kg=amount)))


def remove_weight(work: Work, weight: Weight) -> ChangeSet:
    """Take away a weight that was recorded by mistake."""
    return ChangeSet(f"Remove the weight of {show_day(weight.day)}", removed([weight]))
