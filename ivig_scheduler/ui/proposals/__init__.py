"""What the program proposes, shown before it is accepted."""
