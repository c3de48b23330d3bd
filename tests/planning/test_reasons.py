"""Why a cycle has no place: one sentence for each kind of reason, with all of its days."""

from datetime import date, timedelta

from ivig_scheduler.domain.clearance import Conflict
from ivig_scheduler.domain.terms import Severity
from ivig_scheduler.planning.reasons import tell_reasons
from tests.planning.small import facts

MONDAY = date(2026, 11, 30)


def against(rule: str, message: str) -> tuple[Conflict, ...]:
    return (Conflict(rule, Severity.BLOCK, message),)


def told(tried: dict[date, tuple[Conflict, ...]]) -> list[str]:
    return [each.message for each in tell_reasons(tried, facts())]


def test_the_same_reason_of_many_days_is_told_once_with_its_days() -> None:
    days = [MONDAY + timedelta(days=off) for off in (0, 1, 2, 7)]
    full = "none of the 12 chairs has room for 4 h 30"
    assert told({day: against("chair_overlap", full) for day in days}) == [
        f"4 days, 11/30 to 12/02, 12/07: {full}"
    ]


def test_different_words_of_one_kind_are_told_by_the_first_day() -> None:
    found = told(
        {
            MONDAY: against("nurse_capacity", "1 patient too many at 08:00"),
            MONDAY + timedelta(days=1): against("nurse_capacity", "2 patients too many at 09:00"),
        }
    )
    assert found == ["Mon 11/30: 1 patient too many at 08:00; likewise 1 other day, 12/01"]


def test_each_kind_of_reason_has_a_sentence_of_its_own() -> None:
    found = told(
        {
            MONDAY: against("chair_overlap", "full"),
            MONDAY + timedelta(days=1): against("order_validity", "the order has ended"),
        }
    )
    assert found == ["Mon 11/30: full", "Tue 12/01: the order has ended"]
