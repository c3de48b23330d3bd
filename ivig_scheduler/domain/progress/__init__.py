"""How a visit goes against its plan: its stamps, its infusion, and when its chair comes free."""

from ivig_scheduler.domain.progress.as_it_goes import plan_as_it_goes
from ivig_scheduler.domain.progress.expecting import (
    UNDER_WAY,
    VisitProgress,
    expect_visit,
    minutes_awaited,
)
from ivig_scheduler.domain.progress.infusion import (
    InfusionProgress,
    StepAhead,
    follow_infusion,
    in_order,
)
from ivig_scheduler.domain.progress.ladder import Rung, ladder_of
from ivig_scheduler.domain.progress.later import free_later, may_be_later
from ivig_scheduler.domain.progress.pump import Going, Stretch
from ivig_scheduler.domain.progress.stamps import (
    STAMP_OF,
    STAMP_WORDS,
    find_stamp_problems,
    stamp_step,
    stamps_come_to,
    times_of,
)

__all__ = [
    "STAMP_OF",
    "STAMP_WORDS",
    "UNDER_WAY",
    "Going",
    "InfusionProgress",
    "Rung",
    "StepAhead",
    "Stretch",
    "VisitProgress",
    "expect_visit",
    "find_stamp_problems",
    "follow_infusion",
    "free_later",
    "in_order",
    "ladder_of",
    "may_be_later",
    "minutes_awaited",
    "plan_as_it_goes",
    "stamp_step",
    "stamps_come_to",
    "times_of",
]
