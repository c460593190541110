"""The house itself: rooms that must not be, pages that must."""

from pathlib import Path

import outreach_app

ROOT = Path(outreach_app.__file__).parent.parent


def test_packaging_never_becomes_a_package():
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_every_package_has_its_page():
    packages = {p.parent for p in (ROOT / "outreach_app").glob("*/__init__.py")} | {ROOT / "sync"}
    assert {p.name for p in packages if not (p / "README.md").exists()} == set()


def test_no_file_names_a_package_registry():
    hosts = ("pypi" + ".org", "registry" + ".npmjs")
    for file in [*ROOT.glob("*"), *(ROOT / "outreach_app").rglob("*.py")]:
        if file.is_file() and file.suffix in (".py", ".toml", ".md", ".cmd", ""):
            text = file.read_text(encoding="utf-8", errors="ignore")
            assert not any(host in text for host in hosts), file
