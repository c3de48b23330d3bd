"""The settings as rows: value, default, unit and source, and what was typed and refused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.settings_table import SETTINGS, Setting, SettingKind
from ivig_scheduler.ui.widgets.rows_model import Column, Index, RowRole, RowsModel, Tone
from ivig_scheduler.ui.words import sentence

VALUE, ACT = 2, 6


@dataclass(frozen=True)
class SettingLine:
    """A setting as it stands; `typed` and `problem` hold an answer that was refused."""

    setting: Setting
    value: str
    is_first: bool = False
    typed: str | None = None
    problem: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether the site changed it."""
        return self.value != self.setting.default

    @property
    def is_fixed(self) -> bool:
        """Whether there is nothing to choose."""
        return len(self.setting.choices) == 1

    @property
    def is_words(self) -> bool:
        """Whether the value is a text of the site's own, of any length."""
        return self.setting.kind is SettingKind.TEXT

    @property
    def shown(self) -> str:
        """What the value's cell shows: what was typed, else what is stored."""
        return self.value if self.typed is None else self.typed

    @property
    def act(self) -> str:
        """What can be done about it at the end of the line."""
        if self.typed is not None:
            return "Discard"
        return "Back to default" if self.is_changed else ""

    def matches(self, words: Iterable[str]) -> bool:
        """Return whether every word is in what the line says."""
        setting = self.setting
        said = " ".join((setting.group, setting.title, setting.unit, setting.source, self.value))
        return all(word in said.casefold() for word in words)


def setting_lines(
    settings: Settings,
    refused: Mapping[str, tuple[str, str]],
    text: str = "",
    *,
    changed_only: bool = False,
) -> tuple[SettingLine, ...]:
    """Return the lines that match `text`; `refused` holds (typed, problem) by key."""
    words = text.casefold().split()
    lines: list[SettingLine] = []
    for setting in SETTINGS:
        typed, problem = refused.get(setting.key, (None, ""))
        is_first = not lines or lines[-1].setting.group != setting.group
        line = SettingLine(setting, settings.text(setting.key), is_first, typed, problem)
        wanted = line.is_changed or line.typed is not None or not changed_only
        if wanted and line.matches(words):
            lines.append(line)
    return tuple(lines)


def _shown(line: SettingLine) -> str:
    return line.shown or "not set"


def _value_tone(line: SettingLine) -> Tone:
    if line.problem:
        return Tone.DANGER
    if line.is_fixed or not line.shown:
        return Tone.MUTED
    return Tone.STRONG if line.is_changed else Tone.PLAIN


def _note(line: SettingLine) -> str:
    if line.problem:
        return sentence(line.problem)
    return (
        "Always on: it cannot be switched off" if line.is_fixed else sentence(line.setting.source)
    )


COLUMNS = (
    Column[SettingLine](
        "Group", lambda line: line.setting.group if line.is_first else "", 76, tone=Tone.MUTED
    ),
    Column[SettingLine](
        "Setting",
        lambda line: line.setting.title,
        stretches=True,
        tone=lambda line: Tone.STRONG if line.is_changed else Tone.PLAIN,
        tip=lambda line: line.setting.title,
    ),
    Column[SettingLine](
        "Value",
        _shown,
        80,
        is_number=True,
        tone=_value_tone,
        tip=lambda line: line.shown if line.is_words else "",
    ),
    Column[SettingLine]("Unit", lambda line: line.setting.unit, 80, tone=Tone.MUTED),
    Column[SettingLine](
        "Default",
        lambda line: line.setting.default or "not set",
        62,
        is_number=True,
        tone=Tone.MUTED,
    ),
    Column[SettingLine](
        "Source",
        _note,
        stretches=True,
        tone=lambda line: Tone.DANGER if line.problem else Tone.MUTED,
        tip=_note,
    ),
    Column[SettingLine]("", lambda line: line.act, 122, is_number=True, tone=Tone.LINK),
)


class SettingsModel(RowsModel[SettingLine]):
    """The rows, of which the value can be edited; `typed` carries the key and the new text."""

    typed = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, lambda line: line.setting.key, parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if role == Qt.ItemDataRole.EditRole and index.isValid():
            return self.rows[index.row()].shown
        if role == RowRole.CHOICES and index.isValid() and index.column() == VALUE:
            return self.rows[index.row()].setting.choices
        if role == RowRole.IS_LONG and index.isValid():
            return index.column() == VALUE and self.rows[index.row()].is_words
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == VALUE and not self.rows[index.row()].is_fixed:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line: SettingLine = index.data(RowRole.RECORD)
        text = str(value)
        if role != Qt.ItemDataRole.EditRole or text == line.shown:
            return False
        self.typed.emit(line.setting.key, text)
        return True
