import { registry } from "@web/core/registry";

function dropFiles(names) {
    const transfer = new DataTransfer();
    for (const name of names) {
        transfer.items.add(new File([`Text of ${name}`], name, { type: "text/plain" }));
    }
    const options = { bubbles: true, cancelable: true, dataTransfer: transfer };
    const view = document.querySelector(".o_kanban_view");
    view.dispatchEvent(new DragEvent("dragenter", options));
    return options;
}

let dragged;

registry.category("web_tour.tours").add("customer_document_upload", {
    url: "/odoo/customer-register",
    steps: () => [
        {
            content: "Open the customer",
            trigger: ".o_data_row .o_data_cell:contains(Kylhuset Tour)",
            run: "click",
        },
        {
            content: "Open its documents",
            trigger: "button[name=action_view_documents]",
            run: "click",
        },
        {
            content: "Open a folder",
            trigger: ".o_search_panel_label_title:contains(Agreements)",
            run: "click",
        },
        {
            content: "Drag two files over the documents",
            trigger: ".o_search_panel_category_value .active:contains(Agreements)",
            run() {
                dragged = dropFiles(["first.txt", "second.txt"]);
            },
        },
        {
            content: "Drop them",
            trigger: ".o_customer_document_dropzone",
            run({ anchor }) {
                anchor.dispatchEvent(new DragEvent("drop", dragged));
            },
        },
        { trigger: ".o_kanban_record:contains(first.txt):contains(Internal)" },
        {
            content: "The folder counts them",
            trigger: ".o_search_panel_category_value:contains(Agreements):contains(2)",
        },
        {
            content: "Show one to the customer users",
            trigger: ".o_kanban_record:contains(second.txt) .o_field_boolean_toggle input",
            run: "click",
        },
        { trigger: ".o_kanban_record:contains(second.txt):contains(Customer users see it)" },
        {
            content: "Preview the other one",
            trigger: ".o_kanban_record:contains(first.txt) main",
            run: "click",
        },
        { trigger: ".o-FileViewer-header:contains(first.txt)" },
        {
            content: "Close the preview",
            trigger: ".o-FileViewer-headerButton[aria-label=Close]",
            run: "click",
        },
        {
            trigger: "body:not(:has(.o-FileViewer))",
        },
    ],
});

registry.category("web_tour.tours").add("customer_document_delete", {
    url: "/odoo/customer-register",
    steps: () => [
        {
            trigger: ".o_data_row .o_data_cell:contains(Kylhuset Tour)",
            run: "click",
        },
        {
            trigger: "button[name=action_view_documents]",
            run: "click",
        },
        {
            content: "Open the menu of the document",
            trigger: ".o_kanban_record:contains(first.txt)",
            run: "hover && click .o_kanban_record:contains(first.txt) .o_dropdown_kanban button",
        },
        {
            content: "Delete it",
            trigger: ".o-dropdown--menu .dropdown-item:contains(Delete)",
            run: "click",
        },
        {
            trigger: ".modal .btn-primary",
            run: "click",
        },
        {
            trigger: ".o_kanban_view:not(:has(.o_kanban_record:contains(first.txt)))",
        },
    ],
});

registry.category("web_tour.tours").add("customer_document_read_only", {
    url: "/odoo/customer-register",
    steps: () => [
        {
            trigger: ".o_data_row .o_data_cell:contains(Kylhuset Tour)",
            run: "click",
        },
        {
            trigger: "button[name=action_view_documents]",
            run: "click",
        },
        {
            content: "No upload, no switch",
            trigger:
                ".o_kanban_view:has(.o_kanban_record:contains(first.txt)):not(:has(.o_customer_document_upload, .o_customer_document_drop, .o_field_boolean_toggle))",
        },
        {
            content: "Open the menu of the document",
            trigger: ".o_kanban_record:contains(first.txt)",
            run: "hover && click .o_kanban_record:contains(first.txt) .o_dropdown_kanban button",
        },
        {
            content: "Downloading is all",
            trigger:
                ".o-dropdown--menu:has(.dropdown-item:contains(Download)):not(:has(.dropdown-item:contains(Delete)))",
        },
    ],
});

registry.category("web_tour.tours").add("customer_personal_number", {
    url: "/odoo/customer-register",
    steps: () => [
        {
            content: "Add a private customer",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=company_type] .o_radio_item:contains(Private) input",
            run: "click",
        },
        {
            trigger:
                ".o_form_view:not(:has(.o_field_widget[name=company_registry])) .o_field_widget[name=personal_identity_number_masked] input",
            run: "edit 900101-2385",
        },
        {
            trigger: ".o_field_widget[name=name] :is(textarea, input)",
            run: "edit Linnea Tour",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "The number is covered",
            trigger: ".o_form_saved .o_customer_personal_number:contains(••••)",
        },
        {
            content: "Show it",
            trigger: ".o_customer_personal_number_show",
            run: "click",
        },
        {
            trigger: ".o_customer_personal_number:contains(199001012385)",
        },
        {
            content: "Cover it again",
            trigger: ".o_customer_personal_number_show",
            run: "click",
        },
        {
            trigger: ".o_customer_personal_number:contains(••••)",
        },
    ],
});
