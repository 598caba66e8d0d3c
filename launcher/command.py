"""The command line of start.py."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from launcher import bundle, demo, environment, serving, testing
from launcher.problem import ROOT, Problem, prepare_streams


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit code. Bad luck is a sentence on standard error, never a traceback."""
    prepare_streams()
    try:
        if arguments and arguments[0] == "test":
            return testing.test(environment.ready(environment.TEST_LOCK), arguments[1:])
        if arguments and arguments[0] == "bundle":
            return _bundle(arguments[1:])
        return _serve(arguments)
    except Problem as problem:
        print(f"\n{problem}", file=sys.stderr, flush=True)
        return 2
    except KeyboardInterrupt:
        print("\n已停止。", file=sys.stderr, flush=True)
        return 130


def _serve(arguments: Sequence[str]) -> int:
    parser = _parser("python start.py", "打开看板。另有 test（测试）和 bundle（离线安装包）。")
    parser.add_argument("--port", type=_port, default=8501, metavar="端口", help="网页的端口，默认 8501")
    parser.add_argument("--no-browser", action="store_true", help="不自动打开浏览器")
    parser.add_argument(
        "--store", type=Path, default=ROOT / "data", metavar="文件夹", help="本单位的数据文件夹，默认 data"
    )
    options = parser.parse_args(arguments)
    python = environment.ready(environment.RUN_LOCK)
    store = demo.store_to_serve(python, options.store.absolute())
    return serving.serve(python, store, options.port, with_browser=not options.no_browser)


def _bundle(arguments: Sequence[str]) -> int:
    parser = _parser("python start.py bundle", "把程序和全部软件包做成一个压缩包，供不能上网的电脑安装。")
    parser.add_argument("--platform", metavar="系统", help=f"{bundle.COMMON_PLATFORMS} 等，默认同这台电脑")
    parser.add_argument("--python", metavar="版本", help="Python 的版本，如 3.11，默认同这台电脑")
    options = parser.parse_args(arguments)
    python = environment.ready(environment.RUN_LOCK)
    bundle.make(python, options.platform, options.python)
    return 0


class _Parser(argparse.ArgumentParser):
    """One that says in a sentence that it was called wrongly."""

    def error(self, message: str) -> NoReturn:
        reason = "选项后面缺少值" if "expected" in message else message.partition(": ")[2]
        raise Problem(f"命令写法不对：{reason}。运行 {self.prog} --help 可以看到用法。")


def _parser(program: str, description: str) -> argparse.ArgumentParser:
    return _Parser(prog=program, description=description, allow_abbrev=False)


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError("端口应是 1 到 65535 之间的整数")
    return int(text)
