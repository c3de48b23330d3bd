"""The exceptions of a day in the window: what each would bring is shown before it is done."""
