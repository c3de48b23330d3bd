"""Makes the picture of a week from what the services know about it."""

from uuid import UUID

from ivig_scheduler.domain.terms import Status
from ivig_scheduler.services.day import Day, DayVisit, Week
from ivig_scheduler.ui.schedule.bar_maker import facts_of, sign_of
from ivig_scheduler.ui.schedule.minutes import minute_of
from ivig_scheduler.ui.schedule.picture import MiniBar, WeekDay, WeekPicture
from ivig_scheduler.ui.schedule.picture_maker import (
    chairs_shown,
    make_outages,
    make_row,
    opening,
    usual_span,
)


def make_week_picture(week: Week) -> WeekPicture:
    """Return what the schedule shows of a week."""
    first_day, last_day = week.days[0], week.days[-1]
    used = {visit.appointment.chair_id for day in week.days for visit in day.seated}
    chairs = chairs_shown(first_day.facts.chairs, first_day.day, used, last_day.day)
    row_of = {chair.id: row for row, chair in enumerate(chairs)}
    days = tuple(_make_day(day, row_of) for day in week.days)
    opens, closes = usual_span(first_day)
    return WeekPicture(
        monday=week.monday,
        first_minute=min([opens, *(bar.start for day in days for bar in day.bars)]),
        last_minute=max([closes, *(bar.end for day in days for bar in day.bars)]),
        rows=tuple(make_row(chair) for chair in chairs),
        days=days,
    )


def _make_day(day: Day, row_of: dict[UUID, int]) -> WeekDay:
    opens, closes = opening(day)
    seated = [visit for visit in day.seated if visit.appointment.chair_id in row_of]
    bars = tuple(_make_bar(visit, day, row_of[visit.appointment.chair_id]) for visit in seated)
    outages = () if opens >= closes else make_outages(day.facts.outages, row_of, day.day)
    lost = sum(max(min(each.end, closes) - max(each.start, opens), 0) for each in outages)
    return WeekDay(
        day=day.day,
        opens=opens,
        closes=closes,
        closed_reason=day.closed_reason,
        bars=bars,
        outages=outages,
        booked_minutes=sum(bar.end - bar.start for bar in bars),
        open_minutes=max((closes - opens) * len(row_of) - lost, 0),
    )


def _make_bar(visit: DayVisit, day: Day, row: int) -> MiniBar:
    appointment = visit.appointment
    facts = facts_of(visit, day, ())
    sign = sign_of(appointment.status, ())
    return MiniBar(
        appointment_id=appointment.id,
        row=row,
        start=minute_of(appointment.start, day.day),
        end=minute_of(appointment.end, day.day),
        name=visit.patient.family_name,
        edge=sign.edge,
        colour=visit.product.colour,
        is_done=appointment.status is Status.DONE,
        is_held=appointment.status is Status.HELD,
        facts=facts,
        spoken=". ".join((f"{day.day:%A}", *facts)),
        sign=sign.mark,
        product=visit.product.name,
        status=appointment.status.value,
    )
