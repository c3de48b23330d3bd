"""A figure before and after, with its name above in muted letters."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ivig_scheduler.ui.widgets.kind import label


def figure(name: str, before: str, after: str) -> QWidget:
    """Return a figure; what was before is shown where it is known and another one."""
    one = QWidget()
    column = QVBoxLayout(one)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(label(name, "muted"))
    row = QHBoxLayout()
    row.setSpacing(6)
    is_same = before == after
    if before and not is_same:
        row.addWidget(label(f"{before} →", "quiet"))
    row.addWidget(label(after, "quiet" if is_same else "strong"))
    row.addStretch(1)
    column.addLayout(row)
    return one
