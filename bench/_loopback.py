"""A Slack on loopback, over TLS, that answers every call after a while; in a process of its own."""

import asyncio
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aiohttp import web

LATENCY = 0.05


def certificate(folder: Path) -> tuple[Path, Path]:
    """A key and a certificate for 127.0.0.1, made by openssl."""
    key, cert = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
            "-keyout", key, "-out", cert, "-subj", "/CN=127.0.0.1",
            "-addext", "subjectAltName=IP:127.0.0.1",
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    return key, cert


@contextmanager
def slack(folder: Path) -> Iterator[tuple[str, ssl.SSLContext]]:
    """Its address, and the context that trusts it."""
    key, cert = certificate(folder)
    process = subprocess.Popen(
        [sys.executable, __file__, str(key), str(cert)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    try:
        port = int(process.stdout.readline())
        yield f"https://127.0.0.1:{port}/api/", ssl.create_default_context(cafile=str(cert))
    finally:
        process.kill()
        process.wait()


async def answer(request: web.Request) -> web.Response:
    await request.read()
    await asyncio.sleep(LATENCY)
    if request.match_info["method"] == "conversations.open":
        return web.json_response({"ok": True, "channel": {"id": "D1"}})
    return web.json_response({"ok": True, "channel": "D1", "ts": "1.000001", "message": {}})


async def serve(key: str, cert: str) -> None:
    app = web.Application(client_max_size=32 << 20)
    app.add_routes([web.post("/api/{method}", answer)])
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(cert, key)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(*sys.argv[1:]))
