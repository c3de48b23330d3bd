"""The work list: cycles that wait for a place on the calendar."""
