"""How far courses are, counted by the database: a course may have hundreds of visits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.domain.terms import CHAIR_FREE, Status
from ivig_scheduler.storage.table_lookup import table_of

#: How many courses are asked for at a time.
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class VisitCounts:
    """How many visits of a course stand or are done, and the ids of the next and the last one."""

    booked: int = 0
    done: int = 0
    next_id: UUID | None = None
    last_id: UUID | None = None


def count_visits(
    connection: Connection, course_ids: Iterable[UUID], from_moment: datetime
) -> dict[UUID, VisitCounts]:
    """Return the counts of each course that has a standing visit.

    The next visit is the first one from `from_moment` on that is not done.
    """
    wanted = tuple(dict.fromkeys(course_ids))
    counts: dict[UUID, VisitCounts] = {}
    for first in range(0, len(wanted), AT_ONCE):
        query = _counted(_ranked(wanted[first : first + AT_ONCE], from_moment))
        for course_id, *rest in connection.execute(query):
            counts[course_id] = VisitCounts(*rest)
    return counts


def _ranked(course_ids: tuple[UUID, ...], from_moment: datetime) -> sa.Subquery:
    """Return the standing visits, each with its place from the last and among those to come."""
    columns = table_of(Appointment).c
    is_done = columns.status == Status.DONE
    is_coming = sa.and_(sa.not_(is_done), columns.start >= from_moment)
    last = sa.func.row_number().over(partition_by=columns.course_id, order_by=columns.start.desc())
    soonest = sa.func.row_number().over(
        partition_by=columns.course_id, order_by=(is_coming.desc(), columns.start)
    )
    return (
        sa.select(
            columns.course_id,
            columns.id,
            sa.case((is_done, 1), else_=0).label("is_done"),
            is_coming.label("is_coming"),
            last.label("last"),
            soonest.label("soonest"),
        )
        .where(columns.course_id.in_(course_ids), columns.status.not_in(CHAIR_FREE))
        .subquery()
    )


def _counted(visits: sa.Subquery) -> sa.Select[Any]:
    is_next = sa.and_(visits.c.soonest == 1, visits.c.is_coming)
    return sa.select(
        visits.c.course_id,
        sa.func.count(),
        sa.func.sum(visits.c.is_done),
        sa.func.max(sa.case((is_next, visits.c.id))),
        sa.func.max(sa.case((visits.c.last == 1, visits.c.id))),
    ).group_by(visits.c.course_id)
