import { registry } from "@web/core/registry";

/** A customer administrator, who is no administrator of Odoo, changes a setting. */
registry.category("web_tour.tours").add("customer_register_manager_settings", {
    steps: () => [
        {
            trigger: "button[data-menu-xmlid='customer_register.customer_register_menu_configuration']",
            run: "click",
        },
        {
            trigger: ".dropdown-item[data-menu-xmlid='customer_register.res_config_settings_menu']",
            run: "click",
        },
        {
            content: "Tick a setting",
            trigger: "#customer_show_vat_type input[type=checkbox]:not(:checked)",
            run: "click",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The screen is loaded anew with the setting",
            trigger: "#customer_show_vat_type input[type=checkbox]:checked",
        },
    ],
});

/** Add a permission: the others stay. */
registry.category("web_tour.tours").add("customer_register_user_form", {
    steps: () => [
        {
            content: "Open the permissions",
            trigger: ".o_notebook a[name=access_rights]",
            run: "click",
        },
        {
            content: "Permissions that the user has",
            trigger: ".o_inner_group:has(label:contains(/^Assign/)):has(label:contains(/^Delete/))",
        },
        {
            trigger: ".o_wrap_label:has(label:contains(/^Assign/)) + .o_wrap_input .o_select_menu_toggler",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(Allowed)",
            run: "click",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            trigger: ".o_form_saved",
        },
    ],
});
