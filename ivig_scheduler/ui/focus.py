"""Keeps the keys where one works when the button just pressed is greyed or hidden.

Qt hands them to whatever comes next in the window then. After the last button of a page that is the
rail or the menu.
"""

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid


class FocusKeeper(QObject):
    """Watches the page in front of `pages`."""

    def __init__(self, pages: QStackedWidget) -> None:
        super().__init__(pages)
        self._pages = pages
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        page = self._pages.currentWidget()
        if before is None or now is None or page is None or not page.isVisible():
            return
        if not page.isAncestorOf(before) or page.isAncestorOf(now):
            return
        if before.isEnabled() and before.isVisibleTo(page):
            return
        near = _nearest(before, page)
        if near is not None:
            # Once all is done that hides or greys it: a window that closes hides everything.
            QTimer.singleShot(0, self, lambda: _hand_over(now, near))


def _hand_over(now: QWidget, near: QWidget) -> None:
    if isValid(near) and near.isVisible() and QApplication.focusWidget() is now:
        near.setFocus(Qt.FocusReason.OtherFocusReason)


def _nearest(widget: QWidget, page: QWidget) -> QWidget | None:
    """Return the first widget that takes keys in the smallest part around `widget` that has one."""
    part = widget.parentWidget()
    while part is not None:
        for each in part.findChildren(QWidget):
            if _takes_keys(each, page):
                return each
        part = None if part is page else part.parentWidget()
    return None


def _takes_keys(widget: QWidget, page: QWidget) -> bool:
    by_tab = Qt.FocusPolicy.TabFocus.value
    return (
        bool(widget.focusPolicy().value & by_tab)
        and widget.isEnabled()
        and widget.isVisibleTo(page)
        and widget.focusProxy() is None
    )
