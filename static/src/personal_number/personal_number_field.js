import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";

const SHOW_GROUP = "customer_register.group_customer_edit_assigned";
const MASK = "•";

/**
 * A personal identity number that stays covered.
 *
 * The number comes from the server on request only, which the server logs. A new one is
 * typed into an empty box: the old one never gets into the form.
 */
export class PersonalNumberField extends Component {
    static template = "customer_register.PersonalNumberField";
    static props = {
        ...standardFieldProps,
        placeholder: { type: String, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ shown: false, isChanging: false });
        this.canShow = false;
        onWillStart(async () => {
            this.canShow = await user.hasGroup(SHOW_GROUP);
        });
        onWillUpdateProps((nextProps) => {
            const value = nextProps.record.data[nextProps.name] || "";
            const isOther = nextProps.record.resId !== this.props.record.resId;
            if (isOther || (value.includes(MASK) && !nextProps.record.dirty)) {
                this.state.shown = false;
                this.state.isChanging = false;
            }
        });
    }

    get value() {
        return this.props.record.data[this.props.name] || "";
    }

    get isStored() {
        return this.value.includes(MASK);
    }

    get isInput() {
        return !this.props.readonly && (this.state.isChanging || !this.isStored);
    }

    /** What stands in the box: what was typed, never what is stored. */
    get typed() {
        return this.isStored ? "" : this.value;
    }

    async toggle() {
        if (this.state.shown) {
            this.state.shown = false;
            return;
        }
        const { resModel, resId } = this.props.record;
        this.state.shown = await this.orm.call(
            resModel,
            "action_show_personal_identity_number",
            [[resId]]
        );
    }

    change() {
        this.state.isChanging = true;
        this.state.shown = false;
    }

    async remove() {
        this.state.isChanging = true;
        this.state.shown = false;
        await this.props.record.update({ [this.props.name]: false });
    }

    async onChange(ev) {
        const number = ev.target.value.trim();
        if (number || !this.isStored) {
            await this.props.record.update({ [this.props.name]: number || false });
        }
    }
}

export const personalNumberField = {
    component: PersonalNumberField,
    displayName: _t("Personal identity number"),
    supportedTypes: ["char"],
    extractProps: ({ placeholder }) => ({ placeholder }),
};

registry.category("fields").add("customer_personal_number", personalNumberField);
