"""Lets nobody but our own processes speak to MiniStack.

MiniStack takes any twelve digits and the word `test` for the account's own key, verifies no signature of such a key, asks
for none below /_ministack, and tells every browser that pages of all origins may read its answers. So whatever comes in is
looked at here first, before MiniStack sees it:

- nothing that a browser sends for a page: no Origin, no Sec-Fetch-Site, no WebSocket;
- no Host but our own, since any name can be made to lead to this computer (DNS rebinding);
- nothing without the signature (SigV4, in the header) of the root key or of a session that STS gave out.

Answers leave without a CORS header.
"""

import os
import re
from urllib.parse import parse_qs, quote

from ministack import app as ministack
from ministack.core import iam_evaluator, sigv4
from ministack.core.iam_evaluator import AuthError
from ministack.services import sts

HEALTH_PATH = "/_ministack/health"
QUERY_CREDENTIALS = {"x-amz-algorithm", "x-amz-credential", "x-amz-signature", "awsaccesskeyid", "signature"}
MISSING = AuthError("MissingAuthenticationToken", "Request is missing Authentication Token")
UNKNOWN = AuthError("UnrecognizedClientException", "The security token included in the request is invalid.")


def own_hosts() -> set:
    """Of ALLOWED_HOSTS, each with its port; one without a port stands for every port, as proxies of tests need it."""
    port = os.environ["GATEWAY_PORT"]
    suffix = "" if port == "80" else f":{port}"
    return set(os.environ.get("ALLOWED_HOSTS", f"127.0.0.1{suffix},localhost{suffix}").split(","))


class Guard:
    """The ASGI application that MiniStack's is behind."""

    def __init__(self, application):
        self.application = application
        self.hosts = own_hosts()

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            await self.application(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        elif refusal := self.refusal_of_browser(scope["headers"]):
            await answer(send, *refusal)
        elif scope["path"] == HEALTH_PATH and scope["method"] == "GET":
            await answer(send, 200, "ok")
        else:
            await self.admit(scope, receive, send)

    def refusal_of_browser(self, headers):
        hosts = [value.decode("latin-1").lower() for name, value in headers if name == b"host"]
        if len(hosts) != 1 or not ({hosts[0], re.sub(r":\d+$", "", hosts[0])} & self.hosts):
            return 421, "This host name is not served here."
        if any(name in (b"origin", b"sec-fetch-site") for name, _ in headers):
            return 403, "Pages have no business here."
        return None

    async def admit(self, scope, receive, send):
        if failure := failure_before_body(scope):
            await refuse(send, scope, failure)
            return
        body, is_whole = await read(receive)
        if not is_whole:
            return
        if failure := signature_failure(scope, body):
            await refuse(send, scope, failure)
            return
        await self.application(scope, again(body, receive), without_cors(send))


def headers_of(scope) -> dict:
    """As SigV4 signs them: the values of a header that comes twice are joined."""
    joined: dict = {}
    for name, value in scope["headers"]:
        joined.setdefault(name.decode("latin-1").lower(), []).append(sigv4.decode_header_value(value))
    return {name: ",".join(values) for name, values in joined.items()}


def query_of(scope) -> dict:
    return parse_qs(scope.get("query_string", b"").decode("utf-8"), keep_blank_values=True)


def failure_before_body(scope):
    """Only a signature in the header counts: credentials in the query, which no process of ours sends, are refused."""
    if QUERY_CREDENTIALS & {name.lower() for name in query_of(scope)}:
        return MISSING
    authorization = headers_of(scope).get("authorization", "")
    if not authorization.startswith("AWS4-HMAC-SHA256 ") or authorization.count("Credential=") != 1:
        return MISSING
    signature = sigv4.parse_header_signature(headers_of(scope))
    if isinstance(signature, tuple):
        return AuthError(*signature)
    if secret_of(signature.access_key_id, headers_of(scope)) is None:
        return UNKNOWN
    # What is MiniStack's own asks for no permission, so that a role could do there whatever it liked.
    if scope["path"].startswith("/_") and signature.access_key_id != os.environ["AWS_ACCESS_KEY_ID"]:
        return UNKNOWN
    return None


def secret_of(access_key_id: str, headers: dict):
    """The root key's secret or a session's. Without IAM, Lambdas have the account's number as a key, and the root's secret."""
    is_root = access_key_id == os.environ["AWS_ACCESS_KEY_ID"]
    if is_root or (not ministack.AUTH and access_key_id == os.environ["MINISTACK_ACCOUNT_ID"]):
        return os.environ["AWS_SECRET_ACCESS_KEY"]
    if access_key_id not in sts._sessions:
        return None
    token = headers.get("x-amz-security-token", "")
    credential = iam_evaluator.resolve_credential(access_key_id, os.environ["MINISTACK_ACCOUNT_ID"], token)
    return getattr(credential, "secret_access_key", None)


def signature_failure(scope, body: bytes):
    headers = headers_of(scope)
    signature = sigv4.parse_header_signature(headers)
    raw_path = (scope.get("raw_path") or quote(scope["path"]).encode()).decode("latin-1")
    failure = sigv4.request_time_failure(signature) or sigv4.header_signature_failure(
        signature, secret_of(signature.access_key_id, headers), scope["method"], raw_path, query_of(scope), headers, body)
    return AuthError(*failure) if failure else None


async def refuse(send, scope, failure) -> None:
    """In the words of the service that was meant, so that SDKs understand."""
    headers = headers_of(scope)
    service = ministack.detect_service(scope["method"], scope["path"], headers, query_of(scope))
    status, given, body = ministack._credential_failure(service, "", "refused", failure, headers)
    await without_cors(send)({
        "type": "http.response.start",
        "status": status,
        "headers": [(name.lower().encode(), str(value).encode()) for name, value in given.items()],
    })
    await send({"type": "http.response.body", "body": body if isinstance(body, bytes) else body.encode()})


async def answer(send, status: int, text: str) -> None:
    body = f"{text}\n".encode()
    headers = [(b"content-type", b"text/plain"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def read(receive):
    """The body, and whether it came whole."""
    parts = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b"", False
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts), True


def again(body: bytes, receive):
    """What was read, once more, and then whatever the client does."""
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again():
        return waiting.pop() if waiting else await receive()

    return receive_again


def without_cors(send):
    async def send_without(message):
        if message["type"] == "http.response.start":
            kept = [(name, value) for name, value in message.get("headers", [])
                    if not name.lower().startswith(b"access-control-")]
            message = {**message, "headers": kept}
        await send(message)

    return send_without
