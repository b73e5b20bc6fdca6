import { AutoComplete } from "@web/core/autocomplete/autocomplete";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useChildRef, useService } from "@web/core/utils/hooks";
import { CharField, charField } from "@web/views/fields/char/char_field";
import { useInputField } from "@web/views/fields/input_field_hook";

import { fillForm } from "./fill_form";

const SHORTEST = 3;
const MOST = 8;
const PAUSE_AFTER_FAILURE = 60000;

/**
 * The name of a company: while a new one is typed, the country's registry suggests
 * companies. A registry that does not answer says nothing here: typing goes on.
 */
export class CompanyNameField extends CharField {
    static template = "customer_register.CompanyNameField";
    static components = { ...CharField.components, AutoComplete };

    setup() {
        super.setup();
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.input = useChildRef();
        this.silentUntil = {};
        useInputField({
            ref: this.input,
            getValue: () => this.props.record.data[this.props.name] || "",
            parse: (value) => this.parse(value),
        });
    }

    get hasSuggestions() {
        const { record } = this.props;
        return !this.props.readonly && !record.resId && record.data.is_company;
    }

    get countryCode() {
        return this.props.record.data.country_code || "";
    }

    get sources() {
        return [
            {
                placeholder: _t("Asking the registry…"),
                optionSlot: "company",
                options: (request) => this.suggest(request),
            },
        ];
    }

    async suggest(request) {
        const country = this.countryCode;
        if (
            request.length < SHORTEST ||
            !country ||
            Date.now() < (this.silentUntil[country] || 0)
        ) {
            return [];
        }
        let companies = [];
        try {
            companies = await this.orm.silent.call("customer.registry", "search_companies", [
                request,
                country,
                MOST,
            ]);
        } catch {
            this.silentUntil[country] = Date.now() + PAUSE_AFTER_FAILURE;
        }
        return companies.map((company) => ({
            label: company.name,
            data: {
                about: [company.number, company.visiting_address.city || company.mail_address.city]
                    .filter(Boolean)
                    .join(" · "),
                status: this.statusOf(company),
            },
            onSelect: () => this.take(company),
        }));
    }

    statusOf(company) {
        return {
            bankrupt: _t("Bankrupt"),
            liquidation: _t("In liquidation"),
            deleted: _t("Deleted"),
        }[company.status];
    }

    async take(company) {
        const { record } = this.props;
        let values = false;
        try {
            values = await this.orm.silent.call("customer.registry.lookup", "get_card_values", [
                company.number,
                company.country_code,
            ]);
        } catch {
            this.notification.add(
                _t("The registry does not answer any more. Only the name and number are filled in."),
                { type: "warning" }
            );
        }
        await fillForm(
            record,
            values || { name: company.name, company_registry: company.number }
        );
        const status = this.statusOf(company);
        if (status) {
            this.notification.add(_t("%(name)s: %(status)s", { name: company.name, status }), {
                type: "danger",
                sticky: true,
            });
        }
    }
}

export const companyNameField = {
    ...charField,
    component: CompanyNameField,
    displayName: _t("Name of a company, with suggestions of the registry"),
    additionalClasses: ["o_field_char"],
    supportedTypes: ["char"],
    // countries decide which registry is asked
    fieldDependencies: [
        { name: "is_company", type: "boolean" },
        { name: "country_code", type: "char" },
    ],
};

registry.category("fields").add("customer_company_name", companyNameField);
