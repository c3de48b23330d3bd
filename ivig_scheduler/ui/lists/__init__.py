"""The lists beside the schedule: the day, who needs a place, who waits, and tomorrow."""
