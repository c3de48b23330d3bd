"""Every setting of the site in one list that can be searched."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.settings_table import SETTINGS
from ivig_scheduler.services.site_settings import change_setting, load_settings, reset_setting
from ivig_scheduler.ui.actions import SETUP_ACTIONS
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.setup.section import Section
from ivig_scheduler.ui.setup.setting_lines import (
    VALUE,
    SettingLine,
    SettingsModel,
    setting_lines,
)
from ivig_scheduler.ui.shortcuts import bind_keys
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.card import Card
from ivig_scheduler.ui.widgets.edit_table import EditTable
from ivig_scheduler.ui.widgets.kind import label, set_kind
from ivig_scheduler.ui.words import sentence

SEARCH_PX = 320


class SettingsTable(EditTable):
    """The list; Return begins to edit the value of the selected line."""

    def edit_current(self) -> None:
        """Edit the value of the selected line."""
        self.edit_cell(self.model().index(self.currentIndex().row(), VALUE))


class SettingsSection(Section):
    """Search above, the list below; a value is stored when its line is left."""

    def __init__(self, desk: Desk, look: Look) -> None:
        super().__init__("Settings", desk, look)
        self._settings = Settings()
        self._refused: dict[str, tuple[str, str]] = {}
        self.search = QLineEdit()
        self.changed_only = QCheckBox(self.tr("Changed only"))
        self.model = SettingsModel(self)
        self.table = SettingsTable(look.theme, self.model)
        self.count = label("", "quiet")
        self.none = label("", "quiet")
        self.trouble = label("", "error", wrap=True)
        self.trouble.hide()
        self._search_icon = self.search.addAction(
            look.icons.icon("search", "muted", 16), QLineEdit.ActionPosition.LeadingPosition
        )
        self._lay_out()
        self.search.textChanged.connect(self._show_lines)
        self.changed_only.toggled.connect(self._show_lines)
        self.model.typed.connect(self.change)
        self.table.link_clicked.connect(lambda line, _column: self.follow(line))
        self.table.opened.connect(lambda _line: self.table.edit_current())
        bind_keys(self.table, SETUP_ACTIONS, {"default": self.follow_current}, within=False)

    def load(self) -> None:
        """Read the settings."""
        self.desk.read(load_settings, self._show, view="setup.settings")

    def set_look(self, look: Look) -> None:
        """Take another theme."""
        super().set_look(look)
        self.table.set_theme(look.theme)
        self._search_icon.setIcon(look.icons.icon("search", "muted", 16))

    def has_unsaved(self) -> bool:
        """Return whether a value was typed and refused."""
        return bool(self._refused)

    def change(self, key: str, text: str) -> None:
        """Give a setting another value; a refused one stays as typed, with the reason."""
        self._refused[key] = (text, "")
        self._show_lines()
        self.desk.act(
            lambda work: change_setting(work, key, text),
            then=lambda _changes: self._forget(key),
            refused=lambda error: self._keep(key, text, error),
        )

    def follow(self, line: SettingLine) -> None:
        """Discard what was refused, or go back to the default."""
        key = line.setting.key
        if line.typed is not None:
            self._forget(key)
        else:
            self.desk.act(lambda work: reset_setting(work, key))

    def follow_current(self) -> None:
        """Do for the selected line what stands at its end."""
        line = self.table.current_record()
        if isinstance(line, SettingLine) and line.act:
            self.follow(line)

    def _show(self, settings: Settings) -> None:
        self._settings = settings
        self._show_lines()

    def _forget(self, key: str) -> None:
        self._refused.pop(key, None)
        self.load()

    def _keep(self, key: str, text: str, error: RuleBrokenError) -> None:
        self._refused[key] = (text, str(error))
        self._show_lines()

    def _show_lines(self) -> None:
        text = self.search.text()
        lines = setting_lines(
            self._settings, self._refused, text, changed_only=self.changed_only.isChecked()
        )
        self.model.show_rows(lines)
        self._tell(len(lines))
        self.table.setVisible(bool(lines))
        self.none.setVisible(not lines)
        self.none.setText(
            self.tr("No setting has '{0}' in its name, unit or source.").format(text.strip())
            if text.strip()
            else self.tr("Every setting has its default.")
        )

    def _tell(self, shown: int) -> None:
        self.count.setText(
            self.tr(
                "{0} of {1} settings, {2} changed. Return edits a value, Delete takes it back."
            ).format(shown, len(SETTINGS), len(self._settings.changed))
        )
        problems = [sentence(problem) for _, problem in self._refused.values() if problem]
        self.trouble.setText("\n".join(problems))
        self.trouble.setVisible(bool(problems))

    def _lay_out(self) -> None:
        set_kind(self.search, "search")
        self.search.setPlaceholderText(self.tr("Find a setting"))
        self.search.setClearButtonEnabled(True)
        set_px(self.search, most_width=SEARCH_PX)
        self.search.setAccessibleName(self.tr("Find a setting"))
        self.table.setAccessibleName(self.tr("Settings"))
        card = Card()
        card.body.setContentsMargins(12, 12, 12, 8)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.search, 1)
        row.addWidget(self.changed_only)
        row.addStretch(1)
        row.addWidget(self.count)
        card.body.addLayout(row)
        card.add(self.trouble)
        card.add(self.table, 1)
        card.add(self.none, 1)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.none.hide()
        self.body.addWidget(card, 1)
