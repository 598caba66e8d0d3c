"""Timings of the whole road at a county's and a city's size; see README.md. Not run by the tests."""
