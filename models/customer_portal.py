import base64
import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.fields import Domain
from odoo.tools import SQL, human_size

from .document_files import clean_file_name, document_mimetype, is_program

_logger = logging.getLogger(__name__)

# System parameters “customer_register.<name>” and what they are without one.
LIMITS = {
    "portal_max_mb": 10,
    "portal_max_files": 10,
    "portal_reports_per_hour": 10,
    "portal_answers_per_hour": 60,
    "portal_documents_per_hour": 60,
    "portal_changes_per_hour": 30,
}
# What customer users may send: pictures, films, texts and office documents.
ALLOWED_FAMILIES = ("audio/", "image/", "video/")
ALLOWED_TYPES = frozenset(
    {
        "application/msword",
        "application/pdf",
        "application/rtf",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        "text/plain",
    }
)
ALLOWED_OFFICE = (
    "application/vnd.oasis.opendocument",
    "application/vnd.openxmlformats-officedocument",
)


class CustomerPortal(models.AbstractModel):
    """The one door through which the portal's pages read and write the register.

    The register's models have no access rights for customer users: nothing is open over
    RPC. Each method here looks up in sudo mode what belongs to the user's customer,
    limited by the user's rights and facilities. All are private.
    """

    _name = "customer.portal"
    _description = "Portal of Customer Users"

    # === WHO ASKS === #

    @api.model
    def _rights(self):
        """Return the rights of the current user.

        :rtype: CustomerRights
        :raise AccessError: for whoever is no customer user
        """
        self._customer()
        return self.env.user._customer_rights()

    @api.model
    def _customer(self):
        """Return the customer of the current user, in sudo mode.

        :raise AccessError: for whoever is no customer user
        """
        customer_sudo = self.env.user.sudo().partner_id.commercial_partner_id
        if not self.env.user._is_customer_user() or not customer_sudo.is_customer:
            raise AccessError(self.env._("These pages are for customers."))
        return customer_sudo

    @api.model
    def _require(self, right):
        """Refuse what the user has no right to.

        :param str right: name of a field of CustomerRights
        :raise AccessError: without the right
        """
        if not getattr(self._rights(), right):
            raise AccessError(
                self.env._("Your log-in doesn't include this. Ask us to change it.")
            )

    @api.model
    def _require_to_act(self, right):
        """Refuse changes without the right, and all of an archived customer.

        :param str right: name of a field of CustomerRights
        :raise AccessError: without the right
        """
        self._require(right)
        if not self._customer().active or not self.env.user.sudo().partner_id.active:
            raise AccessError(
                self.env._("Your customer account is closed. Please contact us.")
            )

    @api.model
    def _facility_domain(self, path="facility_id"):
        """Return the domain of what belongs to the facilities the user may see."""
        allowed = self._rights().facility_ids
        return Domain.TRUE if allowed is None else Domain(path, "in", list(allowed))

    @api.model
    def _one(self, model, record_id, domain):
        """Return the record of that id if it is among those of the domain.

        :param str model: name of the model
        :param record_id: id as it came from the browser
        :param domain: what the user may see
        :raise MissingError: alike for what is not there and what is another's
        """
        found_sudo = self.env[model].sudo()
        if str(record_id or "").isdigit() and int(record_id) < 2**31:
            found_sudo = found_sudo.search(Domain("id", "=", int(record_id)) & domain)
        if not found_sudo:
            raise MissingError(self.env._("This page doesn't exist (any more)."))
        return found_sudo

    # === FACILITIES === #

    @api.model
    def _facilities_domain(self):
        return Domain("partner_id", "=", self._customer().id) & (
            self._facility_domain("id")
        )

    @api.model
    def _facilities(self):
        """Return the facilities that the user may see, in sudo mode."""
        return self.env["customer.facility"].sudo().search(self._facilities_domain())

    @api.model
    def _facility(self, facility_id):
        """Return one facility that the user may see, in sudo mode."""
        return self._one("customer.facility", facility_id, self._facilities_domain())

    @api.model
    def _service_objects(self):
        """Return the service objects of these facilities, in sudo mode."""
        return (
            self.env["customer.service.object"]
            .sudo()
            .search(
                Domain("partner_id", "=", self._customer().id)
                & self._facility_domain("facility_id")
                & Domain("facility_id.active", "=", True)
            )
        )

    # === SERVICE ORDERS === #

    @api.model
    def _service_orders_domain(self):
        return Domain("order_type", "=", "service") & Domain("state", "=", "sale")

    @api.model
    def _service_orders(self, facility=None):
        """Return service orders, with the rights of the user.

        :param facility: customer.facility, or None for all
        """
        domain = self._service_orders_domain()
        if facility:
            domain &= Domain("facility_id", "=", facility.id)
        domain &= Domain("customer_id", "=", self._customer().id)
        return self.env["sale.order"].search(domain, order="date_order desc, id desc")

    # === DOCUMENTS === #

    @api.model
    def _documents_domain(self):
        self._require("see_documents")
        return (
            Domain("partner_id", "=", self._customer().id)
            & Domain("visible_to_customer", "=", True)
            & self._facility_domain()
        )

    @api.model
    def _documents(self, facility=None):
        """Return the documents that the user may see, in sudo mode."""
        domain = self._documents_domain()
        if facility:
            domain &= Domain("facility_id", "=", facility.id)
        return self.env["customer.document"].sudo().search(domain)

    @api.model
    def _document(self, document_id):
        """Return one document that the user may see, in sudo mode."""
        return self._one("customer.document", document_id, self._documents_domain())

    @api.model
    def _upload_folders(self):
        """Return the folders that files can be put into, in sudo mode."""
        return (
            self.env["customer.document.folder"]
            .sudo()
            .search(Domain("partner_id", "in", [self._customer().id, False]))
        )

    @api.model
    def _upload_documents(self, files, folder_id=None, facility_id=None):
        """Keep files of the customer, visible to its users.

        :param list files: (name, bytes content)
        :return: the documents, in sudo mode
        :raise UserError: naming each file that can't be kept
        """
        self._require_to_act("upload_documents")
        folder = facility = None
        if folder_id:
            folder = self._one(
                "customer.document.folder",
                folder_id,
                Domain("id", "in", self._upload_folders().ids),
            )
        if facility_id:
            facility = self._facility(facility_id)
        elif self._rights().facility_ids is not None:
            raise UserError(self.env._("Choose the facility that the files are about."))
        files = self._checked_files(files)
        if not files:
            raise UserError(self.env._("Choose at least one file."))
        self._check_flood("customer.document", "portal_documents_per_hour", len(files))
        return (
            self.env["customer.document"]
            .sudo()
            .create(
                [
                    {
                        "name": name,
                        "partner_id": self._customer().id,
                        "folder_id": folder.id if folder else False,
                        "facility_id": facility.id if facility else False,
                        "file": base64.b64encode(content),
                        "visible_to_customer": True,
                    }
                    for name, content in files
                ]
            )
        )

    # === WHAT COMES FROM OUTSIDE === #

    @api.model
    def _limit(self, name):
        """Return a limit, from the system parameter of that name where there is one."""
        value = (
            self.env["ir.config_parameter"]
            .sudo()
            .get_param(f"customer_register.{name}")
        )
        return int(value) if str(value or "").isdigit() else LIMITS[name]

    @api.model
    def _max_file_bytes(self):
        return self._limit("portal_max_mb") * 1024 * 1024

    @api.model
    def _checked_files(self, files):
        """Return the files with clean names, or refuse them all.

        :param list files: (name, bytes content)
        :raise UserError: naming each file that can't be kept
        """
        if len(files) > self._limit("portal_max_files"):
            raise UserError(
                self.env._(
                    "Send at most %s files at once.", self._limit("portal_max_files")
                )
            )
        checked = [(clean_file_name(name), content) for name, content in files]
        problems = [self._portal_file_problem(*file) for file in checked]
        if any(problems):
            raise UserError("\n".join(filter(None, problems)))
        return checked

    @api.model
    def _portal_file_problem(self, name, content):
        """Return why a file can't be taken, or None."""
        problem = self.env["customer.document"]._file_problem(name, content)
        if problem:
            return problem
        if len(content) > self._max_file_bytes():
            return self.env._(
                "%(name)s is too large. The largest allowed is %(limit)s.",
                name=name,
                limit=human_size(self._max_file_bytes()),
            )
        mimetype = document_mimetype(name, content)
        is_allowed = (
            mimetype in ALLOWED_TYPES
            or mimetype.startswith(ALLOWED_FAMILIES)
            or mimetype.startswith(ALLOWED_OFFICE)
        )
        if not is_allowed or is_program(name, content):
            return self.env._(
                "%s is not a picture, film or document. Other files can't be sent.",
                name,
            )
        return None

    @api.model
    def _check_flood(self, model, limit, added=1, domain=None):
        """Refuse more than the limit in an hour, also of requests at the same time.

        :param str model: name of the model of what is added
        :param str limit: name of the limit
        :param int added: how many are added now
        :param domain: which records count, besides those that the user added
        :raise UserError: when there were enough
        """
        self.env["customer.user"].flush_model()
        # requests of one user conflict: the later one starts over and sees the earlier
        self.env.cr.execute(
            SQL(
                "UPDATE customer_user SET user_id = user_id WHERE user_id = %s",
                self.env.uid,
            )
        )
        since = fields.Datetime.now() - timedelta(hours=1)
        count = (
            self.env[model]
            .sudo()
            .with_context(active_test=False)
            .search_count(
                Domain("create_uid", "=", self.env.uid)
                & Domain("create_date", ">", since)
                & Domain(domain or Domain.TRUE)
            )
        )
        if count + added > self._limit(limit):
            _logger.warning("Customer user %s reached %s", self.env.uid, limit)
            raise UserError(
                self.env._(
                    "That is a lot within an hour. Please wait a while, or call us."
                )
            )

    @api.model
    def _pick(self, form, names, what):
        """Return the allowed values of a form; others are left out and logged.

        :param dict form: what the browser sent
        :param names: the allowed fields
        :param str what: the form, for the log
        """
        others = sorted(set(form) - set(names) - {"csrf_token"})
        if others:
            # names only: what was sent may be private
            _logger.warning(
                "Customer user %s sent fields that %s doesn't have: %s",
                self.env.uid,
                what,
                ", ".join(name[:40] for name in others[:20]),
            )
        return {
            name: form[name].strip()
            for name in names
            if isinstance(form.get(name), str)
        }

    @api.model
    def _responsible_partners(self):
        """Return who is told about the customer: its salesperson, else technicians."""
        customer_sudo = self._customer()
        users = customer_sudo.user_id or customer_sudo._available_technicians()
        return users.partner_id
