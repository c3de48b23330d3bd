"""A visit in pictures: its phases in time, the ladder of its rates, its steps as a table."""
