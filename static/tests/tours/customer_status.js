import { registry } from "@web/core/registry";

const row = ".o_data_row:has(td[name='complete_name']:contains('Status Tour AS'))";

/** Click the Status column, change it, confirm; find the customer under Inactive. */
registry.category("web_tour.tours").add("customer_register_status", {
    steps: () => [
        {
            content: "Open the status of an active customer",
            trigger: `${row} .o_customer_status:contains(Active)`,
            run: "click",
        },
        {
            content: "Choose Inactive",
            trigger: ".o_customer_status_option[data-value=inactive]",
            run: "click",
        },
        {
            content: "Confirm what it means",
            trigger: ".modal:contains(cannot be chosen for new orders) .btn-primary",
            run: "click",
        },
        {
            content: "The customer left the list of active customers",
            trigger: `.o_list_view:not(:has(${row}))`,
        },
        {
            trigger: ".o_searchview_dropdown_toggler",
            run: "click",
        },
        {
            content: "Show the inactive ones",
            trigger: ".o_filter_menu .o_menu_item:contains(/^Inactive$/)",
            run: "click",
        },
        {
            content: "Open the status of the inactive customer",
            trigger: `${row} .o_customer_status:contains(Inactive)`,
            run: "click",
        },
        {
            trigger: ".o_customer_status_option[data-value=active]",
            run: "click",
        },
        {
            content: "Confirm the activation",
            trigger: ".modal:contains(Activate customer) .btn-primary",
            run: "click",
        },
        {
            content: "The customer left the list of inactive customers",
            trigger: `.o_list_view:not(:has(${row}))`,
        },
    ],
});

/** Inactivate and activate on the card. */
registry.category("web_tour.tours").add("customer_register_status_card", {
    steps: () => [
        {
            trigger: "button[name=action_inactivate_customer]",
            run: "click",
        },
        {
            trigger: ".modal:contains(executed orders remain) .btn-primary",
            run: "click",
        },
        {
            trigger: "button[name=action_activate_customer]",
            run: "click",
        },
        {
            trigger: ".modal:contains(Activate the customer) .btn-primary",
            run: "click",
        },
        {
            trigger: "button[name=action_inactivate_customer]",
        },
    ],
});

/** Assign a technician on the card. */
registry.category("web_tour.tours").add("customer_register_assign", {
    steps: () => [
        {
            trigger: ".o_form_view button:contains(Assign)",
            run: "click",
        },
        {
            content: "Tick the user",
            trigger: ".modal .o_customer_assign_users label:contains(Tour Technician)",
            run: "click",
        },
        {
            trigger: ".modal button:contains(Done)",
            run: "click",
        },
        {
            content: "The card shows the technician",
            trigger: "div[name=technician_ids]:contains(Tour Technician)",
        },
    ],
});
