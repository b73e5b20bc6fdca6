from collections import defaultdict

from markupsafe import Markup, escape

from odoo import api, fields, models
from odoo.tools import is_html_empty
from odoo.tools.mail import generate_tracking_message_id

from ..importing.identity_numbers import MASK, looks_personal, mask_personal_numbers

# Fields whose value can hold a sole trader's personal identity number.
NUMBER_VALUE_FIELDS = ("vat", "company_registry", "peppol_endpoint")
# Fields of contacts that only follow the customer's.
CUSTOMER_FIELDS = ("technician_ids", "vat_type", "company_id")


class ResPartner(models.Model):
    """Every change on the card with who, when, old and new value.

    Odoo's tracking records the changes. What happens to contacts and addresses is
    recorded on the customer too, where it stays when a contact moves or is deleted.
    Nobody is notified. Source: seed 001_89ddd0bb9fc3d60e.txt, "History".
    """

    _inherit = "res.partner"

    website = fields.Char(tracking=True)
    lang = fields.Selection(tracking=True)
    category_id = fields.Many2many(tracking=True)
    company_registry = fields.Char(string="Organisation Number", tracking=True)
    company_registry_provisional = fields.Boolean(tracking=True)
    is_company = fields.Boolean(tracking=True)
    industry_id = fields.Many2one(tracking=True)
    function = fields.Char(tracking=True)
    type = fields.Selection(tracking=True)
    company_id = fields.Many2one(tracking=True)
    property_payment_term_id = fields.Many2one(tracking=True)
    specific_property_product_pricelist = fields.Many2one(
        string="Agreed Pricelist", tracking=True
    )
    # says the same as the company the contact belongs to
    parent_name = fields.Char(tracking=False)
    # the address as one value: street, zip and city change together
    contact_address_inline = fields.Char(string="Full Address")

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        if self._keeps_history() and not self.env.context.get("mail_create_nolog"):
            partners._log_on_customers(self.env._("Added"))
        return partners

    def write(self, vals):
        if not self._keeps_history():
            return super().write(vals)
        if any(name.partition(".")[0] == "properties" for name in vals):
            self._track_properties()
        if "comment" not in vals:
            return super().write(vals)
        before = {partner: partner.sudo().comment for partner in self}
        result = super().write(vals)
        changed = self.filtered(
            lambda partner: partner.sudo().comment != before[partner]
            and not (
                is_html_empty(partner.sudo().comment) and is_html_empty(before[partner])
            )
        )
        if changed:
            # comments are for internal eyes: their text is not copied
            text = self.env._("Comments changed")
            changed._message_log_batch(dict.fromkeys(changed.ids, text))
            changed._log_on_customers(text)
        return result

    def unlink(self):
        notes = self._notes_for_customers(self.env._("Removed"))
        gone = set(self.ids)
        result = super().unlink()
        if self._keeps_history():
            self._log_notes(
                {
                    customer: lines
                    for customer, lines in notes.items()
                    if customer.id not in gone
                }
            )
        return result

    # === TRACKING METHODS === #

    def _track_properties(self):
        """Remember the custom fields' values before a write.

        Odoo tracks them only when the record that defines them changes.
        """
        self.env.cr.precommit.add(self._track_finalize)
        initial_values = self.env.cr.precommit.data.setdefault(
            f"mail.tracking.{self._name}", {}
        )
        field = self._fields["properties"]
        for partner in self:
            values = initial_values.setdefault(partner.id, {})
            if values is not None:
                values.setdefault(
                    "properties", field.convert_to_read(partner.properties, partner)
                )

    def _mail_track(self, tracked_fields, initial_values):
        initial_values = dict(initial_values)
        old_properties = initial_values.pop("properties", None)
        changes, commands = super()._mail_track(tracked_fields, initial_values)
        if old_properties is not None:
            property_commands = self._property_tracking(old_properties)
            if property_commands:
                changes.add("properties")
                commands += property_commands
        self._mask_tracked_numbers(commands)
        return changes, commands

    def _property_tracking(self, old_properties):
        """Return commands for the tracking values of changed custom fields."""
        field = self._fields["properties"]
        new_properties = field.convert_to_read(self.properties, self)
        old_by_name = {item["name"]: item for item in old_properties}
        commands = []
        for item in new_properties:
            old_item = old_by_name.get(item["name"], {})
            kind = item["type"]
            old, new = old_item.get("value"), item.get("value")
            if kind in ("separator", "html", "signature") or (old or False) == (
                new or False
            ):
                continue
            if kind == "tags":
                tags = item.get("tags") or []
                old, new = (
                    [tag for tag in tags if tag[0] in (value or [])]
                    for value in (old, new)
                )
            values = self.env["mail.tracking.value"]._create_tracking_values(
                old,
                new,
                "properties",
                {"type": kind, "selection": item.get("selection")},
                self,
            )
            info = {"desc": item["string"], "name": "properties", "type": kind}
            commands.append([0, 0, {**values, "field_info": info}])
        return commands

    def _mask_tracked_numbers(self, commands):
        """Keep personal identity numbers out of tracking values."""
        number_field_ids = {
            self.env["ir.model.fields"]._get(self._name, name).id
            for name in NUMBER_VALUE_FIELDS
        }
        for _code, _id, values in commands:
            for name in ("old_value_char", "new_value_char"):
                value = values.get(name)
                if not value:
                    continue
                if values["field_id"] in number_field_ids and looks_personal(value):
                    values[name] = MASK
                elif "field_info" in values:
                    values[name] = mask_personal_numbers(value)

    def _message_track(self, fields_iter, initial_values_dict):
        tracking = super()._message_track(fields_iter, initial_values_dict)
        self._log_contact_tracking(tracking, initial_values_dict)
        return tracking

    def _log_contact_tracking(self, tracking, initial_values_dict):
        """Record changes of contacts and addresses on their customers, in one go."""
        followed_ids = {
            self.env["ir.model.fields"]._get(self._name, name).id
            for name in (*CUSTOMER_FIELDS, *self._commercial_fields())
        }
        address_id = (
            self.env["ir.model.fields"]._get(self._name, "contact_address_inline").id
        )
        notes = []
        for contact_id, (changes, commands) in tracking.items():
            contact = self.browse(contact_id)
            customers = contact.commercial_partner_id - contact
            if "parent_id" in changes:
                old_parent = initial_values_dict[contact_id]["parent_id"]
                customers |= old_parent.exists().commercial_partner_id - contact
            if not customers:
                continue
            skipped_ids = followed_ids
            if contact.type == "contact":
                # a contact person's address is the customer's
                skipped_ids = followed_ids | {address_id}
            kept = [
                values
                for _code, _id, values in commands
                if values["field_id"] not in skipped_ids
            ]
            if not kept:
                continue
            for customer in customers:
                notes.append((customer, contact._history_label(), kept))
        self._log_changes(notes)

    # === ACTION METHODS === #

    def action_view_customer_history(self):
        """Open the list of all changes of the customer."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_register.customer_history_action"
        )
        action["domain"] = [("partner_id", "=", self.commercial_partner_id.id)]
        action["context"] = {"history_of_one_customer": True}
        return action

    # === BUSINESS METHODS === #

    @api.model
    def _keeps_history(self):
        context = self.env.context
        return not (context.get("tracking_disable") or context.get("mail_notrack"))

    def _history_message_values(self):
        """Return the values all notes of the history have in common."""
        author_id, email_from = self._message_compute_author()
        return {
            "author_id": author_id,
            "email_from": email_from,
            "model": self._name,
            "message_type": "notification",
            "is_internal": True,
            "subtype_id": self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_note"),
            "email_add_signature": False,
            "record_alias_domain_id": False,
            "record_company_id": False,
            "reply_to": self.env["mail.thread"]._notify_get_reply_to(
                default=email_from, author_id=author_id
            )[False],
        }

    def _history_label(self):
        """Return what the customer's history calls a contact or address."""
        self.ensure_one()
        kinds = dict(self._fields["type"]._description_selection(self.env))
        kind = kinds.get(self.type or "contact")
        name = self.name or self.contact_address_inline
        return f"{kind}: {name}" if name else kind

    def _notes_for_customers(self, event):
        """Return lines about contacts in self per customer.

        :param str event: what happened to them
        :rtype: dict
        """
        notes = defaultdict(list)
        for contact in self.sudo():
            if contact.commercial_partner_id != contact:
                notes[contact.commercial_partner_id].append(
                    f"{event}: {contact._history_label()}"
                )
        return notes

    def _log_on_customers(self, event):
        self._log_notes(self._notes_for_customers(event))

    @api.model
    def _log_notes(self, notes):
        """Log lines on customers, in one go and without notifying anybody."""
        if notes:
            self.browse(customer.id for customer in notes)._message_log_batch(
                {
                    customer.id: Markup("<br>").join(map(escape, lines))
                    for customer, lines in notes.items()
                }
            )

    @api.model
    def _log_changes(self, changes):
        """Record changes of what belongs to customers, in one go.

        :param changes: (customer, what was changed, values of mail.tracking.value)
        """
        if not changes:
            return
        base_values = self._history_message_values()
        messages = self.sudo()._message_create(
            [
                {
                    **base_values,
                    "res_id": customer.id,
                    "body": escape(label),
                    "message_id": generate_tracking_message_id("message-notify"),
                }
                for customer, label, _values in changes
            ]
        )
        self.env["mail.tracking.value"].sudo().create(
            [
                {**values, "mail_message_id": message.id}
                for message, (_customer, _label, values_list) in zip(
                    messages, changes, strict=True
                )
                for values in values_list
            ]
        )
