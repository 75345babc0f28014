"""Sockets that this machine alone can reach."""

import socket
import sys

LOOPBACK = "127.0.0.1"
WAITING = 100
"""Connections that may wait to be taken."""


def door(port: int = 0) -> socket.socket:
    """A socket that listens; raises OSError for a port that is taken.

    Its protocol is named: only then does asyncio send answers at once. Otherwise each would wait
    up to 40 ms for the other side to confirm the one before.
    """
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((LOOPBACK, port))
        made.listen(WAITING)
    except OSError:
        made.close()
        raise
    return made
