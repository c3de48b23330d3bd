"""Small parts every page is built from."""
