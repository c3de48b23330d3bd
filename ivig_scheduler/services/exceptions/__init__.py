"""The exceptions of a day: what each would bring, and visits that are added on the day."""
