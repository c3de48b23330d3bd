"""Every number and policy of a site, with its default, unit and source: the one place for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.quantities import MOST_DIGITS, find_number, has_more_digits
from ivig_scheduler.domain.records import SettingValue
from ivig_scheduler.domain.settings_table import SETTINGS, Setting, SettingKind
from ivig_scheduler.domain.terms import PhaseName, Severity

BY_KEY: Mapping[str, Setting] = {setting.key: setting for setting in SETTINGS}


@dataclass(frozen=True)
class Settings:
    """The site's settings: what it changed, and the defaults for all the rest."""

    changed: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, values: Iterable[SettingValue]) -> "Settings":
        """Return the settings given by the stored values."""
        return cls({value.key: value.value for value in values})

    def text(self, key: str) -> str:
        """Return the setting as text. Raises KeyError for a key no setting has."""
        return self.changed.get(key, BY_KEY[key].default)

    def whole(self, key: str) -> int:
        """Return a whole-number setting in its own unit."""
        return int(self.text(key))

    def amount(self, key: str) -> Decimal:
        """Return an exact setting in its own unit."""
        return Decimal(self.text(key))

    def optional_amount(self, key: str) -> Decimal | None:
        """Return an exact setting, or None where the site left it empty."""
        text = self.text(key)
        return Decimal(text) if text else None

    def severity(self, rule: str) -> Severity:
        """Return what the site makes of a failed check of the rule named `rule`.

        A stored choice that is not offered, such as letting a taken chair through, does not count.
        """
        if rule not in self._severities:
            setting = BY_KEY[f"clearance.{rule}"]
            chosen = self.text(setting.key)
            is_offered = chosen in setting.choices
            self._severities[rule] = Severity(chosen if is_offered else setting.default)
        return self._severities[rule]

    def phase_minutes(self, phase: PhaseName) -> int:
        """Return the default minutes of a phase of the visit."""
        return self.whole(f"phase.{phase.value}")

    @cached_property
    def _severities(self) -> dict[str, Severity]:
        return {}


def can_be_off(rule: str) -> bool:
    """Return whether site policy could switch the check of the rule named `rule` off."""
    return Severity.OFF in BY_KEY[f"clearance.{rule}"].choices


def check_setting(key: str, text: str) -> str:
    """Return `text` as it will be stored. Raises RuleBrokenError with the value and the limit."""
    setting = BY_KEY.get(key)
    if setting is None:
        raise refuse(key, f"there is no setting named '{key}'")
    cleaned = text.strip()
    if setting.kind is SettingKind.CHOICE:
        if cleaned not in setting.choices:
            allowed = ", ".join(setting.choices)
            raise refuse(key, f"{setting.title}: '{cleaned}' is not one of {allowed}")
        return cleaned
    if setting.kind is SettingKind.TEXT:
        return _checked_words(setting, cleaned)
    if not cleaned and setting.kind is SettingKind.OPTIONAL_AMOUNT:
        return ""
    return _checked_number(setting, cleaned)


def _checked_words(setting: Setting, text: str) -> str:
    if len(text) > setting.maximum:
        raise refuse(
            setting.key,
            f"{setting.title}: the text has {len(text)} letters, more than {setting.maximum}",
        )
    return text


def _checked_number(setting: Setting, text: str) -> str:
    amount = find_number(text)
    is_whole = amount is not None and amount == amount.to_integral_value()
    if amount is None or (setting.kind is SettingKind.WHOLE and not is_whole):
        raise refuse(setting.key, f"{setting.title}: '{text}' is not a number of {setting.unit}")
    if has_more_digits(amount, MOST_DIGITS):
        raise refuse(setting.key, f"{setting.title}: '{text}' has more than {MOST_DIGITS} digits")
    if not setting.minimum <= amount <= setting.maximum:
        raise refuse(
            setting.key,
            f"{setting.title}: {text} {setting.unit} is outside "
            f"{setting.minimum} to {setting.maximum} {setting.unit}",
        )
    return (
        str(int(amount)) if setting.kind is SettingKind.WHOLE else format(amount.normalize(), "f")
    )
