import { registry } from "@web/core/registry";

const tab = ".nav-link[name=customer_boarding]";

/** Start an onboarding on the card, then fill in the client survey as staff. */
registry.category("web_tour.tours").add("customer_register_boarding", {
    steps: () => [
        { trigger: tab, run: "click" },
        { trigger: "button[name=action_start_onboarding]", run: "click" },
        {
            content: "The plan of the settings is proposed",
            trigger: ".modal div[name=plan_id] input:value(Customer Onboarding)",
        },
        { trigger: ".modal button[name=action_start]", run: "click" },
        {
            content: "The card shows how far it is",
            trigger: "div[name=boarding_ids] .o_data_row:contains(0 of 8 done)",
        },
        { trigger: "button[name=action_start_client_survey]", run: "click" },
        {
            content: "I fill it in now",
            trigger: ".modal button[name=action_start]:contains(/^Start$/)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The survey opens for the customer",
            trigger: ".o_survey_start button[value=start]:enabled",
            run: "click",
        },
        {
            content: "Its first page asks about the business",
            trigger: ".js_question-wrapper:contains(What does the business do) textarea",
            run: "edit Sells bicycles",
        },
    ],
});

/** Offboard without a plan, then activate from the Status column: what comes back is asked. */
registry.category("web_tour.tours").add("customer_register_offboarding", {
    steps: () => [
        {
            trigger: ".o_form_statusbar button[name=action_start_offboarding]",
            run: "click",
        },
        {
            trigger: ".modal div[name=reason] select, .modal div[name=reason] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(Merged or sold)",
            run: "click",
        },
        {
            content: "Inactivate now",
            trigger: ".modal div[name=mode] input[data-value=now]",
            run: "click",
        },
        {
            trigger: ".modal button[name=action_offboard]:contains(Inactivate)",
            run: "click",
        },
        {
            content: "The card says why",
            trigger: ".alert:contains(Offboarded):contains(Merged or sold)",
        },
        {
            trigger: "button[name=action_reactivate_customer]",
            run: "click",
        },
        {
            content: "What comes back is asked",
            trigger: ".modal:contains(Start an onboarding) button[name=action_activate]",
            run: "click",
        },
        {
            trigger: ".o_form_statusbar button[name=action_start_offboarding]",
        },
    ],
});

/** Activate an offboarded customer in the list. */
registry.category("web_tour.tours").add("customer_register_reactivation", {
    steps: () => [
        { trigger: ".o_searchview_dropdown_toggler", run: "click" },
        {
            trigger: ".o_filter_menu .o_menu_item:contains(/^Inactive$/)",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(Boarding Tour AS) .o_customer_status:contains(Inactive)",
            run: "click",
        },
        {
            trigger: ".o_customer_status_option[data-value=active]",
            run: "click",
        },
        {
            content: "Confirm",
            trigger: ".modal:contains(Boarding Tour AS) button[name=action_activate]",
            run: "click",
        },
        {
            trigger: ".o_list_view:not(:has(.o_data_row:contains(Boarding Tour AS)))",
        },
    ],
});
