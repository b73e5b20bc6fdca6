"""Which column a value came from, and what it may overwrite."""

from .door_values import Policies

# The column of files that the register wrote, by which it recognises their rows.
REFERENCE = "reference"

# Keys of a cleaned row that a target fills, where they are not called like it.
_KEYS = {
    "first_name": ("name",),
    "last_name": ("name",),
    "zip_city": ("zip", "city"),
    "identity_number": ("company_registry", "personal_identity_number"),
    "phone_other": ("comment",),
    "email_other": ("comment",),
    "is_private": ("is_company",),
    "inactive": ("active",),
    "facility.zip_city": ("facility.zip", "facility.city"),
}


def keys_of(target):
    """Return the dotted keys of a cleaned row that a target fills, without numbers.

    :param str target: such as ``contact2.email``
    :rtype: tuple
    """
    start, dot, name = target.rpartition(".")
    if start == "properties":
        return (target,)
    start = start.rstrip("0123456789")
    names = _KEYS.get(name, (name,))
    return tuple(f"{start}{dot}{name}" for name in names)


def policies_by_path(columns):
    """Return {dotted key: policy} of columns; the most careful one wins.

    :param columns: customer.import.column records
    """
    found = {}
    for column in columns:
        if column.target:
            for key in keys_of(column.target):
                found.setdefault(key, []).append(column.policy)
    return {key: Policies.strictest(policies) for key, policies in found.items()}


def position_of(path, targets):
    """Return the position of the column that a value came from.

    :param str path: as in a judgement's errors, such as ``contact2.lang``
    :param dict targets: position -> target
    :return: position, or None when no column is to blame
    """
    exact = None
    for position, target in targets.items():
        if target == path:
            return position
        if exact is None and _base(path) in keys_of(target):
            exact = position
    return exact


def _base(path):
    start, dot, name = path.rpartition(".")
    if start == "properties":
        return path
    return f"{start.rstrip('0123456789')}{dot}{name}"
