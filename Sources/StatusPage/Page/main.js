// Puts the parts together: news change what is known, and what is known is drawn, at most once a
// frame.
const rollout = new Rollout();
const filter = { text: "", family: "", states: new Set(), order: "name" };
const unknownPhones = new UnknownPhones();
const tiles = new Tiles(byID("tiles"), (mac, isByKeyboard) => {
  const phone = rollout.phones.get(mac);
  if (phone) detail.open(phone, isByKeyboard);
});
const detail = new Detail(() => {
  tiles.selectedMAC = undefined;
  tiles.draw();
  byID("tiles").focus({ preventScroll: true });
});

let isDrawingDue = false;
function draw() {
  if (isDrawingDue) return;
  isDrawingDue = true;
  requestAnimationFrame(() => {
    isDrawingDue = false;
    if (rollout.summary) drawAll();
  });
}

function drawAll() {
  drawHead();
  drawStates();
  drawFamilies();
  showProgress(rollout);
  unknownPhones.show(rollout.unknown, rollout.summary.dropped_unknown);
  drawPhones();
  announce();
}

function drawHead() {
  const { done, phones, states: counts } = rollout.summary;
  setText(byID("site"), rollout.site);
  const title = `${done}/${phones} · ${rollout.site}`;
  if (document.title !== title) document.title = title;
  setText(byID("done"), numbers.format(done));
  setText(byID("total"), numbers.format(phones));
  setText(byID("generator"), rollout.generator);
  const bar = byID("bar");
  // Done phones fill the bar from the left.
  const shown = [...states].reverse().sort(
    (one, other) => Number(other.id === "own_fetched") - Number(one.id === "own_fetched"));
  if (bar.children.length === 0) {
    bar.append(...shown.map(({ id }) => element("span", `state-${id}`)));
  }
  shown.forEach(({ id }, place) => { bar.children[place].style.flexGrow = counts[id]; });
  shown.forEach(({ id }, place) => { bar.children[place].hidden = counts[id] === 0; });
  bar.setAttribute("aria-label", states.filter(({ id }) => counts[id] > 0)
    .map(({ id, word }) => `${numbers.format(counts[id])} ${word}`).join(", ") || "No phones");
}

function drawStates() {
  const group = byID("states");
  if (group.children.length === 0) group.append(...states.map(stateButton));
  states.forEach(({ id }, place) => {
    const button = group.children[place];
    const count = rollout.summary.states[id];
    setText(button.querySelector(".number"), numbers.format(count));
    button.classList.toggle("none", count === 0);
    button.setAttribute("aria-pressed", filter.states.has(id));
  });
}

function stateButton({ id, word, mark }) {
  const sign = element("span", "", mark);
  sign.setAttribute("aria-hidden", "true");
  const button = element("button", `state-${id}`, sign, element("span", "", word),
    element("span", "number"));
  button.type = "button";
  button.dataset.state = id;
  button.addEventListener("click", () => {
    if (!filter.states.delete(id)) filter.states.add(id);
    draw();
  });
  return button;
}

function drawFamilies() {
  const families = Object.entries(rollout.summary.families);
  const names = families.map(([name]) => name).join("\n");
  const list = byID("family-list");
  byID("families").hidden = families.length < 2;
  if (list.dataset.names !== names) {
    list.dataset.names = names;
    list.replaceChildren(...families.map(([name]) => element("li", "", familyButton(name))));
    byID("family").replaceChildren(
      new Option("all", ""), ...families.map(([name]) => new Option(name, name)));
    if (!families.some(([name]) => name === filter.family)) filter.family = "";
    byID("family").value = filter.family;
  }
  families.forEach(([name, counts], place) => {
    const button = list.children[place].firstChild;
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const done = counts.own_fetched;
    const failed = counts.failed > 0 ? `, ${numbers.format(counts.failed)} failed` : "";
    setText(button.querySelector(".how"),
      `${numbers.format(done)} of ${numbers.format(total)}${failed}`);
    button.querySelector(".track span").style.width = `${total ? 100 * done / total : 0}%`;
    button.setAttribute("aria-pressed", filter.family === name);
  });
}

function familyButton(name) {
  const button = element("button", "", element("span", "", name), element("span", "how note"),
    element("span", "track", element("span", "")));
  button.type = "button";
  button.addEventListener("click", () => {
    filter.family = filter.family === name ? "" : name;
    byID("family").value = filter.family;
    draw();
  });
  return button;
}

function drawPhones() {
  const phones = rollout.filtered(filter);
  tiles.show(phones);
  const all = rollout.phones.size;
  setText(byID("shown"), phones.length === all
    ? counted(all, "phone", "phones")
    : `${numbers.format(phones.length)} of ${counted(all, "phone", "phones")}`);
  byID("empty").hidden = phones.length > 0;
  setText(byID("empty"), all === 0
    ? "The site has no phones."
    : "No phone is like that. Escape in the search field takes the filter away.");
}

// What a screen reader says of the rollout by itself: the numbers, and not too often.
const announcementPause = 15_000;
let nextAnnouncement = 0;
function announce() {
  const { done, phones, states: counts, unknown } = rollout.summary;
  if (performance.now() < nextAnnouncement) return;
  let text = `${numbers.format(done)} of ${counted(phones, "phone", "phones")} done`;
  if (counts.failed > 0) text += `, ${numbers.format(counts.failed)} failed`;
  if (unknown > 0) text += `, ${numbers.format(unknown)} not in the site`;
  if (byID("announcement").textContent === text) return;
  nextAnnouncement = performance.now() + announcementPause;
  setText(byID("announcement"), text);
}

function clearFilter() {
  Object.assign(filter, { text: "", family: "" });
  filter.states.clear();
  byID("search").value = "";
  byID("family").value = "";
  draw();
}

byID("search").addEventListener("input", (event) => {
  filter.text = event.target.value;
  draw();
});
byID("search").addEventListener("keydown", (event) => {
  if (event.key === "Escape") clearFilter();
});
byID("family").addEventListener("change", (event) => {
  filter.family = event.target.value;
  draw();
});
byID("order").addEventListener("change", (event) => {
  filter.order = event.target.value;
  draw();
});
byID("filters").addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input, select, textarea")) return;
  event.preventDefault();
  byID("search").focus();
});
for (const id of ["csv", "json", "metrics"]) byID(id).href += location.search;

const connectionWords = { live: "Live", lost: "Connection lost, trying again…" };
new Live(
  (whole) => {
    rollout.replace(whole);
    draw();
    if (detail.mac && !rollout.phones.has(detail.mac)) detail.close();
    else if (detail.mac) detail.refresh(rollout.phones.get(detail.mac));
  },
  (changes) => {
    rollout.add(changes);
    draw();
    if (changes.phones.some((phone) => phone.mac === detail.mac)) {
      detail.refresh(rollout.phones.get(detail.mac));
    }
  },
  (state) => {
    byID("connection").dataset.state = state;
    setText(byID("connection"), connectionWords[state]);
  });
