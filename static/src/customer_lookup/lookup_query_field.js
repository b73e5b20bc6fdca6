import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useAutofocus, useService } from "@web/core/utils/hooks";
import { CharField, charField } from "@web/views/fields/char/char_field";

import { useState } from "@odoo/owl";

/** What to look up in a registry: Enter or the button searches, the window stays. */
export class LookupQueryField extends CharField {
    static template = "customer_register.LookupQueryField";

    setup() {
        super.setup();
        this.orm = useService("orm");
        this.state = useState({ isSearching: false });
        useAutofocus({ refName: "input" });
    }

    async onKeydown(ev) {
        if (ev.key === "Enter") {
            ev.preventDefault();
            ev.stopPropagation();
            await this.search();
        }
    }

    async search() {
        const { record, name } = this.props;
        if (this.state.isSearching) {
            return;
        }
        this.state.isSearching = true;
        try {
            await record.update({ [name]: this.parse(this.input.el.value) || false });
            if (await record.save()) {
                await this.orm.call(record.resModel, "action_search", [[record.resId]]);
                await record.load();
            }
        } finally {
            this.state.isSearching = false;
        }
    }
}

export const lookupQueryField = {
    ...charField,
    component: LookupQueryField,
    displayName: _t("Search of a registry"),
    additionalClasses: ["o_field_char"],
    supportedTypes: ["char"],
};

registry.category("fields").add("customer_lookup_query", lookupQueryField);
