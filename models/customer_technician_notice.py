from markupsafe import Markup

from odoo import api, models

NOTICE_KEY = "customer_register.technician_notice"
# A notice names this many customers and counts the others.
NAMES_IN_NOTICE = 20


class CustomerTechnicianNotice(models.AbstractModel):
    """Tell users which customers they were assigned to or are no longer assigned to.

    Source: seed 001_89ddd0bb9fc3d60e.txt, "Assign technician to customer": the user is
    notified, the customer is not.
    """

    _name = "customer.technician.notice"
    _description = "Notice to Technicians"

    @api.model
    def _send_pending(self):
        """Send one notice per user and kind of change of the current transaction."""
        pending = self.env.cr.precommit.data.pop(NOTICE_KEY, {})
        users_sudo = (
            self.env["res.users"]
            .sudo()
            .browse(pending)
            .exists()
            .filtered(lambda user: user.active and not user.share)
        )
        partner_ids = {
            partner_id for changes in pending.values() for partner_id in changes
        }
        partners_sudo = self.env["res.partner"].sudo().browse(partner_ids).exists()
        for user_sudo in users_sudo:
            changes = pending[user_sudo.id]
            for is_assigned in (True, False):
                customers_sudo = partners_sudo.filtered(
                    lambda partner: changes.get(partner.id) is is_assigned  # noqa: B023
                )
                if customers_sudo:
                    self._send(user_sudo, customers_sudo, is_assigned)

    @api.model
    def _send(self, user_sudo, customers_sudo, is_assigned):
        """Notify one user, in the app or by e-mail as the user prefers."""
        env = self.with_context(lang=user_sudo.lang).env
        customers_sudo = customers_sudo.with_env(env(su=True))
        subject, text = self._notice_texts(env, customers_sudo, is_assigned)
        # Somebody who is no longer assigned may not open the customer any more.
        single = customers_sudo if is_assigned and len(customers_sudo) == 1 else None
        thread = env["mail.thread"].sudo()
        thread.message_notify(
            partner_ids=user_sudo.partner_id.ids,
            author_id=self.env.user.partner_id.id,
            subject=subject,
            body=text + self._customer_list(env, customers_sudo, is_assigned),
            model=single and single._name,
            res_id=single and single.id,
        )

    @api.model
    def _notice_texts(self, env, customers_sudo, is_assigned):
        count = len(customers_sudo)
        if count == 1:
            name = customers_sudo.display_name
            subject = (
                env._("You have been assigned the customer %s", name)
                if is_assigned
                else env._("You are no longer assigned to the customer %s", name)
            )
        else:
            subject = (
                env._("You have been assigned %s customers", count)
                if is_assigned
                else env._("You are no longer assigned to %s customers", count)
            )
        return subject, Markup("<p>%s</p>") % subject

    @api.model
    def _customer_list(self, env, customers_sudo, is_assigned):
        if len(customers_sudo) == 1:
            return Markup("")
        base_url = customers_sudo[0].get_base_url()
        lines = [
            Markup('<li><a href="%s/odoo/customer-register/%s">%s</a></li>')
            % (base_url, customer.id, customer.display_name)
            if is_assigned
            else Markup("<li>%s</li>") % customer.display_name
            for customer in customers_sudo[:NAMES_IN_NOTICE]
        ]
        if len(customers_sudo) > NAMES_IN_NOTICE:
            lines.append(
                Markup("<li>%s</li>")
                % env._("and %s more", len(customers_sudo) - NAMES_IN_NOTICE)
            )
        return Markup("<ul>%s</ul>") % Markup("").join(lines)
