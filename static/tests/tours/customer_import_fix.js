import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

import { DROP_AREA, chooseFile, openImportCustomers } from "./import_helpers";

const FILE = [
    "Customer number;Name;Organisation number;City",
    "F1;Tour Good AS;800000009;Oslo",
    "F2;Tour Mistyped AS;800000018;Bergen",
    "",
];
const cell = (header, field) =>
    `.modal .o_data_row:has(td[name=header]:contains(${header})) td[name=${field}]`;

/** A file with an error that is corrected in place, imported and taken back. */
registry.category("web_tour.tours").add("customer_register_import_fix", {
    steps: () => [
        ...stepUtils.goToAppSteps(
            "customer_register.customer_register_menu_root",
            "Open the app Customers"
        ),
        ...openImportCustomers(),
        {
            content: "Choose a file",
            trigger: DROP_AREA,
            run: () => chooseFile(FILE, "fix.csv"),
        },
        {
            content: "The columns are recognised",
            trigger:
                ".o_field_widget[name=column_ids] .o_data_row:contains(Customer number) td[name=target]:contains(Customer number)",
        },
        {
            content: "Check the rows",
            trigger: "button[name=action_check]",
            run: "click",
        },
        {
            content: "Open the row that is wrong",
            trigger:
                ".o_data_row:contains(Tour Mistyped AS):contains(check digit) button:contains(Correct)",
            run: "click",
        },
        {
            content: "See which cell is wrong",
            trigger: `${cell("Organisation number", "problem")}:contains(check digit)`,
        },
        {
            content: "Click into the cell",
            trigger: cell("Organisation number", "text"),
            run: "click",
        },
        {
            content: "Correct it",
            trigger: `${cell("Organisation number", "text")} input`,
            run: "edit 800000017",
        },
        {
            content: "Check the row",
            trigger: ".modal button[name=action_save]",
            run: "click",
        },
        {
            content: "Both rows are good",
            trigger: ".o_field_widget[name=create_count]:contains(2)",
        },
        {
            trigger: ".o_field_widget[name=error_count]:contains(0)",
        },
        {
            content: "Import them",
            trigger: "button[name=action_run]",
            run: "click",
        },
        {
            content: "They are in the register",
            trigger: ".alert-success:contains(All rows are in the register)",
        },
        {
            content: "Take the import back",
            trigger: "button[name=action_undo]",
            run: "click",
        },
        {
            content: "Confirm",
            trigger: ".modal .btn-primary",
            run: "click",
        },
        {
            content: "The import is undone",
            trigger: ".alert-info:contains(The import is undone)",
        },
        {
            content: "Each row says what became of its customer",
            trigger: ".o_data_row:contains(Tour Mistyped AS is deleted)",
        },
    ],
});
