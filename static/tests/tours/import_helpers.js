export const DROP_AREA = ".o_customer_import_file";
const FILE_INPUT = ".o_field_customer_import_file input[type=file]";

function fileTransfer(rows, name) {
    const transfer = new DataTransfer();
    transfer.items.add(new File([rows.join("\r\n")], name, { type: "text/csv" }));
    return transfer;
}

/** Choose a file as the browser's own window would. */
export function chooseFile(rows, name = "tour.csv") {
    const input = document.querySelector(FILE_INPUT);
    input.files = fileTransfer(rows, name).files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Choose a file that stands beside the tours. */
export async function chooseSample(name) {
    const response = await fetch(`/customer_register/static/tests/data/${name}`);
    const transfer = new DataTransfer();
    transfer.items.add(new File([await response.blob()], name));
    const input = document.querySelector(FILE_INPUT);
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Drag a file over the area and drop it. */
export function dropFile(rows, name = "tour.csv") {
    const area = document.querySelector(DROP_AREA);
    for (const type of ["dragover", "drop"]) {
        const event = new DragEvent(type, {
            bubbles: true,
            cancelable: true,
            dataTransfer: fileTransfer(rows, name),
        });
        area.dispatchEvent(event);
        if (!event.defaultPrevented) {
            throw new Error(`The browser would open the file itself on ${type}`);
        }
    }
}

/** Press a key on the focused area; fail unless the file chooser opens. */
export function opensChooser(key) {
    const area = document.querySelector(DROP_AREA);
    area.focus();
    if (document.activeElement !== area) {
        throw new Error("The area can't be reached with the keyboard");
    }
    let opened = 0;
    const onClick = (ev) => {
        ev.preventDefault();
        opened += 1;
    };
    const input = document.querySelector(FILE_INPUT);
    input.addEventListener("click", onClick);
    area.dispatchEvent(
        new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })
    );
    input.removeEventListener("click", onClick);
    if (opened !== 1) {
        throw new Error(`The key "${key}" opened the file chooser ${opened} times`);
    }
}

export function openImportCustomers() {
    return [
        {
            content: "Open the menu Import",
            trigger: "button[data-menu-xmlid='customer_register.customer_register_menu_import']",
            run: "click",
        },
        {
            content: "Open Import Customers",
            trigger: ".dropdown-item[data-menu-xmlid='customer_register.customer_import_menu_new']",
            run: "click",
        },
        {
            content: "The page asks for a file",
            trigger: `${DROP_AREA}:contains(Drop your file here)`,
        },
    ];
}
