"""Uninstall the addon; `odoo shell` reads this script and gives it `env`."""

module = env["ir.module.module"].search([("name", "=", "customer_register")])  # noqa: F821
module.button_immediate_uninstall()
