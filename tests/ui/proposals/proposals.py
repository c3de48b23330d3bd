"""Proposals of made-up visits, small and large, for the sheet."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from uuid import UUID, uuid4

from ivig_scheduler.domain.clearance import Conflict
from ivig_scheduler.domain.records import Appointment, Chair, Patient, Plan
from ivig_scheduler.domain.terms import Severity, Sex
from ivig_scheduler.services.proposals import Proposal, ProposedMove, StuckVisit

NAMES = (
    ("Osei", "Ama"),
    ("Wolfeschlegelsteinhausenbergerdorff", "Hubert Blaine Alexander"),
    ("Brandt", "Elke"),
    ("Yamada", "Kenji"),
    ("de la Fuente-Villanueva", "María del Carmen"),
    ("Li", "Bo"),
)
MORNING = datetime(2026, 11, 24, 9)  # noqa: DTZ001 - a wall-clock time
LATE = Conflict("naive_start", Severity.WARN, "a first or renewed treatment starts after 12:00")
WINDOW = Conflict("due_window", Severity.WARN, "1 day after the window around 11/20/2026")
NO_ROOM = Conflict(
    "chair_outage", Severity.BLOCK, "Chair 3 is out of service until 11/24 17:00: pump broken"
)
FULL = Conflict(
    "chair_overlap", Severity.BLOCK, "no other chair is free for 4 h 30 that day or in its window"
)
PLAN = Plan(
    product_id=uuid4(),
    rate_table_id=uuid4(),
    table_version=1,
    indication_code="PI",
    is_naive_like=False,
    weight_kg=Fraction(70),
    dose_g=Fraction(30),
    volume_ml=Fraction(300),
    steps=(),
    phases=(),
    nurse=(),
    vital_signs=(),
    booked_minutes=120,
    turnover_minutes=10,
)


def a_patient(number: int) -> Patient:
    family, given = NAMES[number % len(NAMES)]
    return Patient(
        number=f"204-{number:03}",
        family_name=family,
        given_name=given,
        birth_date=date(1959, 3, 27),
        sex=Sex.FEMALE,
    )


def a_visit(patient: Patient, chair_id: UUID, start: datetime) -> Appointment:
    return Appointment(
        patient_id=patient.id,
        course_id=uuid4(),
        cycle_id=uuid4(),
        plan_id=PLAN.id,
        chair_id=chair_id,
        cycle_number=1,
        day_of_cycle=1,
        start=start,
        end=start + timedelta(minutes=120),
        held_until=start + timedelta(minutes=130),
    )


def a_move(number: int, chairs: tuple[Chair, ...]) -> ProposedMove:
    """Return a move of one of the kinds, by turns."""
    patient = a_patient(number)
    start = MORNING + timedelta(minutes=15 * (number % 9))
    before = a_visit(patient, chairs[number % len(chairs)].id, start)
    later, other = (
        (timedelta(minutes=75), 0),
        (timedelta(), 1),
        (timedelta(days=2, minutes=-30), 1),
        (timedelta(minutes=-15), 1),
    )[number % 4]
    chair_id = chairs[(number + other) % len(chairs)].id
    after = before.model_copy(
        update={
            "chair_id": chair_id,
            "start": before.start + later,
            "end": before.end + later,
            "held_until": before.held_until + later,
        }
    )
    conflicts = {0: (LATE,), 2: (WINDOW, LATE)}.get(number % 8, ())
    return ProposedMove(before, after, patient, PLAN, conflicts)


def a_proposal(moves: int, stuck: int, chairs: tuple[Chair, ...]) -> Proposal:
    without = []
    for number in range(stuck):
        patient = a_patient(moves + number)
        visit = a_visit(patient, chairs[0].id, MORNING)
        without.append(StuckVisit(visit, patient, (NO_ROOM, FULL)))
    return Proposal(
        "Chair 3 is out of service from 10:40 today: 5 visits are affected",
        tuple(a_move(number, chairs) for number in range(moves)),
        tuple(without),
        (
            ("Visits in conflict", "5", str(stuck)),
            ("Patients moved", "", str(moves)),
            ("Minutes moved", "", "1 h 30"),
            ("Other chairs", "", "3"),
        ),
        "No repair moves fewer patients, and of those none by fewer minutes.",
    )
