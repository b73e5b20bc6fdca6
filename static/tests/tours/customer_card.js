import { registry } from "@web/core/registry";

const save = [
    { content: "Save", trigger: ".o_form_button_save", run: "click" },
    { trigger: ".o_form_saved" },
];

/** A company: Company is chosen, the number comes by itself, the VAT type follows. */
registry.category("web_tour.tours").add("customer_register_add_company", {
    steps: () => [
        { trigger: ".o_list_view .o_list_button_add", run: "click" },
        {
            content: "Company is chosen",
            trigger:
                ".o_field_widget[name=company_type] .o_radio_item:contains(Company) input:checked",
        },
        {
            trigger: ".o_field_widget[name=name] input",
            run: "edit Tour Company AB",
        },
        {
            content: "Normal VAT as long as there is no organisation number",
            trigger: ".o_field_widget[name=vat_type]:has(input:value(Normal VAT))",
        },
        {
            trigger: ".o_field_widget[name=company_registry] input",
            run: "edit 556012-5790 && press Tab",
        },
        {
            content: "No VAT with an organisation number",
            trigger: ".o_field_widget[name=vat_type]:has(input:value(No VAT))",
        },
        ...save,
        {
            content: "A customer number appears",
            trigger: ".o_field_widget[name=ref] input:value(8001)",
        },
        { content: "+ Add contact person", trigger: "button[name=action_add_contact_person]", run: "click" },
        {
            trigger: ".modal .o_field_widget[name=name] input",
            run: "edit Tour Contact",
        },
        {
            trigger: ".modal .o_field_widget[name=send_work_order] input",
            run: "click",
        },
        { trigger: ".modal .o_form_button_save", run: "click" },
        {
            content: "The contact is on the card, with its mark",
            trigger:
                ".o_field_widget[name=child_ids] .o_kanban_record:contains(Tour Contact):contains(Work order)",
        },
        {
            content: "+ Add visiting address",
            trigger: "button[name=action_add_visiting_address]",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=street] input",
            run: "edit Tour Street 1",
        },
        { trigger: ".modal .o_form_button_save", run: "click" },
        {
            trigger:
                ".o_field_widget[name=child_ids] .o_kanban_record:contains(Visiting):contains(Tour Street 1)",
        },
        {
            content: "One visiting address is enough",
            trigger: "body:not(:has(button[name=action_add_visiting_address]))",
        },
    ],
});

/** A private customer: the personal number is covered, shown on request. */
registry.category("web_tour.tours").add("customer_register_add_private", {
    steps: () => [
        { trigger: ".o_list_view .o_list_button_add", run: "click" },
        {
            trigger:
                ".o_field_widget[name=company_type] .o_radio_item:contains(Private) input",
            run: "click",
        },
        {
            content: "No organisation number",
            trigger: "body:not(:has(.o_field_widget[name=company_registry] input))",
        },
        {
            trigger: ".o_field_widget[name=name] textarea",
            run: "edit Tour Person",
        },
        {
            content: "The published test number of Skatteverket",
            trigger: ".o_field_widget[name=personal_identity_number_masked] input",
            run: "edit 19640823-3234 && press Tab",
        },
        ...save,
        {
            content: "The number is covered",
            trigger:
                ".o_customer_personal_number:contains(•):not(:contains(3234))",
        },
        { trigger: ".o_customer_personal_number_show", run: "click" },
        {
            content: "It is shown on request",
            trigger: ".o_customer_personal_number:contains(196408233234)",
        },
        { trigger: ".o_customer_personal_number_show", run: "click" },
        {
            content: "And covered again",
            trigger:
                ".o_customer_personal_number:contains(•):not(:contains(3234))",
        },
    ],
});

/** Add a work order and an error report on the card, and open the order from it. */
registry.category("web_tour.tours").add("customer_register_add_menu", {
    steps: () => [
        { trigger: ".o_customer_add", run: "click" },
        {
            content: "All four kinds are offered",
            trigger:
                ".o-dropdown--menu:has([data-method=action_add_service_order]):has([data-method=action_add_quotation])",
        },
        {
            trigger: ".o-dropdown-item[data-method=action_add_error_report]",
            run: "click",
        },
        {
            content: "The customer is filled in",
            trigger: ".o_field_widget[name=partner_id] input:value(Add Menu Tour AS)",
        },
        {
            trigger: ".o_field_widget[name=name] textarea",
            run: "edit Tour error",
        },
        ...save,
        { trigger: ".o_back_button a", run: "click" },
        { trigger: ".o_customer_add", run: "click" },
        {
            trigger: ".o-dropdown-item[data-method=action_add_work_order]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=partner_id] input:value(Add Menu Tour AS)",
        },
        {
            content: "A work order, with the technician of the customer",
            trigger: ".o_field_widget[name=technician_ids]:contains(Add Menu Technician)",
        },
        ...save,
        { trigger: ".o_back_button a", run: "click" },
        { trigger: ".nav-link[name=customer_orders]", run: "click" },
        {
            content: "The error report is on the card",
            trigger: ".o_field_widget[name=newest_error_report_ids] .o_data_row:contains(Tour error)",
        },
        {
            content: "A click opens the order as a page of its own",
            trigger:
                ".o_field_widget[name=newest_quotation_ids] .o_data_row .o_data_cell[name=date_order]",
            run: "click",
        },
        { trigger: "body:not(:has(.modal)) .o_sale_order" },
        {
            content: "With the customer in the breadcrumb",
            trigger: ".o_back_button a:contains(Add Menu Tour AS)",
        },
    ],
});
