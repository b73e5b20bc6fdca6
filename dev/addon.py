"""The addon as Odoo shall see it: a folder `customer_register` without `.dev`.

The checkout may have any name, and it contains `.dev/`, which contains this folder.
Links to the checkout's single entries, instead of one link to the checkout, keep
everything that follows links (Odoo's translation export, pytest) out of that circle.
"""

import ast
import hashlib
import os

from workplace import ADDON, DEV, ROOT, remove

PARENT = DEV / "addons"
FOLDER = PARENT / ADDON
# Not part of the addon, or not seen by an installation.
LEFT_OUT = {"dev", "__pycache__"}
NOT_INSTALLED = {"tests", "doc"}
NOT_INSTALLED_SUFFIXES = {".md", ".pyc", ".toml"}


def link():
    """Make the links to the checkout's entries, and drop those of entries gone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = {
        path.name
        for path in ROOT.iterdir()
        if not path.name.startswith(".") and path.name not in LEFT_OUT
    }
    present = {path.name for path in FOLDER.iterdir() if path.is_symlink()}
    for name in present - wanted:
        remove(FOLDER / name)
    for name in wanted - present:
        (FOLDER / name).symlink_to(os.path.relpath(ROOT / name, FOLDER))


def depends():
    """Return the names of the addons that the manifest asks for."""
    manifest = ast.literal_eval((ROOT / "__manifest__.py").read_text("utf-8"))
    return sorted(manifest["depends"])


def checksum():
    """Return a text that changes when an installed addon must be updated."""
    digest = hashlib.sha256()
    for root, folders, files in os.walk(ROOT):
        folders[:] = sorted(
            name
            for name in folders
            if name not in NOT_INSTALLED | LEFT_OUT and not name.startswith(".")
        )
        for name in sorted(files):
            path = os.path.join(root, name)
            if os.path.splitext(name)[1] in NOT_INSTALLED_SUFFIXES:
                continue
            if name.startswith(".") or name == "Makefile":
                continue
            try:
                with open(path, "rb") as file:
                    content = file.read()
            except FileNotFoundError:  # an editor's file, gone since it was listed
                continue
            digest.update(os.path.relpath(path, ROOT).encode() + b"\0")
            digest.update(content + b"\0")
    return digest.hexdigest()[:12]
