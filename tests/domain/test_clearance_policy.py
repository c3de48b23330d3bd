"""Each check is off, warns or blocks as the site decides; some always block, one never does."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

import pytest

from ivig_scheduler.domain.clearance import ALL_RULES, Candidate, find_conflicts
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.records import ChairOutage, Nurse, Shift
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.terms import Severity
from tests.domain.candidates import candidate
from tests.planning.small import CHAIRS, FIRST, PATIENT, a_stay, facts, local

ONE, TWO = CHAIRS
ALWAYS_BLOCK = {"chair_overlap", "chair_outage", "draft_table"}
NEVER_BLOCK = {"chair_expected"}


@dataclass(frozen=True)
class Broken:
    """A visit that fails one check, among the facts in which it does."""

    visit: Candidate
    clinic: ClinicFacts


def _at(hour: int, hours: int = 3) -> Candidate:
    end = local(FIRST, hour + hours)
    return candidate(start=local(FIRST, hour), end=end, held_until=end)


def _nursed() -> ClinicFacts:
    nurse = Nurse(name="Nurse 1", patients_at_once=1)
    shift = Shift(nurse_id=nurse.id, weekday=FIRST.weekday(), starts=time(8), ends=time(17))
    return replace(facts([a_stay(TWO, local(FIRST, 10), 60)]), nurses=(nurse,), shifts=(shift,))


def _contraindicated() -> Broken:
    usual = candidate()
    product = usual.product.model_copy(update={"contraindicated_in": ("IgA deficiency",)})
    patient = PATIENT.model_copy(update={"contraindications": ("IgA deficiency",)})
    return Broken(replace(usual, product=product, patient=patient), facts())


def _expired() -> Broken:
    order = candidate().order.model_copy(update={"valid_to": FIRST - timedelta(days=1)})
    return Broken(candidate(order=order), facts())


def _out_of_service() -> Broken:
    outage = ChairOutage(
        chair_id=ONE.id, starts=local(FIRST, 10), ends=local(FIRST, 11), reason="motor"
    )
    return Broken(candidate(), replace(facts(), outages=(outage,)))


def _expected_later() -> Broken:
    sitting = a_stay(ONE, local(FIRST, 8), 60)
    return Broken(candidate(), facts([sitting]).with_expected({sitting.id: local(FIRST, 10)}))


BROKEN: dict[str, Callable[[], Broken]] = {
    "patient_booked": lambda: Broken(
        candidate(), facts([a_stay(TWO, local(FIRST, 14), 60, PATIENT)])
    ),
    "contraindication": _contraindicated,
    "draft_table": lambda: Broken(candidate(table=None), facts()),
    "order_validity": _expired,
    "weight_age": lambda: Broken(candidate(weight=None), facts()),
    "due_window": lambda: Broken(candidate(due_day=date(2026, 11, 1)), facts()),
    "opening_hours": lambda: Broken(_at(7), facts()),
    "nurse_capacity": lambda: Broken(candidate(), _nursed()),
    "naive_start": lambda: Broken(replace(_at(13), is_naive_like=True), facts()),
    "chair_overlap": lambda: Broken(candidate(), facts([a_stay(ONE, local(FIRST, 10), 60)])),
    "chair_expected": _expected_later,
    "chair_outage": _out_of_service,
    "chair_feature": lambda: Broken(
        candidate(patient=PATIENT.model_copy(update={"features_needed": ("bed",)})), facts()
    ),
}


def test_every_rule_is_tried_here() -> None:
    assert set(BROKEN) == set(ALL_RULES)


@pytest.mark.parametrize("severity", list(Severity))
@pytest.mark.parametrize("rule", BROKEN)
def test_a_failed_check_is_what_the_site_makes_of_it(rule: str, severity: Severity) -> None:
    broken = BROKEN[rule]()
    chosen = Settings({f"clearance.{rule}": severity.value})
    found = find_conflicts(broken.visit, replace(broken.clinic, settings=chosen))
    is_kept = rule in ALWAYS_BLOCK
    if severity is Severity.OFF and not is_kept:
        assert found == ()
        return
    assert [each.rule for each in found] == [rule]
    wanted = Severity.BLOCK if is_kept else severity
    if rule in NEVER_BLOCK:
        wanted = Severity.WARN
    assert found[0].severity is wanted


@pytest.mark.parametrize("rule", BROKEN)
def test_a_reason_asked_for_without_what_is_free_next_is_the_same_reason(rule: str) -> None:
    broken = BROKEN[rule]()
    (full,) = find_conflicts(broken.visit, broken.clinic)
    (short,) = find_conflicts(broken.visit, broken.clinic, suggests=False)
    assert full.message.startswith(short.message)
    assert short == replace(full, message=short.message, next_free=None)


@pytest.mark.parametrize("rule", BROKEN)
def test_every_reason_says_whom_or_what_it_is_about(rule: str) -> None:
    broken = BROKEN[rule]()
    (found,) = find_conflicts(broken.visit, broken.clinic)
    assert found.who or found.where
