"""Runs MiniStack as a child that stops, state saved, when its parent is gone.

The parent holds the other end of standard input. However it ends (kill -9 too) the kernel closes the pipe, and that is
the signal to stop. MiniStack saves its state only on a clean stop; STATE_SAVE_SECONDS saves it in between as well, so
that a power cut costs seconds and not everything.
"""

import json
import os
import re
import signal
import sys
import threading
import time
from contextvars import ContextVar


def stop_with_parent() -> None:
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(20)
    os._exit(1)


def save_now_and_then(seconds: float) -> None:
    from ministack import app
    from ministack.core import persistence

    while True:
        time.sleep(seconds)
        try:
            persistence.save_all(app._build_persistence_save_dict())
        except Exception as error:  # a table that changes while it is written: the next round gets it
            print(f"state not saved this time: {error}", file=sys.stderr)


def publish_parameters(parameters: dict) -> None:
    """Parameters below /aws/service are published by AWS and can be put by nobody; MiniStack knows only Amazon's own."""
    from ministack.core import iam_actions
    from ministack.services import ssm

    ssm._PUBLIC_AMI_PARAMETERS.update(parameters)
    resource_arn = iam_actions.extract_resource_arn

    def without_account(service: str, *request, **named) -> str:
        """On AWS they belong to no account, and policies name them so; MiniStack checks the caller's own."""
        arn = resource_arn(service, *request, **named)
        name = arn.split(":parameter", 1)[-1]
        return re.sub(r":\d{12}:", "::", arn, count=1) if service == "ssm" and name in parameters else arn

    iam_actions.extract_resource_arn = without_account


def ask_who_sends_mail() -> None:
    """AWS asks of SendEmail for the identity that sends and for its address (`ses:FromAddress`); MiniStack asks for neither."""
    from ministack.core import iam_actions, iam_evaluator

    sender = ContextVar("sender", default="")
    resource_arn = iam_actions.extract_resource_arn
    enforce = iam_evaluator.enforce

    def of_identity(service: str, method: str, path: str, headers, body, query_params, region: str, account: str) -> str:
        if not (service == "ses" and method == "POST" and path.endswith("/outbound-emails")):
            return resource_arn(service, method, path, headers, body, query_params, region, account)
        sender.set(str(json.loads(body).get("FromEmailAddress", "")))
        return f"arn:aws:ses:{region}:{account}:identity/{sender.get().rpartition('@')[2]}"

    def by_sender(key: str, action: str, service: str, region: str, resource_arn: str = "*", service_context=None):
        more = {"ses:fromaddress": sender.get()} if action == "ses:SendEmail" else {}
        return enforce(key, action, service, region, resource_arn, {**(service_context or {}), **more})

    iam_actions.extract_resource_arn = of_identity
    iam_evaluator.enforce = by_sender


def act_for_the_account() -> None:
    """Services call with the root key here; for whose resources they act, which trust policies ask, only AWS would say."""
    from ministack.core import iam_evaluator

    is_trusted = iam_evaluator.evaluate_trust_policy

    def for_own_resources(policy, caller: str, context=None) -> bool:
        if context is not None and caller.endswith(":root"):
            context.service_context.setdefault("aws:sourceaccount", caller.split(":")[4])
        return is_trusted(policy, caller, context)

    iam_evaluator.evaluate_trust_policy = for_own_resources


def ignore_ports_of_all_traffic() -> None:
    """A rule for all protocols has no ports on AWS. MiniStack compares them, so that a group's first rule stays when it is revoked."""
    from ministack.services import ec2

    is_same = ec2._rules_match

    def without_ports(rule: dict) -> dict:
        is_for_all = rule.get("IpProtocol") == "-1"
        return {key: value for key, value in rule.items() if not (is_for_all and key in ("FromPort", "ToPort"))}

    ec2._rules_match = lambda one, other: is_same(without_ports(one), without_ports(other))


def count_as_tls() -> None:
    """On AWS everything is reached over TLS, and policies of buckets refuse the rest; here the loopback stands for it."""
    from ministack.core import iam_evaluator

    pin = iam_evaluator.pin_request_origin
    iam_evaluator.pin_request_origin = lambda source_ip, _is_tls: pin(source_ip, True)


def keep_function_keys_secret() -> None:
    """MiniStack derives the keys of a Lambda from names that anybody can guess; the root key's secret makes them unguessable."""
    from ministack.core import lambda_runtime

    derive = lambda_runtime.execution_credentials
    secret = os.environ["AWS_SECRET_ACCESS_KEY"]
    lambda_runtime.execution_credentials = lambda config: derive(
        {**config, "FunctionArn": f"{config.get('FunctionArn', '')}:{secret}"}
    )


def main() -> None:
    if os.environ.get("REQUESTS_COUNT_AS_TLS"):
        count_as_tls()  # before MiniStack's application is loaded, which takes the function with it
    keep_function_keys_secret()  # before what starts Lambdas is loaded, for the same reason
    act_for_the_account()
    ask_who_sends_mail()
    ignore_ports_of_all_traffic()
    publish_parameters(json.loads(os.environ.get("PUBLIC_PARAMETERS", "{}")))
    threading.Thread(target=stop_with_parent, daemon=True).start()
    seconds = float(os.environ.get("STATE_SAVE_SECONDS", "0"))
    if seconds > 0:
        threading.Thread(target=save_now_and_then, args=(seconds,), daemon=True).start()

    from guard import Guard
    from ministack import app

    app.app = Guard(app.app)
    sys.argv = ["ministack"]
    app.main()


main()
