"""Search and optimisation over the domain."""
