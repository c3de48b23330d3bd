"""How often something happens, in words."""

from datetime import datetime
from uuid import UUID

import pytest

from ivig_scheduler.domain.records import ChairOutage
from ivig_scheduler.ui.setup.repetition_texts import (
    read_repetition,
    show_outage,
    show_repetition,
)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("", None),
        ("once", None),
        ("Every day", 1),
        ("every week", 7),
        ("Every 4 weeks", 28),
        ("10", 10),
        ("10 days", 10),
        ("every 3 weeks", 21),
        (" Every  1 day", 1),
    ],
)
def test_a_repetition_is_read_as_people_type_it(text: str, days: int | None) -> None:
    assert read_repetition(text) == days
    assert read_repetition(show_repetition(days)) == days


@pytest.mark.parametrize("text", ["often", "0 days", "every", "-3", "2 months"])
def test_what_is_no_repetition_says_what_to_type(text: str) -> None:
    with pytest.raises(ValueError, match="type it as 10 days"):
        read_repetition(text)


@pytest.mark.parametrize(
    ("starts", "ends", "every_days", "told"),
    [
        ("2026-11-24T00:00", "2026-11-26T00:00", None, "11/24/2026 to 11/25/2026"),
        (
            "2026-11-24T08:00",
            "2026-11-24T12:00",
            1,
            "Every day, 08:00 to 12:00\nfrom 11/24/2026, no end",
        ),
        (
            "2026-11-24T00:00",
            "2026-11-26T00:00",
            14,
            "Every 2 weeks, Tue, 2 whole days\nfrom 11/24/2026, no end",
        ),
        (
            "2026-11-24T22:00",
            "2026-11-25T06:00",
            10,
            "Every 10 days, 22:00 to 06:00\nfrom 11/24/2026, no end",
        ),
        (
            "2026-11-24T22:00",
            "2026-11-26T06:00",
            10,
            "Every 10 days, 22:00 to 06:00 2 days later\nfrom 11/24/2026, no end",
        ),
    ],
)
def test_an_outage_tells_how_often_and_when(
    starts: str, ends: str, every_days: int | None, told: str
) -> None:
    outage = ChairOutage(
        chair_id=UUID(int=1),
        starts=datetime.fromisoformat(starts),
        ends=datetime.fromisoformat(ends),
        reason="x",
        every_days=every_days,
    )
    assert show_outage(outage) == told
