"""Outages, once and again and again, and reopening a range in one act."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivig_scheduler.domain import records as r
from ivig_scheduler.domain.changes import Change
from ivig_scheduler.domain.recurrence import expand_outages
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.setup import outages as o
from tests.services.founded import TODAY, Founded, a_patient, at

CHAIR = r.Chair(name="Chair 1")


@pytest.fixture
def chair(founded: Founded) -> r.Chair:
    founded.add(CHAIR)
    return CHAIR


def outage(starts: datetime, ends: datetime, **more: object) -> r.ChairOutage:
    given = {"chair_id": CHAIR.id, "starts": starts, "ends": ends, "reason": "Repair", **more}
    return r.ChairOutage.model_validate(given)


def spans(clinic: Founded) -> list[tuple[datetime, datetime]]:
    return [(each.starts, each.ends) for each in clinic.read(o.load_outages)]


def out_between(clinic: Founded, days: int) -> list[tuple[datetime, datetime]]:
    """Return when the chair is out in that many days from today on, as every rule sees it."""
    facts = clinic.read(lambda s: load_facts(s, TODAY, TODAY + timedelta(days=days - 1)))
    return sorted((each.starts, each.ends) for each in facts.outages)


def test_an_outage_tells_the_visits_it_meets(founded: Founded, chair: r.Chair) -> None:
    patient, other = a_patient(), r.Chair(name="Chair 2")
    founded.add(patient, other)
    founded.visit(patient, chair, at(9))
    founded.visit(patient, other, at(12))
    once = outage(at(10), at(14))
    done = founded.run(lambda work: o.add_outage(work, once))
    assert done.label == "Take Chair 1 out of service; 1 visit booked in that time"
    assert founded.read(o.load_outages) == (once,)
    founded.run(lambda work: o.remove_outage(work, once))
    assert founded.read(o.load_outages) == ()


def test_an_endless_outage_counts_the_visits_to_the_last_one_booked(
    founded: Founded, chair: r.Chair
) -> None:
    patient = a_patient()
    founded.add(patient)
    for days in (0, 7, 8, 700, 701):
        founded.visit(patient, chair, at(9, days=days))
    weekly = outage(at(10), at(11), every_days=7, except_days=(TODAY + timedelta(days=7),))
    done = founded.run(lambda work: o.add_outage(work, weekly))
    told = "Take Chair 1 out of service, every week; 2 visits booked in that time"
    assert done.label == told


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (outage(at(10), at(10)), "ends 11/24/2026 10:00, which is not after its start 11/24/2026"),
        (
            outage(at(10), at(9, days=8), every_days=7),
            "lasts longer than 7 days, after which it would begin again",
        ),
        (
            outage(at(10), at(11), every_days=7, repeats_until=date(2026, 11, 23)),
            "repeated to 11/23/2026, which is before its start 11/24/2026",
        ),
        (outage(at(10), at(11)).model_copy(update={"every_days": 400}), "over the limit of 366"),
    ],
)
def test_a_wrong_outage_is_refused_with_the_reason(
    founded: Founded, chair: r.Chair, wrong: r.ChairOutage, says: str
) -> None:
    assert says in founded.refused(lambda work: o.add_outage(work, wrong))


def test_an_outage_may_last_until_the_next_begins(founded: Founded, chair: r.Chair) -> None:
    founded.run(lambda work: o.add_outage(work, outage(at(8), at(8, days=1), every_days=1)))
    assert len(out_between(founded, 2)) == 3, "today, tomorrow, and the night after"


def test_what_repeats_no_more_keeps_nothing_of_a_repetition(
    founded: Founded, chair: r.Chair
) -> None:
    once = outage(at(8), at(9), repeats_until=date(2027, 1, 1), except_days=(TODAY,))
    founded.run(lambda work: o.add_outage(work, once))
    (kept,) = founded.read(o.load_outages)
    assert (kept.repeats_until, kept.except_days) == (None, ())


def test_rules_and_pictures_see_each_time_of_a_repeated_outage(
    founded: Founded, chair: r.Chair
) -> None:
    founded.add(outage(at(12), at(13), every_days=2))
    assert [starts.day for starts, _ in out_between(founded, 5)] == [24, 26, 28]
    facts = founded.read(lambda s: load_facts(s, TODAY, TODAY))
    assert facts.outages[0].every_days is None


@pytest.mark.parametrize(
    ("starts", "ends", "left"),
    [
        (at(8), at(9), [(at(9), at(12))]),
        (at(11), at(12), [(at(8), at(11))]),
        (at(9), at(10), [(at(8), at(9)), (at(10), at(12))]),
        (at(7), at(13), []),
        (at(11), None, [(at(8), at(11))]),
    ],
)
def test_reopening_shortens_parts_or_removes_a_single_outage(
    founded: Founded,
    chair: r.Chair,
    starts: datetime,
    ends: datetime | None,
    left: list[tuple[datetime, datetime]],
) -> None:
    once = outage(at(8), at(12))
    founded.add(once)
    founded.run(lambda work: o.reopen_chair(work, chair.id, starts, ends))
    assert spans(founded) == left
    founded.dispatcher.undo()
    assert founded.read(o.load_outages) == (once,)


def test_reopening_cuts_every_outage_of_the_range_in_one_act(
    founded: Founded, chair: r.Chair
) -> None:
    other = r.Chair(name="Chair 2")
    kept = outage(at(8), at(12), chair_id=other.id)
    founded.add(other, kept, outage(at(8), at(12)), outage(at(10), at(11), every_days=1))
    before = founded.snapshot()
    done = founded.run(
        lambda work: o.reopen_chair(work, chair.id, at(9), at(10, 30)),
    )
    assert done.label == "Put Chair 1 back into service from 11/24/2026 09:00 to 10:30"
    mine = [(starts, ends) for starts, ends in out_between(founded, 2)]
    assert mine == [
        (at(8), at(9)),
        (at(8), at(12)),
        (at(10, 30), at(11)),
        (at(10, 30), at(12)),
        (at(10, days=1), at(11, days=1)),
        (at(10, days=2), at(11, days=2)),
    ]
    founded.dispatcher.undo()
    assert founded.snapshot() == before


def test_the_last_times_of_a_repetition_are_cut_off(founded: Founded, chair: r.Chair) -> None:
    founded.add(outage(at(8), at(9), every_days=1, repeats_until=date(2026, 11, 30)))
    founded.run(lambda work: o.reopen_chair(work, chair.id, at(0, days=4), at(0, days=9)))
    (kept,) = founded.read(o.load_outages)
    assert (kept.repeats_until, kept.except_days) == (date(2026, 11, 27), ())


def test_a_repetition_of_which_nothing_is_left_goes(founded: Founded, chair: r.Chair) -> None:
    founded.add(outage(at(8), at(9), every_days=1, repeats_until=date(2026, 11, 30)))
    founded.run(lambda work: o.reopen_chair(work, chair.id, at(0), at(0, days=9)))
    assert founded.read(o.load_outages) == ()


def test_an_endless_outage_can_be_ended_for_good(founded: Founded, chair: r.Chair) -> None:
    founded.add(outage(at(8), at(12), every_days=7))
    done = founded.run(lambda work: o.reopen_chair(work, chair.id, at(10, days=14)))
    assert done.label == "Put Chair 1 back into service from 12/08/2026 10:00 on"
    assert out_between(founded, 60) == [
        (at(8), at(12)),
        (at(8, days=7), at(12, days=7)),
        (at(8, days=14), at(10, days=14)),
    ]


def test_a_repetition_that_ends_before_is_no_outage_to_reopen(
    founded: Founded, chair: r.Chair
) -> None:
    founded.add(outage(at(8), at(9), every_days=1, repeats_until=date(2026, 11, 25)))
    says = "Chair 1 is in service all the time from 12/01/2026 08:00 on"
    assert says in founded.refused(lambda work: o.reopen_chair(work, chair.id, at(8, days=7)))


def test_a_range_to_reopen_ends_after_its_start(founded: Founded, chair: r.Chair) -> None:
    founded.add(outage(at(8), at(12)))
    said = founded.refused(lambda work: o.reopen_chair(work, chair.id, at(9), at(9)))
    assert "the time to reopen ends 11/24/2026 09:00, not after its start" in said


HOURS = st.integers(0, 60)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.builds(
            lambda start, length, every, until: outage(
                at(0) + timedelta(hours=start),
                at(0) + timedelta(hours=start + min(length, 24 * (every or 99))),
                every_days=every,
                repeats_until=TODAY + timedelta(days=until) if every and until > 2 else None,
            ),
            HOURS,
            st.integers(1, 40),
            st.sampled_from((None, 1, 2, 3)),
            st.integers(0, 8),
        ),
        max_size=3,
    ),
    HOURS,
    st.integers(1, 200),
)
def test_a_reopened_range_is_open_and_nothing_else_has_changed(
    known: list[r.ChairOutage], start: int, length: int
) -> None:
    starts = at(0) + timedelta(hours=start)
    for ends in (starts + timedelta(hours=length), None):
        cut = [_after(each, starts, ends) for each in known]
        now = [each for group in cut for each in group]
        for hour in range(24 * 14):
            moment = at(0) + timedelta(hours=hour)
            is_reopened = starts <= moment and (ends is None or moment < ends)
            assert _is_out(now, moment) == (_is_out(known, moment) and not is_reopened), moment


def _after(outage: r.ChairOutage, starts: datetime, ends: datetime | None) -> list[r.Record]:
    changes: tuple[Change, ...] = o.cut_outage(outage, starts, ends)
    touched = any(change.before == outage for change in changes)
    stays: list[r.Record] = [] if touched else [outage]
    return stays + [change.after for change in changes if change.after is not None]


def _is_out(outages: list[r.Record] | list[r.ChairOutage], moment: datetime) -> bool:
    singles = [each for each in outages if isinstance(each, r.ChairOutage)]
    return bool(expand_outages(singles, moment, moment + timedelta(hours=1)))


def test_the_days_of_an_outage_keep_the_wall_clock_time() -> None:
    weekly = outage(datetime(2026, 10, 26, 8), datetime(2026, 10, 26, 12), every_days=7)  # noqa: DTZ001
    (found,) = expand_outages([weekly], datetime(2026, 11, 2), datetime(2026, 11, 3))  # noqa: DTZ001
    assert (found.starts.time(), found.ends.time()) == (time(8), time(12))
