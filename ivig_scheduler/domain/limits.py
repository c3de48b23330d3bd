"""Bounds of a record's fields: beyond them something was mistyped, whatever a site's policy."""

NAME_LENGTH = 120
NUMBER_LENGTH = 40
TEXT_LENGTH = 4000
MOST_HEIGHT_CM = 260
MOST_DAYS_PER_CYCLE = 5
MOST_INTERVAL_DAYS = 366
MOST_WINDOW_DAYS = 60
MOST_CYCLES = 400
#: No calendar is looked at further ahead: twenty years.
FAR_AHEAD_DAYS = 20 * 366
MOST_HYDRATION_MINUTES = 600
#: Premedication longer than this before an infusion is given at home.
MOST_LEAD_MINUTES = 240
#: Patients that one nurse looks after at once.
MOST_PATIENTS_AT_ONCE = 20
#: Acuity points of the patients that one nurse looks after at once.
MOST_POINTS_AT_ONCE = 100
#: A longer pause of an infusion ends it.
MOST_PAUSE_MINUTES = 600

#: How many minutes a visit under way may be told to end later, at once.
MOST_OVERRUN_MINUTES = 480
