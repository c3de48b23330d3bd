"""The clock of a visit beside the schedule: its rate, its pauses, its times, and what they do."""
