import re

from odoo import Command
from odoo.tests import Form, HttpCase, new_test_user, tagged

from .sale_order_common import SaleOrderCommon


def text_of(html):
    """Return a page's visible words with single spaces."""
    if isinstance(html, bytes):
        html = html.decode()
    text = re.sub(r"<(script|style).*?</\1>", " ", html, flags=re.DOTALL)
    text = re.sub(r"<[^>]+>", "", text).replace("&nbsp;", " ").replace("\xa0", " ")
    return re.sub(r"\s+", " ", text)


class VatCommon(SaleOrderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.normal, cls.none = (
            cls.new_order(vat_type=vat_type, order_line=[cls.line(cls.travel, 10)])
            for vat_type in ("normal", "none")
        )

    def print_order(self, order):
        html, _type = self.env["ir.actions.report"]._render_qweb_html(
            "sale.report_saleorder", order.ids
        )
        return text_of(html)


@tagged("post_install", "-at_install")
class TestSaleOrderVat(VatCommon):
    def test_default_of_the_customer(self):
        self.assertEqual(self.new_order().vat_type, self.customer.vat_type)
        self.customer.write({"country_id": self.env.ref("base.se").id})
        self.customer.company_registry = "5560360793"
        self.assertEqual(self.customer.vat_type, "none")
        self.assertEqual(self.new_order().vat_type, "none")

    def test_amounts_stay_and_show_as_the_type_says(self):
        for order in (self.normal, self.none):
            self.assertEqual(order.amount_total, 1250)
            self.assertEqual(order.amount_untaxed, 1000)
        self.assertEqual(self.normal.amount_shown, 1250)
        self.assertEqual(self.none.amount_shown, 1000)
        self.assertEqual(self.normal.tax_totals["total_amount_currency"], 1250)
        self.assertEqual(self.none.tax_totals["total_amount_currency"], 1000)
        self.assertFalse(self.none.tax_totals["subtotals"])
        self.assertIn("exclude VAT", self.none.amounts_note)
        self.assertIn("including VAT", self.normal.amounts_note)
        self.assertIn("250", self.normal.amounts_note)

    def test_form_changes_at_once(self):
        self.company.customer_show_vat_type = True
        with Form(self.normal) as form:
            form.vat_type = "none"
            self.assertEqual(form.tax_totals["total_amount_currency"], 1000)
            self.assertIn("exclude VAT", form.amounts_note)

    def test_article_without_vat_states_none(self):
        self.travel.taxes_id = False
        order = self.new_order(
            vat_type="normal", order_line=[self.line(self.travel, 1)]
        )
        self.assertFalse(order.amounts_note)
        self.assertNotIn("VAT", order._format_amount_shown())

    def test_print(self):
        without = self.print_order(self.none)
        self.assertIn("All amounts exclude VAT.", without)
        self.assertIn("1,000.00", without)
        self.assertNotIn("1,250.00", without)
        self.assertNotIn("VAT 25%", without)
        with_vat = self.print_order(self.normal)
        self.assertIn("Total including VAT", with_vat)
        self.assertIn("1,250.00", with_vat)
        self.assertIn("VAT 25%", with_vat)

    def test_print_is_called_what_it_is(self):
        self.assertIn(f"Quotation # {self.none.name}", self.print_order(self.none))
        self.none.action_confirm()
        self.assertIn(f"Work Order # {self.none.name}", self.print_order(self.none))

    def test_price_including_vat_is_printed_without(self):
        included = self.tax.copy(
            {"name": "Included", "price_include_override": "tax_included"}
        )
        self.none.order_line.tax_ids = included
        self.none.order_line.price_unit = 125
        self.assertEqual(self.none.order_line.price_unit_shown, 100)
        self.normal.order_line.tax_ids = included
        self.normal.order_line.price_unit = 125
        self.assertEqual(self.normal.order_line.price_unit_shown, 125)

    def test_mails(self):
        for xmlid in (
            "sale.email_template_edi_sale",
            "sale.mail_template_sale_confirmation",
        ):
            template = self.env.ref(xmlid)
            with self.subTest(xmlid=xmlid):
                bodies = template._render_field(
                    "body_html", (self.none | self.normal).ids
                )
                without, with_vat = (
                    text_of(bodies[order.id]) for order in (self.none, self.normal)
                )
                self.assertIn("1,000.00 (excluding VAT)", without)
                self.assertNotIn("1,250.00", without)
                self.assertIn("1,250.00 (including VAT)", with_vat)

    def test_mail_header(self):
        message = self.none.message_post(body="Ready", subtype_xmlid="mail.mt_comment")
        context = self.none._notify_by_email_prepare_rendering_context(message)
        self.assertIn("1,000.00 (excluding VAT)", text_of(context["subtitles"][1]))

    def test_invoice_states_the_vat(self):
        self.none.action_confirm()
        invoice = self.none._create_invoices()
        self.assertEqual(invoice.amount_total, 1250)
        self.assertEqual(invoice.tax_totals["total_amount_currency"], 1250)
        self.assertTrue(invoice.tax_totals["subtotals"])


@tagged("post_install", "-at_install")
class TestSaleOrderVatPortal(HttpCase, VatCommon):
    def test_portal_pages(self):
        user = new_test_user(
            self.env, "order_vat_portal", "base.group_portal", name="Portal User"
        )
        orders = self.none | self.normal
        orders.write({"partner_id": user.partner_id.id})
        self.none.vat_type, self.normal.vat_type = "none", "normal"
        orders.action_confirm()
        self.authenticate(user.login, user.login)
        without = text_of(self.url_open(self.none.get_portal_url()).content)
        self.assertIn("All amounts exclude VAT.", without)
        self.assertIn("1,000.00", without)
        self.assertNotIn("1,250.00", without)
        self.assertNotIn("VAT 25%", without)
        self.assertIn("Work Order", without)
        with_vat = text_of(self.url_open(self.normal.get_portal_url()).content)
        self.assertIn("Total including VAT", with_vat)
        self.assertIn("1,250.00", with_vat)
        listed = text_of(self.url_open("/my/orders").content)
        self.assertIn("1,000.00 (excluding VAT)", listed)
        self.assertIn("1,250.00 (including VAT)", listed)

    def test_internal_fields_stay_out_of_the_portal(self):
        user = new_test_user(self.env, "order_vat_portal", "base.group_portal")
        self.none.partner_id = user.partner_id
        self.none.technician_ids = [Command.set(self.other_technician.ids)]
        self.authenticate(user.login, user.login)
        self.none.action_confirm()
        page = text_of(self.url_open(self.none.get_portal_url()).content)
        self.assertNotIn(self.other_technician.name, page)
        self.assertNotIn(self.cost_center.name, page)
