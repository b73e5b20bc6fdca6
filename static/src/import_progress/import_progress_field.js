import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import {
    ProgressBarField,
    progressBarField,
} from "@web/views/fields/progress_bar/progress_bar_field";

import { onWillUnmount, useEffect } from "@odoo/owl";

const SECONDS_BETWEEN_LOOKS = 2;

/** A progress bar that follows an import while it runs in the background. */
export class ImportProgressField extends ProgressBarField {
    setup() {
        super.setup();
        this.timer = null;
        useEffect(
            (state) => {
                // cancelled: the rows that were just being written come after it
                if (state === "running" || state === "cancelled") {
                    this.lookAgain();
                }
            },
            () => [this.props.record.data.state]
        );
        onWillUnmount(() => clearTimeout(this.timer));
    }

    lookAgain() {
        clearTimeout(this.timer);
        this.timer = setTimeout(async () => {
            const { record } = this.props;
            if (!(await record.isDirty())) {
                await record.load();
            }
            if (record.data.state === "running") {
                this.lookAgain();
            }
        }, SECONDS_BETWEEN_LOOKS * 1000);
    }
}

registry.category("fields").add("customer_import_progress", {
    ...progressBarField,
    component: ImportProgressField,
    displayName: _t("Progress of an import"),
});
