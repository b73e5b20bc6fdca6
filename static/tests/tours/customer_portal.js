import { registry } from "@web/core/registry";

const PIXEL = Uint8Array.from(
    atob(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    ),
    (char) => char.charCodeAt(0)
);

registry.category("web_tour.tours").add("customer_register_portal_error_report", {
    url: "/my",
    steps: () => [
        {
            content: "the tile leads to the error reports",
            trigger: ".o_portal_docs a[href='/my/error-reports']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "a[name=new_error_report]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "#report_name",
            run: "edit The gate does not close",
        },
        {
            trigger: "#report_facility",
            run: "selectByLabel Own Tower",
        },
        {
            trigger: "#report_priority",
            run: "selectByIndex 3",
        },
        {
            trigger: "#report_description",
            run: "edit It stops halfway.",
        },
        {
            content: "a photo from the phone",
            trigger: "#portal_files",
            run({ anchor }) {
                const transfer = new DataTransfer();
                transfer.items.add(new File([PIXEL], "gate.png", { type: "image/png" }));
                anchor.files = transfer.files;
            },
        },
        {
            trigger: "form[name=error_report_form] button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "the report has arrived, with the photo",
            trigger: ".alert-success:contains(received)",
        },
        {
            trigger: "[name=message] img[alt='gate.png']",
        },
        {
            content: "write once more",
            trigger: "#answer_body",
            run: "edit Please come before noon.",
        },
        {
            trigger: "form[name=answer_form] button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "[name=message]:contains(Please come before noon.)",
        },
        {
            trigger: ".breadcrumb a[href='/my/error-reports']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "[name=error_report]:contains(The gate does not close):contains(New)",
        },
    ],
});

registry.category("web_tour.tours").add("customer_register_portal_company", {
    url: "/my/company",
    steps: () => [
        {
            trigger: "#field_phone",
            run: "edit +46 8 555 00 00",
        },
        {
            trigger: "form[name=company_form] button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".alert-success",
        },
        {
            trigger: "a[name=new_contact]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "#field_name",
            run: "edit Nils Ek",
        },
        {
            trigger: "form[name=contact_form] button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "[name=contact]:contains(Nils Ek)",
        },
    ],
});

registry.category("web_tour.tours").add("customer_register_portal_limited", {
    url: "/my/facilities",
    steps: () => [
        {
            trigger: "body:not(:contains(Own Garage)) [name=facility]:contains(Own Tower)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "the object, and an order of the facility",
            trigger: ".list-group-item:contains(Lift Own Tower)",
        },
        {
            trigger: "[name=service_order]:contains(PO Own Tower) a:first",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "what was done, and no price",
            trigger: "body:not(:contains(4,321)) .list-group-item:contains(Filter)",
        },
    ],
});
