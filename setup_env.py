"""Makes what Kretsløp needs inside this folder: environment, design system, translations; quick when all is there."""
# Standard library only, and readable by old Pythons too: the first thing it does is to look for a newer one.

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / "bin" / "python"
FRONTEND = HERE / "frontend"
VENDOR = HERE / "kretslop" / "web" / "static" / "vendor"
NEEDED = (3, 11)


def main():
    in_a_new_enough_python()
    if "demo" in sys.argv[1:]:
        refuse_a_taken_port(int(os.environ.get("PORT") or 8000))
    step("Python environment", HERE / "requirements.lock", [VENV], make_environment)
    step("Design system", FRONTEND, [FRONTEND / "node_modules", VENDOR], make_frontend)
    run(str(PYTHON), str(HERE / "manage.py"), "translations", "compile")


def in_a_new_enough_python():
    if sys.version_info >= NEEDED:
        return
    for minor in range(20, NEEDED[1] - 1, -1):
        newer = shutil.which("python3.%d" % minor)
        if newer and subprocess.call([newer, "-c", "import sys"], stderr=subprocess.DEVNULL) == 0:
            os.execv(newer, [newer, *sys.argv])
    sys.exit(
        "Kretsløp needs Python 3.11 or newer; this is %d.%d, and no newer one is in the PATH. With another one: "
        "make demo PYTHON=/path/to/python3.11" % sys.version_info[:2]
    )


def refuse_a_taken_port(port):
    """Say so, and how to go on, before any work is done."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            sys.exit(
                "Port %d on this machine is not free (%s). Stop what uses it, or take another port:\n"
                "    PORT=%d make demo" % (port, error.strerror, port + 1)
            )


def step(name, source, products, make):
    """Call `make` when a product is missing or `source` has changed since it was made; say how long it took."""
    made_from = fingerprint(source)
    stamps = [product / ".made-from" for product in products]
    if all(stamp.exists() and stamp.read_text() == made_from for stamp in stamps):
        return
    print("%s …" % name, flush=True)
    began = time.monotonic()
    make()
    for stamp in stamps:
        stamp.write_text(made_from)
    print("%s: made in %.1f s" % (name, time.monotonic() - began), flush=True)


def fingerprint(source):
    files = (
        [source]
        if source.is_file()
        else sorted(
            path for path in source.rglob("*") if path.is_file() and not BUILT & set(path.relative_to(source).parts)
        )
    )
    seen = hashlib.sha256(sys.version.encode())
    for path in files:
        seen.update(path.name.encode() + path.read_bytes())
    return seen.hexdigest()


BUILT = {"node_modules", "build", "dist"}


def make_environment():
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(VENV)]):
        shutil.rmtree(str(VENV), ignore_errors=True)
        sys.exit("This Python cannot make environments. On Debian: apt-get install python3-venv")
    run(str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--require-hashes",
        "--only-binary=:all:", "-r", str(HERE / "requirements.lock"))  # fmt: skip


def make_frontend():
    # Node and npm come from the environment, so that every machine has the same ones.
    path = str(VENV / "bin") + os.pathsep + os.environ["PATH"]
    for command in (("ci", "--no-audit", "--no-fund", "--loglevel=error"), ("run", "--silent", "build")):
        run(str(VENV / "bin" / "npm"), *command, cwd=str(FRONTEND), env=dict(os.environ, PATH=path))


def run(*command, **options):
    # A group of its own, so that whoever stops this program stops npm's and pip's own children too.
    child = subprocess.Popen(command, start_new_session=True, **options)
    try:
        code = child.wait()
    except BaseException:
        os.killpg(child.pid, signal.SIGTERM)
        child.wait()
        raise
    if code:
        sys.exit("This step failed: %s" % " ".join(command))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
