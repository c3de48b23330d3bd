"""The demo clinic's rooms and staff: twelve chairs of three kinds and four nurses."""

from datetime import date, datetime, time, timedelta

from ivig_scheduler.domain.records import Chair, ChairOutage, Closure, Nurse, Shift
from ivig_scheduler.services.demo.seed import Seed

SITE_NAME = "Riverside Infusion Centre (demo)"
THURSDAY = 3
#: Kind and features of the chairs, in their order.
_CHAIRS: tuple[tuple[str, tuple[str, ...]], ...] = (
    *(("Recliner", ()),) * 4,
    *(("Recliner", ("port",)),) * 2,
    *(("Recliner", ()),) * 2,
    *(("Bed", ("lies flat",)),) * 2,
    ("Private", ("port",)),
    ("Private", ("children",)),
)
BROKEN_CHAIR, CHILDREN_CHAIR = 3, 11
#: Name, patients at once (None: the site's number), and the shift of each working day.
_NURSES: tuple[tuple[str, int | None, tuple[time, time]], ...] = (
    ("M. Castellanos", None, (time(7, 30), time(17))),
    ("J. Whitaker", None, (time(7, 30), time(17))),
    ("A. Nowak", None, (time(7, 30), time(17, 30))),
    ("T. Eze", 3, (time(8), time(17))),
)


def demo_chairs(seed: Seed) -> tuple[Chair, ...]:
    """Return the chairs in their order."""
    return tuple(
        Chair(
            id=seed.new_id(),
            name=f"Chair {number}",
            chair_type=kind,
            features=features,
            position=number,
        )
        for number, (kind, features) in enumerate(_CHAIRS, start=1)
    )


def demo_nurses(seed: Seed) -> tuple[tuple[Nurse, ...], tuple[Shift, ...]]:
    """Return the nurses and their weekly shifts."""
    nurses: list[Nurse] = []
    shifts: list[Shift] = []
    for name, at_once, (starts, ends) in _NURSES:
        nurse = Nurse(id=seed.new_id(), name=name, patients_at_once=at_once)
        nurses.append(nurse)
        shifts += [
            Shift(id=seed.new_id(), nurse_id=nurse.id, weekday=day, starts=starts, ends=ends)
            for day in range(5)
        ]
    return tuple(nurses), tuple(shifts)


def demo_outage(seed: Seed, chairs: tuple[Chair, ...], today: date) -> ChairOutage:
    """Return the repair of a chair, from this morning to the next Thursday's close."""
    days = (THURSDAY - today.weekday()) % 7 or 7
    return ChairOutage(
        id=seed.new_id(),
        chair_id=chairs[BROKEN_CHAIR].id,
        starts=datetime.combine(today, time(7)),
        ends=datetime.combine(today + timedelta(days=days), time(17)),
        reason="recliner motor",
    )


def demo_closure(seed: Seed, today: date) -> Closure:
    """Return the day, some five weeks ahead, on which the team trains."""
    day = today + timedelta(days=35)
    day += timedelta(days=2 - day.weekday())
    return Closure(id=seed.new_id(), first_day=day, last_day=day, reason="Team training day")
