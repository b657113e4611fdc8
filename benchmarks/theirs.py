"""The same work on Django admin: the same rows, the same columns, gunicorn with two workers."""

import http.client
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import time
import urllib.parse
import venv

import load
from ours import EMAIL, PASSWORD, free_port

PROJECT = pathlib.Path(__file__).parent / "django"
PACKAGES = ["django==5.2.*", "gunicorn==23.*"]


def environment(cache):
    """A virtual environment with Django from PyPI; kept for the next run."""
    home = pathlib.Path(cache) / "django-environment"
    if not (home / "bin" / "gunicorn").exists():
        venv.create(home, with_pip=True)
        subprocess.run([home / "bin" / "pip", "install", "--quiet", *PACKAGES], check=True)
    return home / "bin"


class Server:
    """Django admin on a copy of an installation's database."""

    def __init__(self, cache, installation):
        self.bin, self.port = environment(cache), free_port()
        database = pathlib.Path(cache) / f"django-{installation.customers}.sqlite"
        if not database.exists():
            copy(installation.data / "countersign.sqlite", database)
        self.environment = dict(
            os.environ, BENCHMARK_DATABASE=str(database), PYTHONPATH=str(PROJECT),
            DJANGO_SETTINGS_MODULE="settings", DJANGO_SUPERUSER_PASSWORD=PASSWORD,
        )
        self.admin("migrate", "--verbosity", "0")
        who = ["--username", "ada", "--email", EMAIL]
        self.admin("createsuperuser", "--noinput", *who, check=False)
        listen = f"127.0.0.1:{self.port}"
        command = [self.bin / "gunicorn", "--workers", "2", "--bind", listen, "wsgi"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, env=self.environment, cwd=PROJECT, **quiet)
        self.cookies = {}
        for _ in range(200):
            try:
                self.ask("GET", "/admin/login/")
                break
            except OSError:
                time.sleep(0.05)
        self.sign_in()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def admin(self, *arguments, check=True):
        command = [self.bin / "django-admin", *arguments]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": None if check else subprocess.DEVNULL}
        subprocess.run(command, env=self.environment, cwd=PROJECT, check=check, **quiet)

    def cookie(self):
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def ask(self, method, path, fields=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": self.cookie()}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urllib.parse.urlencode(fields) if fields is not None else None
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer.status, page

    def sign_in(self):
        _, page = self.ask("GET", "/admin/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        fields = {"csrfmiddlewaretoken": token, "username": "ada", "password": PASSWORD}
        status, _ = self.ask("POST", "/admin/login/?next=/admin/", fields)
        if status != 302:
            raise SystemExit(f"cannot sign in to Django: {status}")

    def measure(self, paths, seconds):
        return load.gets(self.port, paths, self.cookie(), seconds)


def copy(source, target):
    """The whole database with its indexes, so that Django has what we have."""
    shutil.copy(source, target)
    database = sqlite3.connect(target)
    database.execute("PRAGMA journal_mode = WAL")
    database.close()
