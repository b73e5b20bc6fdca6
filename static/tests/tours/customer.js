import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

registry.category("web_tour.tours").add("customer_register_customer", {
    steps: () => [
        ...stepUtils.goToAppSteps(
            "customer_register.customer_register_menu_root",
            "Open the app Customers"
        ),
        {
            content: "Add a customer",
            trigger: ".o_list_view .o_list_button_add",
            run: "click",
        },
        {
            content: "Type the name",
            trigger: ".o_form_view .o_field_widget[name=name] input",
            run: "edit Tour Customer AS",
        },
        {
            content: "Save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "A customer number appears",
            trigger: ".o_form_saved .o_field_widget[name=ref] input:value(7001)",
        },
        {
            content: "Back to the list",
            trigger: ".o_breadcrumb .o_back_button, .breadcrumb-item.o_back_button a",
            run: "click",
        },
        {
            content: "Search the number",
            trigger: ".o_list_view .o_searchview_input",
            run: "edit 7001",
        },
        {
            trigger: ".o_searchview_autocomplete .o-dropdown-item:contains(7001)",
        },
        {
            trigger: ".o_list_view .o_searchview_input",
            run: "press Enter",
        },
        {
            content: "The customer is found",
            trigger: ".o_searchview_facet:contains(7001)",
        },
        {
            content: "Open it",
            trigger: ".o_data_row:contains(Tour Customer AS) .o_data_cell[name=complete_name]",
            run: "click",
        },
        {
            content: "It is the one",
            trigger: ".o_form_view .o_field_widget[name=ref] input:value(7001)",
        },
    ],
});
