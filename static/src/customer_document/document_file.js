import { FileModel } from "@web/core/file_viewer/file_model";

/** A customer's document as Odoo's file viewer shows it. */
export class DocumentFile extends FileModel {
    /** @param {Object} record a record of customer.document, as a view loaded it */
    constructor(record) {
        super();
        this.id = record.resId;
        this.name = record.data.name;
        this.mimetype = record.data.mimetype;
        this.type = "binary";
    }

    get urlRoute() {
        const kind = this.isImage ? "image" : "content";
        return `/web/${kind}/customer.document/${this.id}/file`;
    }

    /** The file viewer passes the name on; the address alone finds the file. */
    get urlQueryParams() {
        return { filename: this.name };
    }
}
