import { _t } from "@web/core/l10n/translation";
import { RPCError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { checkFileSize } from "@web/core/utils/files";
import { useService } from "@web/core/utils/hooks";
import { getDataURLFromFile } from "@web/core/utils/urls";
import { BinaryField, binaryField } from "@web/views/fields/binary/binary_field";

import { useState } from "@odoo/owl";

/**
 * A large area to drop the file on. The file is saved and read at once, so that the
 * user sees its rows without another click. Why a file is refused stays on the page
 * until another one is chosen.
 */
export class ImportFileField extends BinaryField {
    static template = "customer_register.ImportFileField";

    setup() {
        super.setup();
        this.orm = useService("orm");
        this.state = useState({ isOver: false, isReading: false, refusal: "" });
    }

    onKeydown(ev) {
        if (ev.key === "Enter" || ev.key === " ") {
            ev.preventDefault();
            ev.stopPropagation();
            ev.currentTarget.click();
        }
    }

    async onDrop(ev) {
        this.state.isOver = false;
        const files = ev.dataTransfer.files;
        if (files.length !== 1) {
            this.notification.add(_t("Drop one file at a time."), { type: "warning" });
            return;
        }
        const [file] = files;
        if (this.state.isReading || !checkFileSize(file.size, this.notification)) {
            return;
        }
        const url = await getDataURLFromFile(file);
        await this.onUploaded({ name: file.name, data: url.split(",")[1] });
    }

    async onUploaded({ name, data }) {
        const { record } = this.props;
        this.state.refusal = "";
        if (!data) {
            this.state.refusal = _t("%s is empty.", name);
            return;
        }
        this.state.isReading = true;
        try {
            await this.update({ name, data });
            if (await record.save()) {
                await this.orm.call(record.resModel, "action_read", [[record.resId]]);
                await record.load();
            }
        } catch (error) {
            if (
                !(error instanceof RPCError) ||
                error.exceptionName !== "odoo.exceptions.ValidationError"
            ) {
                throw error;
            }
            this.state.refusal = error.data.message;
        } finally {
            this.state.isReading = false;
        }
    }
}

export const importFileField = {
    ...binaryField,
    component: ImportFileField,
    displayName: _t("File to import"),
};

registry.category("fields").add("customer_import_file", importFileField);
