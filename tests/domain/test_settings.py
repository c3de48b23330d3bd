"""The table of settings: one default, unit and source for each number of the design."""

import pytest

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.settings import BY_KEY, Settings, check_setting
from ivig_scheduler.domain.settings_table import SETTINGS, Setting, SettingKind
from ivig_scheduler.domain.terms import Severity


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_every_default_is_allowed_and_written_as_it_would_be_stored(setting: Setting) -> None:
    assert check_setting(setting.key, setting.default) == setting.default
    assert setting.title and setting.source and setting.group
    assert setting.unit or setting.kind is SettingKind.CHOICE or setting.key == "dose.adjust_factor"


def test_no_key_and_no_title_is_there_twice() -> None:
    assert len(BY_KEY) == len(SETTINGS)
    assert len({setting.title for setting in SETTINGS}) == len(SETTINGS)


def test_the_settings_of_a_group_stand_together() -> None:
    groups = [setting.group for setting in SETTINGS]
    heads = [group for before, group in zip(["", *groups], groups, strict=False) if before != group]
    assert len(heads) == len(set(heads))


@pytest.mark.parametrize(
    ("key", "default"),
    [
        ("phase.assessment", 15),
        ("phase.access", 10),
        ("phase.pharmacy", 30),
        ("phase.flush", 10),
        ("phase.observation", 30),
        ("phase.observation_naive", 60),
        ("phase.discharge", 10),
        ("phase.turnover", 10),
        ("phase.check_in", 15),
        ("calendar.grid", 15),
        ("calendar.window", 4),
        ("naive.gap", 56),
        ("naive.latest_hour", 12),
        ("nurse.patients", 4),
        ("nurse.points", 5),
        ("nurse.spacing", 30),
        ("nurse.infusion_start", 15),
        ("nurse.rate_change", 5),
        ("weight.days", 183),
        ("lock.after", 10),
    ],
)
def test_a_default_is_the_one_of_the_design(key: str, default: int) -> None:
    assert Settings().whole(key) == default


@pytest.mark.parametrize("key", ["clearance.chair_overlap", "clearance.chair_outage"])
@pytest.mark.parametrize("choice", ["off", "warn"])
def test_a_chair_taken_or_out_of_service_can_never_be_let_through(key: str, choice: str) -> None:
    with pytest.raises(RuleBrokenError, match=f"'{choice}' is not one of block"):
        check_setting(key, choice)
    rule = key.removeprefix("clearance.")
    assert Settings({key: choice}).severity(rule) is Severity.BLOCK, "not even by the database"


def test_a_number_of_endless_digits_is_no_setting() -> None:
    with pytest.raises(RuleBrokenError, match="more than 30 digits"):
        check_setting("dose.adjust_factor", "1e-999999999")
    with pytest.raises(RuleBrokenError, match="more than 30 digits"):
        check_setting("calendar.grid", "1e999999999")


def test_a_number_is_stored_without_needless_digits() -> None:
    assert check_setting("dose.maximum", " 2,50 ") == "2.5"
    assert check_setting("calendar.grid", "10.0") == "10"
    assert check_setting("dose.site_ml_per_h", " ") == ""


def test_the_sites_own_words_are_kept_as_typed_and_may_be_empty_but_not_endless() -> None:
    assert (
        check_setting("letter.bring", "  A sweater, 1/2 sandwich.  ") == "A sweater, 1/2 sandwich."
    )
    assert check_setting("letter.bring", " ") == ""
    with pytest.raises(RuleBrokenError, match="has 4001 letters, more than 4000"):
        check_setting("letter.bring", "x" * 4001)
