"""Shifts as people type them."""

from datetime import time

import pytest

from ivig_scheduler.ui.setup.span_texts import read_spans, show_spans

DAY = ((time(7), time(15, 30)),)


@pytest.mark.parametrize(
    "text", ["7-15:30", "07:00 - 15:30", "7–1530", "7 am to 3:30 pm", "7-15:30,"]
)
def test_a_shift_is_read_however_it_is_typed(text: str) -> None:
    assert read_spans(text) == DAY


def test_a_break_divides_a_day_into_two_shifts() -> None:
    spans = read_spans("7-12, 12:30-15:30")
    assert spans == ((time(7), time(12)), (time(12, 30), time(15, 30)))
    assert show_spans(spans) == "7-12, 12:30-15:30"


def test_an_empty_text_is_a_day_off() -> None:
    assert read_spans("  ") == ()


@pytest.mark.parametrize("text", ["mornings", "7", "7-", "7-12-15", "7-25"])
def test_what_is_no_shift_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="type it as"):
        read_spans(text)
