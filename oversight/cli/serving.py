"""`serve`: the dashboard in the browser."""

from pathlib import Path
from typing import Annotated

import typer

from oversight.cli.reading import StoreFolder


class ServingError(Exception):
    """The dashboard cannot be served; the first argument is one Chinese sentence."""


def serve(
    store: StoreFolder = Path("data"),
    host: Annotated[str, typer.Option("--host", help="监听的地址；127.0.0.1 只有本机能看")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="端口", min=1, max=65535)] = 8501,
) -> int:
    """打开看板服务。"""
    from oversight import server  # streamlit takes a second to import, which the other commands need not pay

    try:
        server.serve(store, host, port)
    except server.ServeError as problem:
        raise ServingError(problem.args[0]) from None
    return 0
