"""Countersign: its demo data, its server, a signed-in session, and what is asked of it."""

import base64
import collections
import copy
import datetime
import http.client
import json
import os
import pathlib
import re
import socket
import sqlite3
import subprocess
import time
import urllib.parse

import load

PASSWORD = "seven quiet otters by the lake"
EMAIL = "ada@example.com"
STAFF = [EMAIL] + [f"ada{number}@example.com" for number in range(2, 9)]
SORTS = ["id", "name", "email", "created_at", "verification_progress"]
FILTERS = [
    "status=inactive", "country=DE", "country=AE", "gender=other", "customer_type=corporate",
    "tag=vip", "tag=eu", "exchange_monitor=1", "verified_email=no", "verified_phone=yes",
    "verified_document=no", "verified_selfie=yes", "verified_address=no", "progress_min=80",
    "progress_max=20", "created_from=2020-01-01",
]
REQUEST_LISTS = {
    "first page": "", "approved": "status=approved", "type=withdrawal": "type=withdrawal",
    "email": "email={email}", "customer": "customer={customer}", "of 100 amounts": "amount_min={least}&amount_max={most}",
    "amount over 40,000": "amount_min=40000",
    "of one week": "status=all&created_from={week}", "sort amount": "sort=amount",
    "sort -amount": "sort=-amount", "sort -id": "sort=-id",
}
# So many customers have what is searched for rarely.
RARE = 10
# What approving them does, nothing stands against.
SIMPLE = ("external", "address", "deposit", "account", "verification")


def environment():
    """Nothing of the tester's own settings; the password alone signs in."""
    own = ("COUNTERSIGN_", "DATABASE_URL")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    return {**kept, "COUNTERSIGN_REQUIRE_2FA": "false"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Installation:
    """A data directory with so many demo customers and requests; kept for the next run."""

    def __init__(self, binary, cache, customers, requests=None):
        self.binary, self.customers, requests = binary, customers, requests or customers
        self.data = pathlib.Path(cache) / f"countersign-{customers}-{requests}"
        ready = self.data / "benchmark-ready"
        self.filled_in = None
        if not ready.exists():
            self.data.mkdir(parents=True, exist_ok=True)
            begun = time.monotonic()
            self.command("demo", "--customers", str(customers), "--requests", str(requests))
            self.filled_in = time.monotonic() - begun
            for number, email in enumerate(STAFF):
                create = ["staff", "create", "--email", email, "--name", f"Ada Example {number}"]
                create += ["--group", "administrators", "--password-stdin"]
                self.command(*create, said=PASSWORD + "\n")
            ready.write_text("")

    def command(self, *arguments, said=""):
        command = [self.binary, "--data-dir", self.data, *arguments]
        quiet = {"stdout": subprocess.DEVNULL, "env": environment()}
        subprocess.run(command, input=said, text=True, check=True, **quiet)

    def query(self, sql, *values):
        database = sqlite3.connect(self.data / "countersign.sqlite")
        try:
            return database.execute(sql, values).fetchall()
        finally:
            database.close()


class Server:
    """The server on an installation, with somebody signed in."""

    def __init__(self, installation):
        self.installation, self.port = installation, free_port()
        listen = f"127.0.0.1:{self.port}"
        command = [installation.binary, "--data-dir", installation.data, "--listen", listen]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": environment()}
        self.process = subprocess.Popen([*command, "--log", "warn", "serve"], **quiet)
        self.cookies = {}
        for _ in range(200):
            try:
                if self.ask("GET", "/readyz")[0] == 200:
                    break
            except OSError:
                time.sleep(0.05)
        self.sign_in()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def cookie(self):
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def ask(self, method, path, fields=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": self.cookie(), "Origin": f"http://127.0.0.1:{self.port}"}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urllib.parse.urlencode(fields) if fields is not None else None
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        connection.close()
        return answer.status, page

    def token(self, path):
        return re.search(r'name="csrf_token" value="([^"]+)"', self.ask("GET", path)[1])[1]

    def sign_in(self, email=EMAIL):
        fields = {"csrf_token": self.token("/login"), "email": email, "password": PASSWORD}
        status, _ = self.ask("POST", "/login", fields)
        if status != 303:
            raise SystemExit(f"cannot sign in: {status}")

    def memory(self, name):
        """A line of /proc/PID/status in MB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"^{name}:\s+(\d+) kB", status, re.M)[1]) / 1024

    def cases(self):
        """Names with the paths that are asked for in turn."""
        count = self.installation.customers
        yield "list, first page", ["/customers"]
        yield "list, halfway down", [f"/customers?{self.halfway()}"]
        for one in FILTERS:
            yield f"filter {one}", [f"/customers?{one}"]
        for sort in SORTS:
            for turned in ("", "-"):
                yield f"sort {turned}{sort}", [f"/customers?sort={turned}{sort}"]
        for name, word in words(self.installation).items():
            yield f"search {name}", ["/customers?q=" + urllib.parse.quote(word)]
        ids = range(1, count + 1, max(1, count // 100))
        yield "profile", [f"/customers/{id}" for id in ids]
        week = datetime.date.today() - datetime.timedelta(days=7)
        named = {"week": week, **self.alike()}
        for name, one in REQUEST_LISTS.items():
            yield f"requests, {name}", ["/requests?" + one.format(**named)]
        yield "requests, halfway down", [f"/requests?{self.halfway_requests()}"]
        ids = self.installation.query(
            "SELECT id FROM requests WHERE id % MAX(1, (SELECT MAX(id) FROM requests) / 100) = 1"
        )
        yield "request, details", [f"/requests/{id}" for (id,) in ids]

    def alike(self):
        """What has as many matches among few requests as among many: a customer with two, and the
        amounts of a hundred open ones, below that which thousands have."""
        [(customer, email)] = self.installation.query(
            """SELECT customers.id, email FROM customers JOIN requests ON customer_id = customers.id
            WHERE customers.id <= 500 GROUP BY customers.id, email HAVING COUNT(*) = 2 LIMIT 1""")
        [(most, least)] = self.installation.query(
            """SELECT MAX(amount), MIN(amount) FROM (SELECT amount FROM requests
            WHERE resolved_at IS NULL AND amount < ? ORDER BY amount DESC LIMIT 100)""",
            "40000".zfill(20))
        most, least = (amount.split(".")[0].lstrip("0") or "0" for amount in (most, least))
        return {"customer": customer, "email": email, "most": int(most) + 1, "least": least}

    def halfway(self):
        """The address of the page behind half of all customers, newest first."""
        sql = "SELECT created_at, id FROM customers ORDER BY created_at DESC, id DESC LIMIT 1 OFFSET ?"
        [(key, id)] = self.installation.query(sql, self.installation.customers // 2)
        return after(json.dumps({"by": "created_at", "key": key, "id": id}, separators=(",", ":")))

    def halfway_requests(self):
        """The address of the page behind half of all open requests, oldest first."""
        [(count,)] = self.installation.query("SELECT COUNT(*) FROM requests WHERE resolved_at IS NULL")
        sql = """SELECT created_at, id FROM requests WHERE resolved_at IS NULL
            ORDER BY created_at, id LIMIT 1 OFFSET ?"""
        [(key, id)] = self.installation.query(sql, count // 2)
        place = {"by": "created_at", "key": str(key), "id": id}
        return "sort=created_at&" + after(json.dumps(place, separators=(",", ":")))

    def create(self, seconds):
        """New customers, each with a form of its own."""
        token, cookie, stamp = self.token("/customers/new"), self.cookie(), time.time_ns()
        host = f"127.0.0.1:{self.port}"

        def request(number):
            fields = {
                "csrf_token": token, "first_name": "Bench", "last_name": f"Mark {number}",
                "email": f"bench{stamp}.{number}@example.com", "gender": "other", "country": "DE",
                "affiliate_profit_share": "0",
            }
            body = urllib.parse.urlencode(fields)
            return (
                f"POST /customers HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
                f"Cookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                f"Content-Length: {len(body)}\r\n\r\n{body}"
            ).encode()

        return load.requests(self.port, request, seconds, 303)

    def resolve(self, seconds):
        """Requests approved by eight at once, each with a session of their own."""
        people = []
        for email in STAFF:
            person = copy.copy(self)
            person.cookies = {}
            person.sign_in(email)
            people.append((person.token("/account"), person.cookie()))
        marks = ", ".join("?" * len(SIMPLE))
        sql = f"""SELECT id, version FROM requests
            WHERE resolved_at IS NULL AND type IN ({marks}) ORDER BY id DESC LIMIT 20000"""
        waiting = self.installation.query(sql, *SIMPLE)
        host = f"127.0.0.1:{self.port}"

        def request(number):
            token, cookie = people[number % len(people)]
            id, version = waiting[number]
            body = urllib.parse.urlencode({"csrf_token": token, "version": version})
            return (
                f"POST /requests/{id}/approve HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
                f"Cookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                f"Content-Length: {len(body)}\r\n\r\n{body}"
            ).encode()

        # An account may have been archived meanwhile: refused with the reason.
        return load.requests(self.port, request, seconds, 303, besides=422)

    def export(self, ending):
        """Everything as a file: rows a second, and the size in MB."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        begun = time.monotonic()
        connection.request("GET", f"/customers/export.{ending}", headers={"Cookie": self.cookie()})
        answer = connection.getresponse()
        size = 0
        while piece := answer.read(1 << 20):
            size += len(piece)
        connection.close()
        if answer.status != 200:
            raise SystemExit(f"export.{ending} answered {answer.status}")
        took = time.monotonic() - begun
        [(rows,)] = self.installation.query("SELECT COUNT(*) FROM customers")
        return rows / took, size / 1e6


def after(place):
    """A place in a list as its address has it."""
    return "after=" + base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def words(installation):
    """What is searched for: letters that many have, and letters that as many have among few customers
    as among many: about twenty, so that a page of answers is as long."""
    found = {"3 letters, frequent": "exa", "5 letters, frequent": "examp"}
    found["10 letters, frequent"] = "example.co"
    addresses = [text for (text,) in installation.query("SELECT email FROM customers")]
    for length in (3, 5, 10):
        counts = collections.Counter()
        for address in addresses:
            for part in re.findall("[a-z._]+", address.split("@")[0]):
                counts.update({part[at:at + length] for at in range(len(part) - length + 1)})
        rare = min(counts, key=lambda word: (abs(counts[word] - RARE), word))
        found[f"{length} letters, rare"] = rare
    return found
