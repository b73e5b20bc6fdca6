from odoo import fields, models
from odoo.tools import SQL


class CustomerReport(models.Model):
    """Customers and their contact persons, a row for each person.

    A customer without contact persons has a row too. The counts tell each customer and
    each person once: sums over any grouping are right. It is a query, made of the
    partners that the user may see; inactive customers are among them.
    """

    _name = "customer.report"
    _description = "Customers and Contact Persons"
    _auto = False
    _order = "partner_id, contact_id"
    _rec_name = "partner_id"
    _depends = {
        "res.partner": [
            "active",
            "city",
            "commercial_partner_id",
            "country_id",
            "create_date",
            "email",
            "function",
            "industry_id",
            "is_company",
            "is_customer",
            "is_main_contact",
            "lang",
            "name",
            "parent_id",
            "phone",
            "ref",
            "type",
            "user_id",
            "vat_type",
            "zip",
        ],
    }

    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    ref = fields.Char(string="Customer Number", readonly=True)
    kind = fields.Selection(
        [("company", "Company"), ("private", "Private")], readonly=True
    )
    status = fields.Selection(
        [("active", "Active"), ("inactive", "Inactive")], readonly=True
    )
    industry_id = fields.Many2one("res.partner.industry", readonly=True)
    city = fields.Char(readonly=True)
    zip = fields.Char(string="Postal Code", readonly=True)
    country_id = fields.Many2one("res.country", readonly=True)
    user_id = fields.Many2one("res.users", string="Account Owner", readonly=True)
    lang = fields.Char(string="Language", readonly=True)
    vat_type = fields.Selection(
        [("normal", "Normal VAT"), ("none", "No VAT")], string="VAT Type", readonly=True
    )
    company_id = fields.Many2one(
        "res.company", string="Only for Company", readonly=True
    )
    customer_email = fields.Char(readonly=True)
    customer_phone = fields.Char(readonly=True)
    added_on = fields.Date(readonly=True)
    contact_id = fields.Many2one("res.partner", string="Contact Person", readonly=True)
    contact_name = fields.Char(string="Contact's Name", readonly=True)
    contact_function = fields.Char(string="Contact's Role", readonly=True)
    contact_email = fields.Char(string="Contact's E-mail", readonly=True)
    contact_phone = fields.Char(string="Contact's Phone", readonly=True)
    is_main_contact = fields.Boolean(string="Main Contact", readonly=True)
    customer_count = fields.Integer(string="Customers", readonly=True)
    contact_count = fields.Integer(string="Contact Persons", readonly=True)

    @property
    def _table_query(self):
        partners = self.env["res.partner"].with_context(active_test=False)
        customers = partners._search([("is_customer", "=", True)])
        contacts = partners._search(
            [
                ("parent_id", "!=", False),
                ("type", "=", "contact"),
                ("is_customer", "=", False),
                ("active", "=", True),
            ]
        )
        return SQL(
            """
            SELECT COALESCE(2 * contact.id, 2 * customer.id + 1) AS id,
                   customer.id AS partner_id,
                   customer.ref AS ref,
                   CASE WHEN customer.is_company THEN 'company' ELSE 'private'
                    END AS kind,
                   CASE WHEN customer.active THEN 'active' ELSE 'inactive'
                    END AS status,
                   customer.industry_id AS industry_id,
                   customer.city AS city,
                   customer.zip AS zip,
                   customer.country_id AS country_id,
                   customer.user_id AS user_id,
                   customer.lang AS lang,
                   customer.vat_type AS vat_type,
                   customer.company_id AS company_id,
                   customer.email AS customer_email,
                   customer.phone AS customer_phone,
                   customer.create_date::date AS added_on,
                   contact.id AS contact_id,
                   contact.name AS contact_name,
                   contact.function AS contact_function,
                   contact.email AS contact_email,
                   contact.phone AS contact_phone,
                   contact.is_main_contact AS is_main_contact,
                   CASE WHEN contact.id IS NULL OR contact.id = first_value(contact.id)
                             OVER (PARTITION BY customer.id ORDER BY contact.id)
                        THEN 1 ELSE 0 END AS customer_count,
                   CASE WHEN contact.id IS NULL THEN 0 ELSE 1 END AS contact_count
              FROM res_partner AS customer
         LEFT JOIN res_partner AS contact
                ON contact.commercial_partner_id = customer.id
               AND contact.id IN %s
             WHERE customer.id IN %s
            """,
            contacts.subselect(),
            customers.subselect(),
        )

    def action_open_customer(self):
        """Open the customer's card.

        :return: action
        """
        self.ensure_one()
        return self.partner_id.get_formview_action()
