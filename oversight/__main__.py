"""`python -m oversight`: the command line."""

import sys

from oversight.cli import main

sys.exit(main(sys.argv[1:]))
