"""What is gathered for printed sheets."""
