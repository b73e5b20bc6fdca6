from typing import NamedTuple

from odoo import fields, models


class CustomerRights(NamedTuple):
    """What one customer user may do in the portal.

    ``facility_ids`` is None for all facilities, else the ids of the allowed ones.
    """

    see_orders: bool
    see_prices: bool
    report_errors: bool
    see_documents: bool
    upload_documents: bool
    edit_company: bool
    manage_contacts: bool
    facility_ids: frozenset | None


# What a customer user may do for whom nobody has set anything.
DEFAULT_RIGHTS = CustomerRights(
    see_orders=True,
    see_prices=True,
    report_errors=True,
    see_documents=True,
    upload_documents=False,
    edit_company=False,
    manage_contacts=False,
    facility_ids=None,
)
RIGHT_FIELDS = tuple(name for name in CustomerRights._fields if name != "facility_ids")


class CustomerUserRights(models.AbstractModel):
    """The rights of a customer user, asked for when it is added and kept with it.

    Source of what customer users do: seed 001_89ddd0bb9fc3d60e.txt, "Customer user".
    """

    _name = "customer.user.rights"
    _description = "Rights of a Customer User"

    # === FIELDS === #

    customer_id = fields.Many2one("res.partner")
    see_orders = fields.Boolean(
        default=DEFAULT_RIGHTS.see_orders,
        help="Quotations, orders and service protocols.",
    )
    see_prices = fields.Boolean(
        default=DEFAULT_RIGHTS.see_prices,
        help="Prices of orders, and accepting quotations. Invoices are shown to those "
        "who see prices and all facilities.",
    )
    report_errors = fields.Boolean(
        default=DEFAULT_RIGHTS.report_errors,
        help="Send error reports and follow those of the allowed facilities.",
    )
    see_documents = fields.Boolean(
        default=DEFAULT_RIGHTS.see_documents,
        help="Documents that are marked as visible to customer users.",
    )
    upload_documents = fields.Boolean(default=DEFAULT_RIGHTS.upload_documents)
    edit_company = fields.Boolean(
        default=DEFAULT_RIGHTS.edit_company,
        help="Change the customer's telephone, e-mail and addresses.",
    )
    manage_contacts = fields.Boolean(
        default=DEFAULT_RIGHTS.manage_contacts,
        help="Add, change and remove contact persons without a log-in.",
    )
    facility_scope = fields.Selection(
        [("all", "All facilities"), ("some", "Only these")],
        string="Facilities",
        default="all",
        required=True,
        help="Only these: orders, error reports and documents of other facilities, or "
        "of none, are not shown.",
    )
    facility_ids = fields.Many2many(
        "customer.facility",
        string="Allowed Facilities",
        domain="[('partner_id', '=', customer_id)]",
    )
