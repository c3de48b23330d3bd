import subprocess
import sys
from datetime import date, datetime, timedelta

from ivig_scheduler.domain.clearance import Conflict
from ivig_scheduler.domain.records import Closure
from ivig_scheduler.domain.terms import Severity, Status
from ivig_scheduler.ui.schedule.load_painter import over_quarters
from ivig_scheduler.ui.schedule.picture import Bar, DayPicture
from ivig_scheduler.ui.schedule.picture_maker import make_day_picture
from tests.ui.schedule.samples import FULL_DAY, MONDAY, Seat, make_day, outage, recliner_motor

PRIVIGEN = Seat(1, "08:00", "Anna", "Lindqvist", "Privigen 10%", 40)


def bar_of(picture: DayPicture, name: str) -> Bar:
    return next(bar for bar in picture.bars if bar.name == name)


def test_a_bar_tells_name_identifier_product_and_grams() -> None:
    bar = make_day_picture(make_day([PRIVIGEN])).bars[0]
    assert (bar.name, bar.initials) == ("A. Lindqvist", "AL")
    assert bar.second_line == "03/27/1959 · Privigen 10% 40 g"
    assert bar.facts[0] == "Lindqvist, Anna"
    assert "Chair 1, 08:00 to" in bar.facts[2]
    assert bar.spoken.startswith("Lindqvist, Anna. Born 03/27/1959")


def test_the_phases_of_a_bar_lie_in_their_order_inside_it() -> None:
    bar = make_day_picture(make_day([PRIVIGEN])).bars[0]
    assert bar.start == 480 == bar.before[0]
    assert bar.before[1] == bar.ladder[0].start
    assert bar.ladder[-1].end <= bar.light[0] < bar.light[1] < bar.end < bar.held_until
    heights = [step.height for step in bar.ladder]
    assert heights == sorted(heights)
    assert heights[-1] == 1


def test_statuses_have_signs_that_need_no_colour() -> None:
    picture = make_day_picture(make_day(FULL_DAY))
    signs = {bar.name: (bar.sign, bar.edge) for bar in picture.bars}
    assert signs["A. Lindqvist"] == ("▶", "good")
    assert signs["M. Osei"] == ("✓", "accent")
    assert signs["T. Brandt"] == ("", "muted")
    assert signs["B. Castillo"] == ("H", "muted")
    assert signs["V. Romero"] == ("●", "good")
    assert bar_of(picture, "R. Delgado").is_done
    assert bar_of(picture, "B. Castillo").is_held


def test_what_is_against_a_visit_becomes_its_sign_until_it_begins() -> None:
    day = make_day([PRIVIGEN, Seat(2, "08:00", "I", "Ng", "Privigen 10%", 10, 70, Status.INFUSING)])
    warning = Conflict("due_window", Severity.WARN, "2 days after the window")
    block = Conflict("chair_outage", Severity.BLOCK, "Chair 1 is out of service")
    first, second = day.visits
    warned = make_day_picture(day, {first.appointment.id: (warning,)})
    blocked = make_day_picture(
        day, {first.appointment.id: (block, warning), second.appointment.id: (block,)}
    )
    assert (warned.bars[0].sign, warned.bars[0].edge) == ("△", "warning")
    assert "2 days after the window" in warned.bars[0].facts
    assert (blocked.bars[0].sign, blocked.bars[0].edge) == ("!", "danger")
    assert blocked.bars[1].sign == "▶"
    assert (warned.not_ready, blocked.not_ready) == (1, 1)


def test_visits_that_hold_no_chair_are_counted_and_not_drawn() -> None:
    picture = make_day_picture(make_day(FULL_DAY))
    assert dict(picture.called_off) == {"no-show": 1, "cancelled": 1}
    assert {"A. Bo", "U. Quill"}.isdisjoint(bar.name for bar in picture.bars)


def test_an_outage_is_cut_to_the_day_and_says_until_when_and_why() -> None:
    picture = make_day_picture(make_day(FULL_DAY, outages=(recliner_motor(),)))
    (found,) = picture.outages
    assert (found.row, found.start, found.end) == (3, 0, 1440)
    assert found.text == "Out of service until Thursday: recliner motor"
    assert picture.load.chairs == 11


def test_an_outage_that_ends_the_same_day_says_the_hour() -> None:
    noon = datetime.combine(MONDAY, datetime.min.time()) + timedelta(hours=12)
    picture = make_day_picture(
        make_day(outages=(outage(2, noon - timedelta(hours=1), noon, "cleaning"),))
    )
    assert picture.outages[0].text == "Out of service until 12:00: cleaning"
    assert picture.load.chairs == 12


def test_a_closed_day_says_why() -> None:
    closure = Closure(first_day=MONDAY, last_day=MONDAY, reason="Staff training")
    picture = make_day_picture(make_day(closures=(closure,)))
    assert picture.is_closed
    assert picture.closed_reason == "Staff training"
    assert len(picture.rows) == 12


def test_the_day_reaches_as_far_as_its_visits() -> None:
    late = Seat(1, "16:00", "Una", "Quill", "Privigen 10%", 40)
    picture = make_day_picture(make_day([late]))
    assert picture.first_minute < picture.opens == 480
    assert picture.last_minute > picture.bars[0].held_until > picture.closes == 1020


def test_the_curves_count_chairs_and_hands_in_each_quarter_hour() -> None:
    picture = make_day_picture(make_day([PRIVIGEN, Seat(2, "08:15", "I", "Ng", "Privigen 10%", 5)]))
    load = picture.load
    at = {load.first_minute + 15 * i: n for i, n in enumerate(load.chairs_in_use)}
    hands = {load.first_minute + 15 * i: n for i, n in enumerate(load.nurse_minutes)}
    limits = {load.first_minute + 15 * i: n for i, n in enumerate(load.nurse_limits)}
    assert (at[465], at[480], at[495]) == (0, 1, 2)
    assert hands[480] == 15
    assert hands[495] == 10 + 15
    assert (limits[480], limits[540], limits[1005]) == (30, 60, 30)
    day = make_day([PRIVIGEN, Seat(2, "08:15", "I", "Ng", "Privigen 10%", 5)])
    assert sum(load.nurse_minutes) == sum(
        end - start for visit in day.visits for start, end in visit.plan.nurse
    )


def test_a_quarter_hour_that_needs_more_hands_than_there_are_is_over() -> None:
    seats = [Seat(n, "08:00", "P", f"Number {n}", "Privigen 10%", 20) for n in range(1, 6)]
    assert 480 in over_quarters(make_day_picture(make_day(seats, nurses=4)).load)
    assert not over_quarters(make_day_picture(make_day(seats[:1], nurses=4)).load)


def test_a_site_without_shifts_has_no_limit_for_its_nurses() -> None:
    picture = make_day_picture(make_day([PRIVIGEN], nurses=0))
    assert picture.load.nurse_limits == ()
    assert not over_quarters(picture.load)


def test_chairs_not_in_use_that_day_are_left_out_unless_they_hold_a_visit() -> None:
    day = make_day([PRIVIGEN], day=date(2026, 11, 24))
    gone = {"in_use_to": date(2026, 11, 20)}
    chairs = tuple(
        chair.model_copy(update=gone) if chair.position in {1, 2} else chair
        for chair in day.facts.chairs
    )
    facts = type(day.facts)(**{**vars(day.facts), "chairs": chairs})
    picture = make_day_picture(type(day)(day.day, facts, day.visits, ""))
    names = [row.name for row in picture.rows]
    assert "Chair 1" in names
    assert "Chair 2" not in names


def test_the_first_picture_needs_neither_records_nor_database() -> None:
    heavy = ("pydantic", "sqlmodel", "sqlalchemy", "ivig_scheduler.services.day")
    program = (
        "import sys; import ivig_scheduler.ui.schedule.schedule_page; "
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"
