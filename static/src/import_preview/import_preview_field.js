import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { Component } from "@odoo/owl";

/** The first rows of a file as a table, as they were understood. */
export class ImportPreviewField extends Component {
    static template = "customer_register.ImportPreviewField";
    static props = { ...standardFieldProps };

    get preview() {
        return this.props.record.data[this.props.name] || { header: [], rows: [] };
    }
}

export const importPreviewField = {
    component: ImportPreviewField,
    displayName: _t("First rows of a file"),
    supportedTypes: ["json"],
};

registry.category("fields").add("customer_import_preview", importPreviewField);
