"""The letter with every appointment to come."""

from datetime import date

from ivig_scheduler.domain.records import Patient
from ivig_scheduler.domain.terms import Status
from ivig_scheduler.reports.letter import make_letter
from ivig_scheduler.reports.naming import Naming
from ivig_scheduler.reports.paper import Paper, Table, TextKind, Words
from ivig_scheduler.reports.visits import PrintedVisit
from tests.reports.printed import a_patient, a_visit, at

TODAY = date(2026, 11, 24)


def letter(patient: Patient, *visits: PrintedVisit, **more: str) -> Paper:
    return make_letter(patient, visits, TODAY, site="Bay Infusion", check_in_minutes=15, **more)  # type: ignore[arg-type]


def said(paper: Paper) -> str:
    return "\n".join(block.text for block in paper.blocks if isinstance(block, Words))


def test_each_date_has_weekday_start_expected_end_treatment_and_chair_need() -> None:
    osei = a_patient().model_copy(update={"features_needed": ("bed", "port access")})
    second = a_visit(at("2026-12-29 08:15"), patient=osei)
    first = a_visit(at("2026-12-01 09:00"), patient=osei)
    paper = letter(osei, second, first)
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    need = "bed and port access"
    assert [row.cells for row in table.rows] == [
        ("Tuesday", "12/01/2026", "09:00", "11:30", "Privigen 10%", need),
        ("Tuesday", "12/29/2026", "08:15", "10:45", "Privigen 10%", need),
    ]
    assert "Dear Ama Osei," in said(paper)
    assert "your 2 appointments at Bay Infusion" in said(paper)
    assert "15 minutes before the start" in said(paper)


def test_a_held_date_is_marked_as_still_to_be_confirmed() -> None:
    osei = a_patient()
    paper = letter(osei, a_visit(at("2026-12-01 09:00"), patient=osei, status=Status.HELD))
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    assert table.rows[0].cells[1] == "12/01/2026 *" and "still to be confirmed" in said(paper)


def test_what_to_bring_and_whom_to_call_are_the_sites_own_words_or_nothing() -> None:
    osei, visit = a_patient(), a_visit(at("2026-12-01 09:00"))
    paper = letter(osei, visit, bring="Your insurance card.\nA warm sweater.", contact=" 555-0100 ")
    titles = [b.text for b in paper.blocks if isinstance(b, Words) and b.kind is TextKind.SECTION]
    assert titles == ["Please bring", "How to reach us"]
    assert "A warm sweater." in said(paper) and "555-0100" in said(paper)
    assert "bring" not in said(letter(osei, visit))


def test_without_a_visit_the_letter_says_that_there_is_none() -> None:
    paper = letter(a_patient())
    assert "At present you have no appointment at Bay Infusion." in said(paper)
    assert not [block for block in paper.blocks if isinstance(block, Table)]


def test_the_file_of_a_letter_names_nobody_and_its_text_is_large() -> None:
    paper = letter(a_patient())
    assert paper.stem == "letter" and paper.points >= 11


def test_a_masked_letter_names_nobody() -> None:
    osei = a_patient()
    visit = a_visit(at("2026-12-01 09:00"), patient=osei)
    paper = make_letter(osei, (visit,), TODAY, site="Bay", naming=Naming(is_masked=True))
    assert not [secret for secret in ("Osei", "Ama", "1968", "117") if secret in repr(paper)]
