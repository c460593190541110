"""A TCP proxy that is a bad link: slow, late, with stalls and cuts. For tests, practice and bench.

It works on bytes of a connection, not on packets: a lost packet shows as the stall that TCP makes
of it, and rates and delays are those of the payload.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Literal

Way = Literal["up", "down"]
_PIECE, _SLOW_PIECE = 64 * 2**10, 1400


@dataclass(frozen=True, slots=True)
class Weather:
    """How bad the link is; the defaults are a perfect one.

    Attributes:
        rate_bytes_s: of each direction, shared by all connections; 0 for no limit.
        delay_s: of each direction.
        loss: chance that a piece of 1,400 bytes is lost and comes `stall_s` later.
        cut_every_s: all connections break so often; 0 for never.
        irregular: cuts come at no regular time, `cut_every_s` apart on average.
    """

    rate_bytes_s: float = 0
    delay_s: float = 0
    loss: float = 0
    stall_s: float = 0.9
    cut_every_s: float = 0
    irregular: bool = False

    def sped_up(self, times: float) -> Weather:
        """Return the same weather on a clock that runs so many times as fast, for quick tests."""
        return Weather(
            self.rate_bytes_s * times,
            self.delay_s / times,
            self.loss,
            self.stall_s / times,
            self.cut_every_s / times,
            self.irregular,
        )


POOR = Weather(rate_bytes_s=8000, delay_s=0.3, loss=0.03, cut_every_s=20)
"""64 kbit/s, 600 ms there and back, 3 % loss, a cut every 20 s."""
WORST = Weather(rate_bytes_s=8000, delay_s=1, loss=0.3, cut_every_s=20)
"""64 kbit/s, 2 s there and back, 30 % loss, a cut every 20 s (reliability R18)."""


@dataclass(slots=True)
class Count:
    """What went through: payload bytes that were taken, connections, cuts.

    Attributes:
        unsent: bytes up that still waited for their turn at the rate when the line was cut, so
            nobody carried them.
        lost: bytes up that were on the line when it was cut.
    """

    up: int = 0
    down: int = 0
    unsent: int = 0
    lost: int = 0
    connections: int = 0
    cuts: int = 0


@dataclass(slots=True)
class _Plan:
    """Break everything once when so many more bytes went one way."""

    way: Way
    after: int


class BadLink:
    """Forwards connections of `port` on loopback to a target on loopback.

    Args:
        target: port of the server.
        weather: how bad it is.
        seed: of losses, and of cuts that are irregular.

    Attributes:
        port: of the proxy, once entered.
        count: what went through.
    """

    def __init__(self, target: int, weather: Weather = Weather(), seed: int = 1) -> None:
        self._target, self._weather = target, weather
        self._random = random.Random(seed)  # noqa: S311 - weather, not a secret
        self._cuts = random.Random(seed)  # noqa: S311 - so that cuts are the same whatever is sent
        self._free_s = {"up": 0.0, "down": 0.0}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._thread = threading.Thread(target=self._run, name="bad-link", daemon=True)
        self._ready = threading.Event()
        self._live: set[_Connection] = set()
        self._plan: _Plan | None = None
        self._last_bytes = b""
        self.count = Count()
        self.port = 0

    def __enter__(self) -> BadLink:
        """Start to forward."""
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Break what is open and stop."""
        if self._task:
            self._soon(self._task.cancel)
        self._thread.join()

    def cut_after(self, way: Way, size: int) -> None:
        """Break all connections once when `size` more bytes went `way`, no byte beyond them."""
        self._plan = _Plan(way, size)

    def cut(self) -> None:
        """Break all connections now; call from any thread."""
        self._soon(self._cut)

    def _soon(self, act: Callable[[], object]) -> None:
        if self._loop:
            self._loop.call_soon_threadsafe(act)

    def _cut(self) -> None:
        self.count.cuts += 1
        for connection in list(self._live):
            connection.abort()

    def _run(self) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(lambda _loop, _context: None)
        self._task = asyncio.current_task()
        server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        try:
            while True:
                await asyncio.sleep(self._next_cut_s() or 3600)
                self._cut()
        finally:
            server.close()
            for connection in list(self._live):
                connection.abort()

    def _next_cut_s(self) -> float:
        every_s = self._weather.cut_every_s
        if every_s and self._weather.irregular:
            return self._cuts.expovariate(1 / every_s)
        return every_s

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            theirs = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            writer.transport.abort()
            return
        self.count.connections += 1
        connection = _Connection(writer, theirs[1])
        self._live.add(connection)
        try:
            await asyncio.gather(
                self._pump(reader, theirs[1], "up", connection),
                self._pump(theirs[0], writer, "down", connection),
            )
        except (OSError, asyncio.CancelledError):
            connection.abort()
        finally:
            self._live.discard(connection)
            connection.close()

    async def _pump(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        way: Way,
        connection: _Connection,
    ) -> None:
        queue = _OnTheWay()
        sender = asyncio.ensure_future(_send(queue, writer))
        size = _SLOW_PIECE if self._weather != Weather() else _PIECE
        try:
            while data := await reader.read(size):
                if self._planned(way, data):
                    await self._break(queue, writer, way)
                    return
                self._add(way, len(data))
                await queue.put(self._due(way, data))
            await queue.put(_Bytes(0, 0, b""))
            await sender
        finally:
            sender.cancel()
            if way == "up":
                unsent = queue.waiting(after=connection.cut_s or time.monotonic())
                self.count.unsent += unsent
                self.count.lost += queue.waiting() - unsent

    def _planned(self, way: Way, data: bytes) -> bool:
        """Count `data` towards a planned cut; tell whether the cut lies within it."""
        if self._plan is None or self._plan.way != way:
            return False
        if self._plan.after > len(data):
            self._plan.after -= len(data)
            return False
        self._last_bytes = data[: self._plan.after]
        return True

    async def _break(self, queue: _OnTheWay, writer: asyncio.StreamWriter, way: Way) -> None:
        self._plan = None
        self._add(way, len(self._last_bytes))
        while not queue.empty:
            await asyncio.sleep(0)
        writer.write(self._last_bytes)
        await writer.drain()
        await asyncio.sleep(0.002)  # the bytes before the cut do arrive
        self._cut()

    def _add(self, way: Way, size: int) -> None:
        setattr(self.count, way, getattr(self.count, way) + size)

    def _due(self, way: Way, data: bytes) -> _Bytes:
        """Return when bytes that came now leave for the link, and when they leave it."""
        weather, free = self._weather, self._free_s
        at = time.monotonic()
        if weather.rate_bytes_s:
            free[way] = at = max(at, free[way]) + len(data) / weather.rate_bytes_s
        sent_s = at
        if weather.loss and self._random.random() < weather.loss:
            at += weather.stall_s
        return _Bytes(sent_s, at + weather.delay_s, data)


@dataclass(frozen=True, slots=True)
class _Bytes:
    """Bytes on their way: when they are on the line, and when they are there."""

    sent_s: float
    due_s: float
    data: bytes


class _OnTheWay:
    """What was taken and is not there yet, in order; also what is being waited for."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[_Bytes] = asyncio.Queue(64)
        self._kept: deque[_Bytes] = deque()

    async def put(self, one: _Bytes) -> None:
        self._kept.append(one)
        await self._queue.put(one)

    async def get(self) -> _Bytes:
        return await self._queue.get()

    def done(self) -> None:
        """Forget the first: it is there."""
        self._kept.popleft()

    @property
    def empty(self) -> bool:
        return not self._kept

    def waiting(self, after: float = 0) -> int:
        """Return how many bytes wait that are on the line later than `after`."""
        return sum(len(one.data) for one in self._kept if one.sent_s >= after)


class _Connection:
    """Both ends of one forwarded connection."""

    def __init__(self, *writers: asyncio.StreamWriter) -> None:
        self._writers = writers
        self.cut_s = 0.0

    def abort(self) -> None:
        """Reset both; what is on the line after this moment never was."""
        self.cut_s = self.cut_s or time.monotonic()
        for writer in self._writers:
            made = writer.get_extra_info("socket")
            if made is not None and made.fileno() >= 0:
                made.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()

    def close(self) -> None:
        """Close both."""
        for writer in self._writers:
            writer.close()


async def _send(queue: _OnTheWay, writer: asyncio.StreamWriter) -> None:
    while True:
        one = await queue.get()
        if not one.data:
            break
        if (wait_s := one.due_s - time.monotonic()) > 0:
            await asyncio.sleep(wait_s)
        writer.write(one.data)
        await writer.drain()
        queue.done()
    if writer.can_write_eof():
        writer.write_eof()
