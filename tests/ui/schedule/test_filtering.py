from dataclasses import replace
from uuid import UUID

from ivig_scheduler.ui.schedule.filtering import NOBODY, Filter, FilterKind, filter_options
from ivig_scheduler.ui.schedule.picture import Bar
from tests.ui.schedule.samples import plain_picture

FIRST, SECOND, THIRD, *_ = plain_picture(6, 3).bars
BARS = (
    replace(FIRST, product="Privigen 10%", status="booked"),
    replace(SECOND, product="Privigen 10%", status="done"),
    replace(THIRD, product="Octagam 5%", status="booked"),
)
NURSES = {FIRST.appointment_id: "Kim", SECOND.appointment_id: "Ada"}
PRIVIGEN = (FilterKind.PRODUCT, "Privigen 10%")
OCTAGAM = (FilterKind.PRODUCT, "Octagam 5%")
DONE = (FilterKind.STATUS, "done")
KIM = (FilterKind.NURSE, "Kim")


def left(wanted: Filter, nurse_of: dict[UUID, str] | None = None) -> tuple[Bar, ...]:
    """Return the visits that still stand out."""
    aside = wanted.aside(BARS, nurse_of)
    return tuple(bar for bar in BARS if bar.appointment_id not in aside)


def test_no_filter_leaves_nothing_out() -> None:
    assert left(Filter()) == BARS
    assert not Filter().is_on


def test_any_of_several_products_stands_out_but_every_kind_must_hold() -> None:
    assert left(Filter(frozenset({PRIVIGEN}))) == BARS[:2]
    assert left(Filter(frozenset({PRIVIGEN, OCTAGAM}))) == BARS
    assert left(Filter(frozenset({PRIVIGEN, DONE}))) == (BARS[1],)


def test_a_nurses_visits_stand_out_once_it_is_known_who_has_whom() -> None:
    wanted = Filter(frozenset({KIM}))
    assert left(wanted, NURSES) == (BARS[0],)
    assert left(wanted) == BARS
    assert left(Filter(frozenset({(FilterKind.NURSE, NOBODY)})), NURSES) == (BARS[2],)


def test_choosing_the_same_again_takes_it_back() -> None:
    wanted = Filter().toggled(PRIVIGEN).toggled(DONE)
    assert wanted.in_order == (PRIVIGEN, DONE)
    assert wanted.toggled(PRIVIGEN).in_order == (DONE,)


def test_the_options_count_their_visits_and_name_nurses_only_where_they_are_known() -> None:
    told = [(each.wanted[1], each.visits) for each in filter_options(BARS)]
    assert told == [("Octagam 5%", 1), ("Privigen 10%", 2), ("booked", 2), ("done", 1)]
    nurses = [each.wanted[1] for each in filter_options(BARS, NURSES)][4:]
    assert nurses == ["Ada", "Kim", NOBODY]
