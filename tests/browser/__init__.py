"""The dashboard in a real browser: finished, offline, Chinese, and whole on a phone."""
