import pytest
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from ivig_scheduler.ui.schedule.inks import Hand

NAMES = ("A. Lindqvist", "H. Adeyemi-Oyelaran", "T. Nguyễn", "B. García Márquez", "Ng", "WAVAWA To")


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    return Hand(12, strong=True)


@pytest.mark.parametrize("name", NAMES)
def test_a_text_that_fits_is_not_cut_and_one_that_does_not_ends_in_dots(
    hand: Hand, name: str
) -> None:
    metrics = QFontMetrics(hand.font)
    whole = metrics.horizontalAdvance(name)
    assert hand.cut(name, whole + 4) == name
    for room in range(20, whole - 2, 7):
        cut = hand.cut(name, room)
        assert cut.endswith("…")
        assert name.startswith(cut[:-1])
        assert metrics.horizontalAdvance(cut) <= room + 1


def test_what_is_kept_of_texts_has_an_end(hand: Hand) -> None:
    for number in range(9000):
        hand.cut(f"A. Patient {number}", 40)
    assert len(hand._cut) <= 4000
