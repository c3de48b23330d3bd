"""Figures and tables as data."""
