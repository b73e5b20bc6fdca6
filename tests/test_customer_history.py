"""Every change on the card, its addresses and contacts: who, when, old and new.

Source: seeds/001_89ddd0bb9fc3d60e.txt, "History".
"""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestCustomerHistory(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.editor = new_test_user(
            cls.env,
            "history_editor",
            groups="customer_register.group_customer_edit,base.group_partner_manager",
        )
        cls.customer = cls.env["res.partner"].create(
            {
                "name": "History AS",
                "is_company": True,
                "customer_rank": 1,
                "street": "Old Street 1",
                "city": "Oslo",
                "country_id": cls.env.ref("base.no").id,
            }
        )
        cls.contact = cls.env["res.partner"].create(
            {"name": "Kari", "parent_id": cls.customer.id}
        )
        cls.flush()

    @classmethod
    def flush(cls):
        cls.env.flush_all()
        cls.cr.flush()

    def changes(self, customer=None, user=None):
        self.flush()
        return (
            self.env["customer.history"]
            .with_user(user or self.env.user)
            .search([("partner_id", "=", (customer or self.customer).id)])
        )

    def assertChange(self, subject, change, old, new, customer=None):
        rows = [
            (row.subject, row.change, row.old_value or "", row.new_value or "")
            for row in self.changes(customer)
        ]
        self.assertIn((subject, change, old, new), rows)

    def test_fields_of_the_card(self):
        self.customer.with_user(self.editor).write(
            {
                "name": "History ASA",
                "website": "https://history.example",
                "company_registry": "923609016",
                "industry_id": self.env.ref("base.res_partner_industry_A").id,
                "category_id": [Command.create({"name": "Gold"})],
            }
        )
        name = "History ASA"
        self.assertChange(name, "Name", "History AS", "History ASA")
        self.assertChange(name, "Website Link", "", "https://history.example")
        self.assertChange(name, "Tags", "", "Gold")
        latest = self.changes()[0]
        self.assertEqual(latest.user_id, self.editor)
        self.assertTrue(latest.date)

    def test_address_is_one_change(self):
        self.customer.write({"street": "New Street 2", "street2": "Floor 3"})
        changes = self.changes().filtered(lambda row: row.change == "Full Address")
        self.assertEqual(len(changes), 1)
        self.assertIn("Old Street 1", changes.old_value)
        self.assertIn("New Street 2", changes.new_value)
        self.assertIn("Floor 3", changes.new_value)

    def test_booleans_read_as_words(self):
        self.customer.facility_required = True
        self.assertChange("History AS", "Facility Obligatory on Orders", "No", "Yes")

    def test_contact_added_changed_and_removed(self):
        self.contact.with_user(self.editor).phone = "+47 22 00 00 00"
        self.assertChange("Contact: Kari", "Phone", "", "+47 22 00 00 00")
        address = self.env["res.partner"].create(
            {
                "type": "visiting",
                "street": "Visit 1",
                "parent_id": self.customer.id,
            }
        )
        self.flush()
        address.street = "Visit 2"
        self.flush()
        change = self.changes().filtered(lambda row: row.change == "Full Address")
        self.assertTrue(change.subject.startswith("Visiting"))
        self.contact.unlink()
        lines = self.changes().mapped("change")
        self.assertIn("Added: Contact: Kari", lines)
        self.assertIn("Removed: Contact: Kari", lines)
        # what was changed on a contact that is gone can still be read
        self.assertChange("Contact: Kari", "Phone", "", "+47 22 00 00 00")

    def test_contact_that_moves_is_told_on_both_customers(self):
        other = self.env["res.partner"].create(
            {"name": "Other AS", "is_company": True, "customer_rank": 1}
        )
        self.flush()
        self.contact.parent_id = other
        for customer in (self.customer, other):
            with self.subTest(customer=customer.name):
                rows = self.changes(customer).filtered(
                    lambda row: row.new_value == "Other AS"
                )
                self.assertEqual(rows.mapped("subject"), ["Contact: Kari"])
                self.assertEqual(rows.old_value, "History AS")

    def test_comments_are_not_copied(self):
        self.customer.comment = "<p>Pays late</p>"
        rows = self.changes()
        self.assertIn("Comments changed", rows.mapped("change"))
        self.assertNotIn("Pays late", str(rows.read()))
        count = len(rows)
        self.customer.comment = "<p>Pays late</p>"
        self.assertEqual(len(self.changes()), count)

    def test_personal_numbers_do_not_appear(self):
        # published test number of Skatteverket
        number = "196408233234"
        person = self.env["res.partner"].create(
            {
                "name": "Private",
                "customer_rank": 1,
                "country_id": self.env.ref("base.se").id,
            }
        )
        self.flush()
        person.company_registry = number[2:]
        self.flush()
        person.with_context(no_vat_validation=True).vat = f"SE{number[2:]}01"
        rows = self.changes(person)
        text = str(rows.read()) + str(
            self.env["mail.tracking.value"]
            .search([("mail_message_id.res_id", "=", person.id)])
            .read()
        )
        self.assertNotIn(number[2:], text)
        self.assertNotIn(number[2:8], text)
        self.assertIn("***", text)

    def test_custom_fields(self):
        definition = (
            self.env["properties.base.definition"]
            .sudo()
            ._get_definition_for_property_field("res.partner", "properties")
        )
        definition.properties_definition = [
            {"name": "floor", "string": "Floor", "type": "char"},
            {
                "name": "lift",
                "string": "Lift",
                "type": "selection",
                "selection": [["a", "Large"], ["b", "Small"]],
            },
        ]
        self.customer.properties = {"floor": "3", "lift": "a"}
        self.flush()
        self.customer.properties = {"floor": "4", "lift": "a"}
        self.assertChange("History AS", "Floor", "", "3")
        self.assertChange("History AS", "Floor", "3", "4")
        self.assertChange("History AS", "Lift", "", "Large")
        lift = self.changes().filtered(lambda row: row.change == "Lift")
        self.assertEqual(len(lift), 1)

    def test_nobody_is_notified(self):
        follower = new_test_user(self.env, "history_follower")
        self.customer.message_subscribe(follower.partner_id.ids)
        last = self.env["mail.message"].search([], limit=1, order="id desc")
        self.customer.website = "https://other.example"
        self.contact.phone = "+47 22 00 00 01"
        self.customer.comment = "<p>Hello</p>"
        self.flush()
        messages = self.env["mail.message"].search([("id", ">", last.id)])
        self.assertTrue(messages)
        self.assertFalse(messages.notification_ids)
        self.assertFalse(
            self.env["mail.mail"].search([("mail_message_id", "in", messages.ids)])
        )

    def test_nothing_is_kept_without_tracking(self):
        before = self.changes()
        partner = self.customer.with_context(tracking_disable=True)
        partner.write({"name": "Quiet", "comment": "x", "properties": {}})
        quiet = self.env["res.partner"].with_context(tracking_disable=True)
        quiet.create({"name": "Quiet", "parent_id": self.customer.id}).unlink()
        self.assertEqual(self.changes(), before)

    def test_card_shows_the_ten_newest(self):
        for number in range(12):
            self.customer.website = f"https://{number}.example"
            self.flush()
        self.env.invalidate_all()
        latest = self.customer.customer_history_ids
        self.assertEqual(len(latest), 10)
        self.assertEqual(latest[0].new_value, "https://11.example")
        action = self.customer.action_view_customer_history()
        self.assertEqual(
            self.env["customer.history"].search_count(action["domain"]),
            len(self.changes()),
        )

    def test_search_sort_and_group(self):
        self.customer.website = "https://find.example"
        self.flush()
        History = self.env["customer.history"]
        domain = [("partner_id", "=", self.customer.id)]
        found = History.search([*domain, ("new_value", "ilike", "find")])
        self.assertEqual(found.change, "Website Link")
        self.assertTrue(History.search(domain, order="change, user_id"))
        self.assertTrue(History._read_group(domain, ["user_id"], ["__count"]))
        self.assertTrue(found.export_data(["date", "user_id", "change"])["datas"])

    def test_history_of_a_facility(self):
        facility = self.env["customer.facility"].create(
            {"name": "Main House", "partner_id": self.customer.id}
        )
        field = self.env["ir.model.fields"]._get("customer.facility", "name")
        self.env["mail.message"].create(
            {
                "model": "customer.facility",
                "res_id": facility.id,
                "message_type": "notification",
                "tracking_value_ids": [
                    Command.create(
                        {
                            "field_id": field.id,
                            "old_value_char": "Old House",
                            "new_value_char": "Main House",
                        }
                    )
                ],
            }
        )
        self.assertChange("Facility: Main House", "Name", "Old House", "Main House")

    # === PERMISSIONS === #

    def test_history_is_for_internal_users_who_see_the_customer(self):
        self.customer.website = "https://rule.example"
        self.flush()
        self.assertTrue(self.changes(user=self.editor))
        portal = new_test_user(self.env, "history_portal", groups="base.group_portal")
        with self.assertRaises(AccessError):
            self.changes(user=portal)
        with self.assertRaises(AccessError):
            self.customer.with_user(portal).read(["customer_history_ids"])
        self.env["ir.rule"].create(
            {
                "name": "hide",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": f"[('id', '!=', {self.customer.id})]",
            }
        )
        self.assertFalse(self.changes(user=self.editor))

    def test_fields_that_a_user_may_not_read_are_left_out(self):
        # a field of administrators stands for any protected one
        field = self.env["ir.model.fields"]._get("res.partner", "identity_key")
        self.env["mail.message"].create(
            {
                "model": "res.partner",
                "res_id": self.customer.id,
                "message_type": "notification",
                "tracking_value_ids": [
                    Command.create(
                        {"field_id": field.id, "new_value_char": "SE:secret"}
                    )
                ],
            }
        )
        values = self.changes(user=self.editor).mapped("new_value")
        self.assertNotIn("SE:secret", values)

    # === SCALE === #

    def test_same_number_of_queries_beyond_odoos_own_tracking(self):
        def edit(count, *, is_contact):
            parent = self.env["res.partner"].create(
                {"name": "Many", "is_company": True, "customer_rank": 1}
            )
            partners = (
                self.env["res.partner"]
                .with_context(tracking_disable=True)
                .create(
                    [
                        {
                            "name": f"Many {number}",
                            "parent_id": is_contact and parent.id,
                        }
                        for number in range(count)
                    ]
                )
            )
            self.flush()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            partners.write({"function": "Plumber"})
            self.flush()
            return self.cr.sql_log_count - start

        edit(1, is_contact=True)
        few = edit(10, is_contact=True) - edit(10, is_contact=False)
        many = edit(100, is_contact=True) - edit(100, is_contact=False)
        self.assertLessEqual(many, few + 5)
