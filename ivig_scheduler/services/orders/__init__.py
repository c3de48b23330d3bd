"""Orders: drafting one as it is typed, checking it, and changing what a course is given by."""
