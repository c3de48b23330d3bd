"""Courses: booking them, and keeping them right when a fact or a visit changes."""
