"""The settings of the site: read, changed, and taken back to their defaults."""

from ivig_scheduler.domain.changes import ChangeSet, added, changed, removed
from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.records import SettingValue
from ivig_scheduler.domain.settings import BY_KEY, Settings, check_setting
from ivig_scheduler.domain.settings_table import Setting, SettingKind
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.storage.reader import Reader


def load_settings(store: Reader) -> Settings:
    """Return the site's settings."""
    return Settings.of(store.all(SettingValue))


def change_setting(work: Work, key: str, text: str) -> ChangeSet:
    """Give a setting another value; the default's own text takes the site's value away.

    Raises RuleBrokenError with the value and the limit.
    """
    value = check_setting(key, text)
    setting = BY_KEY[key]
    if value == setting.default:
        return reset_setting(work, key)
    label = f"Set '{setting.title}'{_to(setting, value)}"
    stored = _stored(work.store, key)
    if stored is None:
        return ChangeSet(label, added(SettingValue(key=key, value=value)))
    return ChangeSet(label, changed(stored, stored.model_copy(update={"value": value})))


def reset_setting(work: Work, key: str) -> ChangeSet:
    """Give a setting its default again."""
    setting = BY_KEY.get(key)
    if setting is None:
        raise refuse(key, f"there is no setting named '{key}'")
    stored = _stored(work.store, key)
    gone = removed([stored]) if stored else ()
    shown = f"{setting.default} {setting.unit}".strip() if setting.default else "nothing"
    return ChangeSet(f"Set '{setting.title}' back to {shown}", gone)


def _to(setting: Setting, value: str) -> str:
    """Return the end of a label; the site's own words are too long for one."""
    if setting.kind is SettingKind.TEXT:
        return ""
    return f" to {f'{value} {setting.unit}'.strip() or 'nothing'}"


def _stored(store: Reader, key: str) -> SettingValue | None:
    return next(iter(store.where(SettingValue, key=key)), None)
