"""A spreadsheet from outside is compiled in a process of its own, with a limit on time and memory.

What a limit cannot foresee (R27) then ends that process, not the office.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection, Mapping
from dataclasses import asdict

from outreach_app.forms.problems import FormProblem, FormRefused
from outreach_app.forms.publish import Published, compile_workbook
from outreach_app.forms.reader import load

SECONDS, MEMORY = 10.0, 300_000_000
"""Wall seconds and bytes of data; 500 questions take 0.3 s and 65 MB."""
_TOO_MUCH = (FormProblem("FORMS_028"),)


def compile_apart(
    data: bytes,
    name: str,
    papers: Collection[str] = (),
    beside: Mapping[str, str] | None = None,
    *,
    seconds: float = SECONDS,
    memory: int = MEMORY,
) -> Published:
    """Compile an XLSForm as `publish.compile_workbook` does, apart.

    Raises:
        FormRefused: with every problem found; FORMS_028 it took too much time or memory.
    """
    around = json.dumps(None if beside is None else dict(beside)).encode() + b"\n"
    words = [sys.executable, "-m", "outreach_app.forms.apart", name, str(memory), ",".join(papers)]
    try:
        done = subprocess.run(  # noqa: S603 - our own program; the name is data to it
            words, input=around + data, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise FormRefused(_TOO_MUCH) from error
    if done.returncode:
        raise FormRefused(_TOO_MUCH)
    told = json.loads(done.stdout)
    if told["problems"]:
        raise FormRefused(tuple(FormProblem(**one) for one in told["problems"]))
    form = load(told["xml"])
    warnings = tuple(FormProblem(**one) for one in told["warnings"])
    return Published(form.form_id, form.version, told["xml"], form, warnings)


def _limit(memory: int) -> None:
    """Bound what this process may take; Windows has no such limits, there time alone counts."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Read what stands beside a spreadsheet (a line of JSON), then it, and say what it became."""
    name, memory, papers = sys.argv[1:]
    _limit(int(memory))
    told: dict[str, object] = {"xml": "", "warnings": [], "problems": []}
    try:
        beside = json.loads(sys.stdin.buffer.readline())
        made = compile_workbook(sys.stdin.buffer.read(), name, papers.split(","), beside)
        told.update(xml=made.xml, warnings=[asdict(w) for w in made.warnings])
    except FormRefused as refused:
        told["problems"] = [asdict(p) for p in refused.problems]
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
