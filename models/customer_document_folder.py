from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError


class CustomerDocumentFolder(models.Model):
    """A place for documents: of one customer, or the same for all customers."""

    _name = "customer.document.folder"
    _description = "Document Folder"
    _order = "sequence, name, id"
    _parent_store = True
    _rec_names_search = ["name"]

    # === FIELDS === #

    name = fields.Char(required=True)
    display_name = fields.Char(recursive=True)
    sequence = fields.Integer(default=10)
    parent_id = fields.Many2one(
        "customer.document.folder",
        string="Inside",
        index=True,
        ondelete="cascade",
        domain="['|', ('partner_id', '=', False), ('partner_id', '=', partner_id)]",
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many(
        "customer.document.folder", "parent_id", string="Folders Inside"
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        index="btree_not_null",
        ondelete="cascade",
        domain=[("is_customer", "=", True)],
        help="Empty: the folder stands at every customer.",
    )
    company_id = fields.Many2one(related="partner_id.company_id", store=True)
    document_ids = fields.One2many("customer.document", "folder_id")
    document_count = fields.Integer(
        string="Documents", compute="_compute_document_count"
    )

    # === COMPUTE METHODS === #

    @api.depends("name", "parent_id.display_name")
    @api.depends_context("hierarchical_naming")
    def _compute_display_name(self):
        with_parents = self.env.context.get("hierarchical_naming", True)
        for folder in self:
            parent = folder.parent_id
            folder.display_name = (
                f"{parent.display_name} / {folder.name}"
                if with_parents and parent
                else folder.name
            )

    @api.depends("document_ids")
    def _compute_document_count(self):
        counts = dict(
            self.env["customer.document"]._read_group(
                [("folder_id", "in", self.ids)], ["folder_id"], ["__count"]
            )
        )
        for folder in self:
            folder.document_count = counts.get(folder._origin, 0)

    # === CONSTRAINT METHODS === #

    @api.constrains("parent_id", "partner_id")
    def _check_partner_id(self):
        for folder_sudo in self.sudo():
            inside = folder_sudo.parent_id.partner_id
            if inside and inside != folder_sudo.partner_id:
                raise ValidationError(
                    self.env._(
                        "The folder “%s” can't be inside a folder of another customer.",
                        folder_sudo.name,
                    )
                )
            customer = folder_sudo.partner_id
            if not customer:
                continue
            others = (
                folder_sudo.child_ids.partner_id | folder_sudo.document_ids.partner_id
            )
            shared_inside = folder_sudo.child_ids.filtered(lambda f: not f.partner_id)
            if shared_inside or others - customer:
                raise ValidationError(
                    self.env._(
                        "The folder “%s” holds folders or documents of others.",
                        folder_sudo.name,
                    )
                )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        folders = super().create(vals_list)
        folders._check_shared_folders()
        folders.partner_id.check_access("read")
        return folders

    def write(self, vals):
        self._check_shared_folders()
        result = super().write(vals)
        if "partner_id" in vals:
            self._check_shared_folders()
            self.partner_id.check_access("read")
        return result

    def copy_data(self, default=None):
        vals_list = super().copy_data(default=default)
        if default and "name" in default:
            return vals_list
        return [
            {**vals, "name": self.env._("%s (copy)", folder.name)}
            for folder, vals in zip(self, vals_list, strict=True)
        ]

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_use(self):
        self._check_shared_folders()
        used_sudo = (
            self.env["customer.document"]
            .sudo()
            .search([("folder_id", "child_of", self.ids)], limit=1)
            .folder_id
        )
        if used_sudo:
            raise UserError(
                self.env._(
                    "The folder “%s” holds documents. Move or delete them first.",
                    used_sudo.name,
                )
            )

    # === BUSINESS METHODS === #

    def _check_shared_folders(self):
        """Leave the folders of all customers to the customer administrator.

        :raise AccessError: when one of the folders is shared
        """
        if (
            not self.env.su
            and not self.env.user.has_group("customer_register.group_customer_manager")
            and any(not folder.partner_id for folder in self.sudo())
        ):
            raise AccessError(
                self.env._(
                    "You need the permission “Customer administrator” to change "
                    "folders that all customers have."
                )
            )
