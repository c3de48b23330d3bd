"""A made-up clinic to try the program on: seeded, so the same day always gives the same one."""
