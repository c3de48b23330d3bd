"""Repairing the calendar after trouble: who is affected, who moves where, and who has no place."""
