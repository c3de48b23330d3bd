"""The patients page: everybody in a list, and the file of one."""
