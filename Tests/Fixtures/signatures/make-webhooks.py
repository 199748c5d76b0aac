#!/usr/bin/env python3
"""Writes webhooks.json beside it: signed webhooks, genuine and not, with what a host must find.

A second implementation of the signature, so that the first one is not measured by itself. The rules are in
docs/webhook-signatures.md.
"""
import base64, hashlib, hmac, json, pathlib

NOW = 1767225600
SECRET = "correct horse battery staple 2026"
OTHER = "the secret before it was replaced"


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def sign(header, claims, secret, digest=hashlib.sha256):
    head = header if isinstance(header, str) else json.dumps(header, separators=(",", ":"))
    text = claims if isinstance(claims, str) else json.dumps(claims, separators=(",", ":"))
    signed = f"{b64(head.encode())}.{b64(text.encode())}"
    return f"{signed}.{b64(hmac.new(secret.encode(), signed.encode(), digest).digest())}"


HEADER = {"alg": "HS256", "typ": "JWT"}
EVENT = '{"status":"completed","uuid":"aaaaaaaa-bbbb-cccc-dddd-0123456789ab","from":"447700900123"}'


def claims(body="", **changes):
    made = {"iat": NOW - 1, "jti": "c1f2a3b4-0000-4000-8000-000000000001", "iss": "Vonage", "api_key": "abcd1234",
            "application_id": "aaaaaaaa-0000-4000-8000-000000000001"}
    if body:
        made["payload_hash"] = hashlib.sha256(body.encode()).hexdigest()
    made.update(changes)
    return {key: value for key, value in made.items() if value is not None}


cases = []


def case(name, verdict, token=None, body="", secrets=(SECRET,), authorization=None, now=NOW):
    if authorization is None:
        authorization = [f"Bearer {token}"]
    cases.append({"name": name, "secrets": list(secrets), "authorization": authorization, "body": body, "now": now,
                  "verdict": verdict})


good = sign(HEADER, claims(EVENT), SECRET)
head, middle, tail = good.split(".")

case("a POST with the hash of its body", "genuine", good, EVENT)
case("a GET, which has no body and no hash", "genuine", sign(HEADER, claims(), SECRET))
case("a POST without a hash", "genuine", sign(HEADER, claims(), SECRET), EVENT)
case("a body that is not ASCII", "genuine", sign(HEADER, claims('{"name":"Zoë 🙂"}'), SECRET), '{"name":"Zoë 🙂"}')
case("the scheme in other letters", "genuine", authorization=[f"bearer {good}"], body=EVENT)
case("two blanks behind the scheme", "genuine", authorization=[f"BEARER  {good}"], body=EVENT)
case("members that nobody knows", "genuine", sign(dict(HEADER, kid="1"), claims(EVENT, extra={"a": [1]}), SECRET), EVENT)
case("no application, no account", "genuine", sign(HEADER, claims(EVENT, api_key=None, application_id=None), SECRET), EVENT)
case("no id of the token", "genuine", sign(HEADER, claims(EVENT, jti=None), SECRET), EVENT)
case("a header without typ", "genuine", sign({"alg": "HS256"}, claims(EVENT), SECRET), EVENT)
case("the second of two secrets", "genuine", sign(HEADER, claims(EVENT), OTHER), EVENT, (SECRET, OTHER))
case("the first of two secrets", "genuine", good, EVENT, (SECRET, OTHER))
case("exactly as old as it may be", "genuine", sign(HEADER, claims(EVENT, iat=NOW - 300), SECRET), EVENT)
case("a clock that is a minute fast", "genuine", sign(HEADER, claims(EVENT, iat=NOW + 60), SECRET), EVENT)
case("an end that is still to come", "genuine", sign(HEADER, claims(EVENT, exp=NOW + 5), SECRET), EVENT)
case("a start that is past", "genuine", sign(HEADER, claims(EVENT, nbf=NOW - 5), SECRET), EVENT)

case("no header", "unsigned", authorization=[], body=EVENT)
case("another scheme", "unsigned", authorization=["Basic YTpi"], body=EVENT)
case("an empty header", "unsigned", authorization=[""], body=EVENT)
case("a scheme and no token", "malformed token", authorization=["Bearer"], body=EVENT)
case("two headers", "malformed token", authorization=[f"Bearer {good}", f"Bearer {good}"], body=EVENT)
case("two tokens in a header", "malformed token", authorization=[f"Bearer {good} {good}"], body=EVENT)
case("two parts", "malformed token", f"{head}.{middle}", EVENT)
case("four parts", "malformed token", f"{good}.{tail}", EVENT)
case("empty parts", "malformed token", "..", EVENT)
case("padding", "malformed token", f"{head}.{middle}.{tail}=", EVENT)
case("the other alphabet", "malformed token", f"{head}.{middle}.+{tail[1:]}", EVENT)
case("stray bits at the end", "malformed token", f"{head}.{middle}.{tail[:-1]}{chr(ord(tail[-1]) + 1)}", EVENT)
case("a header that is no object", "malformed token", sign("[]", claims(EVENT), SECRET), EVENT)
case("a header that is no JSON", "malformed token", sign("{", claims(EVENT), SECRET), EVENT)
case("claims that are no object", "malformed token", sign(HEADER, "7", SECRET), EVENT)
case("no time", "malformed token", sign(HEADER, claims(EVENT, iat=None), SECRET), EVENT)
case("a time that is a text", "malformed token", sign(HEADER, claims(EVENT, iat=str(NOW)), SECRET), EVENT)
case("a time before all times", "malformed token", sign(HEADER, claims(EVENT, iat=-9223372036854775808), SECRET), EVENT)
case("an end that is a text", "malformed token", sign(HEADER, claims(EVENT, exp="never"), SECRET), EVENT)
case("a token longer than any", "malformed token", sign(HEADER, claims(EVENT, extra="x" * 9000), SECRET), EVENT)

case("no signature", "wrong algorithm", sign({"alg": "none"}, claims(EVENT), SECRET).rsplit(".", 1)[0] + ".", EVENT)
case("signed as HS512", "wrong algorithm", sign({"alg": "HS512"}, claims(EVENT), SECRET, hashlib.sha512), EVENT)
case("called RS256", "wrong algorithm", sign({"alg": "RS256"}, claims(EVENT), SECRET), EVENT)
case("the algorithm in other letters", "wrong algorithm", sign({"alg": "hs256"}, claims(EVENT), SECRET), EVENT)
case("an extension that must be understood", "wrong algorithm",
     sign(dict(HEADER, crit=["b64"], b64=False), claims(EVENT), SECRET), EVENT)

case("a forger's own secret", "wrong key", sign(HEADER, claims(EVENT), "guess"), EVENT)
case("an empty secret", "wrong key", sign(HEADER, claims(EVENT), ""), EVENT)
case("a secret that is no longer known", "wrong key", sign(HEADER, claims(EVENT), OTHER), EVENT)
case("an empty signature", "wrong key", f"{head}.{middle}.", EVENT)
case("half a signature", "wrong key", f"{head}.{middle}.{b64(base64.urlsafe_b64decode(tail + '=')[:16])}", EVENT)
forged = b64(json.dumps(claims(EVENT, iat=NOW)).encode())
case("claims that were changed", "wrong key", f"{head}.{forged}.{tail}", EVENT)
case("a forged token of an old time", "wrong key", sign(HEADER, claims(EVENT, iat=NOW - 9999), "guess"), EVENT)

case("another issuer", "wrong issuer", sign(HEADER, claims(EVENT, iss="Nobody"), SECRET), EVENT)
case("the issuer in other letters", "wrong issuer", sign(HEADER, claims(EVENT, iss="vonage"), SECRET), EVENT)
case("no issuer", "wrong issuer", sign(HEADER, claims(EVENT, iss=None), SECRET), EVENT)
case("several issuers", "wrong issuer", sign(HEADER, claims(EVENT, iss=["Vonage"]), SECRET), EVENT)

case("a second too old", "expired", sign(HEADER, claims(EVENT, iat=NOW - 301), SECRET), EVENT)
case("years old", "expired", sign(HEADER, claims(EVENT, iat=1), SECRET), EVENT)
case("an end that is past", "expired", sign(HEADER, claims(EVENT, exp=NOW - 60), SECRET), EVENT)
case("more than a minute ahead", "not yet valid", sign(HEADER, claims(EVENT, iat=NOW + 61), SECRET), EVENT)
case("a start that is to come", "not yet valid", sign(HEADER, claims(EVENT, nbf=NOW + 61), SECRET), EVENT)

case("another body", "changed body", good, EVENT.replace("completed", "answered"))
case("a body with a blank behind it", "changed body", good, EVENT + " ")
case("no body where there was one", "changed body", good, "")
upper = hashlib.sha256(EVENT.encode()).hexdigest().upper()
case("the hash in capitals", "changed body", sign(HEADER, claims(EVENT, payload_hash=upper), SECRET), EVENT)
case("a hash that is no text", "changed body", sign(HEADER, claims(EVENT, payload_hash=1), SECRET), EVENT)
case("an empty hash", "changed body", sign(HEADER, claims(EVENT, payload_hash=""), SECRET), EVENT)

path = pathlib.Path(__file__).with_name("webhooks.json")
vectors = {"format": 1, "max_age": 300, "clock_skew": 60, "cases": cases}
path.write_text(json.dumps(vectors, indent=1, ensure_ascii=False) + "\n")
print(f"{len(cases)} cases")
