import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { CharField, charField } from "@web/views/fields/char/char_field";

import { fillForm } from "./fill_form";

/**
 * An organisation number with a magnifying glass, which looks the company up in the
 * public registry and fills in the card (seed 001, "Organisation number").
 */
export class OrganisationNumberField extends CharField {
    static template = "customer_register.OrganisationNumberField";

    setup() {
        super.setup();
        this.action = useService("action");
        this.orm = useService("orm");
    }

    async lookUp() {
        const { record } = this.props;
        if (record.resId) {
            if (!(await record.save())) {
                return;
            }
            const action = await this.orm.call(record.resModel, "action_look_up_in_registry", [
                [record.resId],
            ]);
            await this.action.doAction(action, {
                onClose: (infos) => infos?.customer_filled && record.load(),
            });
            return;
        }
        const { company_registry, company_registry_provisional, name, country_code } = record.data;
        const number = !company_registry_provisional && company_registry;
        const action = await this.orm.call("customer.registry.lookup", "action_open", [], {
            query: number || name || "",
            country_code: country_code || "",
            purpose: "fill_form",
        });
        await this.action.doAction(action, {
            onClose: (infos) =>
                infos?.registry_values && fillForm(record, infos.registry_values),
        });
    }
}

export const organisationNumberField = {
    ...charField,
    component: OrganisationNumberField,
    displayName: _t("Organisation number with look-up"),
    additionalClasses: ["o_field_char"],
    supportedTypes: ["char"],
    fieldDependencies: [
        { name: "name", type: "char" },
        { name: "country_code", type: "char" },
        { name: "company_registry_provisional", type: "boolean" },
    ],
};

registry.category("fields").add("customer_organisation_number", organisationNumberField);
