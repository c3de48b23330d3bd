"""Printed sheets: laid out on pages, looked at, printed and saved as PDF."""
