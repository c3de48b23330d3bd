"""The cases of every service by its name: how to make a clinic in which it can run, and the run.

A service that is added to the program is added to this table too; `test_undo.py` fails until it
is. What a case prepares is not part of the act that is undone.
"""

from collections.abc import Mapping

from tests.services.undo_booking_cases import BOOKING_CASES
from tests.services.undo_clock_cases import CLOCK_CASES
from tests.services.undo_course_cases import COURSE_CASES
from tests.services.undo_moving_cases import MOVING_CASES
from tests.services.undo_proposal_cases import PROPOSAL_CASES
from tests.services.undo_setup_cases import SETUP_CASES, Case
from tests.services.undo_waiting_cases import WAITING_CASES

CASES: Mapping[str, tuple[Case, ...]] = {
    **SETUP_CASES,
    **BOOKING_CASES,
    **CLOCK_CASES,
    **COURSE_CASES,
    **MOVING_CASES,
    **PROPOSAL_CASES,
    **WAITING_CASES,
}
