"""Records and rules: no Qt, no SQL, no clock, no files."""
