"""How days, times and counts are written."""

from datetime import date, datetime, time

import pytest

from ivig_scheduler.domain.wording import (
    as_done,
    count,
    listed,
    show_day,
    show_days,
    show_full_day,
    show_hours,
    show_moment,
    show_near_day,
    show_time,
)

MONDAY = date(2026, 11, 30)


def test_days_and_times_are_shown_with_leading_zeros() -> None:
    assert show_day(date(1959, 3, 7)) == "03/07/1959"
    assert show_time(time(8, 5)) == "08:05"
    assert show_day(None) == show_time(None) == ""


def test_a_day_is_shown_with_its_weekday_where_that_helps() -> None:
    assert show_full_day(MONDAY) == "Mon 11/30/2026"
    assert show_near_day(MONDAY) == "Mon 11/30"


def test_a_span_of_one_day_is_that_day() -> None:
    assert show_days(MONDAY, MONDAY) == "11/30/2026"
    assert show_days(MONDAY, date(2026, 12, 1)) == "11/30/2026 to 12/01/2026"


def test_moments_and_hours_are_told_by_the_wall_clock() -> None:
    assert show_moment(datetime(2026, 11, 30, 8, 30)) == "11/30/2026 08:30"  # noqa: DTZ001
    assert show_hours(time(8, 30), time(13, 5)) == "08:30 to 13:05"


def test_one_of_a_thing_is_no_plural() -> None:
    assert [count(number, "visit") for number in (0, 1, 2)] == ["0 visits", "1 visit", "2 visits"]
    assert count(2, "visit needs", "visits need") == "2 visits need"


def test_words_are_listed_as_a_sentence_does() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"


@pytest.mark.parametrize(
    ("label", "told"),
    [
        (
            "Move a visit, plan the 28 visits after it anew",
            "Moved a visit, planned the 28 visits after it anew",
        ),
        ("Move a visit to Chair 7, 10:15", "Moved a visit to Chair 7, 10:15"),
        (
            "Book 20 visits, leave 1 on the work list, skip 2",
            "Booked 20 visits, left 1 on the work list, skipped 2",
        ),
        (
            "Edit a patient, plan 8 visits anew, leave 2 without a place",
            "Edited a patient, planned 8 visits anew, left 2 without a place",
        ),
        ("Undo: Move a visit, plan 2 visits anew", "Undone: Move a visit, plan 2 visits anew"),
    ],
)
def test_a_notice_tells_every_part_of_an_act_as_done(label: str, told: str) -> None:
    assert as_done(label) == told
