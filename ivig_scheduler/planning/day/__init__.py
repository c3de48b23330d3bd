"""Planning one day with a proof; see `plan_day`. The solver is imported when first used."""

from ivig_scheduler.planning.day.answer import (
    DayFigures,
    DayPlan,
    DayProgress,
    DayStatus,
    Objective,
    PlacedVisit,
    Progress,
)
from ivig_scheduler.planning.day.fitting import DayFit, fit_day
from ivig_scheduler.planning.day.instance import (
    DayChair,
    DayInstance,
    DayNurse,
    DayVisit,
    Span,
)
from ivig_scheduler.planning.day.plan import plan_day

__all__ = [
    "DayChair",
    "DayFigures",
    "DayFit",
    "DayInstance",
    "DayNurse",
    "DayPlan",
    "DayProgress",
    "DayStatus",
    "DayVisit",
    "Objective",
    "PlacedVisit",
    "Progress",
    "Span",
    "fit_day",
    "plan_day",
]
