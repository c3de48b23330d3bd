"""What was done and undone in this session, newest last; moved only after a commit."""

from ivig_scheduler.domain.changes import ChangeSet

LONGEST_HISTORY = 200


class History:
    """The stacks behind undo and redo."""

    def __init__(self) -> None:
        self._done: list[ChangeSet] = []
        self._undone: list[ChangeSet] = []

    @property
    def next_undo(self) -> ChangeSet | None:
        """What undo would take back."""
        return self._done[-1] if self._done else None

    @property
    def next_redo(self) -> ChangeSet | None:
        """What redo would do again."""
        return self._undone[-1] if self._undone else None

    def push(self, changes: ChangeSet) -> None:
        """Remember an act; what was undone before it cannot be redone any more."""
        self._done.append(changes)
        del self._done[:-LONGEST_HISTORY]
        self._undone.clear()

    def undone(self) -> None:
        """Move the last act to the redo side."""
        self._undone.append(self._done.pop())

    def redone(self) -> None:
        """Move the last undone act back."""
        self._done.append(self._undone.pop())
