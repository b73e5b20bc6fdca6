"""Find Odoo 19: the checkout in ODOO_SRC, else Debian's package, unpacked privately.

Debian's `odoo-19` is in the suite sid. It is fetched from the mirrors that this
machine's own apt is set up with, checked by apt with the system's own keyring, and
unpacked under `.dev/`: nothing is installed on the system.
"""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from workplace import DEV, Problem, output_of, remove, say, short_hash

PACKAGE = "odoo-19"
SERIES = "19"
UNPACKED = DEV / PACKAGE
KEYRINGS = [
    Path("/usr/share/keyrings/debian-archive-keyring.gpg"),
    Path("/usr/share/keyrings/debian-archive-keyring.pgp"),
]
# Packages that the symbolic links of odoo-19 lead to have these names.
LINKED_PACKAGES = ("fonts-", "libjs-")
# A link to a font that Debian has moved costs that font, and nothing else.
FONTS = {".eot", ".otf", ".ttf", ".woff", ".woff2"}
# Debian strips this file, which has no free source; the web client asks for it.
STRIPPED = "addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"


@dataclass(frozen=True)
class OdooSource:
    """An Odoo on disk.

    `python_path` holds the package `odoo`; `addons` are the folders of its addons;
    `identity` changes when the source does.
    """

    python_path: Path
    addons: tuple
    identity: str


def find():
    """Return the Odoo to use, after fetching it if need be.

    :rtype: OdooSource
    """
    given = os.environ.get("ODOO_SRC")
    return _checkout(Path(given).resolve()) if given else _packaged()


def _checkout(folder):
    release = folder / "odoo" / "release.py"
    if not release.is_file():
        raise Problem(
            f"ODOO_SRC is {folder}, which has no odoo/release.py:"
            " set it to the root of an Odoo 19 source checkout."
        )
    match = re.search(r"version_info = \(\D*(\d+)", release.read_text("utf-8"))
    if not match or match[1] != SERIES:
        raise Problem(
            f"ODOO_SRC is {folder}, which is not Odoo {SERIES}:"
            f" check out the branch {SERIES}.0 there."
        )
    commit = subprocess.run(
        ["git", "-C", folder, "rev-parse", "HEAD"],
        capture_output=True,
        text=True,
        check=False,
    )
    addons = (folder / "addons", folder / "odoo" / "addons")
    return OdooSource(
        python_path=folder,
        addons=tuple(path for path in addons if path.is_dir()),
        identity="checkout-" + short_hash(str(folder), commit.stdout.strip()),
    )


def _packaged():
    if not UNPACKED.is_dir():
        part = UNPACKED.with_suffix(".part")
        remove(part)
        part.mkdir(parents=True)
        _fetch_and_unpack(part)
        part.rename(UNPACKED)
    python_path = UNPACKED / "usr/lib/python3/dist-packages"
    version = (UNPACKED / "version").read_text("utf-8").strip()
    return OdooSource(python_path, (python_path / "odoo" / "addons",), version)


def _fetch_and_unpack(folder):
    """Put Debian's Odoo, and what its links lead to, into `folder`."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        raise Problem(
            "Odoo 19 is missing and this is not Debian: set ODOO_SRC to the root of"
            " an Odoo 19 source checkout."
        )
    apt = folder / "apt"
    options = _reach_sid(apt)
    names = [PACKAGE, *sorted(_linked_packages(options, PACKAGE))]
    say(f"Fetching Debian's {PACKAGE} and what it links to (about 150 MB)")
    output_of(
        ["apt-get", *options, "download", *names],
        f"Debian's {PACKAGE} could not be fetched: check the network and run the"
        " command again, or set ODOO_SRC to an Odoo 19 source checkout.",
        cwd=apt / "packages",
    )
    say(f"Unpacking Debian's {PACKAGE}")
    packages = sorted((apt / "packages").glob("*.deb"))
    for package in packages:
        output_of(
            ["dpkg-deb", "-x", package, folder],
            f"{package.name} could not be unpacked: check the free space on this disk.",
        )
        if package.name.startswith(f"{PACKAGE}_"):
            (folder / "version").write_text(package.name.split("_")[1], "utf-8")
    remove(apt)
    _mend_links(folder)
    stand_in = folder / "usr/lib/python3/dist-packages/odoo" / STRIPPED
    stand_in.parent.mkdir(parents=True, exist_ok=True)
    stand_in.touch()


def _reach_sid(apt):
    """Read the package list of sid into the private apt folder `apt`.

    :return: the options that make apt-get and apt-cache use that folder
    """
    for name in ("state/lists/partial", "cache/archives/partial", "packages", "none"):
        (apt / name).mkdir(parents=True)
    (apt / "status").touch()
    settings = {
        "Dir::State": apt / "state",
        "Dir::State::status": apt / "status",
        "Dir::Cache": apt / "cache",
        "Dir::Etc::sourcelist": apt / "sources.list",
        "Dir::Etc::sourceparts": "-",
        "Dir::Etc::preferences": "/dev/null",
        "Dir::Etc::preferencesparts": apt / "none",
        "APT::Sandbox::User": "",
        "APT::Get::AllowUnauthenticated": "false",
        "Acquire::AllowInsecureRepositories": "false",
        "Acquire::Languages": "none",
    }
    options = [f"-o{name}={value}" for name, value in settings.items()]
    keyring = next((path for path in KEYRINGS if path.is_file()), None)
    if not keyring:
        raise Problem(
            "The keyring that signs Debian's packages is missing: run"
            " `apt-get install debian-archive-keyring`."
        )
    for site in _debian_sites():
        (apt / "sources.list").write_text(
            f"deb [signed-by={keyring}] {site} sid main\n", "utf-8"
        )
        update = subprocess.run(
            ["apt-get", *options, "update", "--error-on=any"],
            capture_output=True,
            text=True,
            check=False,
        )
        if update.returncode == 0:
            return options
        print(update.stderr.strip())
    raise Problem(
        "No Debian mirror of this machine's apt serves the suite sid with a valid"
        " signature: check /etc/apt, or set ODOO_SRC to an Odoo 19 source checkout."
    )


def _debian_sites():
    """Return the addresses of Debian's main archive that this machine's apt uses."""
    sites = output_of(
        ["apt-get", "indextargets", "--format", "$(SITE)", "Created-By: Packages"],
        "This machine's apt configuration cannot be read: run"
        " `apt-get indextargets` and see what it reports.",
    ).split()
    return [site for site in dict.fromkeys(sites) if "security" not in site]


def _linked_packages(options, package):
    """Return the font and JavaScript packages that `package` depends on."""
    description = output_of(
        ["apt-cache", *options, "show", "--no-all-versions", package],
        f"Debian's sid has no {package} today: set ODOO_SRC to an Odoo 19 source"
        " checkout.",
    )
    depends = re.search(r"^Depends: (.*)$", description, re.MULTILINE)
    found = set()
    for first_choice in re.findall(r"(?:^|, )([^ ,]+)", depends[1] if depends else ""):
        if first_choice.startswith(LINKED_PACKAGES):
            found |= {first_choice} | _linked_packages(options, first_choice)
    return found


def _mend_links(folder):
    """Make absolute links in `folder` lead into it, and refuse missing scripts."""
    dangling = []
    odoo = folder / "usr/lib"
    for root, folders, files in os.walk(folder):
        for link in (Path(root, name) for name in [*folders, *files]):
            if not link.is_symlink():
                continue
            target = os.readlink(link)
            if os.path.isabs(target):
                inside = os.path.relpath(f"{folder}{target}", root)
                link.unlink()
                link.symlink_to(inside)
            font = link.suffix in FONTS
            if link.is_relative_to(odoo) and not link.exists() and not font:
                dangling.append(link)
    if dangling:
        raise Problem(
            f"Links of Debian's {PACKAGE} lead nowhere: set ODOO_SRC to an Odoo 19"
            f" source checkout. The first is {dangling[0]}."
        )
