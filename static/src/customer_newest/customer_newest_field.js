import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { X2ManyField, x2ManyField } from "@web/views/fields/x2many/x2many_field";

/**
 * The newest orders or error reports of a customer: a click opens the whole record, with
 * the customer in the breadcrumb, instead of a window on top of the card.
 */
export class CustomerNewestField extends X2ManyField {
    setup() {
        super.setup();
        this.actionService = useService("action");
    }

    async openRecord(record) {
        if (await this.props.record.save()) {
            await this.actionService.doAction({
                type: "ir.actions.act_window",
                res_model: record.resModel,
                res_id: record.resId,
                views: [[false, "form"]],
                context: { form_view_ref: this.props.context.form_view_ref },
            });
        }
    }
}

export const customerNewestField = {
    ...x2ManyField,
    component: CustomerNewestField,
    additionalClasses: ["o_field_many2many"],
    supportedTypes: ["many2many"],
};

registry.category("fields").add("customer_newest", customerNewestField);
