"""The sheet of the nurses: who has which visits on a day, and when hands are needed there."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from ivig_scheduler.domain.nursing import NurseDuty
from ivig_scheduler.domain.wording import count, listed, show_hours
from ivig_scheduler.reports.day_sheet import day_stem, day_title, patients_of
from ivig_scheduler.reports.naming import Naming
from ivig_scheduler.reports.paper import (
    Align,
    Block,
    Column,
    PageBreak,
    Paper,
    Row,
    Table,
    TextKind,
    Words,
)
from ivig_scheduler.reports.visits import PrintedVisit

COLUMNS = (
    Column("Start", 0.65, is_strong=True),
    Column("End", 0.65),
    Column("Chair", 0.9),
    Column("Patient", 2.85),
    Column("Product and dose", 2.1),
    Column("Rate changes", 1.75),
    Column("Vital signs", 2.3),
    Column("Hands-on", 0.8, Align.RIGHT),
)


def make_nurse_sheet(
    day: date,
    visits: Sequence[PrintedVisit],
    duties: Sequence[NurseDuty],
    nurse_of: Mapping[UUID, UUID],
    *,
    site: str,
    hands_over: bool = False,
    naming: Naming = Naming(),  # noqa: B008 - a frozen value
) -> Paper:
    """Return the visits of each nurse, each nurse on pages of their own.

    `visits` are those that hold a chair, `nurse_of` the nurse of each appointment; visits that
    nobody has room for are listed last.
    """
    ordered = sorted(visits, key=lambda each: (each.appointment.start, each.chair))
    blocks: list[Block] = []
    for duty in duties:
        theirs = [each for each in ordered if nurse_of.get(each.appointment.id) == duty.nurse_id]
        subtitle = f"{day_title(day)} · {duty.name}"
        blocks += [PageBreak(subtitle), *_of_nurse(duty, theirs, naming, hands_over=hands_over)]
    left = [each for each in ordered if each.appointment.id not in nurse_of]
    if left or not duties:
        blocks += [PageBreak(day_title(day)), *_left_over(left, duties, naming)]
    return Paper(
        title="Nurse sheet",
        subtitle=day_title(day),
        site=site,
        blocks=tuple(blocks),
        stem=day_stem(day, "nurse-sheet"),
        patients=patients_of(each.patient for each in ordered),
        is_wide=True,
    )


def _of_nurse(
    duty: NurseDuty, visits: Sequence[PrintedVisit], naming: Naming, *, hands_over: bool
) -> list[Block]:
    spans = listed(show_hours(starts, ends) for starts, ends in duty.spans)
    takes = f"{count(duty.patients, 'patient')} and {count(duty.points, 'acuity point')} at once"
    blocks: list[Block] = [
        Words(f"On shift {spans}; takes {takes}. {count(len(visits), 'visit')}."),
    ]
    if visits:
        blocks.append(_table(visits, naming))
    if visits and hands_over:
        blocks.append(Words("Starts these visits; a patient may be handed over.", TextKind.NOTE))
    return blocks


def _left_over(
    visits: Sequence[PrintedVisit], duties: Sequence[NurseDuty], naming: Naming
) -> list[Block]:
    if not visits:
        return [Words("No nurse is on shift and no visit stands on this day.")]
    title = "Nobody has room for these visits" if duties else "No nurse is on shift"
    why = (
        "They cannot be shared out among the nurses on shift beside the visits on the other pages."
        if duties
        else "The visits of the day are listed without a nurse."
    )
    return [Words(title, TextKind.SECTION), Words(why), _table(visits, naming)]


def _table(visits: Sequence[PrintedVisit], naming: Naming) -> Table:
    total = sum(each.hands_on_minutes for each in visits)
    last = Row(("", "", "", "Together", "", "", "", f"{total} min"), is_total=True)
    return Table(COLUMNS, (*(_row(each, naming) for each in visits), last))


def _row(visit: PrintedVisit, naming: Naming) -> Row:
    appointment = visit.appointment
    naive = "\nas a first infusion" if visit.plan.is_naive_like else ""
    return Row(
        (
            f"{appointment.start:%H:%M}",
            f"{appointment.end:%H:%M}",
            visit.chair,
            f"{naming.name(visit.patient)}\n{naming.identity(visit.patient)}",
            f"{visit.product.name}\n{visit.dose}{naive}",
            visit.rate_change_times() or "none",
            visit.vital_sign_times(),
            f"{visit.hands_on_minutes} min",
        )
    )
