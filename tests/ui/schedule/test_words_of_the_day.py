from dataclasses import replace
from datetime import date

from pytestqt.qtbot import QtBot

from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.schedule.day_texts import (
    day_chips,
    day_heading,
    next_free,
    standing,
    week_chips,
    week_heading,
)
from ivig_scheduler.ui.schedule.picture import DayPicture
from ivig_scheduler.ui.schedule.picture_maker import make_day_picture
from ivig_scheduler.ui.schedule.top_bar import TopBar
from ivig_scheduler.ui.schedule.visit_menu import LINE, MenuEntry, visit_menu
from ivig_scheduler.ui.schedule.week_maker import make_week_picture
from tests.ui.schedule.samples import (
    FULL_DAY,
    MONDAY,
    Seat,
    make_day,
    make_week,
    plain_picture,
    recliner_motor,
)

PICTURE = make_day_picture(make_day(FULL_DAY, outages=(recliner_motor(),)))
MORNING = 10 * 60 + 41


def test_the_heading_names_the_year_only_where_it_is_another() -> None:
    assert day_heading(MONDAY, MONDAY) == "Monday, November 23"
    assert day_heading(date(2027, 1, 4), MONDAY) == "Monday, January 4, 2027"
    assert week_heading(MONDAY, MONDAY) == "November 23 to 29"
    assert week_heading(date(2026, 12, 28), MONDAY) == "December 28 to January 3, 2027"


def test_the_chips_tell_what_is_not_ready_confirmed_and_called_off() -> None:
    texts = [text for text, _ in day_chips(PICTURE)]
    assert texts == ["1 not ready", "14 of 21 confirmed", "1 no-show, 1 cancelled"]
    assert day_chips(DayPicture(MONDAY)) == ()


def test_a_day_confirmed_throughout_is_good() -> None:
    ready = replace(PICTURE, confirmed=21, not_ready=0, called_off=())
    assert day_chips(ready) == (("21 of 21 confirmed", "good"),)


def test_the_week_tells_visits_and_the_share_of_the_chairs_time() -> None:
    week = make_week_picture(make_week(FULL_DAY))
    texts = [text for text, _ in week_chips(week)]
    assert texts[0] == "105 visits"
    assert texts[1].endswith(" % of the chairs' time")
    assert week_chips(make_week_picture(make_week(()))) == ()


def test_the_strip_tells_chairs_nurses_and_the_next_free_chair() -> None:
    assert standing(PICTURE, MORNING) == (
        "11 of 12 chairs, 9 in use     4 nurses until 16:00     Next chair free: Chair 2 at 11:40"
    )
    assert standing(PICTURE, None) == "11 of 12 chairs, 11 in use at most"


def test_the_next_free_chair_counts_turnover_and_visits_that_follow_at_once() -> None:
    picture = make_day_picture(make_day([Seat(1, "08:00", "A", "B", "Privigen 10%", 40)], chairs=1))
    bar = picture.bars[0]
    hours, minutes = divmod(bar.held_until, 60)
    assert next_free(picture, 500) == f"Next chair free: Chair 1 at {hours:02d}:{minutes:02d}"
    following = replace(bar, start=bar.held_until, end=1010, held_until=1020)
    assert next_free(replace(picture, bars=(bar, following)), 500) == ""
    assert next_free(picture, picture.closes) == ""


def test_a_free_chair_is_told_with_the_visit_that_ends_it() -> None:
    picture = make_day_picture(make_day([Seat(1, "12:00", "A", "B", "Privigen 10%", 40)], chairs=2))
    first = replace(picture, rows=picture.rows[:1])
    assert next_free(first, 11 * 60) == "Chair 1 is free until 12:00"
    assert next_free(picture, 11 * 60) == "Chair 2 is free"


def test_a_chair_in_which_somebody_sits_before_the_time_is_not_free() -> None:
    picture = make_day_picture(make_day([Seat(1, "12:00", "A", "B", "Privigen 10%", 40)], chairs=1))
    bar = replace(picture.bars[0], is_seated=True)
    seated = replace(picture, bars=(bar,))
    hours, minutes = divmod(bar.held_until, 60)
    now = 11 * 60 + 53
    assert next_free(seated, now) == f"Next chair free: Chair 1 at {hours:02d}:{minutes:02d}"
    assert standing(seated, now).startswith("1 of 1 chairs, 1 in use")


def test_a_closed_day_has_nothing_to_tell() -> None:
    assert standing(replace(PICTURE, opens=0, closes=0), None) == ""
    assert standing(DayPicture(MONDAY), None) == ""


def test_the_menu_offers_what_the_visit_allows() -> None:
    bar = plain_picture(2, 1).bars[0]
    assert visit_menu(bar, "arrived", can_cancel=True) == (
        MenuEntry("open", "Open", "Enter"),
        MenuEntry("advance", "Next: arrived", "Ctrl+Enter"),
        LINE,
        MenuEntry("move", "Move…", "M"),
        MenuEntry("cut", "Cut", "Ctrl+X"),
        MenuEntry("copy", "Copy for the next cycle", "Ctrl+C"),
        MenuEntry("set_aside", "Set aside", "S"),
        MenuEntry("length", "Length…", "L"),
        MenuEntry("wait", "Wants an earlier place…", "W"),
        MenuEntry("runs_long", "Runs long…", "O", is_enabled=False),
        MenuEntry("no_show", "No-show…", "N"),
        MenuEntry("cancel", "Cancel…", "Del"),
        LINE,
        MenuEntry("titration", "Titration sheet…", "Ctrl+Shift+T"),
        MenuEntry("letter", "Appointment letter…", "Ctrl+Shift+L"),
        LINE,
        MenuEntry("patient", "Patient", "F3"),
        MenuEntry("course", "Course", "F4"),
    )


def test_the_menu_of_a_visit_that_is_over_only_leads_on() -> None:
    bar = replace(plain_picture(2, 1).bars[0], can_move=False)
    enabled = [entry.key for entry in visit_menu(bar, "", can_cancel=False) if entry.is_enabled]
    assert enabled == ["open", "", "copy", "", "titration", "letter", "", "patient", "course"]


def test_what_finds_no_room_is_left_out_of_the_bar(qtbot: QtBot, look: Look) -> None:
    bar = TopBar(look)
    qtbot.addWidget(bar)
    bar.heading.setText("Wednesday, November 25")
    bar.resize(1200, 52)
    with qtbot.waitExposed(bar):
        bar.show()
    assert bar.plan_day.isVisible()
    bar.resize(780, 52)
    assert not bar.plan_day.isVisible()


def test_the_details_button_says_what_it_will_do(qtbot: QtBot, look: Look) -> None:
    bar = TopBar(look)
    qtbot.addWidget(bar)
    assert bar.details.text() == "Hide details"
    with qtbot.waitSignal(bar.details_chosen) as told:
        bar.details.click()
    assert told.args == [False]
    bar.show_details(False)
    assert bar.details.text() == "Show details"
