#!/usr/bin/env python3
"""Keep the customers of two registers equal, in both directions.

A reference for clients of ``customer.sync``; see doc/sync.md. Run it again and again,
by cron for example: each run carries what changed since the last one. A run that is cut
off, at any point, loses nothing and doubles nothing; the next one goes on.

Each register knows the other one as an external system: create "b" in the first and "a"
in the second. Customer numbers, users and settings stay each register's own. If both
sides changed the same customer, the first one wins.

    export SYNC_A=https://a.example,database,login,key SYNC_B=https://b.example,…
    examples/sync_two_databases.py state.json
"""

import json
import os
import pathlib
import sys
import xmlrpc.client

CUSTOMER = (
    *("name", "active", "is_company", "company_registry", "country_code", "vat"),
    *("street", "street2", "zip", "city", "state_id", "email", "phone", "website"),
    *("lang", "vat_type", "birthdate", "comment", "erp_always_invoice"),
)
PARTS = ("contacts", "addresses", "facilities")
PAGE = 200


class Register:
    """One of the two registers.

    :param str access: address, database, log-in and API key, separated by commas
    :param str other: code of the other register in this one
    """

    def __init__(self, access, other):
        url, self.database, login, self.key = access.split(",")
        self.other = other
        common = xmlrpc.client.ServerProxy(f"{url}/xmlrpc/2/common")
        self.uid = common.authenticate(self.database, login, self.key, {})
        if not self.uid:
            raise SystemExit(f"{url}: wrong log-in or key.")
        self.server = xmlrpc.client.ServerProxy(f"{url}/xmlrpc/2/object")

    def call(self, method, *arguments, **options):
        return self.server.execute_kw(
            *(self.database, self.uid, self.key, "customer.sync", method),
            *(list(arguments), options),
        )


def record_for_other(customer):
    """Return the record for the other register of what one register told.

    The id here is the external id there. What came from there has an id there already.
    """
    record = {name: customer[name] for name in CUSTOMER if name in customer}
    record.update(_ids(customer))
    for part in PARTS:
        record[part] = [
            {
                **{k: v for k, v in item.items() if k not in ("id", "external_id")},
                **_ids(item),
            }
            for item in customer[part]
        ]
    record["replace"] = list(PARTS)
    return record


def _ids(told):
    ids = {"external_id": str(told["id"])}
    if told["external_id"]:
        ids["id"] = int(told["external_id"])
    return ids


def carry(origin, target, state, save):
    """Carry to one register what changed in the other one since the last run.

    :param Register origin: where the changes are
    :param Register target: where they go
    :param dict state: ``cursor``, and the records that were ``refused``
    :param save: function that keeps the state
    """
    _send(target, state, list(state.get("refused", {}).values()))
    has_more = True
    while has_more:
        answer = origin.call(
            "changes", state.get("cursor", False), PAGE, source=origin.other
        )
        records = []
        for customer in answer["customers"]:
            if customer["change"] in ("deleted", "merged"):
                state.get("refused", {}).pop(str(customer["id"]), None)
                target.call("set_active", target.other, str(customer["id"]), False)
            else:
                records.append(record_for_other(customer))
        _send(target, state, records)
        # only now: after a cut, the same page comes again and writes nothing
        state["cursor"], has_more = answer["cursor"], answer["has_more"]
        save()


def _send(target, state, records):
    if not records:
        return
    refused = state.setdefault("refused", {})
    for record, result in zip(
        records, target.call("upsert", target.other, records), strict=True
    ):
        refused.pop(record["external_id"], None)
        if result["status"] == "error":
            refused[record["external_id"]] = record
            for error in result["errors"]:
                print(
                    f"{record['name']}: {error['field']} {error['message']}",
                    file=sys.stderr,
                )


def main(state_file):
    """Run once in both directions.

    :param str state_file: where cursors are kept
    :return: 1 when a register refused customers, else 0
    """
    path = pathlib.Path(state_file)
    state = json.loads(path.read_text()) if path.exists() else {"a": {}, "b": {}}

    def save():
        # never half a file
        new = path.with_suffix(".new")
        new.write_text(json.dumps(state))
        new.replace(path)

    first = Register(os.environ["SYNC_A"], "b")
    second = Register(os.environ["SYNC_B"], "a")
    carry(first, second, state["a"], save)
    carry(second, first, state["b"], save)
    return int(any(side.get("refused") for side in state.values()))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1]))
    except OSError as error:
        sys.exit(f"A register can't be reached, run again: {error}")
