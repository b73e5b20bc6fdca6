import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { Component } from "@odoo/owl";

/**
 * The status of a customer as a badge that opens a menu: choose the other status,
 * confirm, and the list shows it.
 */
export class CustomerStatusField extends Component {
    static template = "customer_register.CustomerStatusField";
    static components = { Dropdown, DropdownItem };
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.orm = useService("orm");
    }

    get canWrite() {
        return this.props.record.data.customer_editable;
    }

    get value() {
        return this.props.record.data[this.props.name];
    }

    get options() {
        return this.props.record.fields[this.props.name].selection;
    }

    get label() {
        return this.options.find(([value]) => value === this.value)?.[1] || "";
    }

    get badgeClass() {
        return this.value === "active" ? "text-bg-success" : "text-bg-300";
    }

    onSelected(value) {
        if (value === this.value) {
            return;
        }
        const activates = value === "active";
        if (activates && this.props.record.data.was_offboarded) {
            return this.reactivate();
        }
        const name = this.props.record.data.display_name || this.props.record.data.complete_name;
        this.dialog.add(ConfirmationDialog, {
            title: activates ? _t("Activate customer") : _t("Inactivate customer"),
            body: activates
                ? _t("Activate %s? It can be chosen for new orders again.", name)
                : _t(
                      "Inactivate %s? It cannot be chosen for new orders; executed orders remain and can be followed.",
                      name
                  ),
            confirmLabel: activates ? _t("Activate") : _t("Inactivate"),
            confirm: () => this.change(activates, name),
            cancel: () => {},
        });
    }

    /** What comes back with a customer that was offboarded is asked. */
    async reactivate() {
        const { record } = this.props;
        const action = await this.orm.call(record.resModel, "action_reactivate_customer", [
            [record.resId],
        ]);
        await this.action.doAction(action, { onClose: () => record.model.load() });
    }

    async change(activates, name) {
        const { record } = this.props;
        const method = activates ? "action_activate_customer" : "action_inactivate_customer";
        await this.orm.call(record.resModel, method, [[record.resId]]);
        this.notification.add(
            activates ? _t("%s is active.", name) : _t("%s is inactive.", name),
            { type: "success" }
        );
        await record.model.load();
    }
}

export const customerStatusField = {
    component: CustomerStatusField,
    displayName: _t("Customer status"),
    supportedTypes: ["selection"],
    fieldDependencies: [
        { name: "customer_editable", type: "boolean", readonly: true },
        { name: "was_offboarded", type: "boolean", readonly: true },
    ],
};

registry.category("fields").add("customer_status", customerStatusField);
