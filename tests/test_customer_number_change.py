"""Who may change a number, and how former numbers stay findable."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged

from .common import EQUINOR, NORWEGIAN_PERSON, TELENOR, CustomerCase


@tagged("post_install", "-at_install", "customer_register")
class TestNumberPermission(CustomerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.holder = cls.customer("Holder", "H-1")
        cls.other = cls.customer("Other", "H-2")

    def test_editor_changes_no_number(self):
        customer = self.holder.with_user(self.editor)
        for name, change in [
            ("other number", {"ref": "H-3"}),
            ("no number", {"ref": False}),
            ("blank number", {"ref": " "}),
            ("letter case", {"ref": "h-1"}),
            ("no customer", {"customer_rank": 0}),
            ("no customer, other number", {"customer_rank": 0, "ref": "H-3"}),
            ("contact", {"is_company": False, "parent_id": self.other.id}),
        ]:
            with self.subTest(name):
                with self.assertRefused("Customer administrator", error=AccessError):
                    customer.write(change)
                self.assertEqual(self.holder.ref, "H-1")
                self.assertTrue(self.holder.is_customer)

    def test_editor_changes_no_number_in_steps(self):
        person = self.customer("Person", "H-4", is_company=False)
        with self.assertRefused(error=AccessError):
            person.with_user(self.editor).parent_id = self.other
        subsidiary = self.customer("Subsidiary", "H-5", parent_id=self.holder.id)
        with self.assertRefused(error=AccessError):
            subsidiary.with_user(self.editor).is_company = False
        with self.assertRefused(error=AccessError):
            subsidiary.with_user(self.editor).company_type = "person"
        for forged in ("is_customer", "customer_number_key"):
            with self.subTest(forged), self.assertRefused(error=AccessError):
                subsidiary.with_user(self.editor).write({forged: False})
                subsidiary.with_user(self.editor).ref = "H-6"
        self.assertEqual(subsidiary.ref, "H-5")

    def test_editor_changes_no_number_of_several(self):
        customers = (self.holder | self.other).with_user(self.editor)
        with self.assertRefused("Holder", "Other", error=AccessError):
            customers.customer_rank = 0

    def test_editor_gives_first_number(self):
        self.policy(auto=False)
        partner = self.new_partner("No number")
        partner._increase_rank("customer_rank")
        self.assertFalse(partner.ref)
        partner.with_user(self.editor).ref = "H-9"
        self.assertEqual(partner.ref, "H-9")
        with self.assertRefused(error=AccessError):
            partner.with_user(self.editor).ref = "H-8"

    def test_editor_changes_the_rest(self):
        self.holder.with_user(self.editor).write(
            {"name": "New", "ref": "H-1", "customer_rank": 2, "is_company": False}
        )
        self.assertEqual(self.holder.ref, "H-1")

    def test_editable(self):
        new = self.env["res.partner"].new({})
        for user, partner, editable in [
            (self.editor, self.holder, False),
            (self.manager, self.holder, True),
            (self.editor, new, True),
            (self.editor, self.new_partner("Vendor", ref="V"), True),
        ]:
            with self.subTest(user=user.login, partner=partner.name):
                self.assertEqual(
                    partner.with_user(user).customer_number_editable, editable
                )

    def test_permission_alone_is_not_enough(self):
        """The number permission opens nothing that Odoo's rights close."""
        user = new_test_user(self.env, "customer_viewer", groups="base.group_user")
        with self.assertRefused(error=AccessError):
            self.holder.with_user(user).ref = "H-3"


@tagged("post_install", "-at_install", "customer_register")
class TestNumberHistory(CustomerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer_a = cls.customer("Anna AS", "OLD-77")

    def former(self, customer):
        return customer.customer_number_history_ids.mapped("number")

    def test_change(self):
        self.customer_a.with_user(self.manager).ref = "NEW-1"
        self.assertRecordValues(
            self.customer_a.customer_number_history_ids,
            [
                {
                    "number": "OLD-77",
                    "partner_id": self.customer_a.id,
                    "create_uid": self.manager.id,
                }
            ],
        )
        self.customer_a.with_user(self.manager).ref = "NEW-1"
        self.assertEqual(self.former(self.customer_a), ["OLD-77"])

    def test_removed_number_is_replaced(self):
        self.customer_a.with_user(self.manager).ref = False
        self.assertEqual(self.customer_a.ref, "5001")
        self.assertEqual(self.former(self.customer_a), ["OLD-77"])

    def test_former_number_is_not_given_out(self):
        self.sequence.number_next = 5001
        customer = self.customer()
        customer.ref = "X"
        self.sequence.number_next = 5001
        self.assertEqual(self.customer().ref, "5002")

    def test_old_number_back(self):
        customer = self.customer_a.with_user(self.manager)
        customer.ref = "NEW-1"
        customer.ref = "OLD-77"
        self.assertEqual(customer.customer_number_key, "OLD-77")
        self.assertCountEqual(self.former(customer), ["OLD-77", "NEW-1"])

    def test_becomes_contact(self):
        person = self.customer("Person", "P-1", is_company=False)
        person.with_user(self.manager).parent_id = self.customer_a
        self.assertRecordValues(
            person, [{"ref": False, "is_customer": False, "customer_number_key": False}]
        )
        self.assertEqual(self.former(person), ["P-1"])
        person.parent_id = False
        self.assertTrue(person.ref)
        self.assertNotEqual(person.ref, "P-1")

    def test_no_customer_any_more(self):
        self.customer_a.with_user(self.manager).customer_rank = 0
        self.assertFalse(self.customer_a.customer_number_key)
        self.assertEqual(self.former(self.customer_a), ["OLD-77"])
        self.assertEqual(self.customer("Next", "OLD-77").ref, "OLD-77")

    def test_search(self):
        self.customer_a.ref = "NEW-1"
        users = {
            "editor": self.editor,
            "portal": self.portal_user(self.customer_a),
        }
        for login, user in users.items():
            partners = self.env["res.partner"].with_user(user)
            for text in ("OLD-77", "old-7", "NEW-1", "Anna"):
                with self.subTest(text, login=login):
                    found = [found_id for found_id, _name in partners.name_search(text)]
                    self.assertIn(self.customer_a.id, found)
                    self.assertIn(
                        self.customer_a.id,
                        partners.search([("display_name", "ilike", text)]).ids,
                    )
        self.assertTrue(self.env["res.partner"].name_search("OLD-77", operator="="))

    def test_portal_sees_no_history(self):
        user = self.portal_user(self.customer_a)
        other = self.customer("Other", "OTHER-1")
        other.ref = "OTHER-2"
        self.customer_a.ref = "NEW-1"
        partners = self.env["res.partner"].with_user(user)
        self.assertFalse(partners.name_search("OTHER-1"))
        with self.assertRefused(error=AccessError):
            self.env["customer.number.history"].with_user(user).search([])

    def test_history_is_not_forged(self):
        self.customer_a.ref = "NEW-1"
        entry = self.customer_a.customer_number_history_ids
        for user in (self.editor, self.manager):
            entry_of_user = entry.with_user(user)
            self.assertEqual(entry_of_user.number, "OLD-77")
            with self.subTest(user.login):
                with self.assertRefused(error=AccessError):
                    entry_of_user.number = "X"
                with self.assertRefused(error=AccessError):
                    entry_of_user.unlink()
                with self.assertRefused(error=AccessError):
                    entry_of_user.create(
                        {"partner_id": self.customer_a.id, "number": "X"}
                    )

    def portal_user(self, partner):
        contact = self.new_partner("Portal", parent_id=partner.id)
        return new_test_user(
            self.env,
            "customer_portal",
            groups="base.group_portal",
            partner_id=contact.id,
        )


@tagged("post_install", "-at_install", "customer_register")
class TestMerge(CustomerCase):
    """Odoo's contact merge."""

    def merge(self, kept, *others, user=None):
        partners = kept.union(*others)
        wizard = self.env["base.partner.merge.automatic.wizard"]
        if user:
            wizard, kept = wizard.with_user(user), kept.with_user(user)
        wizard._merge(partners.ids, kept)
        self.env.flush_all()
        self.env.invalidate_all()
        for other in others:
            self.assertFalse(other.exists())

    def former(self, customer):
        return sorted(customer.customer_number_history_ids.mapped("number"))

    def test_numbers(self):
        for name, kept_values, kept_number, former in [
            ("customer", {"customer_rank": 1, "ref": "K"}, "K", ["A", "B"]),
            ("partner", {}, "A", ["B"]),
            ("vendor with reference", {"ref": "V"}, "V", ["A", "B"]),
        ]:
            with self.subTest(name):
                kept = self.new_partner("Kept", **kept_values)
                self.merge(kept, self.customer("A", "A"), self.customer("B", "B"))
                self.assertRecordValues(
                    kept,
                    [
                        {
                            "ref": kept_number,
                            "is_customer": True,
                            "customer_number_key": kept_number,
                            "customer_number_duplicate": False,
                        }
                    ],
                )
                self.assertEqual(self.former(kept), former)
                kept.unlink()
        self.assertEqual(self.customer().ref, "5001", "no number was drawn")

    def test_customer_without_number(self):
        self.policy(auto=False)
        kept = self.new_partner("Kept")
        kept._increase_rank("customer_rank")
        self.policy(auto=True)
        self.merge(kept, self.customer("A", "A"))
        self.assertEqual((kept.ref, self.former(kept)), ("A", []))

    def test_former_numbers_move(self):
        other = self.customer("Other", "O-1")
        other.ref = "O-2"
        kept = self.customer("Kept", "K-1")
        self.merge(kept, other)
        self.assertEqual(self.former(kept), ["O-1", "O-2"])
        self.assertIn(kept.id, dict(self.env["res.partner"].name_search("O-1")))

    def test_duplicates(self):
        for keep_marked in (True, False):
            with self.subTest(keep_marked=keep_marked):
                first = self.customer("First", "D-1")
                marked = self.legacy_customer("Marked", "D-1")
                self.assertTrue(marked.customer_number_duplicate)
                kept, other = (marked, first) if keep_marked else (first, marked)
                self.merge(kept, other)
                self.assertRecordValues(
                    kept, [{"ref": "D-1", "customer_number_duplicate": False}]
                )
                self.assertFalse(
                    set(self.former(kept)) & {"D-1"}, "it is no former number"
                )
                with self.assertRefused("D-1", error=ValidationError):
                    self.customer("Third", "D-1")
                kept.unlink()

    def test_by_editor(self):
        kept, other = self.customer("Kept", "K-1"), self.customer("Other", "O-1")
        self.merge(kept, other, user=self.editor)
        self.assertEqual((kept.ref, self.former(kept)), ("K-1", ["O-1"]))

    def test_contacts(self):
        company = self.customer("Company", "C-1")
        kept, other = (
            self.new_partner(name, parent_id=company.id) for name in ("Kept", "Other")
        )
        self.merge(kept, other)
        self.assertFalse(kept.ref or kept.is_customer)
        self.assertEqual(company.ref, "C-1")

    def test_customer_into_contact(self):
        contact = self.new_partner("Contact", parent_id=self.customer("C", "C-1").id)
        self.merge(contact, self.customer("Person", "P-1", is_company=False))
        self.assertFalse(contact.ref or contact.is_customer)
        self.assertEqual(self.former(contact), ["P-1"])

    def test_identity(self):
        norway = self.env.ref("base.no").id
        real, real_2 = {"company_registry": EQUINOR}, {"company_registry": TELENOR}
        provisional = {"company_registry": "T1", "company_registry_provisional": True}
        person = {"personal_identity_number": NORWEGIAN_PERSON, "is_company": False}
        for name, kept_values, other_values, number, is_provisional, personal in [
            ("own", real, real_2, EQUINOR, False, False),
            ("the other's", {}, real, EQUINOR, False, False),
            ("own real one", real, provisional, EQUINOR, False, False),
            ("the other's real one", provisional, real, EQUINOR, False, False),
            ("the other's provisional", {}, provisional, "T1", True, False),
            ("person", person, real, False, False, NORWEGIAN_PERSON),
            ("no person", real, person, EQUINOR, False, False),
            ("the other's person", {}, person, False, False, NORWEGIAN_PERSON),
        ]:
            with self.subTest(name):
                kept = self.customer("Kept", country_id=norway, **kept_values)
                other = self.customer("Other", country_id=norway, **other_values)
                self.merge(kept, other)
                self.assertRecordValues(
                    kept,
                    [
                        {
                            "company_registry": number,
                            "company_registry_provisional": is_provisional,
                            "personal_identity_number": personal,
                        }
                    ],
                )
                kept.unlink()

    def test_identity_of_another_country(self):
        kept = self.customer("Kept", country_id=self.env.ref("base.se").id)
        other = self.customer(
            "Other", country_id=self.env.ref("base.no").id, company_registry=EQUINOR
        )
        self.merge(kept, other)
        self.assertFalse(kept.company_registry)
