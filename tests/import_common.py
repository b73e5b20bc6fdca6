"""What the tests of the customer import share."""

import base64
import re
from contextlib import contextmanager
from unittest.mock import patch

from odoo.fields import Command
from odoo.sql_db import Cursor
from odoo.tests import TransactionCase, new_test_user

HEADER = "Name;Customer ID;Organization number"
SAMPLE = "customer_register/demo/norwegian_companies.csv"
IMPORTER_GROUPS = ",".join(
    (
        "base.group_user",
        "customer_register.group_customer_upload",
        "customer_register.group_customer_create",
        "customer_register.group_customer_edit",
    )
)
_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
_PARTNER_WRITE = re.compile(
    r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?res_partner"?\s', re.IGNORECASE
)


def organisation_numbers(count, first=80_000_000):
    """Return made-up Norwegian organisation numbers with right check digits."""
    numbers = []
    while len(numbers) < count:
        digits = str(first)
        rest = sum(
            int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)
        )
        check = -rest % 11
        if check < 10:
            numbers.append(f"{digits}{check}")
        first += 1
    return numbers


def file_of(*rows, header=HEADER):
    return "".join(f"{row}\r\n" for row in (header, *rows)).encode()


@contextmanager
def partner_writes():
    """Collect the statements that insert, update or delete partners."""
    statements = []
    execute = Cursor.execute

    def spy(cursor, query, *args, **kwargs):
        if _PARTNER_WRITE.match(str(getattr(query, "code", query))):
            statements.append(query)
        return execute(cursor, query, *args, **kwargs)

    with patch.object(Cursor, "execute", spy):
        yield statements


class CustomerImportMixin:
    """Imports of an ordinary user who may upload, create and edit."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.norway = cls.env.ref("base.no")
        cls.importer = new_test_user(
            cls.env, "customer_importer", groups=IMPORTER_GROUPS
        )
        cls.partners = cls.env["res.partner"].with_context(active_test=False)

    def new_import(self, content, user=None, **values):
        """Return a draft import of the bytes `content`."""
        if isinstance(content, str):
            content = content.encode()
        return (
            self.env["customer.import"]
            .with_user(user or self.importer)
            .create(
                {
                    "file": base64.b64encode(content),
                    "file_name": "customers.csv",
                    **values,
                }
            )
        )

    def checked(self, *rows, user=None, **values):
        """Return a checked import of these rows, the first of which is row 2."""
        customer_import = self.new_import(file_of(*rows), user, **values)
        customer_import.action_read()
        customer_import.action_check()
        return customer_import

    def imported(self, *rows, user=None, **values):
        customer_import = self.checked(*rows, user=user, **values)
        customer_import.action_run()
        return customer_import

    def read_import(self, header, *rows, user=None, **values):
        """Return an import of a free file, whose columns are known."""
        customer_import = self.new_import(
            file_of(*rows, header=header), user, **{"source": "free", **values}
        )
        # said by a person: whatever the words are, they are a header
        customer_import.write({"has_header": True, "skip_rows": 0})
        customer_import.action_read()
        return customer_import

    def free_import(self, header, *rows, user=None, targets=None, **values):
        """Return a checked import of a free file.

        :param dict targets: header -> target, where it is not what is recognised
        """
        customer_import = self.read_import(header, *rows, user=user, **values)
        for column in customer_import.column_ids:
            if targets and column.header in targets:
                column.target = targets[column.header]
        customer_import.action_check()
        return customer_import

    def customer(self, name, ref=False, number=False, **values):
        return self.env["res.partner"].create(
            {
                "name": name,
                "ref": ref,
                "company_registry": number,
                "country_id": self.norway.id,
                "is_company": True,
                "customer_rank": 1,
                **values,
            }
        )

    def hide(self, partner):
        """Hide a partner from every user by a record rule."""
        self.env["ir.rule"].create(
            {
                "name": "Hidden from all",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": f"[('id', '!=', {partner.id})]",
            }
        )

    def found(self, *numbers):
        return self.partners.search([("company_registry", "in", numbers)], order="id")

    def assertLine(self, line, outcome, message=None, **values):
        self.assertEqual(line.outcome, outcome, line.message)
        if message is not None:
            self.assertIn(message, line.message or "")
        for name, value in values.items():
            self.assertEqual(line[name], value, name)


class CustomerImportCase(CustomerImportMixin, TransactionCase):
    pass


class ImportValuesCase(CustomerImportCase):
    """Imports of one row whose columns have given targets."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.norway
        cls.importer.group_ids = [
            Command.link(cls.env.ref("product.group_product_pricelist").id)
        ]

    def import_one(self, targets, mode="create_update", user=None, **options):
        """Return the line of a checked import of one row: {target: cell}."""
        header = ";".join(f"Column {place}" for place in range(len(targets)))
        row = ";".join(f'"{cell}"' for cell in targets.values())
        customer_import = self.free_import(
            header,
            row,
            targets={f"Column {place}": target for place, target in enumerate(targets)},
            mode=mode,
            user=user,
            **options,
        )
        return customer_import.line_ids

    def run_one(self, targets, **options):
        line = self.import_one(targets, **options)
        self.assertIn(line.outcome, ("create", "update"), line.message)
        line.import_id.action_run()
        self.assertEqual(line.state, "done", line.message)
        return line.partner_id
