// What is known of the rollout: the last document and the changes after it.
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

function nameOf(phone) {
  return phone.label || spelledMAC(phone.mac);
}

class Rollout {
  site = "";
  generator = "";
  summary = undefined;
  progress = { seen: [], done: [] };
  now = 0;
  phones = new Map();
  unknown = new Map();

  replace(whole) {
    this.site = whole.site;
    this.generator = whole.generator;
    this.phones.clear();
    this.unknown.clear();
    this.add(whole);
  }

  add(changes) {
    this.summary = changes.summary;
    this.progress = changes.progress;
    this.now = changes.now;
    for (const phone of changes.phones) {
      phone.searchText = [
        phone.label, phone.mac, spelledMAC(phone.mac), phone.model, phone.family, phone.address,
        stateOf(phone).word, phone.error,
      ].filter(Boolean).join("\n").toLowerCase();
      this.phones.set(phone.mac, phone);
    }
    for (const phone of changes.unknown) this.unknown.set(phone.key, phone);
  }

  // The phones that a filter leaves, in its order.
  filtered({ text, family, states, order }) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const found = [];
    for (const phone of this.phones.values()) {
      if (family && phone.family !== family) continue;
      if (states.size > 0 && !states.has(phone.state)) continue;
      if (!words.every((word) => phone.searchText.includes(word))) continue;
      found.push(phone);
    }
    return found.sort(orders[order]);
  }
}

function byName(one, other) {
  return collator.compare(one.family, other.family)
    // Phones without a name stand behind those that have one.
    || Number(!one.label) - Number(!other.label)
    || collator.compare(nameOf(one), nameOf(other))
    || (one.mac < other.mac ? -1 : 1);
}

const orders = {
  name: byName,
  state: (one, other) =>
    urgency.indexOf(one.state) - urgency.indexOf(other.state) || byName(one, other),
  time: (one, other) => (other.time ?? 0) - (one.time ?? 0) || byName(one, other),
};
