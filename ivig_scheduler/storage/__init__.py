"""Tables, unit of work and migrations: the only place that speaks SQL."""
