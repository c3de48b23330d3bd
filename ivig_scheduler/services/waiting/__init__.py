"""The waiting list for an earlier place: who waits, which place fits whom, and taking it."""
