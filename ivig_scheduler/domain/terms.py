"""The closed vocabularies of the field: statuses, units, kinds and their words."""

from enum import StrEnum


class Sex(StrEnum):
    """Sex as Devine's ideal weight needs it."""

    FEMALE = "F"
    MALE = "M"


class RateUnit(StrEnum):
    """Units in which a source prints infusion rates."""

    MG_KG_MIN = "mg/kg/min"
    ML_KG_MIN = "mL/kg/min"
    ML_KG_H = "mL/kg/h"
    MG_KG_H = "mg/kg/h"


class TableUse(StrEnum):
    """Which infusions of a patient a rate table is for."""

    ANY = "any"
    FIRST = "first"
    SUBSEQUENT = "subsequent"


class Basis(StrEnum):
    """Where a step of a rate table comes from."""

    LABEL = "label"
    MAKER = "maker"
    CONVENTION = "convention"
    UNVERIFIED = "unverified"
    SITE = "site"


class TableOrigin(StrEnum):
    """Who entered a rate table."""

    CATALOGUE = "catalogue"
    SITE = "site"


class DoseUnit(StrEnum):
    """How the order states its dose."""

    G_PER_KG = "g/kg"
    G = "g"


class RiskFlag(StrEnum):
    """Facts about a patient that lower rates or forbid an adjusted weight."""

    RENAL = "renal"
    THROMBOTIC = "thrombotic"
    PREGNANCY = "pregnancy"


class WeightKind(StrEnum):
    """Which weight doses the patient."""

    ACTUAL = "actual"
    IDEAL = "ideal"
    ADJUSTED = "adjusted"


class PhaseName(StrEnum):
    """Phases of a visit, in their order."""

    ASSESSMENT = "assessment"
    ACCESS = "access"
    PREMEDICATION = "premedication"
    HYDRATION = "hydration"
    INFUSION = "infusion"
    FLUSH = "flush"
    OBSERVATION = "observation"
    DISCHARGE = "discharge"
    ROUNDING = "rounding"
    TURNOVER = "turnover"


class Status(StrEnum):
    """Where an appointment stands. Forward only; a step back is an undo."""

    HELD = "held"
    BOOKED = "booked"
    CONFIRMED = "confirmed"
    ARRIVED = "arrived"
    IN_CHAIR = "in chair"
    INFUSING = "infusing"
    OBSERVING = "observing"
    DONE = "done"
    SET_ASIDE = "set aside"
    NO_SHOW = "no-show"
    CANCELLED = "cancelled"
    ENTERED_IN_ERROR = "entered in error"


#: The way of an ordinary visit, in order.
FORWARD = (
    Status.BOOKED,
    Status.CONFIRMED,
    Status.ARRIVED,
    Status.IN_CHAIR,
    Status.INFUSING,
    Status.OBSERVING,
    Status.DONE,
)
#: Statuses in which an appointment no longer holds its chair.
CHAIR_FREE = frozenset(
    {Status.SET_ASIDE, Status.NO_SHOW, Status.CANCELLED, Status.ENTERED_IN_ERROR}
)
#: Statuses before the patient has come, in which a visit may still be moved.
MOVABLE = frozenset({Status.HELD, Status.BOOKED, Status.CONFIRMED})
#: Statuses before the patient sits in the chair, in which a visit may still have another one.
RESEATABLE = MOVABLE | {Status.ARRIVED}


class CycleState(StrEnum):
    """Whether a cycle has its place on the calendar."""

    BOOKED = "booked"
    NEEDS_BOOKING = "needs booking"
    SKIPPED = "skipped"


class CancelReason(StrEnum):
    """Why a visit was called off."""

    PATIENT_ILL = "patient ill"
    PATIENT_ASKED = "patient asked"
    PRESCRIBER = "prescriber"
    PRODUCT_MISSING = "product missing"
    CHAIR_OR_STAFF = "chair or staff"
    COVER = "cover"
    WEATHER = "weather or transport"
    OTHER = "other"


class Asker(StrEnum):
    """Who asked that a visit be called off."""

    PATIENT = "patient"
    FAMILY = "family or carer"
    PRESCRIBER = "prescriber"
    CENTRE = "centre"
    PAYER = "payer"


class VisitEventKind(StrEnum):
    """What happens to an infusion on its way."""

    RATE = "rate"
    PAUSE = "pause"
    RESUME = "resume"


class PauseCause(StrEnum):
    """Why an infusion was slowed or stopped."""

    REACTION = "reaction"
    ACCESS = "access"
    VITAL_SIGNS = "vital signs"
    PATIENT = "patient asked"
    PUMP = "pump or line"
    PRODUCT = "product not ready"
    OTHER = "other"


class Need(StrEnum):
    """How much a patient on the waiting list needs the earlier place, the least first."""

    WISH = "wish"
    SOON = "soon"
    URGENT = "urgent"


class Severity(StrEnum):
    """What site policy makes of a check that fails."""

    OFF = "off"
    WARN = "warn"
    BLOCK = "block"
