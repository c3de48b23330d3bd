"""The courses: their list, and the form that starts a new one."""
