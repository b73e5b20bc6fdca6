import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("customer_register_sale_order_articles", {
    url: "/odoo/customer-quotations/new",
    steps: () => [
        {
            content: "Choose the customer",
            trigger: ".o_field_widget[name=partner_id] input",
            run: "edit Tour Lifts",
        },
        {
            trigger: ".ui-menu-item > a:contains('Tour Lifts')",
            run: "click",
        },
        {
            content: "The user is asked, nothing is loaded yet",
            trigger: "div[name=articles_question]:contains('Load 2 articles')",
        },
        {
            trigger: "div[name=articles_question] button[name=action_load_customer_articles]",
            run: "click",
        },
        {
            content: "Both articles are on the order",
            trigger: ".o_field_widget[name=order_line] .o_data_row:nth-child(2)",
        },
        {
            content: "The question is answered",
            trigger: "body:not(:has(div[name=articles_question]))",
        },
        {
            trigger: ".o_form_saved, .o_form_view",
        },
    ],
});
