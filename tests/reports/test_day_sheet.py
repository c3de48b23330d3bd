"""The day by time, and the nurses' sheet."""

from datetime import date
from uuid import uuid4

from ivig_scheduler.domain.nursing import NurseDuty
from ivig_scheduler.domain.terms import CancelReason, Status
from ivig_scheduler.reports.day_sheet import make_day_sheet
from ivig_scheduler.reports.naming import Naming
from ivig_scheduler.reports.nurse_sheet import make_nurse_sheet
from ivig_scheduler.reports.paper import PageBreak, Paper, Table, Words
from tests.reports.printed import a_patient, a_visit, at

DAY = date(2026, 12, 1)
NINE, TEN = at("2026-12-01 09:00"), at("2026-12-01 10:00")
SHIFT = (at("2026-12-01 08:00"), at("2026-12-01 17:00"))


def tables(paper: Paper) -> list[Table]:
    return [block for block in paper.blocks if isinstance(block, Table)]


def words(paper: Paper) -> list[str]:
    return [block.text for block in paper.blocks if isinstance(block, Words)]


def test_the_visits_stand_in_time_order_with_all_that_is_asked_of_a_day() -> None:
    late = a_visit(TEN, patient=a_patient("Brandt", "Tom", "204-881"), chair="Chair 2")
    early = a_visit(NINE, status=Status.CONFIRMED, is_naive_like=True)
    paper = make_day_sheet(DAY, (late, early), site="Bay Infusion")
    (table,) = tables(paper)
    assert table.rows[0].cells == (
        "09:00 to 11:30",
        "Osei, Ama\nborn 06/02/1968 · MRN 117-402",
        "Chair 1",
        "Privigen 10%\n20 g, 200 mL",
        "09:25 to 10:55",
        "✓ Confirmed",
        "as a first infusion",
    )
    assert table.rows[1].cells[1].startswith("Brandt, Tom")
    assert words(paper) == [
        "2 visits in 2 chairs, 09:00 to 12:30. 1 visit to be treated as a first infusion."
    ]
    assert paper.subtitle == "Tuesday 12/01/2026" and paper.site == "Bay Infusion"


def test_what_was_called_off_stands_below_with_its_reason() -> None:
    off = a_visit(
        NINE, status=Status.CANCELLED, cancel_reason=CancelReason.COVER, cancel_note="lapsed"
    )
    wrong = a_visit(NINE, status=Status.ENTERED_IN_ERROR)
    paper = make_day_sheet(DAY, (off, wrong, a_visit(TEN)), site="Bay")
    seated, called_off = tables(paper)
    assert len(seated.rows) == 1
    assert [row.cells[-1] for row in called_off.rows] == ["cover: lapsed"]


def test_an_empty_day_says_so() -> None:
    paper = make_day_sheet(DAY, (), site="Bay", closed_reason="Thanksgiving")
    assert words(paper) == ["The site is closed: Thanksgiving. No visits on this day."]
    assert not tables(paper) and paper.patients == ()


def test_the_file_of_a_day_names_nobody() -> None:
    paper = make_day_sheet(DAY, (a_visit(NINE),), site="Bay")
    assert paper.stem == "day-sheet-2026-12-01"


def test_the_times_of_a_visit_count_from_when_the_patient_sat_down() -> None:
    seated = a_visit(NINE, status=Status.IN_CHAIR, actual_start=at("2026-12-01 09:20"))
    (table,) = tables(make_day_sheet(DAY, (seated,), site="Bay"))
    assert table.rows[0].cells[4] == "09:45 to 11:15"
    assert "in chair 09:20" in table.rows[0].cells[6]


def test_each_nurse_has_the_visits_shared_out_to_them_with_the_times_for_hands() -> None:
    adams, baker = (NurseDuty(uuid4(), name, (SHIFT,), 4, 5) for name in ("Adams", "Baker"))
    early, late = a_visit(NINE), a_visit(TEN, patient=a_patient("Brandt", "Tom"))
    nurse_of = {early.appointment.id: baker.nurse_id, late.appointment.id: adams.nurse_id}
    paper = make_nurse_sheet(DAY, (early, late), (adams, baker), nurse_of, site="Bay")
    of_adams, of_baker = tables(paper)
    assert of_baker.rows[0].cells == (
        "09:00",
        "11:30",
        "Chair 1",
        "Osei, Ama\nborn 06/02/1968 · MRN 117-402",
        "Privigen 10%\n20 g, 200 mL",
        "09:55",
        "09:00  09:40  09:55  10:55  11:25",
        "45 min",
    )
    assert of_adams.rows[0].cells[3].startswith("Brandt")
    assert of_adams.rows[-1].cells[-1] == "45 min" and of_adams.rows[-1].is_total
    breaks = [block.subtitle for block in paper.blocks if isinstance(block, PageBreak)]
    assert breaks == ["Tuesday 12/01/2026 · Adams", "Tuesday 12/01/2026 · Baker"]


def test_a_visit_nobody_has_room_for_is_not_lost() -> None:
    adams = NurseDuty(uuid4(), "Adams", (SHIFT,), 1, 5)
    early, late = a_visit(NINE), a_visit(TEN, patient=a_patient("Brandt", "Tom"))
    nurse_of = {early.appointment.id: adams.nurse_id}
    paper = make_nurse_sheet(DAY, (early, late), (adams,), nurse_of, site="Bay")
    assert "Nobody has room for these visits" in words(paper)
    assert tables(paper)[-1].rows[0].cells[3].startswith("Brandt")


def test_masked_no_sheet_of_a_day_holds_a_name_a_birth_date_or_a_number() -> None:
    visits = (
        a_visit(NINE, override_reason="Osei's daughter drives"),
        a_visit(TEN, status=Status.CANCELLED, cancel_note="Ama is ill"),
    )
    naming = Naming(is_masked=True)
    sheets = (
        make_day_sheet(DAY, visits, site="Bay", naming=naming),
        make_nurse_sheet(DAY, visits[:1], (), {}, site="Bay", naming=naming),
    )
    for each in map(repr, sheets):
        assert not [secret for secret in ("Osei", "Ama", "1968", "117-402") if secret in each]
        assert "O. A." in each
