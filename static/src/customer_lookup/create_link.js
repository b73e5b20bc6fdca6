import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { Component } from "@odoo/owl";

/** "Create customer" under the customer of an order: the new one is then chosen. */
export class CustomerCreateLink extends Component {
    static template = "customer_register.CustomerCreateLink";
    static props = { ...standardWidgetProps };

    setup() {
        this.action = useService("action");
    }

    async open() {
        const { record } = this.props;
        await this.action.doAction("customer_register.customer_registry_lookup_action", {
            additionalContext: { default_purpose: "return" },
            onClose: async (infos) => {
                if (!infos?.customer) {
                    return;
                }
                await record.update({ partner_id: infos.customer });
                if (infos.then) {
                    await this.action.doAction(infos.then);
                }
            },
        });
    }
}

export const customerCreateLink = { component: CustomerCreateLink };

registry.category("view_widgets").add("customer_create_link", customerCreateLink);
