"""Planning a day of the clinic anew: the day counted in slots, its plan, and what it proposes."""
