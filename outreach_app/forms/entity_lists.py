"""Lists of entities on a laptop: what finished files here created or changed, laid over the list.

So a follow-up form sees at once, offline, what an earlier one found. Source: ODK Entities
specification (offline versions, `trunkVersion`, `branchId`); design page xforms.md, section 5.
"""

from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from outreach_app.forms import tables
from outreach_app.forms.entities import Entity
from outreach_app.forms.xpath.columns import Columns
from outreach_app.forms.xpath.scope import EvaluationError

VERSION, TRUNK, BRANCH = "__version", "__trunkVersion", "__branchId"
_FIRST = ("name", "label")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An entity as files on this laptop left it, until the office's list has it.

    Attributes:
        label: blank when it is still that of the list.
        properties: those that files here gave; the rest are those of the list.
        version: counts on from the office's.
        trunk_version: the office's when the changes here began; 0: it began here.
        branch_id: of this run of changes.
        numbers: local numbers of the files that say so.
    """

    dataset: str
    entity_id: str
    label: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    version: int = 1
    trunk_version: int = 0
    branch_id: str = ""
    numbers: tuple[str, ...] = ()


def file_of(dataset: str) -> str:
    """Return the file beside a form that is this list."""
    return f"{dataset}.csv"


def after(entity: Entity, held: Held | None, listed: bool, branch_id: str) -> Held | None:
    """Return what a finished file makes of an entity; None: nothing, as in ODK Collect.

    Args:
        entity: what the file says.
        held: what is known of it here.
        listed: the office's list has it.
        branch_id: for a run of changes that begins here.
    """
    known = held is not None or listed
    if entity.update and known:
        if held is None:
            base = _number(entity.base_version) or 1
            held = Held(
                dataset=entity.dataset,
                entity_id=entity.entity_id,
                version=base,
                trunk_version=_number(entity.trunk_version) or base,
                branch_id=entity.branch_id or branch_id,
            )
        return replace(
            held,
            label=entity.label.strip() or held.label,
            properties=tuple({**dict(held.properties), **entity.properties}.items()),
            version=held.version + 1,
        )
    if entity.create and not known and entity.label.strip():
        return Held(
            dataset=entity.dataset,
            entity_id=entity.entity_id,
            label=entity.label.strip(),
            properties=tuple(entity.properties.items()),
            branch_id=branch_id,
        )
    return None


def ids(text: str) -> Mapping[str, int]:
    """Return the entities of the office's list with their versions; 1 where it tells none."""
    return dict(_ids(text))


@lru_cache(maxsize=8)
def _ids(text: str) -> tuple[tuple[str, int], ...]:
    cells = dict(_read(text))
    names = cells.get("name", ())
    versions = cells.get(VERSION, ("1",) * len(names))
    return tuple((n, _number(v) or 1) for n, v in zip(names, versions, strict=True))


def outdated(held: Held, office: Mapping[str, int]) -> bool:
    """Tell whether the office's list is to be taken instead: it has this version or a newer one.

    What the office had and has no more is gone; what began here stays until the office lists it.
    """
    if held.entity_id in office:
        return office[held.entity_id] >= held.version
    return held.trunk_version > 0


@lru_cache(maxsize=8)
def laid_over(text: str, held: tuple[Held, ...], laptop: str) -> str:
    """Return a list as this laptop sees it, as CSV.

    Args:
        text: CSV of the office; blank for none yet.
        held: what files here say of it.
        laptop: id of this one; a run of changes that begins here is named after it.
    """
    columns = dict(_read(text))
    if text.strip() and any(name not in columns for name in _FIRST):
        return text  # a list of something else
    office = ids(text)
    ours = {one.entity_id: one for one in held if not outdated(one, office)}
    names = list(
        dict.fromkeys((*_FIRST, *columns, *_properties(ours.values()), VERSION, TRUNK, BRANCH))
    )
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for number, entity_id in enumerate(columns.get("name", ())):
        row = {name: cells[number] for name, cells in columns.items()}
        row |= {VERSION: str(office[entity_id]), TRUNK: str(office[entity_id])}
        row[BRANCH] = str(uuid.uuid5(_BRANCHES, f"{laptop} {entity_id} {office[entity_id]}"))
        row |= _row(ours.pop(entity_id, None))
        writer.writerow([row.get(name, "") for name in names])
    for one in ours.values():
        row = _row(one)
        writer.writerow([row.get(name, "") for name in names])
    return out.getvalue()


_BRANCHES = uuid.UUID("5f2f1b7e-2f0f-4b36-9d3e-0a9a4c1d7e11")


def _row(held: Held | None) -> dict[str, str]:
    if held is None:
        return {}
    label = {"label": held.label} if held.label else {}
    trunk = str(held.trunk_version) if held.trunk_version else ""
    own = {"name": held.entity_id, VERSION: str(held.version), TRUNK: trunk, BRANCH: held.branch_id}
    return {**dict(held.properties), **label, **own}


def _properties(held: Iterable[Held]) -> list[str]:
    return list(dict.fromkeys(name for one in held for name, _ in one.properties))


def _read(text: str) -> Columns:
    try:
        return tables.csv_columns(text)
    except EvaluationError:
        return []


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
