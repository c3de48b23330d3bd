"""What a planned series costs: what is least first, in whole numbers that add up.

A cost is one whole number of several digits, each of which holds one count, so that costs are added
and compared at once. From the weightiest to the lightest digit:

1. cycles without a place;
2. warnings: a place with a warning is taken only where the window has none without;
3. cycles that do not begin on the weekday the patient prefers;
4. days off the wanted day, which is the due day, or where that one is closed the nearest earlier
   open day of the window, else the nearest later one;
5. minutes from the patient's preferred time; else from the time of the visit before the course;
   else from opening;
6. visits in another chair than the one the patient prefers; else changes of chair on the way;
7. minutes of gaps left in the chair that are too short for any visit;
8. the most other visits present at once during the visit.

What a person wished for costs nothing by 2 (the due window), 3, 4 and 5. Where costs are equal, the
earlier day is taken, then the earlier start, then the chair that comes first.
"""

_DIGIT = 32

MINUTE = 1
DAY_OFF = MINUTE << _DIGIT
OTHER_WEEKDAY = DAY_OFF << _DIGIT
WARNING = OTHER_WEEKDAY << _DIGIT
WITHOUT_PLACE = WARNING << _DIGIT

#: What the choice among equally good days and times adds, counted on its own.
CROWD = 1
GAP_MINUTE = CROWD << _DIGIT
CHAIR_CHANGE = GAP_MINUTE << _DIGIT

#: More than any series can cost.
NEVER = WITHOUT_PLACE << _DIGIT
