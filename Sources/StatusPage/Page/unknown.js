// Phones that asked and are not in the site, with what to paste into it.
class UnknownPhones {
  static pageSize = 50;

  #limit = UnknownPhones.pageSize;
  #phones = new Map();
  #items = new Map();

  constructor() {
    byID("unknown-more").addEventListener("click", () => {
      this.#limit += UnknownPhones.pageSize;
      this.#list();
    });
    byID("unknown-details").addEventListener("toggle", () => this.#list());
  }

  show(phones, dropped) {
    this.#phones = phones;
    byID("unknown").hidden = phones.size === 0;
    setText(byID("unknown-count"), `(${numbers.format(phones.size)})`);
    byID("unknown-dropped").hidden = !dropped;
    setText(byID("unknown-dropped"), `${numbers.format(dropped)} more were forgotten.`);
    this.#list();
  }

  // Phones stay where they are as they ask again: a button must not move under a finger.
  #list() {
    if (!byID("unknown-details").open) return;
    const phones = [...this.#phones.values()]
      .sort((one, other) => one.first - other.first || (one.key < other.key ? -1 : 1))
      .slice(0, this.#limit);
    byID("unknown-more").hidden = this.#phones.size <= this.#limit;
    for (const [key, item] of this.#items) {
      if (this.#phones.has(key)) continue;
      item.remove();
      this.#items.delete(key);
    }
    for (const phone of phones) {
      let item = this.#items.get(phone.key);
      if (!item) {
        item = this.#made(phone);
        this.#items.set(phone.key, item);
        byID("unknown-list").append(item);
      }
      this.#fill(item, phone);
    }
  }

  #made(phone) {
    const item = element("li", "", element("p", "who"), element("p", "said"), element("p", "note"));
    if (!phone.snippet) return item;
    const button = element("button", "", "Copy");
    button.type = "button";
    button.setAttribute("aria-label", `Copy the lines for ${spelledMAC(phone.mac)}`);
    button.addEventListener("click", async () => {
      const isCopied = await copy(phone.snippet);
      button.textContent = isCopied ? "Copied" : "Select and copy it by hand";
      setTimeout(() => { button.textContent = "Copy"; }, 3000);
    });
    item.append(element("pre", "", element("code", "", phone.snippet)), button);
    return item;
  }

  #fill(item, phone) {
    const said = [phone.vendor, phone.model, phone.version, phone.user_agent];
    setText(item.querySelector(".who"), phone.mac ? spelledMAC(phone.mac) : "no MAC address");
    setText(item.querySelector(".said"),
      [...new Set(said.filter(Boolean))].join(" ") || "said nothing of itself");
    setText(item.querySelector(".note"),
      `${phone.address}, asked ${counted(phone.times, "time", "times")}, last at ${timeText(phone.last)}`);
  }
}
