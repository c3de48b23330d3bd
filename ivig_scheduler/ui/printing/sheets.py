"""Makes the sheets from what the services gather; it runs on the database's thread."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ivig_scheduler.domain.quantities import show
from ivig_scheduler.domain.terms import PhaseName
from ivig_scheduler.reports.day_sheet import (
    day_stem,
    day_title,
    make_day_sheet,
    patients_of,
    tell_day,
)
from ivig_scheduler.reports.letter import make_letter
from ivig_scheduler.reports.naming import Naming
from ivig_scheduler.reports.nurse_sheet import make_nurse_sheet
from ivig_scheduler.reports.paper import Block, Paper, Words
from ivig_scheduler.reports.titration_sheet import BedsideVisit, make_titration_sheet
from ivig_scheduler.reports.visits import PrintedVisit
from ivig_scheduler.services.day import Day, DayVisit
from ivig_scheduler.services.papers.loading import (
    DayPapers,
    load_bedside_papers,
    load_day_papers,
    load_letter_papers,
)
from ivig_scheduler.storage.reader import Reader
from ivig_scheduler.ui.printing.chair_drawing import BarWords, ChairBlock
from ivig_scheduler.ui.printing.request import PrintRequest, SheetKind
from ivig_scheduler.ui.schedule.going import follow_visit
from ivig_scheduler.ui.schedule.picture import clock
from ivig_scheduler.ui.schedule.picture_maker import make_day_picture
from ivig_scheduler.ui.schedule.signs import SIGNS

#: What the audit trail calls the sheets.
SHEET_WORDS = {
    SheetKind.BY_CHAIR: "day sheet",
    SheetKind.BY_TIME: "day sheet",
    SheetKind.NURSES: "nurse sheet",
    SheetKind.LETTER: "letter",
    SheetKind.TITRATION: "titration sheet",
}


@dataclass(frozen=True, slots=True)
class LoadedPaper:
    """A sheet ready to be laid out, and the country whose paper it is printed on."""

    kind: SheetKind
    paper: Paper
    country: str


def load_paper(
    store: Reader, request: PrintRequest, kind: SheetKind, now: datetime, *, is_masked: bool
) -> LoadedPaper:
    """Return a sheet of a request; visits of today are shown as they go at the site's clock `now`.

    Raises RuleBrokenError where what it is about is gone.
    """
    today = now.date()
    naming = Naming(is_masked)
    if kind is SheetKind.LETTER and request.patient_id is not None:
        return _load_letter(store, request.patient_id, today, naming)
    if kind is SheetKind.TITRATION and request.appointment_id is not None:
        return _load_titration(store, request.appointment_id, naming)
    papers = load_day_papers(store, request.day or today)
    makers = {
        SheetKind.BY_CHAIR: _by_chair,
        SheetKind.BY_TIME: _by_time,
        SheetKind.NURSES: _of_nurses,
    }
    return LoadedPaper(
        kind,
        makers[kind](papers, naming, now if papers.day.day == today else None),
        papers.site.country,
    )


def _load_letter(store: Reader, patient_id: UUID, today: date, naming: Naming) -> LoadedPaper:
    papers = load_letter_papers(store, patient_id, today)
    settings = papers.settings
    visits = tuple(
        _printed(each, papers.chairs.get(each.appointment.chair_id, ""), papers.site.zone)
        for each in papers.visits
    )
    paper = make_letter(
        papers.patient,
        visits,
        today,
        site=papers.site.name,
        check_in_minutes=settings.whole("phase.check_in"),
        bring=settings.text("letter.bring"),
        contact=settings.text("letter.contact"),
        naming=naming,
    )
    return LoadedPaper(SheetKind.LETTER, paper, papers.site.country)


def _load_titration(store: Reader, appointment_id: UUID, naming: Naming) -> LoadedPaper:
    papers = load_bedside_papers(store, appointment_id)
    bedside = BedsideVisit(
        _printed(papers.visit, papers.chair, papers.site.zone),
        papers.order,
        papers.indication,
        papers.table,
        papers.settings.amount("dose.pump_step"),
        papers.has_events,
    )
    paper = make_titration_sheet(bedside, site=papers.site.name, naming=naming)
    return LoadedPaper(SheetKind.TITRATION, paper, papers.site.country)


def _by_time(papers: DayPapers, naming: Naming, now: datetime | None) -> Paper:
    return make_day_sheet(
        papers.day.day,
        _visits(papers, papers.day.visits, now),
        site=papers.site.name,
        closed_reason=papers.day.closed_reason,
        naming=naming,
    )


def _of_nurses(papers: DayPapers, naming: Naming, _now: datetime | None) -> Paper:
    facts = papers.day.facts
    return make_nurse_sheet(
        papers.day.day,
        _visits(papers, papers.day.seated),
        facts.duties(papers.day.day),
        papers.nurse_of,
        site=papers.site.name,
        hands_over=facts.nurses_hand_over,
        naming=naming,
    )


def _by_chair(papers: DayPapers, naming: Naming, now: datetime | None) -> Paper:
    day = papers.day
    picture = make_day_picture(day, None, now)
    seated = _visits(papers, day.seated)
    blocks: list[Block] = [Words(tell_day(seated, day.closed_reason))]
    if picture.rows and seated:
        words = {each.appointment.id: _bar_words(each, naming) for each in seated}
        blocks.append(ChairBlock(picture, words))
    return Paper(
        title="Day sheet by chair",
        subtitle=day_title(day.day),
        site=papers.site.name,
        blocks=tuple(blocks),
        stem=day_stem(day.day, "day-sheet-by-chair"),
        patients=patients_of(each.patient for each in seated),
        is_wide=True,
    )


def _bar_words(visit: PrintedVisit, naming: Naming) -> BarWords:
    status = visit.appointment.status.value.capitalize()
    product = f"{visit.product.name} {show(visit.plan.dose_g)} g"
    identity = naming.short_identity(visit.patient)
    name = naming.short_name(visit.patient)
    initials = "".join(part[:1] for part in reversed(name.split()))
    return BarWords(name, initials, f"{product} · {status} · {identity}")


def _visits(
    papers: DayPapers, visits: Iterable[DayVisit], now: datetime | None = None
) -> tuple[PrintedVisit, ...]:
    chairs = {chair.id: chair.name for chair in papers.day.facts.chairs}
    return tuple(
        _printed(
            each,
            chairs.get(each.appointment.chair_id, ""),
            papers.site.zone,
            _how_it_goes(each, papers.day, now),
        )
        for each in visits
        if any(phase.name is PhaseName.INFUSION for phase in each.plan.phases)
    )


def _how_it_goes(visit: DayVisit, day: Day, now: datetime | None) -> tuple[str, ...]:
    """Return in words what stands out on the bar of a visit."""
    going = follow_visit(visit, day, now)
    found = ["paused"] if going.is_paused else []
    if going.late_minutes:
        found.append(f"{going.late_minutes} min late")
    if going.expected_end is not None:
        over = f", {going.overrun_minutes} min over" if going.overrun_minutes else ""
        found.append(f"expected end {clock(going.expected_end)}{over}")
    return tuple(found)


def _printed(visit: DayVisit, chair: str, zone: str, notes: tuple[str, ...] = ()) -> PrintedVisit:
    sign = SIGNS[visit.appointment.status].mark
    return PrintedVisit(
        visit.appointment, visit.patient, visit.plan, visit.product, chair, sign, zone, notes
    )
