import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("customer_register_kpis", {
    steps: () => [
        {
            content: "the figures are above the list, with their formula",
            trigger:
                ".o_customer_kpi[data-name='billing_this_month'][data-tooltip*='sent and numbered']:contains('1,234')",
        },
        {
            content: "a click opens what they are made of",
            trigger: ".o_customer_kpi[data-name='prospects_in_pipeline']",
            run: "click",
        },
        { trigger: ".breadcrumb-item.active:contains('Prospects in pipeline'), .o_last_breadcrumb_item:contains('Prospects in pipeline')" },
        {
            content: "where the figures are not repeated",
            trigger:
                ".o_list_view:not(:has(.o_customer_kpis)) .o_data_cell:contains('Prospect Tour AS')",
        },
    ],
});

registry.category("web_tour.tours").add("customer_register_dashboard", {
    steps: () => [
        ...["growth", "industry", "place", "status"].map((name) => ({
            content: `there is a picture of ${name}`,
            trigger: `.o_customer_picture[data-name='${name}'] canvas`,
        })),
        {
            content: "the figures are there too",
            trigger: ".o_customer_dashboard .o_customer_kpi[data-name='active_customers']",
        },
    ],
});
