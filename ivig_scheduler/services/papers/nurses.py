"""Who looks after whom on a day, as the exact sharing out has it."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.nursing import Attended, NurseDuty, share_out


def share_day(facts: ClinicFacts, day: date) -> Mapping[UUID, UUID]:
    """Return the nurse of each visit that begins on a day, by the appointment's id.

    Where the day cannot be shared out, as many visits as find room in time order have a nurse and
    the others are left out; so are all where nobody is on shift.
    """
    duties = facts.duties(day)
    attended = sorted(
        (
            Attended(stay.id, stay.start, stay.end, stay.acuity_points)
            for stay in facts.occupancy.starting_on(day)
        ),
        key=lambda each: (each.start, each.end, str(each.id)),
    )
    if not duties:
        return {}
    whole = _share(facts, duties, attended)
    return whole if whole is not None else _share_what_fits(facts, duties, attended)


def _share(
    facts: ClinicFacts, duties: Sequence[NurseDuty], visits: Sequence[Attended]
) -> Mapping[UUID, UUID] | None:
    return share_out(
        visits,
        duties,
        spacing_minutes=facts.settings.whole("nurse.spacing"),
        hands_over=facts.nurses_hand_over,
        solve=facts.solve,
    )


def _share_what_fits(
    facts: ClinicFacts, duties: Sequence[NurseDuty], visits: Sequence[Attended]
) -> Mapping[UUID, UUID]:
    kept: list[Attended] = []
    shared: Mapping[UUID, UUID] = {}
    for visit in visits:
        found = _share(facts, duties, [*kept, visit])
        if found is not None:
            kept.append(visit)
            shared = found
    return shared
