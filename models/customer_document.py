import base64
import binascii
from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import human_size

from .document_files import clean_file_name, document_mimetype, is_program

DEFAULT_MAX_MB = 25
# Decided when the file is uploaded, for good.
FIXED_FIELDS = {"partner_id", "file", "mimetype", "file_size"}


def _size_text(size):
    return human_size(size).replace(".00 ", " ")


class CustomerDocument(models.Model):
    """A file of a customer.

    The file never changes: deleting it takes a permission of its own, and replacing or
    moving it to another customer would be deleting by another name. For the same reason
    documents can't be archived.
    """

    _name = "customer.document"
    _description = "Customer Document"
    _order = "create_date desc, id desc"

    # === FIELDS === #

    name = fields.Char(required=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("is_customer", "=", True)],
    )
    company_id = fields.Many2one(related="partner_id.company_id", store=True)
    folder_id = fields.Many2one(
        "customer.document.folder",
        index="btree_not_null",
        ondelete="restrict",
        domain="['|', ('partner_id', '=', False), ('partner_id', '=', partner_id)]",
    )
    facility_id = fields.Many2one(
        "customer.facility",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('partner_id', '=', partner_id)]",
    )
    file = fields.Binary(attachment=True, required=True)
    mimetype = fields.Char(string="File Type", readonly=True)
    file_size = fields.Integer(string="Bytes", readonly=True, aggregator="sum")
    file_size_text = fields.Char(string="Size", compute="_compute_file_size_text")
    description = fields.Text()
    visible_to_customer = fields.Boolean(
        string="Visible to Customer Users",
        help="Customer users see the document in the portal.",
    )
    create_uid = fields.Many2one("res.users", string="Uploaded by", readonly=True)
    create_date = fields.Datetime(string="Uploaded on", readonly=True)

    # === COMPUTE METHODS === #

    @api.depends("file_size")
    def _compute_file_size_text(self):
        for document in self:
            document.file_size_text = _size_text(document.file_size or 0)

    # === CONSTRAINT METHODS === #

    @api.constrains("partner_id")
    def _check_partner_id(self):
        for document in self:
            partner_sudo = document.partner_id.sudo()
            if not partner_sudo.is_customer:
                raise ValidationError(
                    self.env._(
                        "%s is not a customer. Keep the document with the customer "
                        "itself.",
                        partner_sudo.display_name,
                    )
                )

    @api.constrains("partner_id", "folder_id", "facility_id")
    def _check_same_customer(self):
        for document in self:
            document_sudo = document.sudo()
            partner = document_sudo.partner_id
            folder_partner = document_sudo.folder_id.partner_id
            if folder_partner and folder_partner != partner:
                raise ValidationError(
                    self.env._(
                        "%s can't be in a folder of another customer.", document.name
                    )
                )
            if document_sudo.facility_id and (
                document_sudo.facility_id.partner_id != partner
            ):
                raise ValidationError(
                    self.env._(
                        "%s can't belong to a facility of another customer.",
                        document.name,
                    )
                )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        self._require_permission(
            "customer_register.group_customer_upload",
            self.env._("You need the permission “Upload” to add documents."),
        )
        if any(vals.get("visible_to_customer") for vals in vals_list):
            self._require_edit()
        prepared = [self._prepare_file_values(vals) for vals in vals_list]
        storing = self.with_context(
            # keep the files as they came, and nothing that a browser would run
            attachments_mime_plainxml=True,
            image_no_postprocess=True,
        )
        documents = super(CustomerDocument, storing).create(prepared)
        documents = documents.with_env(self.env)
        documents.partner_id.check_access("read")
        documents._store_mimetypes()
        documents._log_on_customers(
            {document: self.env._("Documents uploaded") for document in documents}
        )
        return documents

    def write(self, vals):
        self._require_edit()
        if not self.env.su and FIXED_FIELDS & vals.keys():
            raise UserError(
                self.env._(
                    "The file and the customer of a document can't be changed. Upload "
                    "the file again instead."
                )
            )
        if "name" in vals:
            vals = {**vals, "name": self._checked_name(vals["name"])}
        before = {document: document._logged_values() for document in self}
        result = super().write(vals)
        self._log_changes(before)
        return result

    def unlink(self):
        self._require_permission(
            "customer_register.group_customer_file_delete",
            self.env._(
                "You need the permission “Delete uploaded files” to delete documents. "
                "This also goes for files that you uploaded yourself."
            ),
        )
        # raises before anything is said about the documents
        self.check_access("unlink")
        names = defaultdict(list)
        for document in self:
            names[document.partner_id].append(document.name)
        result = super().unlink()
        self._post_log(
            {
                partner: [(self.env._("Documents deleted"), partner_names)]
                for partner, partner_names in names.items()
            }
        )
        return result

    @api.model
    def search_panel_select_range(self, field_name, **kwargs):
        """Show the folders of the customer in question and those of all customers."""
        partner_id = self.env.context.get("default_partner_id")
        if field_name == "folder_id":
            kwargs["comodel_domain"] = list(
                Domain(kwargs.get("comodel_domain") or [])
                & Domain("partner_id", "in", [False, partner_id or False])
            )
        return super().search_panel_select_range(field_name, **kwargs)

    # === ACTION METHODS === #

    @api.model
    def get_document_rights(self):
        """Return what the user may do, for the buttons of the document screens.

        :return: ``can_upload``, ``can_edit``, ``can_manage_folders`` and ``max_bytes``
        :rtype: dict
        """
        has_group = self.env.user.has_group
        return {
            "can_upload": has_group("customer_register.group_customer_upload"),
            "can_edit": has_group("customer_register.group_customer_edit_assigned"),
            "can_add_folder": self.env["customer.document.folder"].has_access("create"),
            "max_bytes": self._max_file_bytes(),
        }

    # === BUSINESS METHODS === #

    @api.model
    def _upload_files(self, partner, files, folder=None, facility=None):
        """Keep the files that can be kept; say of each other one why not.

        :param partner: the customer
        :param list files: (name, bytes content)
        :param folder: customer.document.folder, or None
        :param facility: customer.facility, or None
        :return: (documents, list of messages, one per refused file)
        """
        vals_list = []
        refused = []
        for name, content in files:
            problem = self._file_problem(clean_file_name(name), content)
            if problem:
                refused.append(problem)
                continue
            vals_list.append(
                {
                    "name": name,
                    "partner_id": partner.id,
                    "folder_id": folder.id if folder else False,
                    "facility_id": facility.id if facility else False,
                    "file": base64.b64encode(content),
                }
            )
        return self.create(vals_list), refused

    @api.model
    def _max_file_bytes(self):
        value = (
            self.env["ir.config_parameter"]
            .sudo()
            .get_param("customer_register.document_max_mb")
        )
        try:
            megabytes = float(value)
        except (TypeError, ValueError):
            megabytes = 0
        return int((megabytes if megabytes > 0 else DEFAULT_MAX_MB) * 1024 * 1024)

    @api.model
    def _file_problem(self, name, content):
        """Return why a file can't be kept, or None."""
        limit = self._max_file_bytes()
        if not name:
            return self.env._("A file without a name can't be uploaded.")
        if not content:
            return self.env._("%s is empty.", name)
        if len(content) > limit:
            return self.env._(
                "%(name)s has %(size)s. The largest allowed is %(limit)s.",
                name=name,
                size=_size_text(len(content)),
                limit=_size_text(limit),
            )
        if is_program(name, content):
            return self.env._("%s is a program. Programs can't be uploaded.", name)
        return None

    @api.model
    def _prepare_file_values(self, vals):
        """Check the file among values for create() and add what is known of it.

        :raise ValidationError: saying why the file is refused
        """
        vals = {**self.default_get(["partner_id", "folder_id"]), **vals}
        try:
            content = base64.b64decode(vals.get("file") or b"", validate=True)
        except (binascii.Error, TypeError, ValueError):
            content = b""
        name = clean_file_name(vals.get("name"))
        problem = self._file_problem(name, content)
        if problem:
            raise ValidationError(problem)
        return {
            **vals,
            "name": name,
            "mimetype": document_mimetype(name, content),
            "file_size": len(content),
        }

    @api.model
    def _checked_name(self, name):
        name = clean_file_name(name)
        if not name or is_program(name, b""):
            raise ValidationError(
                self.env._("“%s” is not a name for a document.", name or "")
            )
        return name

    def _store_mimetypes(self):
        """Serve the files as the type that was found, not as Odoo guesses again."""
        attachments_sudo = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_field", "=", "file"),
                    ("res_id", "in", self.ids),
                ]
            )
        )
        mimetypes = {document.id: document.mimetype for document in self}
        for attachment_sudo in attachments_sudo:
            mimetype = mimetypes[attachment_sudo.res_id]
            if attachment_sudo.mimetype != mimetype:
                attachment_sudo.mimetype = mimetype

    @api.model
    def _require_permission(self, group, message):
        """Refuse with a message that names the missing permission.

        :raise AccessError: when the user lacks the group
        """
        if not self.env.su and not self.env.user.has_group(group):
            raise AccessError(message)

    @api.model
    def _require_edit(self):
        self._require_permission(
            "customer_register.group_customer_edit_assigned",
            self.env._(
                "You need the permission “Edit” to change documents, move them or show "
                "them to customer users."
            ),
        )
