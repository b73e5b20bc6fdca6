"""Files of the register: to fill in, to change and import again."""

import base64
import io

from openpyxl import load_workbook

from odoo.fields import Command
from odoo.tests import tagged

from .import_common import (
    CustomerImportCase,
    file_of,
    organisation_numbers,
    partner_writes,
)

NUMBERS = organisation_numbers(1_010, first=82_000_000)


class DownloadCase(CustomerImportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.norway

    def download(self, customers=None, **values):
        """Return the rows of a downloaded file, the header first."""
        wizard = (
            self.env["customer.import.download"]
            .with_user(self.importer)
            .create(
                {
                    "content": "existing" if customers else "empty",
                    "partner_ids": customers and customers.ids,
                    **values,
                }
            )
        )
        action = wizard.action_download()
        self.assertEqual(action["type"], "ir.actions.act_url")
        self.assertIn(f"/{wizard.id}/file/", action["url"])
        return self.rows_of(wizard.file)

    def rows_of(self, file):
        book = load_workbook(io.BytesIO(base64.b64decode(file)), read_only=True)
        return [
            ["" if cell is None else str(cell) for cell in row]
            for row in book.worksheets[0].iter_rows(values_only=True)
        ]

    def import_rows(self, rows, **values):
        """Return a checked import of rows, the header first."""
        content = file_of(
            *(
                ";".join('"{}"'.format(cell.replace('"', '""')) for cell in row)
                for row in rows[1:]
            ),
            header=";".join(rows[0]),
        )
        customer_import = self.new_import(
            content, **{"source": "free", "mode": "create_update", **values}
        )
        customer_import.action_read()
        customer_import.action_check()
        return customer_import


@tagged("post_install", "-at_install", "customer_register")
class TestDownload(DownloadCase):
    def test_empty_file(self):
        [header] = self.download()
        self.assertEqual(header[:2], ["Customer number", "Name"])

    def test_filtered(self):
        self.customer("Best AS", "D1", NUMBERS[0], city="Bergen")
        self.customer("Second AS", "D2", NUMBERS[1], city="Oslo")
        wizard = (
            self.env["customer.import.download"]
            .with_user(self.importer)
            .create({"content": "existing", "domain": "[('city', '=', 'Bergen')]"})
        )
        self.assertEqual(wizard._customers().mapped("name"), ["Best AS"])

    def test_selection_of_the_list(self):
        customer = self.customer("Best AS", "D1", NUMBERS[0])
        contact = self.env["res.partner"].create(
            {"name": "Anna", "parent_id": customer.id}
        )
        values = (
            self.env["customer.import.download"]
            .with_context(active_model="res.partner", active_ids=contact.ids)
            .default_get(["content", "partner_ids"])
        )
        self.assertEqual(values["content"], "existing")
        self.assertEqual(values["partner_ids"], customer.ids)

    def test_round_trip(self):
        """1,000 customers exported and imported: all unchanged, nothing written."""
        customers = self.env["res.partner"]._create_customers_in_bulk(
            [
                {
                    "name": f"Round {place} AS",
                    "ref": f"R{place}",
                    "company_registry": NUMBERS[place],
                    "country_id": self.norway.id,
                    "is_company": True,
                    "customer_rank": 1,
                    "city": "Oslo",
                    "comment": "<p>Two<br/>lines</p>",
                }
                for place in range(1_000)
            ]
        )
        self.env["res.partner"].create(
            [
                {"name": f"Contact {c.id}", "email": f"c{c.id}@example.com"}
                | {"parent_id": c.id}
                for c in customers[:50]
            ]
        )
        rows = self.download(customers, columns="all")
        self.assertEqual(len(rows), 1_001)
        self.env.flush_all()
        with partner_writes() as statements:
            customer_import = self.import_rows(rows)
            self.assertEqual(
                customer_import.line_ids.filtered(
                    lambda line: line.outcome != "unchanged"
                ).mapped("message"),
                [],
            )
            self.assertEqual(customer_import.unchanged_count, 1_000)
            customer_import.action_run()
            self.env.flush_all()
        self.assertEqual(statements, [])
        self.assertEqual(customer_import.state, "done")

    def test_every_value_is_read_as_it_was_written(self):
        """Without its reference, a row is compared value by value."""
        sweden = self.env.ref("base.se")
        self.env["product.pricelist"].create({"name": "Letter 10 %"})
        customer = self.customer(
            "Åkeri AB",
            "D1",
            "5560125790",
            country_id=sweden.id,
            street="Storgatan 1",
            street2="Uppgång B",
            zip="111 22",
            city="Stockholm",
            email="info@akeri.example",
            phone="+46 8 123 45 67",
            website="https://akeri.example",
            vat="SE556012579001",
            vat_type="normal",
            comment='<p>One<br/>two; "three"</p>',
            birthdate="1990-12-31",
            property_product_pricelist=self.env["product.pricelist"]
            .search([("name", "=", "Letter 10 %")])
            .id,
            category_id=[
                Command.create({"name": "Gold"}),
                Command.create({"name": "Silver"}),
            ],
            industry_id=self.env.ref("base.res_partner_industry_A").id,
            facility_required=True,
            erp_always_invoice=True,
            tax_reduction_type="rot",
            property_designation="Stockholm Storön 1:23",
            child_ids=[
                Command.create(
                    {
                        "name": "Anna Ås",
                        "email": "anna@akeri.example",
                        "function": "VD",
                        "send_work_order": True,
                        "is_main_contact": True,
                    }
                ),
                Command.create({"name": "Bo", "phone": "08-765 43 21"}),
                Command.create({"type": "invoice", "street": "Box 1", "zip": "111 21"}),
            ],
        )
        self.env["customer.facility"].create(
            {"name": "Lager", "unit_number": "12", "partner_id": customer.id}
        )
        customer.lang = "en_US"
        rows = self.download(customer, columns="all")
        rows = [row[:-1] for row in rows]
        line = self.import_rows(rows).line_ids
        self.assertLine(line, "unchanged", partner_id=customer)
        self.assertFalse(line.change_text)

    def test_changed_rows_only(self):
        customers = self.customer("Best AS", "D1", NUMBERS[0]) | self.customer(
            "Second AS", "D2", NUMBERS[1]
        )
        rows = self.download(customers)
        rows[1][1] = "Better AS"
        customer_import = self.import_rows(rows, mode="update")
        first, second = customer_import.line_ids
        self.assertLine(first, "update", changes={"name": ["Best AS", "Better AS"]})
        self.assertLine(second, "unchanged")
        customer_import.action_run()
        self.assertEqual(customers.mapped("name"), ["Better AS", "Second AS"])

    def test_downloaded_file_updates_by_itself(self):
        customer = self.customer("Best AS", "D1", NUMBERS[0])
        rows = self.download(customer)
        rows[1][1] = "Better AS"
        content = file_of(";".join(rows[1]), header=";".join(rows[0]))
        customer_import = self.new_import(content)
        customer_import.action_read()
        self.assertEqual(customer_import.mode, "create_update")
        customer_import.action_check()
        self.assertLine(customer_import.line_ids, "update")
        chosen = self.new_import(content)
        chosen.mode = "create"
        chosen.action_read()
        self.assertEqual(chosen.mode, "create")

    def test_conflict(self):
        changed, left, renamed = (
            self.customer("Best AS", "D1", NUMBERS[0]),
            self.customer("Second AS", "D2", NUMBERS[1]),
            self.customer("Third AS", "D3", NUMBERS[2]),
        )
        rows = self.download(changed | left | renamed)
        (changed | left).city = "Hamar"
        rows[1][1] = "Better AS"
        rows[3][1] = "Thirdly AS"
        conflict, untouched, update = self.import_rows(rows, mode="update").line_ids
        self.assertLine(conflict, "ambiguous", "changed in the register after")
        self.assertLine(untouched, "unchanged")
        self.assertLine(update, "update")

    def test_number_changed_in_the_file(self):
        customer = self.customer("Best AS", "D1", NUMBERS[0])
        rows = self.download(customer)
        rows[1][0] = "D9"
        line = self.import_rows(rows, mode="update").line_ids
        self.assertLine(line, "error", "“Customer administrator”")

    def test_customer_deleted_since(self):
        customer = self.customer("Best AS", "D1", NUMBERS[0])
        rows = self.download(customer)
        customer.unlink()
        line = self.import_rows(rows).line_ids
        self.assertLine(line, "ambiguous", "was deleted or merged")

    def test_personal_number_stays(self):
        person = self.env["res.partner"].create(
            {
                "name": "Private Person",
                "country_id": self.env.ref("base.se").id,
                "personal_identity_number": "198112189876",
                "customer_rank": 1,
            }
        )
        rows = self.download(person)
        self.assertNotIn("9876", str(rows))
        rows[1][1] = "Another Name"
        customer_import = self.import_rows(rows, mode="update")
        self.assertLine(
            customer_import.line_ids,
            "update",
            changes={"name": ["Private Person", "Another Name"]},
        )
        customer_import.action_run()
        self.assertEqual(person.personal_identity_number, "198112189876")


@tagged("post_install", "-at_install", "customer_register")
class TestErrorFile(DownloadCase):
    def test_corrected_and_imported(self):
        customer_import = self.free_import(
            "Customer ID;Name;Orgnr;City",
            f"E1;Good AS;{NUMBERS[0]};Oslo",
            "E2;Bad AS;123;Bergen",
            f"E3;;{NUMBERS[2]};Hamar",
        )
        customer_import.action_run()
        rows = self.rows_of(customer_import.error_file)
        self.assertEqual(
            rows[0],
            ["Reason", "Customer ID", "Name", "Orgnr", "City", "Register reference"],
        )
        self.assertEqual(
            [row[1:5] for row in rows[1:]][0], ["E2", "Bad AS", "123", "Bergen"]
        )
        self.assertIn("Orgnr: The number has 3 digits", rows[1][0])
        action = customer_import.action_error_file()
        self.assertIn("/error_file/", action["url"])
        rows[1][3] = NUMBERS[1]
        rows[2][2] = "Third AS"
        again = self.import_rows(rows)
        self.assertEqual(again.line_ids.mapped("outcome"), ["create"] * 2)
        again.action_run()
        self.assertEqual(
            self.found(*NUMBERS[:3]).mapped("name"), ["Good AS", "Bad AS", "Third AS"]
        )

    def test_personal_numbers_are_masked_and_found_again(self):
        number = "198112189876"
        customer_import = self.free_import(
            "Customer ID;Name;Orgnr;E-mail",
            f"E1;;SE{number};person@example.com",
            targets={"E-mail": "email"},
            company_id=self.env.company.id,
        )
        customer_import.action_run()
        self.assertEqual(customer_import.error_count, 1)
        rows = self.rows_of(customer_import.error_file)
        self.assertNotIn(number[-10:], str(rows))
        rows[1][2] = "Private Person"
        again = self.import_rows(rows)
        line = again.line_ids
        self.assertNotIn(number[-10:], str(line.values))
        self.assertIn(number[-10:], str(line._real_values()))

    def test_rows_that_failed_in_the_run(self):
        customer_import = self.checked(f"Best AS;B1;{NUMBERS[0]}")
        self.customer("Best AS", "B1", NUMBERS[0])
        customer_import.action_run()
        rows = self.rows_of(customer_import.error_file)
        self.assertEqual(rows[1][1:4], ["Best AS", "B1", NUMBERS[0]])

    def test_no_failed_rows(self):
        customer_import = self.imported(f"Best AS;B1;{NUMBERS[0]}")
        self.assertFalse(customer_import.error_file)
