"""Delivers a machine's events, in their order, to CloudApp (packages/contracts/src/boot-event.ts)."""

import json
import queue
import re
import threading
import time
import urllib.error
import urllib.request

REFUSALS = (401, 410)
# Final only in CloudApp's own words: a firewall on the way (WAF, an address list, a list of countries) answers 403 too, and a
# request that was led astray 404.
REFUSALS_IN_OUR_WORDS = (403, 404)
PROBLEM_TYPE = "application/problem+json"
OUR_PROBLEMS = "urn:cloudapp:problem:"
PROBLEM_BYTES = 65536
LONGEST_WAIT_SECONDS = 120.0
# Optional fields that a service of an earlier release, of which replicas still answer during a deployment, does not know and
# answers with 400.
NEWER_FIELDS = ("cause",)
# Firewalls take Python's own name for a bot's.
USER_AGENT = "CloudApp-Machine/1.0"


TIMEOUT_SECONDS = 10.0
ANSWER_BYTES = 65536


class Refused(Exception):
    """The server knows this machine no longer: nothing it does is of use to anybody."""


class Undelivered(Exception):
    """An event that matters could not be delivered in all the time there was."""


class Reporter:
    """Delivers events in their order from a thread of its own, so that no step waits for the network."""

    def __init__(self, url, token, state, patience_seconds=900.0, timeout_seconds=10.0):
        self.url = url
        self.token = token
        self.state = state
        self.patience_seconds = patience_seconds
        self.timeout_seconds = timeout_seconds
        self.waiting = queue.Queue()
        self.failure = None
        threading.Thread(target=self._deliver_all, daemon=True).start()

    def post(self, type_, **fields):
        self.check()
        event = {"boot": self.state.boot, "sequence": self.state.next_sequence(), "type": type_, **fields}
        if type_ != "step-output":
            self.state.save()
        self.waiting.put(event)

    def post_if_idle(self, type_, **fields):
        """For events that are worth nothing when late."""
        if self.waiting.unfinished_tasks == 0:
            self.post(type_, **fields)

    def check(self):
        if self.failure is not None:
            raise self.failure

    def drain(self):
        """Waits until all is delivered, or raises why that cannot be."""
        self.waiting.join()
        self.check()

    def _deliver_all(self):
        while True:
            event = self.waiting.get()
            try:
                if self.failure is None:
                    self._deliver(event)
            except (Refused, Undelivered) as failure:
                self.failure = failure
            finally:
                self.waiting.task_done()

    def _deliver(self, event):
        give_up_at = time.monotonic() + self.patience_seconds
        delay = 0.5
        while True:
            problem, wait = self._send(event)
            if problem is not None and event["type"] == "step-output":
                time.sleep(wait)  # worth nothing when late; and what the server asks for holds for the next one too
                return
            if problem is None:
                return
            wait = max(delay, wait)
            if time.monotonic() + wait > give_up_at:
                raise Undelivered(f"{event['type']} was not delivered: {problem}")
            time.sleep(wait)
            delay = min(delay * 2, 30.0)

    def _send(self, event):
        """What went wrong, None when there is no use in sending again; and how many seconds the server asks to wait."""
        request = request_to(self.url, self.token, event)
        try:
            with urllib.request.urlopen(request, timeout=self.timeout_seconds):
                return None, 0.0
        except urllib.error.HTTPError as error:
            if is_refusal(error):
                raise Refused(f"the server answered {error.code}") from error
            newer = [name for name in NEWER_FIELDS if name in event]
            if error.code == 400 and newer:
                for name in newer:
                    del event[name]
                return f"the server answered 400, perhaps because of {' and '.join(newer)}", 0.0
            if error.code < 500 and error.code not in (403, 404, 408, 409, 425, 429):
                print(f"{event['type']} was answered with {error.code}; left out", flush=True)
                return None, 0.0
            return f"the server answered {error.code}", seconds_to_wait(error)
        except (OSError, ValueError) as error:
            return str(error), 0.0


def request_to(url, token, body):
    """A request by which the machine says something of itself."""
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}", "User-Agent": USER_AGENT}
    data = json.dumps(body, ensure_ascii=False).encode("utf-8")
    return urllib.request.Request(url, data=data, headers=headers, method="POST")


def ask(url, token, body):
    """Says something of the machine, and returns what the server answers."""
    with urllib.request.urlopen(request_to(url, token, body), timeout=TIMEOUT_SECONDS) as response:
        return json.loads(response.read(ANSWER_BYTES))


def seconds_to_wait(answer):
    """What Retry-After says, as far as it is a number of seconds that is worth waiting for."""
    value = answer.headers.get("Retry-After", "")
    return min(float(value), LONGEST_WAIT_SECONDS) if re.fullmatch(r"[0-9]{1,9}", value) else 0.0


def is_refusal(answer):
    """Whether an answer comes from CloudApp itself and means that it knows this machine no longer."""
    if answer.code in REFUSALS:
        return True
    if answer.code not in REFUSALS_IN_OUR_WORDS or answer.headers.get_content_type() != PROBLEM_TYPE:
        return False
    try:
        problem = json.loads(answer.read(PROBLEM_BYTES))
        return isinstance(problem, dict) and str(problem.get("type")).startswith(OUR_PROBLEMS)
    except (OSError, ValueError):
        return False
