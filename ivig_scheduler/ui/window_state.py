"""What the window remembers between two starts: its place, its page and its colours."""

from typing import cast

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow

from ivig_scheduler.ui.text_size import TEXT_SIZES
from ivig_scheduler.ui.theme import ThemeChoice

_CHOICES = ("system", "light", "dark")


class WindowState:
    """Reads and writes the file that keeps the window's state; it holds nothing of patients."""

    def __init__(self, kept: QSettings) -> None:
        self._kept = kept

    @property
    def theme_choice(self) -> ThemeChoice:
        """The colours the user chose."""
        choice = str(self._kept.value("theme", "system"))
        return cast(ThemeChoice, choice) if choice in _CHOICES else "system"

    def keep_theme_choice(self, choice: ThemeChoice) -> None:
        """Remember the colours the user chose."""
        self._kept.setValue("theme", choice)

    @property
    def text_size(self) -> int:
        """How large the text is to be, in per cent."""
        kept = str(self._kept.value("text_size", TEXT_SIZES[0]))
        return int(kept) if kept in map(str, TEXT_SIZES) else TEXT_SIZES[0]

    def keep_text_size(self, per_cent: int) -> None:
        """Remember how large the text is to be."""
        self._kept.setValue("text_size", per_cent)

    @property
    def kept(self) -> QSettings:
        """The file itself, for parts of the window that keep choices of their own there."""
        return self._kept

    def restore(self, window: QMainWindow) -> bool:
        """Give the window the place it had; False where none is known."""
        geometry = self._kept.value("geometry")
        return isinstance(geometry, QByteArray) and window.restoreGeometry(geometry)

    def keep(self, window: QMainWindow) -> None:
        """Remember where the window is."""
        self._kept.setValue("geometry", window.saveGeometry())
        self._kept.sync()
