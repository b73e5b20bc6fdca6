import { _t } from "@web/core/l10n/translation";
import { browser } from "@web/core/browser/browser";
import { FileUploadProgressContainer } from "@web/core/file_upload/file_upload_progress_container";
import { FileUploadProgressKanbanRecord } from "@web/core/file_upload/file_upload_progress_record";
import { formatFloat } from "@web/core/utils/numbers";
import { registry } from "@web/core/registry";
import { session } from "@web/session";
import { useBus, useService } from "@web/core/utils/hooks";
import { useDropzone } from "@web/core/dropzone/dropzone_hook";
import { useFileViewer } from "@web/core/file_viewer/file_viewer_hook";
import { KanbanController } from "@web/views/kanban/kanban_controller";
import { CANCEL_GLOBAL_CLICK, KanbanRecord } from "@web/views/kanban/kanban_record";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { DocumentFile } from "./document_file";

import { onWillStart, useRef, useSubEnv } from "@odoo/owl";

const UPLOAD_ROUTE = "/customer_register/document/upload";
// What Odoo takes in one request unless the administrator says otherwise.
const MAX_REQUEST_BYTES = 128 * 1024 * 1024;
const MEGABYTE = 1024 * 1024;

/** Documents of one customer: drop files anywhere, into the folder that is open. */
export class DocumentKanbanController extends KanbanController {
    static template = "customer_register.DocumentKanbanController";

    setup() {
        super.setup();
        this.orm = useService("orm");
        this.actionService = useService("action");
        this.fileUpload = useService("file_upload");
        this.notification = useService("notification");
        this.fileInput = useRef("fileInput");
        this.fileViewer = useFileViewer();
        this.rights = {};
        onWillStart(async () => {
            this.rights = await this.orm.call("customer.document", "get_document_rights");
        });
        useSubEnv({
            customerDocuments: {
                canUpload: () => this.canUpload,
                choose: () => this.chooseFiles(),
                preview: (record) => this.preview(record),
            },
        });
        useDropzone(
            this.rootRef,
            (ev) => this.uploadFiles(ev.dataTransfer.files),
            "o_customer_document_dropzone",
            () => this.canUpload
        );
        useBus(this.fileUpload.bus, "FILE_UPLOAD_LOADED", ({ detail }) =>
            this.onUploaded(detail.upload)
        );
    }

    get partnerId() {
        return this.props.context.default_partner_id;
    }

    get canUpload() {
        return Boolean(this.partnerId && this.rights.can_upload);
    }

    get folderId() {
        const folders = this.env.searchModel.categories.find(
            (category) => category.fieldName === "folder_id"
        );
        return folders?.activeValueId || false;
    }

    chooseFiles() {
        this.fileInput.el.click();
    }

    async onFilesChosen(ev) {
        await this.uploadFiles(ev.target.files);
        // the same file may be chosen again
        ev.target.value = "";
    }

    async uploadFiles(files) {
        for (const batch of this.splitIntoRequests([...files])) {
            await this.fileUpload.upload(UPLOAD_ROUTE, batch, {
                buildFormData: (formData) => {
                    formData.append("partner_id", this.partnerId);
                    formData.append("folder_id", this.folderId || "");
                },
            });
        }
    }

    /** Leave out what the server would refuse for its size; keep each request small. */
    splitIntoRequests(files) {
        const limit = Math.min(
            session.max_file_upload_size || MAX_REQUEST_BYTES,
            MAX_REQUEST_BYTES
        );
        const batches = [];
        let room = 0;
        for (const file of files) {
            if (file.size > Math.min(this.rights.max_bytes, limit)) {
                this.refuse(
                    _t("%(name)s has %(size)s MB. The largest allowed is %(limit)s MB.", {
                        name: file.name,
                        size: formatFloat(file.size / MEGABYTE, { digits: [0, 1] }),
                        limit: formatFloat(this.rights.max_bytes / MEGABYTE, {
                            digits: [0, 1],
                        }),
                    })
                );
                continue;
            }
            if (!batches.length || file.size > room) {
                batches.push([]);
                room = limit;
            }
            batches.at(-1).push(file);
            room -= file.size;
        }
        return batches;
    }

    async onUploaded(upload) {
        const answer = JSON.parse(upload.xhr.responseText);
        for (const message of answer.refused || []) {
            this.refuse(message);
        }
        if (answer.documents?.length) {
            await this.reloadAll();
        }
    }

    refuse(message) {
        this.notification.add(message, { type: "danger", sticky: true });
    }

    /** Load the documents again, and the counters of the folders. */
    async reloadAll() {
        this.env.searchModel.searchPanelInfo.shouldReload = true;
        await this.env.searchModel._notify();
    }

    addFolder() {
        this.actionService.doAction("customer_register.customer_document_folder_action_new", {
            additionalContext: {
                default_partner_id: this.partnerId,
                default_parent_id: this.folderId,
            },
            onClose: () => this.reloadAll(),
        });
    }

    manageFolders() {
        this.actionService.doAction("customer_register.customer_document_folder_action", {
            additionalContext: { default_partner_id: this.partnerId },
        });
    }

    preview(record) {
        const records = this.model.root.isGrouped
            ? this.model.root.groups.flatMap((group) => group.list.records)
            : this.model.root.records;
        const files = records.map((other) => new DocumentFile(other));
        const file = files.find((other) => other.id === record.resId);
        if (file.isViewable) {
            this.fileViewer.open(file, files);
        } else {
            browser.location.assign(file.downloadUrl);
        }
    }
}

export class DocumentKanbanRecord extends KanbanRecord {
    /** Deleting is a permission of its own: it does not take the right to edit. */
    createWidget(props) {
        super.createWidget(props);
        this.dataState.widget.deletable = props.archInfo.activeActions.delete;
    }

    onGlobalClick(ev) {
        if (!ev.target.closest(CANCEL_GLOBAL_CLICK)) {
            this.env.customerDocuments.preview(this.props.record);
        }
    }
}

export class DocumentKanbanRenderer extends KanbanRenderer {
    static template = "customer_register.DocumentKanbanRenderer";
    static components = {
        ...KanbanRenderer.components,
        FileUploadProgressContainer,
        FileUploadProgressKanbanRecord,
        KanbanRecord: DocumentKanbanRecord,
    };

    setup() {
        super.setup();
        this.fileUpload = useService("file_upload");
    }

    get canUpload() {
        return this.env.customerDocuments.canUpload();
    }

    chooseFiles() {
        this.env.customerDocuments.choose();
    }
}

export const documentKanbanView = {
    ...kanbanView,
    Controller: DocumentKanbanController,
    Renderer: DocumentKanbanRenderer,
    buttonTemplate: "customer_register.DocumentKanbanView.Buttons",
};

registry.category("views").add("customer_document_kanban", documentKanbanView);
