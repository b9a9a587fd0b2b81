"""Lets moto's own tests run against an engine: a fresh engine before each test, one JSON line for each outcome.

Loaded with `-p engine_plugin` while TEST_SERVER_MODE=true; moto itself sends its clients to TEST_SERVER_MODE_ENDPOINT.
"""

import json
import os
import urllib.request

import pytest

ENDPOINT = os.environ["TEST_SERVER_MODE_ENDPOINT"].rstrip("/")
REPORT = os.environ["ENGINE_REPORT"]


def pytest_runtest_setup(item):
    request = urllib.request.Request(f"{ENDPOINT}/_trailkeeper/reset", data=b"", method="POST")
    urllib.request.urlopen(request, timeout=10).read()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    report = (yield).get_result()
    if report.when != "call" and report.passed:
        return
    line = {"id": item.nodeid, "outcome": report.outcome, "message": str(getattr(report.longrepr, "reprcrash", report.longrepr) or "")[:400]}
    with open(REPORT, "a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
