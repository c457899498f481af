"""What Schemathesis cannot know of the product: how to sign in, and what would lock the person out who asks."""

import json
import os
import threading
import urllib.request

import schemathesis

ORIGIN = os.environ["FUZZ_ORIGIN"]
CREDENTIALS = json.loads(os.environ.get("FUZZ_CREDENTIALS", "null"))
PROTECTED = set(json.loads(os.environ["FUZZ_PROTECTED"]))
NOBODY = "usr_" + "0" * 26

lock = threading.Lock()
session = {"cookie": None}


def sign_in():
    request = urllib.request.Request(
        f"{ORIGIN}/api/auth/login",
        data=json.dumps(CREDENTIALS).encode(),
        headers={"content-type": "application/json", "origin": ORIGIN},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.headers["set-cookie"].split(";")[0]


@schemathesis.hook
def before_call(context, case, kwargs):
    headers = {"Origin": ORIGIN}
    if CREDENTIALS is not None:
        with lock:
            if session["cookie"] is None:
                session["cookie"] = sign_in()
        headers["Cookie"] = session["cookie"]
    case.headers = {**(case.headers or {}), **headers}
    # Ids are learnt from answers: whoever asks must be neither deleted nor given another password.
    if (case.path_parameters or {}).get("id") in PROTECTED:
        case.path_parameters["id"] = NOBODY


@schemathesis.hook
def after_call(context, case, response):
    """Whoever ended the session, the next case has a new one; of what is not there, companies alone may be."""
    if response.status_code == 401 and b'"session-required"' in response.content:
        session["cookie"] = None
    if response.status_code == 503 and b'"company-unavailable"' not in response.content:
        raise AssertionError(f"Not available: {response.content.decode()}")
