"""The question before the window closes while something typed is not saved."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from ivig_scheduler.domain.wording import listed
from ivig_scheduler.ui.pages import PAGE_TITLES
from ivig_scheduler.ui.widgets.kind import set_kind


def unsaved_box(parent: QWidget | None, pages: Sequence[str]) -> QMessageBox:
    """Return the dialog; its default button, and Esc, keep the window open."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("UnsavedBox", text)

    box = QMessageBox(parent)
    box.setWindowTitle(tr("Not saved yet"))
    where = listed(PAGE_TITLES[page] for page in pages)
    box.setText(tr("What you typed in {0} is not saved.").format(where))
    lose = box.addButton(tr("Close and lose it"), QMessageBox.ButtonRole.DestructiveRole)
    set_kind(lose, "danger")
    keep = box.addButton(tr("Keep working"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    return box
