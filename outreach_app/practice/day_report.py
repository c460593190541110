"""What a village day did, as JSON for people and CI."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Report:
    """What a village day did; becomes the JSON.

    Attributes:
        counts: station -> count.
        capture_s: software time of each file, from opening to its number.
        stages_s: stage -> seconds.
        link: what the way to the office did, in numbers; empty for a plain link.
        areas: area -> what exists of it, in numbers.
        differences: every place where the two sides disagree; empty when balanced.
    """

    seed: int
    counts: dict[str, int] = field(default_factory=dict)
    capture_s: list[float] = field(default_factory=list)
    stages_s: dict[str, float] = field(default_factory=dict)
    bytes_up: int = 0
    bytes_down: int = 0
    link: dict[str, int] = field(default_factory=dict)
    areas: dict[int, dict[str, int]] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        """Return the report's public form."""
        capture = sorted(self.capture_s) or [0.0]
        return {
            "seed": self.seed,
            "balanced": not self.differences,
            "counts": self.counts,
            "seconds": {
                **{name: round(s, 3) for name, s in self.stages_s.items()},
                "capture_median": round(capture[len(capture) // 2], 4),
                "capture_p99": round(capture[min(len(capture) - 1, len(capture) * 99 // 100)], 4),
            },
            "bytes_sent": self.bytes_up,
            "bytes_received": self.bytes_down,
            **({"link": self.link} if self.link else {}),
            **({"areas": {str(n): c for n, c in self.areas.items()}} if self.areas else {}),
            "differences": self.differences,
        }
