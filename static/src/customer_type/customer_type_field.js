import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { RadioField, radioField } from "@web/views/fields/radio/radio_field";

/** Company or Private, in the words and the order of a customer register. */
export class CustomerTypeField extends RadioField {
    get items() {
        return [
            ["company", _t("Company")],
            ["person", _t("Private")],
        ];
    }
}

export const customerTypeField = {
    ...radioField,
    component: CustomerTypeField,
    additionalClasses: ["o_field_radio"],
    displayName: _t("Company or private customer"),
    supportedTypes: ["selection"],
};

registry.category("fields").add("customer_type", customerTypeField);
