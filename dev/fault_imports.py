"""Files of made-up customers, their imports over XML-RPC, and what became of them."""

import base64
from collections import Counter
from dataclasses import dataclass

from live_server import wait_until

HEADER = "Name;Customer ID;Organization number"
WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
PASSWORD = "importer-1"
GROUPS = (
    "base.group_user",
    "customer_register.group_customer_upload",
    "customer_register.group_customer_create",
    "customer_register.group_customer_edit",
)


@dataclass(frozen=True)
class CustomerFile:
    """A file of customers whose names begin with `prefix`.

    Every other row leaves its customer number to the register: such a customer can be
    recognised by its organisation number only.
    """

    prefix: str
    rows: tuple

    @classmethod
    def of(cls, prefix, count, numbers):
        """Make a file of `count` rows with the next of the organisation numbers."""
        return cls(
            prefix,
            tuple(
                (
                    f"{prefix} {place:05} AS",
                    f"{prefix}{place}" if place % 2 else "",
                    next(numbers),
                )
                for place in range(count)
            ),
        )

    @property
    def content(self):
        lines = [HEADER, *(";".join(row) for row in self.rows), ""]
        return "\r\n".join(lines).encode()


def organisation_numbers():
    """Yield made-up Norwegian organisation numbers with right check digits."""
    for first in range(80_000_000, 99_999_999):
        digits = str(first)
        pairs = zip(digits, WEIGHTS, strict=True)
        check = -sum(int(digit) * weight for digit, weight in pairs) % 11
        if check < 10:
            yield f"{digits}{check}"


def make_importer(admin, login):
    """Create a user who may import, create and edit customers."""
    groups = []
    for xml_id in GROUPS:
        module, name = xml_id.split(".")
        domain = [("module", "=", module), ("name", "=", name)]
        [data] = admin("ir.model.data", "search_read", domain, fields=["res_id"])
        groups.append(data["res_id"])
    admin(
        "res.users",
        "create",
        {
            "name": login.title(),
            "login": login,
            "password": PASSWORD,
            "group_ids": [(6, 0, groups)],
        },
    )


class Import:
    """One import of a file by one user."""

    def __init__(self, server, user, file):
        """Upload, read and check the file.

        :param server: the live_server.LiveServer
        :param user: what its `login` returned
        :param CustomerFile file: the customers
        """
        self.server = server
        self.user = user
        self.file = file
        self.id = user(
            "customer.import",
            "create",
            {
                "file": base64.b64encode(file.content).decode(),
                "file_name": f"{file.prefix}.csv",
            },
        )
        self.call("action_read")
        self.call("action_check")

    def call(self, method):
        return self.user("customer.import", method, [self.id])

    def figures(self, *names):
        """Return fields of the import as its user reads them."""
        [values] = self.user("customer.import", "read", [self.id], list(names))
        return tuple(values[name] for name in names)

    @property
    def rows_done(self):
        return self._count_lines("state = 'done'")

    @property
    def is_over(self):
        return self.server.query(
            f"SELECT 1 FROM customer_import WHERE id = {self.id} AND state = 'done'"
        )

    def wait_for_rows(self, more_than):
        """Wait until more rows than these are done, and some are still left.

        :return: the number of rows done
        """
        done = wait_until(
            f"more than {more_than} rows of {self.file.prefix} are imported",
            lambda: max(self.rows_done - more_than, 0),
        )
        return done + more_than

    def wait_until_over(self, wake=None, pause=0.5):
        """Wait until nothing is left to do.

        :param wake: called again and again: a server that was just started looks for
            waiting work once a minute
        :param pause: seconds between two looks, each of which costs the machine time
        """

        def is_over():
            if wake:
                wake()
            return self.is_over

        wait_until(f"the import of {self.file.prefix} is over", is_over, pause=pause)

    def outcomes(self):
        """Count the rows by outcome and state."""
        lines = self.server.query(
            "SELECT outcome || ' ' || state, count(*) FROM customer_import_line"
            f" WHERE import_id = {self.id} GROUP BY 1"
        )
        pairs = (line.split("|") for line in lines)
        return {kind: int(count) for kind, count in pairs}

    def refused(self):
        """Return {row number: message} of the rows that were not imported."""
        lines = self.server.query(
            "SELECT row_number, replace(message, chr(10), ' ')"
            f" FROM customer_import_line WHERE import_id = {self.id}"
            " AND state = 'error'"
        )
        pairs = (line.split("|", 1) for line in lines)
        return {int(number): message for number, message in pairs}

    def created(self):
        """Return the row numbers whose customer this import made."""
        return {
            int(number)
            for number in self.server.query(
                "SELECT row_number FROM customer_import_line"
                f" WHERE import_id = {self.id} AND outcome = 'create'"
                " AND state = 'done' AND partner_id IS NOT NULL"
            )
        }

    def _count_lines(self, condition):
        return self.server.number(
            "SELECT count(*) FROM customer_import_line"
            f" WHERE import_id = {self.id} AND {condition}"
        )


def faults_in_register(server, file, left_out=()):
    """Compare the register with a file, row by row.

    :param server: the live_server.LiveServer
    :param CustomerFile file: the customers
    :param left_out: row numbers of the spreadsheet that should not be there
    :return: sentences, none when every row is there exactly once
    """
    expected = Counter(
        (name, number)
        for place, (name, _ref, number) in enumerate(file.rows)
        if place + 2 not in left_out
    )
    refs = {name: ref for name, ref, _number in file.rows if ref}
    found = [
        line.split("|")
        for line in server.query(
            "SELECT name, company_registry, ref FROM res_partner"
            f" WHERE name LIKE '{file.prefix} %'"
        )
    ]
    present = Counter((name, number) for name, number, _ref in found)
    numbers = Counter(ref for _name, _number, ref in found)
    return [
        *(f"{name} is missing" for name, _number in expected - present),
        *(f"{name} is there too often" for name, _number in present - expected),
        *(
            f"{name} has the customer number {ref}"
            for name, _number, ref in found
            if ref != refs.get(name, ref) or not ref
        ),
        *(f"{ref} was given to {n}" for ref, n in numbers.items() if n > 1),
    ]


def faults_in_lines(customer_import):
    """Compare the rows that an import says it has created with their customers.

    :return: sentences, none when each row is kept once and leads to its own customer
    """
    lines = customer_import.server.query(
        "SELECT line.row_number, partner.name FROM customer_import_line line"
        " LEFT JOIN res_partner partner ON partner.id = line.partner_id"
        f" AND line.outcome = 'create' WHERE line.import_id = {customer_import.id}"
    )
    found = [line.split("|") for line in lines]
    rows = customer_import.file.rows
    kept = Counter(int(number) for number, _name in found)
    expected = Counter(range(2, len(rows) + 2))
    return [
        *(f"row {number} is lost" for number in expected - kept),
        *(f"row {number} is kept twice" for number in kept - expected),
        *(
            f"row {number} leads to {name}"
            for number, name in found
            if name and name != rows[int(number) - 2][0]
        ),
    ]
