import { CustomerKpis } from "@customer_register/customer_kpis/customer_kpis";
import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { View } from "@web/views/view";

const ACTIVE = [["status", "=", "active"]];
/** Each picture is a graph of the report: a click opens the customers behind it. */
const PICTURES = [
    {
        name: "growth",
        title: _t("New customers per month"),
        mode: "bar",
        groupBy: ["added_on:month"],
        domain: [],
    },
    {
        name: "industry",
        title: _t("By industry"),
        mode: "pie",
        groupBy: ["industry_id"],
        domain: ACTIVE,
    },
    {
        name: "place",
        title: _t("By place"),
        mode: "bar",
        groupBy: ["city"],
        domain: [...ACTIVE, ["city", "not in", [false, ""]]],
    },
    {
        name: "status",
        title: _t("By status and kind"),
        mode: "pie",
        groupBy: ["kind", "status"],
        domain: [],
    },
];

/** The customer base in four pictures, under its figures. */
export class CustomerDashboard extends Component {
    static template = "customer_register.CustomerDashboard";
    static components = { CustomerKpis, Layout, View };
    static props = { ...standardActionServiceProps };

    setup() {
        this.display = { controlPanel: {} };
        this.pictures = PICTURES.map((picture) => ({
            ...picture,
            view: {
                type: "graph",
                resModel: "customer.report",
                views: [
                    [false, "graph"],
                    [false, "search"],
                ],
                domain: picture.domain,
                groupBy: picture.groupBy,
                context: {
                    graph_mode: picture.mode,
                    graph_measure: "customer_count",
                    graph_groupbys: picture.groupBy,
                },
                display: { controlPanel: false },
                loadIrFilters: false,
                loadActionMenus: false,
                noBreadcrumbs: true,
                className: "",
            },
        }));
    }
}

registry.category("actions").add("customer_register_dashboard", CustomerDashboard);
