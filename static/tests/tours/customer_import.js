import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

import {
    DROP_AREA,
    chooseFile,
    dropFile,
    opensChooser,
    openImportCustomers,
} from "./import_helpers";

const HEADER = "Name;Customer ID;Organization number";
const GOOD = ["Tour One AS;T1;800000009", "Tour Two AS;T2;800000017"];
const BAD = "Tour Wrong AS;T3;800000018";
const FOREIGN = "Tour Volvo AB;T4;SE556012579001";

const line = (name) => `.o_field_x2many .o_data_row:contains(${name})`;

registry.category("web_tour.tours").add("customer_register_import", {
    steps: () => [
        ...stepUtils.goToAppSteps(
            "customer_register.customer_register_menu_root",
            "Open the app Customers"
        ),
        ...openImportCustomers(),
        {
            content: "Choose a file",
            trigger: DROP_AREA,
            run: () => chooseFile([HEADER, ...GOOD, BAD, FOREIGN, ""]),
        },
        {
            content: "See how many rows there are",
            trigger: ".o_field_widget[name=row_count]:contains(4)",
        },
        {
            content: "See the first row, numbered as in the file",
            trigger: ".o_customer_import_preview tr:contains(Tour One AS):contains(2)",
        },
        {
            content: "Check the rows",
            trigger: "button[name=action_check]",
            run: "click",
        },
        {
            content: "See how many will be added",
            trigger: ".o_field_widget[name=create_count]:contains(2)",
        },
        {
            trigger: ".o_field_widget[name=skipped_count]:contains(1)",
        },
        {
            trigger: ".o_field_widget[name=error_count]:contains(1)",
        },
        {
            content: "Read why a row is left out",
            trigger: `${line("Tour Wrong AS")}:contains(check digit is wrong)`,
        },
        {
            content: "A foreign company can be entered manually",
            trigger: `${line("Tour Volvo AB")}:contains(Sweden) button[name=action_enter_manually]`,
        },
        {
            content: "Import the good rows",
            trigger: "button[name=action_run]",
            run: "click",
        },
        {
            content: "The good rows are in the register",
            trigger: ".alert-warning:contains(The good rows are in the register)",
        },
        {
            trigger: ".o_field_widget[name=created_count]:contains(2)",
        },
        {
            content: "Show all rows",
            trigger: ".o_notebook .nav-link[name=lines]",
            run: "click",
        },
        {
            content: "Open a new customer",
            trigger: `${line("Tour One AS")} button[name=action_open_customer]`,
            run: "click",
        },
        {
            content: "The customer has its number",
            trigger: ".o_form_view:has(.o_field_widget[name=ref] input:value(T1))",
        },
    ],
});

registry.category("web_tour.tours").add("customer_register_import_refused", {
    steps: () => [
        ...stepUtils.goToAppSteps(
            "customer_register.customer_register_menu_root",
            "Open the app Customers"
        ),
        ...openImportCustomers(),
        {
            content: "Open the file chooser with the keyboard",
            trigger: DROP_AREA,
            run: () => ["Enter", " "].forEach(opensChooser),
        },
        {
            content: "Choose a file with a header and no customers",
            trigger: DROP_AREA,
            run: () => chooseFile([HEADER, ""]),
        },
        {
            content: "Read on the page why it is refused",
            trigger: ".alert-danger:contains(has a header but no customers)",
        },
        {
            content: "An empty file is refused as well",
            trigger: `${DROP_AREA}:contains(Drop your file here)`,
            run: () => dropFile([]),
        },
        {
            trigger: ".alert-danger:contains(tour.csv is empty)",
        },
        {
            content: "Drop the corrected file",
            trigger: DROP_AREA,
            run: () => dropFile([HEADER, ...GOOD]),
        },
        {
            content: "It is read",
            trigger: ".o_customer_import_preview tr:contains(Tour Two AS)",
        },
        {
            content: "The refusal is gone",
            trigger: ".o_form_view:not(:has(.alert-danger))",
        },
        {
            trigger: ".o_field_widget[name=row_count]:contains(2)",
        },
    ],
});
