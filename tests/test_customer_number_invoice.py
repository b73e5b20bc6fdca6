"""A partner becomes a customer by an invoice, which no number may stop."""

from odoo.tests import tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

from .common import CustomerMixin


@tagged("post_install", "-at_install", "customer_register")
class TestNumberByInvoice(CustomerMixin, AccountTestInvoicingCommon):
    """An invoice is never stopped by a customer number."""

    def post(self, partner):
        self.init_invoice("out_invoice", partner=partner, amounts=[100.0], post=True)

    def test_fresh_partner(self):
        partner = self.new_partner("Fresh")
        self.post(partner)
        self.assertRecordValues(partner, [{"is_customer": True, "ref": "5001"}])

    def test_contact(self):
        company = self.new_partner("Company", is_company=True)
        contact = self.new_partner("Contact", parent_id=company.id)
        self.post(contact)
        self.assertRecordValues(
            company | contact,
            [
                {"is_customer": True, "ref": "5001", "customer_rank": 1},
                {"is_customer": False, "ref": False, "customer_rank": 1},
            ],
        )

    def test_vendor_bill(self):
        vendor = self.new_partner("Vendor")
        self.init_invoice("in_invoice", partner=vendor, amounts=[100.0], post=True)
        self.assertFalse(vendor.is_customer or vendor.ref)

    def test_automatic_numbers_off(self):
        self.policy(auto=False)
        partner = self.new_partner("Fresh")
        self.post(partner)
        self.assertRecordValues(partner, [{"is_customer": True, "ref": False}])

    def test_number_of_wrong_length(self):
        self.policy(shortest=6)
        partner = self.new_partner("Vendor", ref="V1")
        self.post(partner)
        self.assertRecordValues(partner, [{"is_customer": True, "ref": "V1"}])

    def duplicate(self, holder):
        vendor = self.new_partner("Vendor", ref=holder.ref)
        self.post(vendor)
        self.assertTrue(vendor.is_customer)
        self.assertTrue(vendor.customer_number_duplicate)
        self.assertFalse(holder.customer_number_duplicate)
        return vendor

    def test_taken_number_is_marked(self):
        for name, end in [
            ("number changed", lambda holder, vendor: holder.write({"ref": "D-2"})),
            ("own changed", lambda holder, vendor: vendor.write({"ref": "D-3"})),
            ("holder deleted", lambda holder, vendor: holder.unlink()),
            ("no customer", lambda holder, vendor: holder.write({"customer_rank": 0})),
        ]:
            with self.subTest(name):
                holder = self.customer("Holder", "D-1")
                vendor = self.duplicate(holder)
                vendor.name = "Renamed"
                self.assertTrue(vendor.customer_number_duplicate)
                end(holder, vendor)
                self.assertFalse(vendor.customer_number_duplicate)
                with self.assertRefused("already belongs"):
                    self.customer("Third", vendor.ref)
                vendor.customer_rank = 0
                vendor.ref = False
                holder.exists().ref = f"gone {name}"

    def test_archived_holder_still_holds(self):
        holder = self.customer("Holder", "D-1")
        vendor = self.duplicate(holder)
        holder.active = False
        self.env.flush_all()
        self.assertTrue(vendor.customer_number_duplicate)
        with self.assertRefused("D-1"):
            self.customer("Third", "D-1")
