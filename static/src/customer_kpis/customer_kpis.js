import { onMounted, onWillUnmount, Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatInteger, formatMonetary } from "@web/views/fields/formatters";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";

const TILES = [
    "margin_this_year",
    "billing_this_month",
    "active_customers",
    "prospects_in_pipeline",
];
const WIDTH = 100;
const HEIGHT = 24;

/** The figures above the list of customers. They come after the list and never hold it up. */
export class CustomerKpis extends Component {
    static template = "customer_register.CustomerKpis";
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ tiles: null });
        this.isGone = false;
        onMounted(() => this.load());
        onWillUnmount(() => (this.isGone = true));
    }

    async load() {
        let kpis;
        try {
            kpis = await this.orm.silent.call("customer.kpi", "get_kpis", [], {
                context: user.context,
            });
        } catch {
            // the list is worth more than its figures
            kpis = {};
        }
        if (!this.isGone) {
            this.state.tiles = TILES.filter((name) => name in kpis).map((name) =>
                this.tile(name, kpis)
            );
        }
    }

    tile(name, kpis) {
        const kpi = kpis[name];
        const isMoney = Boolean(kpi.currency_id);
        const format = (value) =>
            isMoney
                ? formatMonetary(value, {
                      currencyId: kpi.currency_id,
                      digits: [16, 0],
                      humanReadable: Math.abs(value) >= 1e6,
                  })
                : formatInteger(value);
        return {
            name,
            label: kpi.label,
            formula: kpi.formula,
            value: format(kpi.value),
            isNegative: kpi.value < 0,
            note: this.note(name, kpis, format),
            line: this.line(kpi.trend),
        };
    }

    note(name, kpis, format) {
        if (name !== "billing_this_month" || !kpis.billing_last_month) {
            return "";
        }
        return _t("last month %s", format(kpis.billing_last_month.value));
    }

    /** The points of a line through the values, for an SVG of WIDTH × HEIGHT. */
    line(values) {
        const least = Math.min(...values, 0);
        const range = Math.max(...values, 0) - least || 1;
        const step = WIDTH / Math.max(values.length - 1, 1);
        return values
            .map((value, place) => {
                const y = HEIGHT - ((value - least) / range) * (HEIGHT - 2) - 1;
                return `${(place * step).toFixed(1)},${y.toFixed(1)}`;
            })
            .join(" ");
    }

    async open(name) {
        this.action.doAction(await this.orm.call("customer.kpi", "action_open", [name]));
    }
}
