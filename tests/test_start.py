"""start.py and launcher/: one sentence for whatever goes wrong, and nothing done twice.

The environment is tried for real in a copy of the launcher whose lock lists one tiny package of ours.
"""

import ast
import base64
import hashlib
import http.server
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from launcher import bundle, demo, pinned, pip, serving
from launcher.problem import Problem

ROOT = Path(__file__).parents[1]
PACKAGE = "tiny_package-1.0-py3-none-any.whl"


def wheel(folder: Path) -> Path:
    """A valid wheel with nothing in it but a module."""
    folder.mkdir(exist_ok=True)
    files = {
        "tiny_package.py": b"",
        "tiny_package-1.0.dist-info/METADATA": b"Metadata-Version: 2.1\nName: tiny-package\nVersion: 1.0\n",
        "tiny_package-1.0.dist-info/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    lines = [
        f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b'=').decode()},{len(content)}"
        for name, content in files.items()
    ]
    record = "tiny_package-1.0.dist-info/RECORD"
    with zipfile.ZipFile(folder / PACKAGE, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        archive.writestr(record, "\n".join([*lines, f"{record},,\n"]))
    return folder / PACKAGE


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The launcher in a folder of its own, with a space and Chinese in its path, as an offline bundle."""
    folder = tmp_path_factory.mktemp("unpacked") / "督导 看板"
    shutil.copytree(ROOT / "launcher", folder / "launcher", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "oversight").mkdir()
    for name in ("__init__.py", "browser.py"):
        shutil.copy(ROOT / "oversight" / name, folder / "oversight")
    shutil.copy(ROOT / "start.py", folder)
    digest = hashlib.sha256(wheel(folder / "wheels").read_bytes()).hexdigest()
    (folder / "requirements.txt").write_text(f"tiny-package==1.0 \\\n    --hash=sha256:{digest}\n")
    return folder


@pytest.fixture(scope="module")
def first_start(unpacked: Path) -> "subprocess.CompletedProcess[str]":
    """What the first start said, with no registry to be had."""
    return ready(unpacked, PIP_INDEX_URL="http://127.0.0.1:9/simple")


@pytest.fixture
def copy(unpacked: Path, first_start: "subprocess.CompletedProcess[str]", tmp_path: Path) -> Path:
    """A copy of the folder after its first start, to be damaged."""
    assert first_start.returncode == 0
    return shutil.copytree(unpacked, tmp_path / "督导 看板", symlinks=True)


def ready(folder: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Set the copy's environment up as start.py does."""
    code = (
        "import sys; from launcher import environment; from launcher.problem import Problem, prepare_streams\n"
        "prepare_streams()\n"
        "try: environment.ready(environment.RUN_LOCK)\n"
        "except Problem as problem: sys.exit(problem.args[0])"
    )
    return subprocess.run(
        [getattr(sys, "_base_executable", sys.executable), "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def busy_port() -> Iterator[int]:
    """A port on which another program answers."""

    class Other(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Other) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_start_parses_on_python_3_0_and_tells_an_old_python_so() -> None:
    source = (ROOT / "start.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 0))
    old = "import sys; sys.version_info = (3, 8, 1); exec(compile(sys.stdin.read(), 'start.py', 'exec'))"
    told = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", old], input=source, capture_output=True, encoding="utf-8", check=False
    )
    assert told.returncode == 2
    assert told.stderr == "需要 Python 3.11 或更新的版本，这台电脑上是 3.8。请安装新版本后再试。\n"


def test_the_environment_is_made_offline_from_the_wheels_once(
    first_start: "subprocess.CompletedProcess[str]", copy: Path
) -> None:
    assert (first_start.returncode, first_start.stderr) == (0, "")
    assert "离线" in first_start.stdout
    shutil.rmtree(copy / "wheels")
    again = ready(copy)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")


def test_an_interrupted_installation_and_a_half_made_environment_are_made_anew(copy: Path) -> None:
    (copy / ".venv" / "installing").touch()
    interrupted = ready(copy)
    assert interrupted.returncode == 0
    assert "上次安装没有做完" in interrupted.stdout
    for program in [*(copy / ".venv").glob("bin/python*"), *(copy / ".venv").glob("Scripts/python*")]:
        program.unlink()
    damaged = ready(copy)
    assert damaged.returncode == 0
    assert "已损坏" in damaged.stdout


def test_a_registry_that_cannot_be_reached_is_one_sentence_with_the_way_out(copy: Path) -> None:
    shutil.rmtree(copy / "wheels")
    (copy / ".venv" / "installed.json").unlink()
    shutil.rmtree(next((copy / ".venv").rglob("tiny_package-1.0.dist-info")))
    unreachable = {name: "" for name in os.environ if name.startswith("PIP_")}
    unreachable |= {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0"}
    failed = ready(copy, **unreachable)
    assert failed.returncode == 1
    assert failed.stderr.startswith("连不上软件包仓库")
    assert "bundle" in failed.stderr
    assert len(failed.stderr.splitlines()) == 1


def test_a_changed_package_is_refused_by_its_hash(copy: Path) -> None:
    lock = copy / "requirements.txt"
    lock.write_text(f"tiny-package==1.0 \\\n    --hash=sha256:{'0' * 64}\n")
    shutil.rmtree(next((copy / ".venv").rglob("tiny_package-1.0.dist-info")))
    refused = ready(copy)
    assert refused.returncode == 1
    assert "校验值不符" in refused.stderr


def test_a_bundle_for_another_python_says_which_one_it_needs(copy: Path) -> None:
    (copy / ".venv" / "installed.json").unlink()
    (copy / "wheels" / "bundle.json").write_text(json.dumps({"python": "3.99"}))
    refused = ready(copy)
    assert refused.returncode == 1
    assert "Python 3.99" in refused.stderr


@pytest.mark.parametrize(
    ("log", "words"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "校验值不符"),
        ("OSError: [Errno 28] No space left on device", "磁盘空间不足"),
        ("PermissionError: [WinError 5] Access is denied", "权限"),
        ("Retrying (Retry(total=4)) after connection broken by 'NewConnectionError'", "连不上软件包仓库"),
        ("ERROR: No matching distribution found for duckdb==2.0.0", "没有适合这台电脑"),
        ("something never seen", "install.log"),
    ],
)
def test_each_failure_of_pip_has_its_own_sentence(log: str, words: str) -> None:
    assert words in pip.explain(log, Path("folder"), offline=False)


def test_a_folder_that_cannot_be_written_is_named(copy: Path) -> None:
    shutil.rmtree(copy / ".venv")
    (copy / ".venv").write_text("a file where the folder should be")
    refused = ready(copy)
    assert refused.returncode == 1
    assert str(copy) in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_busy_port_is_named_and_another_is_offered(busy_port: int, tmp_path: Path) -> None:
    with pytest.raises(Problem, match=rf"端口 {busy_port} .*--port {busy_port + 1}"):
        serving.serve(Path(sys.executable), tmp_path, busy_port, with_browser=False)


@pytest.mark.parametrize(
    "arguments", [["--port", "0"], ["--port", "x"], ["--port"], ["--unknown"], ["bundle", "--python", "2.7"]]
)
def test_a_wrong_call_is_one_sentence_and_exit_code_2(arguments: list[str], copy: Path) -> None:
    done = subprocess.run(
        [sys.executable, "start.py", *arguments],
        cwd=copy,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_the_page_answers_within_ten_seconds_and_ctrl_c_ends_everything_quietly(demo_store: Path) -> None:
    port = free_port()
    code = (
        "import sys; from pathlib import Path; from launcher import serving\n"
        f"sys.exit(serving.serve(Path(sys.executable), Path({str(demo_store)!r}), {port}, with_browser=False))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as started:
        assert started.stdout is not None
        assert started.stdout.readline().startswith(f"看板已打开：http://127.0.0.1:{port}")
        assert serving.serve(Path(sys.executable), demo_store, port, with_browser=False) == 0  # says that it runs
        with pytest.raises(Problem, match="另一份数据"):
            serving.serve(Path(sys.executable), demo_store / "other", port, with_browser=False)
        started.send_signal(signal.SIGINT)
        _, said = started.communicate(timeout=15)
    assert (started.returncode, said) == (0, "")
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_the_offices_store_is_served_once_it_has_a_snapshot_and_the_demo_never_touches_it(
    demo_store: Path, tmp_path: Path
) -> None:
    office = tmp_path / "data"
    assert not demo.is_filled(office)
    office.mkdir()
    (office / "current").write_text("20260101T080000\n", encoding="utf-8")
    assert demo.store_to_serve(Path(sys.executable), office) == office
    assert "is_demo = true" in (demo_store / "office.toml").read_text(encoding="utf-8")
    assert not demo_store.is_relative_to(ROOT / "data")


def test_the_bundle_takes_only_what_the_other_machine_needs() -> None:
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    windows = pinned.pinned(lock, pinned.target("win_amd64", "3.11"))
    assert "colorama==" in windows
    assert "watchdog==" in windows
    assert windows.count("numpy==") == 1
    assert ";" not in windows
    assert all("--hash=sha256:" in line for line in windows.splitlines())
    mac = pinned.pinned(lock, pinned.target("macosx_11_0_arm64", "3.13"))
    assert "colorama==" not in mac
    assert "watchdog==" not in mac
    assert mac.count("numpy==") == 1


def test_the_bundle_has_every_file_the_program_needs_and_nothing_of_an_office() -> None:
    packed = {file.relative_to(ROOT).parts[0] for file in bundle.files()}
    assert {"start.py", "launcher", "oversight", "queries", "pages", "dashboard.py", "requirements.txt"} <= packed
    assert not packed & {"data", "demo", "build", ".venv", ".git", "tests"}
    assert not [file for file in bundle.files() if "__pycache__" in file.parts]


def test_the_note_in_the_bundle_names_the_python_it_is_for() -> None:
    assert "Python 3.12" in bundle.NOTE.format(platform="win_amd64", python="3.12")
    assert "py -3.12" in bundle.STARTER.format(python="3.12")
