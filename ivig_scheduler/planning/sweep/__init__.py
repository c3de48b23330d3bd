"""The checks of places over a whole calendar in one sweep.

The sweep tells which visits fail which check, all of them at once; the reasons in words are those
of `domain.clearance`, asked for only where something is wrong.
"""

from collections.abc import Callable, Collection, Mapping

import numpy as np

from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.terms import Severity
from ivig_scheduler.planning.sweep.columns import CalendarColumns, Flags, columns_of
from ivig_scheduler.planning.sweep.flags import (
    flag_chair_overlaps,
    flag_features,
    flag_hours,
    flag_late_naive,
    flag_outages,
    flag_second_visits,
    flag_validity,
    flag_windows,
)
from ivig_scheduler.planning.sweep.nurses import flag_nurses

__all__ = ["SWEPT", "CalendarColumns", "columns_of", "sweep"]

Flag = Callable[[CalendarColumns, ClinicFacts], Flags]

#: The rules of a place: what a patient has, and how old a weight is, does not depend on it.
SWEPT: Mapping[str, Flag] = {
    "patient_booked": flag_second_visits,
    "order_validity": flag_validity,
    "due_window": flag_windows,
    "opening_hours": flag_hours,
    "nurse_capacity": flag_nurses,
    "naive_start": flag_late_naive,
    "chair_overlap": flag_chair_overlaps,
    "chair_outage": flag_outages,
    "chair_feature": flag_features,
}


def sweep(
    visits: CalendarColumns, facts: ClinicFacts, only: Collection[str] = SWEPT
) -> dict[str, list[int]]:
    """Return, for each rule the site does not switch off, the rows of the visits that fail it.

    `only` the rules given are looked at.

    A visit listed for the nurses stands on a day whose visits cannot be shared out; whether it is
    one of those to blame is for the rule itself to say. Rules that nothing fails are left out.
    """
    found = {
        rule: np.flatnonzero(flag(visits, facts)).tolist()
        for rule, flag in SWEPT.items()
        if rule in only and facts.settings.severity(rule) is not Severity.OFF
    }
    return {rule: rows for rule, rows in found.items() if rows}
