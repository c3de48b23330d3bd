"""A series as a table; a cycle without a place uses its empty cells for the reasons."""

from PySide6.QtCore import QObject, Qt

from ivig_scheduler.ui.courses.series_lines import COLUMNS, SeriesLine
from ivig_scheduler.ui.widgets.rows_model import Index, RowRole, RowsModel

#: A cycle without a visit has no start, length and chair: its reasons stand there.
FIRST_EMPTY, WHAT = 2, 5
EMPTY_SPAN = WHAT - FIRST_EMPTY + 1


class SeriesModel(RowsModel[SeriesLine]):
    """Rows by the line's key."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, lambda line: line.key, parent)

    def empty_rows(self) -> tuple[int, ...]:
        """Return the places of the lines without a visit."""
        return tuple(place for place, line in enumerate(self.rows) if line.visit is None)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a role shows of a cell."""
        if not index.isValid() or self.rows[index.row()].visit is not None:
            return super().data(index, role)
        if index.column() == FIRST_EMPTY:
            return self._reasons(self.rows[index.row()], index, role)
        is_covered = FIRST_EMPTY < index.column() <= WHAT
        if is_covered and role == Qt.ItemDataRole.DisplayRole:
            return ""
        return super().data(index, role)

    def _reasons(self, line: SeriesLine, index: Index, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.what
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            case RowRole.TONE:
                return line.tone
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(line.reasons)
        return super().data(index, role)
