import { registry } from "@web/core/registry";

const openLookup = [
    {
        content: "Customers > Add Customer",
        trigger:
            ".o_main_navbar [data-menu-xmlid='customer_register.customer_registry_lookup_menu']",
        run: "click",
    },
    { trigger: ".modal .o_customer_lookup" },
];
const search = (query) => [
    {
        trigger: ".modal .o_field_widget[name=query] input",
        run: `edit ${query} && press Enter`,
    },
];
const choose = (name) => [
    {
        content: "Choose the company",
        trigger: `.modal .o_data_row:contains(${name}) button[name=action_choose]`,
        run: "click",
    },
    { trigger: `.modal .o_customer_lookup_review:contains(${name})` },
];

/** A Norwegian company by its name, and on with the client survey. */
registry.category("web_tour.tours").add("customer_register_lookup_with_survey", {
    steps: () => [
        ...openLookup,
        ...search("equinor"),
        ...choose("EQUINOR ASA"),
        {
            content: "What the registry says, before anything is written",
            trigger: ".modal [name=visiting_address]:contains(Forusbeen 50)",
        },
        { trigger: ".modal [name=source]:contains(Brønnøysund)" },
        { trigger: ".modal button[name=action_add_with_survey]", run: "click" },
        {
            content: "The client survey of the new customer",
            trigger: ".modal:contains(Who fills it in) .modal-title:contains(EQUINOR ASA)",
        },
    ],
});

/** Three clicks and a name: the customer's card. */
registry.category("web_tour.tours").add("customer_register_lookup_manually", {
    steps: () => [
        ...openLookup,
        { trigger: ".modal button[name=action_enter_manually]", run: "click" },
        {
            trigger: ".modal .o_customer_manual [name=name] input",
            run: "edit Bakery Nordlys",
        },
        { trigger: ".modal button[name=action_added_manually]", run: "click" },
        {
            content: "The card of the new customer",
            trigger: ".o_customer_card .o_field_widget[name=ref] input:value(7101)",
        },
    ],
});

/** A registry that is down says so and leaves the other way open. */
registry.category("web_tour.tours").add("customer_register_lookup_down", {
    steps: () => [
        ...openLookup,
        ...search("Bakery Nordlys"),
        {
            content: "The message, in the window",
            trigger: ".modal .alert:contains(can't be reached)",
        },
        { trigger: ".modal button[name=action_enter_manually]", run: "click" },
        {
            content: "What was typed is not lost",
            trigger: ".modal .o_customer_manual [name=name] input:value(Bakery Nordlys)",
        },
        {
            content: "Names are typed as ever",
            trigger: ".modal .o_customer_manual [name=name] input",
            run: "edit Bakery Nordlyset",
        },
        { trigger: ".modal button[name=action_added_manually]", run: "click" },
        { trigger: ".o_customer_card .o_field_widget[name=ref] input:value(7101)" },
    ],
});

/** The registry suggests companies while the name of a new one is typed. */
registry.category("web_tour.tours").add("customer_register_lookup_type_ahead", {
    steps: () => [
        { trigger: ".o_list_view .o_list_button_add", run: "click" },
        {
            trigger: ".o_customer_card .o_field_widget[name=name] input",
            run: "edit equinor",
        },
        {
            trigger: ".o_customer_suggestions .o-autocomplete--dropdown-item:contains(EQUINOR ASA)",
        },
        {
            content: "The keyboard chooses",
            trigger: ".o_customer_card .o_field_widget[name=name] input",
            run: "press Enter",
        },
        {
            trigger:
                ".o_customer_card .o_field_widget[name=company_registry] input:value(923609016)",
        },
        { trigger: ".o_customer_card .o_field_widget[name=street] input:value(Forusbeen 50)" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved .o_field_widget[name=ref] input:value(7101)" },
    ],
});

/** The magnifying glass at the organisation number: old and new, then the card. */
registry.category("web_tour.tours").add("customer_register_lookup_card", {
    steps: () => [
        { trigger: ".o_customer_card .o_customer_look_up", run: "click" },
        {
            content: "The old name and the new one",
            trigger: ".modal .o_data_row:contains(Statoil):contains(EQUINOR ASA)",
        },
        { trigger: ".modal button[name=action_fill_card]", run: "click" },
        {
            trigger: "body:not(:has(.modal)) .o_customer_card [name=name] input:value(EQUINOR ASA)",
        },
    ],
});

/** "Create customer" under the customer of an order: the order gets the new one. */
registry.category("web_tour.tours").add("customer_register_lookup_order", {
    steps: () => [
        { trigger: ".o_sale_order .o_customer_create", run: "click" },
        ...search("equinor"),
        ...choose("EQUINOR ASA"),
        { trigger: ".modal button[name=action_add]", run: "click" },
        {
            trigger:
                "body:not(:has(.modal)) .o_sale_order [name=partner_id] input:value(EQUINOR ASA)",
        },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
    ],
});
