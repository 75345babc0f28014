"""What a process counts about itself; labels are words of ours, never a customer's."""

from collections.abc import Callable, Iterable, Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
"""Bounds of the latencies: Slack waits three seconds for an answer."""

Figures = Mapping[str, tuple[str, float]]
"""Names of gauges, each with what it tells and how it stands."""


class Meters:
    """Counted from any thread; each bot has its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Histogram(
            "deal_coach_request_seconds",
            "From a request's arrival to the end of its answer, by command and outcome.",
            ("command", "outcome"),
            buckets=SECONDS,
            registry=self.registry,
        )
        self.made = self._counter("messages_made", "Messages that ticks put into the outbox.")
        self.claimed = self._counter("messages_claimed", "Messages claimed by this process.")
        self.sent = self._counter("messages_sent", "Messages of this process that stand in Slack.")
        self.troubles = self._counter(
            "slack_troubles", "Posts that Slack did not take; wait is a 429.", "verdict"
        )
        self.faults = self._counter("faults", "Faults that nobody thought of.", "place")

    def _counter(self, name: str, told: str, *labels: str) -> Counter:
        return Counter(f"deal_coach_{name}", told, labels, registry=self.registry)

    def ask_when_read(self, figures: Callable[[], Figures]) -> None:
        """Gauges that are looked up each time the page is read."""
        self.registry.register(_Looked(figures))

    def page(self) -> bytes:
        """Everything in Prometheus' text format."""
        return generate_latest(self.registry)


class _Looked(Collector):
    def __init__(self, figures: Callable[[], Figures]) -> None:
        self._figures = figures

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Nothing yet: asking here would read the database before it is needed."""
        return ()

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """The gauges as they stand."""
        for name, (told, value) in self._figures().items():
            yield GaugeMetricFamily(f"deal_coach_{name}", told, value=value)
