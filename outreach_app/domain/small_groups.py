"""Which groups of answers are too small to be shown, so that nobody's own can be read off.

A group that alone is hidden could be computed as the total less the shown ones: then the next
smallest is hidden too (complementary suppression, the usual rule of statistical offices).
"""

from __future__ import annotations

from collections.abc import Mapping

FEW = "few"
"""It has answers, but too few of them."""
BESIDE = "beside"
"""Large enough, but a small one could be computed from it."""


def hidden(sizes: Mapping[str, int], least: int) -> dict[str, str]:
    """Return the groups not to be shown, each with `FEW` or `BESIDE`.

    Args:
        sizes: group -> its answers; their sum is shown. A group of none hides nothing.
        least: a group of so many is shown, and so many at least are hidden together.
    """
    found = {group: FEW for group, size in sizes.items() if 0 < size < least}
    together = sum(sizes[group] for group in found)
    for group in sorted(sizes, key=lambda group: (sizes[group], group)):
        if together and together < least <= sizes[group]:
            found[group] = BESIDE
            together += sizes[group]
    return found
