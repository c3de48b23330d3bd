"""The check that the nurses on shift can look after the visit."""

from bisect import bisect_right
from collections.abc import Iterator

from ivig_scheduler.domain.clearance.candidate import Candidate
from ivig_scheduler.domain.clearance.conflict import Finding
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.wording import count, show_time


def nurse_capacity(candidate: Candidate, facts: ClinicFacts) -> Iterator[Finding]:
    """The pooled count: exact only for alike nurses; the first moment beyond it is named."""
    capacity = facts.nurse_capacity(candidate.start.date())
    if capacity is None:
        return
    start, end = candidate.start, candidate.end
    present = facts.occupancy.present(start, end, besides=candidate.appointment_id)
    starts = sorted(each.start for each in present)
    ends = sorted(each.end for each in present)
    for moment in sorted(capacity.changes(start, end) | {each for each in starts if each > start}):
        patients = 1 + bisect_right(starts, moment) - bisect_right(ends, moment)
        can_take = capacity.at(moment)
        if patients > can_take:
            told = count(patients, "patient")
            message = f"{told} at {show_time(moment)}, nurses on shift take {can_take}"
            yield Finding(message, where="nurses on shift")
            return
