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
