"""The inspector's small parts: rows of name and value, checks with their signs."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ivig_scheduler.ui.inspector_value import Act, Check, Row
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.kind import label

_CHECK_KINDS = {"good": "", "warning": "warning", "danger": "danger"}


class Emptying(QWidget):
    """A widget whose content is made anew each time it is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._made: list[QWidget] = []

    def _forget(self) -> None:
        for each in self._made:
            each.hide()
            each.deleteLater()
        self._made = []

    def texts(self) -> tuple[str, ...]:
        """Return what stands there, in order."""
        return tuple(each.text() for each in self._made if isinstance(each, QLabel))


class RowList(Emptying):
    """Names at the left in muted letters, values at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self._forget()
        top = Qt.AlignmentFlag.AlignTop
        for place, row in enumerate(rows):
            name = label(row.name, "quiet")
            value = self._value(row)
            self._grid.addWidget(name, place, 0, top)
            self._grid.addWidget(value, place, 1)
            self._made += [name, value]

    def _value(self, row: Row) -> QWidget:
        if not row.strong:
            alone = label(row.rest, wrap=True)
            alone.setAlignment(Qt.AlignmentFlag.AlignRight)
            return alone
        value = _Pair(row)
        value.setAccessibleName(f"{row.name} {row.strong}{row.rest}")
        return value


class _Pair(QLabel):
    """A strong word and what follows it; a long pair wraps as one text."""

    def __init__(self, row: Row) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setText(f"<b>{_escaped(row.strong)}</b>{_escaped(row.rest)}")
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class ActList(Emptying):
    """What was done, and below each act in muted letters when and by whom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)

    def show_acts(self, acts: Sequence[Act]) -> None:
        """Show other acts."""
        self._forget()
        for act in acts:
            words, stamp = label(act.label, wrap=True), label(act.stamp, "quiet", wrap=True)
            stamp.setContentsMargins(0, 0, 0, 5)
            for each in (words, stamp):
                self._column.addWidget(each)
                self._made.append(each)


class CheckList(Emptying):
    """A line for each check, its sign before it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(5)

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Show other checks."""
        self._forget()
        for check in checks:
            line = QWidget(self)
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(6)
            kind = _CHECK_KINDS[check.kind]
            sign, words = label(check.sign, kind), label(check.text, kind, wrap=True)
            set_px(sign, width=12)
            row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(words, 1)
            self._column.addWidget(line)
            self._made.append(line)

    def texts(self) -> tuple[str, ...]:
        """Return the checks with their signs, in order."""
        lines = ([each.text() for each in line.findChildren(QLabel)] for line in self._made)
        return tuple(" ".join(words) for words in lines)
