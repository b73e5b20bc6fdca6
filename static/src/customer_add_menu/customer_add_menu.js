import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { Component, onWillStart } from "@odoo/owl";

/**
 * The button Add of the customer card: a menu of what can be added to the customer.
 *
 * It offers what the user may create. The server fills in what it knows of the customer.
 */
export class CustomerAddMenu extends Component {
    static template = "customer_register.CustomerAddMenu";
    static components = { Dropdown, DropdownItem };
    static props = { ...standardWidgetProps };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        onWillStart(async () => {
            [this.mayAddOrder, this.mayAddErrorReport] = await Promise.all([
                user.checkAccessRight("sale.order", "create"),
                // everybody may add tasks of their own: that says nothing here
                user.hasGroup("project.group_project_user"),
            ]);
        });
    }

    get items() {
        const items = [];
        if (this.mayAddOrder) {
            items.push(
                { method: "action_add_work_order", label: _t("Work Order") },
                { method: "action_add_service_order", label: _t("Service Order") },
                { method: "action_add_quotation", label: _t("Quotation") }
            );
        }
        if (this.mayAddErrorReport) {
            items.push({ method: "action_add_error_report", label: _t("Error Report") });
        }
        return items;
    }

    async add(method) {
        const { record } = this.props;
        if (await record.save()) {
            await this.action.doAction(
                await this.orm.call(record.resModel, method, [[record.resId]])
            );
        }
    }
}

export const customerAddMenu = { component: CustomerAddMenu };

registry.category("view_widgets").add("customer_add_menu", customerAddMenu);
