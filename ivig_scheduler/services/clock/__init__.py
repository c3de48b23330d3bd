"""The clock of a visit under way: its times, and what happens to its infusion."""
