"""What the schedule shows, as plain values: the painter draws them, the canvas asks them.

Nothing here knows records or databases, so the first picture need not wait for either. Minutes
count from the day's midnight; colours are names of the theme's tokens or places of its products.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

Span = tuple[int, int]

QUARTER = 15


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that speaks against a visit at a place, and whether it forbids it."""

    text: str
    is_blocking: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A rung of the rate ladder; `height` is its share of the visit's highest rate."""

    start: float
    end: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A visit as a bar. `before` is the time before the infusion, `light` the observation."""

    appointment_id: UUID
    row: int
    start: int
    end: int
    held_until: int
    name: str
    initials: str
    second_line: str
    sign: str
    edge: str
    colour: int
    before: Span = (0, 0)
    light: Span = (0, 0)
    ladder: tuple[Step, ...] = ()
    is_done: bool = False
    is_held: bool = False
    can_move: bool = True
    #: The patient sits in the chair, whatever was planned.
    is_seated: bool = False
    facts: tuple[str, ...] = ()
    spoken: str = ""
    #: What filters ask for: the product's name and the word for the status.
    product: str = ""
    status: str = ""
    #: How the visit goes against its plan: minutes it began late, minutes it will end late, when
    #: the chair is expected to be left then, and further words that are to stand out.
    late_minutes: int = 0
    overrun_minutes: int = 0
    expected_end: int | None = None
    is_paused: bool = False
    marks: tuple[str, ...] = ()

    @property
    def alerts(self) -> tuple[str, ...]:
        """What must stand out on the bar, in words: over time or late, paused, and what follows."""
        words: list[str] = []
        if self.overrun_minutes > 0:
            words.append(f"+{self.overrun_minutes} min")
        elif self.late_minutes > 0:
            words.append(f"{self.late_minutes} min late")
        if self.is_paused:
            words.append("paused")
        return (*words, *self.marks)

    @property
    def alert(self) -> str:
        """Everything that must stand out, in one line; "" where the visit goes well."""
        return ", ".join(self.alerts)

    @property
    def minutes(self) -> int:
        """How long the patient is in the chair."""
        return self.end - self.start

    @property
    def title(self) -> str:
        """The first line: the sign before the name."""
        return f"{self.sign} {self.name}" if self.sign else self.name


@dataclass(frozen=True, slots=True)
class ChairRow:
    """A chair at the side."""

    chair_id: UUID
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class OutageBar:
    """A time in which a chair cannot be used, and why."""

    row: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class RateChange:
    """A moment at which a nurse sets a pump to another rate, and whose."""

    minute: int
    who: str


@dataclass(frozen=True, slots=True)
class DayLoad:
    """The two curves above a day, one value for each quarter hour from `first_minute` on.

    `nurse_limits` and `rate_limits`, how many rate changes the nurses on shift can do, are empty
    where the site keeps no shifts.
    """

    first_minute: int = 0
    chairs_in_use: tuple[int, ...] = ()
    chairs: int = 0
    nurse_minutes: tuple[int, ...] = ()
    nurse_limits: tuple[int, ...] = ()
    rate_changes: tuple[tuple[RateChange, ...], ...] = ()
    rate_limits: tuple[int, ...] = ()

    def start_of(self, index: int) -> int:
        """Return the minute at which a quarter begins."""
        return self.first_minute + index * QUARTER

    def quarter_of(self, minute: float) -> int | None:
        """Return which quarter a minute lies in, or None outside the curves."""
        index = int((minute - self.first_minute) // QUARTER)
        return index if 0 <= index < len(self.chairs_in_use) else None

    @property
    def crowded(self) -> tuple[int, ...]:
        """The quarters with more rate changes than the nurses on shift can do."""
        pairs = zip(self.rate_changes, self.rate_limits, strict=False)
        return tuple(index for index, (those, limit) in enumerate(pairs) if len(those) > limit)


@dataclass(frozen=True)
class DayPicture:
    """A day of the schedule. `opens` and `closes` are equal on a closed day."""

    day: date
    first_minute: int = 8 * 60 - QUARTER
    last_minute: int = 18 * 60
    opens: int = 8 * 60
    closes: int = 17 * 60
    closed_reason: str = ""
    rows: tuple[ChairRow, ...] = ()
    outages: tuple[OutageBar, ...] = ()
    bars: tuple[Bar, ...] = ()
    load: DayLoad = field(default_factory=DayLoad)
    shifts: tuple[Span, ...] = ()
    grid: int = QUARTER
    #: Visits of the day that hold no chair, such as cancelled ones, by the word for them.
    called_off: tuple[tuple[str, int], ...] = ()
    confirmed: int = 0
    not_ready: int = 0
    #: Who looks after each visit, by an exact sharing out; empty until it is computed, or where
    #: the visits cannot be shared out.
    nurse_of: Mapping[UUID, str] = field(default_factory=dict)

    @property
    def is_closed(self) -> bool:
        """Whether the site does not open at all."""
        return self.opens >= self.closes

    def find(self, appointment_id: UUID | None) -> Bar | None:
        """Return the bar of an appointment."""
        return next((bar for bar in self.bars if bar.appointment_id == appointment_id), None)

    def bars_of(self, row: int) -> tuple[Bar, ...]:
        """Return the bars of a chair in the order of their time."""
        found = (bar for bar in self.bars if bar.row == row)
        return tuple(sorted(found, key=lambda bar: bar.start))

    def moment(self, minute: int) -> datetime:
        """Return the local time of a minute of the day."""
        return datetime.combine(self.day, time()) + timedelta(minutes=minute)


@dataclass(frozen=True, slots=True)
class MiniBar:
    """A visit in the week."""

    appointment_id: UUID
    row: int
    start: int
    end: int
    name: str
    edge: str
    colour: int
    is_done: bool = False
    is_held: bool = False
    facts: tuple[str, ...] = ()
    spoken: str = ""
    #: How the visit stands, readable without colour; empty for one that is just booked.
    sign: str = ""
    product: str = ""
    status: str = ""

    @property
    def title(self) -> str:
        """The sign before the name."""
        return f"{self.sign} {self.name}" if self.sign else self.name

    @property
    def second_line(self) -> str:
        """The start under the name, the sign before it."""
        start = clock(self.start)
        return f"{self.sign} {start}" if self.sign else start


@dataclass(frozen=True)
class WeekDay:
    """A day of the week: its bars, and how much of the open chairs' time is booked."""

    day: date
    opens: int = 0
    closes: int = 0
    closed_reason: str = ""
    bars: tuple[MiniBar, ...] = ()
    outages: tuple[OutageBar, ...] = ()
    booked_minutes: int = 0
    open_minutes: int = 0

    @property
    def is_closed(self) -> bool:
        """Whether the site does not open at all."""
        return self.opens >= self.closes


@dataclass(frozen=True)
class WeekPicture:
    """The days of a week, each cell from `first_minute` to `last_minute`."""

    monday: date
    first_minute: int = 8 * 60
    last_minute: int = 17 * 60
    rows: tuple[ChairRow, ...] = ()
    days: tuple[WeekDay, ...] = ()

    def find(self, appointment_id: UUID | None) -> tuple[WeekDay, MiniBar] | None:
        """Return the bar of an appointment with its day."""
        for day in self.days:
            for bar in day.bars:
                if bar.appointment_id == appointment_id:
                    return day, bar
        return None


def clock(minute: int) -> str:
    """Return a minute of the day as a wall clock shows it, 24 hours: 08:30."""
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"
