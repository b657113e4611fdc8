"""Asks a server again and again and measures: with wrk where it is installed, else by itself."""

import asyncio
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass

CONNECTIONS = 8
HERE = pathlib.Path(__file__).parent


@dataclass
class Measured:
    """Requests a second, and percentiles of the time of one in milliseconds."""

    rate: float
    p50: float
    p95: float
    p99: float


def gets(port, paths, cookie, seconds):
    """GETs in turn; every answer must be 200."""
    if shutil.which("wrk"):
        return _wrk(port, paths, cookie, seconds)

    def request(number):
        path = paths[number % len(paths)]
        return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n".encode()

    return requests(port, request, seconds, 200)


def _wrk(port, paths, cookie, seconds):
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(paths) + "\n")
        file.flush()
        environment = dict(os.environ, PATHS=file.name, COOKIE=cookie)
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "60s"]
        command += ["-s", str(HERE / "load.lua"), f"http://127.0.0.1:{port}"]
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    line = next(line for line in ran.stdout.splitlines() if line.startswith("RESULT"))
    rate, p50, p95, p99, failed = map(float, line.split()[1:])
    if not failed and not rate and seconds < 60:
        return _wrk(port, paths, cookie, 5 * seconds)  # so slow that none was done in time
    if failed or not rate:
        raise SystemExit(f"{paths[0]}: {failed:.0f} requests failed\n{ran.stdout}")
    return Measured(rate, p50, p95, p99)


def requests(port, request, seconds, expected, besides=None):
    """Sends `request(number)` over several connections; every answer must have this status, or the
    other one, which does not count."""
    times = asyncio.run(_requests(port, request, seconds, expected, besides))
    times.sort()

    def percentile(part):
        return 1000 * times[min(len(times) - 1, int(len(times) * part))]

    return Measured(len(times) / seconds, percentile(0.5), percentile(0.95), percentile(0.99))


async def _requests(port, request, seconds, expected, besides):
    end = time.monotonic() + seconds
    numbers = iter(range(10**9))
    times = []

    async def one():
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.monotonic() < end:
            begun = time.monotonic()
            writer.write(request(next(numbers)))
            status = await _answer(reader)
            if status == expected:
                times.append(time.monotonic() - begun)
            elif status != besides:
                raise SystemExit(f"answered {status} instead of {expected}")
        writer.close()

    await asyncio.gather(*(one() for _ in range(CONNECTIONS)))
    return times


async def _answer(reader):
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(head.split(" ", 2)[1])
    headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
    if "content-length" in headers:
        await reader.readexactly(int(headers["content-length"]))
    elif "chunked" in headers.get("transfer-encoding", ""):
        while size := int((await reader.readline()).split(b";")[0], 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    return status
