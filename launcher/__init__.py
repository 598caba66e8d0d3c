"""What start.py does: the environment, the demo store, the server, the tests, the offline bundle.

Runs on the bare system Python before anything is installed, so every module here imports the standard
library only. Whatever goes wrong becomes one `Problem`: a Chinese sentence with the way out.
"""
