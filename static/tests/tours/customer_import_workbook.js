import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

import { DROP_AREA, chooseSample, openImportCustomers } from "./import_helpers";

const goesTo = (header, target) => ({
    content: `${header} goes to ${target}`,
    trigger: `.o_field_widget[name=column_ids] .o_data_row:has(td[name=header]:contains(${header})) td[name=target]:contains(${target})`,
});

/** A Swedish workbook with a title above the header, from the file to the customer. */
registry.category("web_tour.tours").add("customer_register_import_workbook", {
    steps: () => [
        ...stepUtils.goToAppSteps(
            "customer_register.customer_register_menu_root",
            "Open the app Customers"
        ),
        ...openImportCustomers(),
        {
            content: "Choose the workbook",
            trigger: DROP_AREA,
            run: () => chooseSample("svenska_kunder.xlsx"),
        },
        {
            content: "See how many rows there are, without the title",
            trigger: ".o_field_widget[name=row_count]:contains(3)",
        },
        goesTo("Kundnr", "Customer number"),
        goesTo("Företagsnamn", "Name"),
        goesTo("Postnummer", "Zip"),
        goesTo("Kontaktperson", "Contact person: Name"),
        {
            content: "Leading zeros are kept, and the row is the spreadsheet's",
            trigger: ".o_customer_import_preview tr:contains(Åkeri Öst AB):contains(00007):contains(4)",
        },
        {
            content: "Check the rows",
            trigger: "button[name=action_check]",
            run: "click",
        },
        {
            content: "Two are new",
            trigger: ".o_field_widget[name=create_count]:contains(2)",
        },
        {
            content: "One is wrong, and says why",
            trigger: ".o_data_row:contains(Felstavat AB):contains(Organisationsnr):contains(check digit)",
        },
        {
            content: "Import the good rows",
            trigger: "button[name=action_run]",
            run: "click",
        },
        {
            content: "They are in the register",
            trigger: ".alert-warning:contains(The good rows are in the register)",
        },
        {
            content: "Show all rows",
            trigger: ".o_notebook .nav-link[name=lines]",
            run: "click",
        },
        {
            content: "Open a new customer",
            trigger: ".o_field_x2many .o_data_row:contains(Åkeri Öst AB) button[name=action_open_customer]",
            run: "click",
        },
        {
            content: "The customer has its number",
            trigger: ".o_form_view .o_field_widget[name=ref]:contains(00007)",
        },
    ],
});
