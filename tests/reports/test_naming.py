"""How patients are written on paper, in full and masked."""

import pytest

from ivig_scheduler.reports.naming import Naming, masked_number
from tests.reports.printed import a_patient


def test_a_patient_is_written_in_full() -> None:
    naming, osei = Naming(), a_patient()
    assert naming.name(osei) == "Osei, Ama"
    assert naming.short_name(osei) == "A. Osei"
    assert naming.spoken_name(osei) == "Ama Osei"
    assert naming.identity(osei) == "born 06/02/1968 · MRN 117-402"


def test_masked_there_are_initials_and_the_end_of_the_number_only() -> None:
    naming, osei = Naming(is_masked=True), a_patient()
    written = {naming.name(osei), naming.short_name(osei), naming.spoken_name(osei)}
    assert written == {"O. A."}
    assert naming.identity(osei) == "MRN …402"


def test_a_patient_of_one_name_has_one_initial() -> None:
    assert Naming(is_masked=True).name(a_patient(given="")) == "O."
    assert Naming().short_name(a_patient(given="")) == "Osei"


@pytest.mark.parametrize(
    ("number", "masked"),
    [("117-402", "…402"), ("1234", "…34"), ("12", "…2"), ("7", "…"), ("", "…")],
)
def test_a_masked_number_never_shows_all_of_it(number: str, masked: str) -> None:
    assert masked_number(number) == masked
