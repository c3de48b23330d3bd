"""How long a visit that is over held its chair: to its real end and the turnover after it."""

from datetime import datetime, timedelta

from ivig_scheduler.domain.records import Appointment, Plan
from ivig_scheduler.domain.terms import CHAIR_FREE
from ivig_scheduler.domain.visit_plans import stay_of
from ivig_scheduler.storage.reader import Reader


def hold_when_done(store: Reader, visit: Appointment, left: datetime) -> dict[str, object]:
    """Return the fields that say how long a visit holds its chair, whose patient left at `left`.

    The hold ends with the turnover after that, up to the minute; the planned length is the plan's.
    It grows only where nobody else holds the chair then: else it is as booked, or stays as it is.
    """
    plan, site = store.get(Plan, visit.plan_id), store.site()
    if plan is None or site is None:
        return {}
    really = left, _up_to_minute(left + timedelta(minutes=plan.turnover_minutes))
    booked = stay_of(plan, visit.start, site.zone)
    wanted = [really] if left > visit.start else [booked]
    if really[1] > booked[1] > visit.held_until:
        # A chair that was freed early is taken back as far as it was booked.
        wanted.append(booked)
    for end, held_until in wanted:
        if _is_free(store, visit, held_until):
            return {"end": end, "held_until": held_until}
    return {}


def _is_free(store: Reader, visit: Appointment, until: datetime) -> bool:
    """Return whether nobody else holds the chair from the end of the visit's hold to a moment."""
    if until <= visit.held_until:
        return True
    others = store.appointments_between(visit.held_until, until, chair_id=visit.chair_id)
    return all(each.id == visit.id or each.status in CHAIR_FREE for each in others)


def _up_to_minute(moment: datetime) -> datetime:
    whole = moment.replace(second=0, microsecond=0)
    return whole if whole == moment else whole + timedelta(minutes=1)
