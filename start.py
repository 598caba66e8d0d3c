# -*- coding: utf-8 -*-  # noqa: UP009  (Python 2 needs it to read on)
"""Set up and open the dashboard, run every test, or pack everything for a PC without network.

    python start.py [--port 8501] [--no-browser] [--store DIR]
    python start.py test [arguments for pytest]
    python start.py bundle [--platform win_amd64] [--python 3.11]

This file must parse on any Python, however old, so that an old one is told so in a sentence and not by a
syntax error. The work is done in launcher/, which uses nothing outside the standard library either.
"""

import sys

REQUIRED = (3, 11)

if sys.version_info < REQUIRED:
    sentence = u"需要 Python {}.{} 或更新的版本，这台电脑上是 {}.{}。请安装新版本后再试。\n"  # noqa: UP025  (Python 2)
    sentence = sentence.format(*(REQUIRED + tuple(sys.version_info[:2])))
    stream = getattr(sys.stderr, "buffer", sys.stderr)
    stream.write(sentence.encode(sys.stderr.encoding or "utf-8", "replace"))  # type: ignore[arg-type]  # bytes there
    sys.exit(2)

if __name__ == "__main__":
    from launcher.command import main

    sys.exit(main(sys.argv[1:]))
