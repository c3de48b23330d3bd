"""IVIG Scheduler: from an immunoglobulin order to booked chairs."""

__version__ = "0.1.0"
