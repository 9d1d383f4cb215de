// The phones as tiles. Only those near the window are in the document, however many there are.
class Tiles {
  static leastWidth = 270;
  static gap = 8;
  static spareRows = 4;

  phones = [];
  activeMAC = undefined;
  selectedMAC = undefined;
  #elements = new Map();
  #columns = 1;
  #rowHeight = 80;

  constructor(container, onSelect) {
    this.container = container;
    this.onSelect = onSelect;
    const again = () => requestAnimationFrame(() => this.draw());
    addEventListener("scroll", again, { passive: true });
    new ResizeObserver(again).observe(container);
    addEventListener("resize", again);
    container.addEventListener("click", (event) => {
      const tile = event.target.closest(".tile");
      if (tile) this.#select(tile.dataset.mac, false);
    });
    container.addEventListener("keydown", (event) => this.#keyPressed(event));
    container.addEventListener("focus", () => {
      if (this.#activeIndex < 0 && this.phones.length > 0) this.#moveTo(this.#firstInView());
    });
  }

  show(phones) {
    this.phones = phones;
    this.container.hidden = phones.length === 0;
    this.draw();
  }

  get #activeIndex() {
    return this.phones.findIndex((phone) => phone.mac === this.activeMAC);
  }

  get #rowStep() {
    return this.#rowHeight + Tiles.gap;
  }

  #firstInView() {
    const above = Math.max(0, -this.container.getBoundingClientRect().top);
    return Math.min(this.phones.length - 1, Math.ceil(above / this.#rowStep) * this.#columns);
  }

  draw() {
    if (this.container.hidden) {
      for (const tile of this.#elements.values()) tile.remove();
      this.#elements.clear();
      return;
    }
    const { top, width } = this.container.getBoundingClientRect();
    this.#rowHeight = 4.5 * parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.#columns = Math.max(
      1, Math.floor((width + Tiles.gap) / (Tiles.leastWidth + Tiles.gap)));
    const rows = Math.ceil(this.phones.length / this.#columns);
    this.container.style.height = `${rows * this.#rowStep}px`;
    const firstRow = Math.max(0, Math.floor(-top / this.#rowStep) - Tiles.spareRows);
    const lastRow = Math.min(
      rows, Math.ceil((innerHeight - top) / this.#rowStep) + Tiles.spareRows);
    const first = firstRow * this.#columns;
    const last = Math.min(this.phones.length, Math.max(first, lastRow * this.#columns));
    this.#keep(new Set(this.phones.slice(first, last).map((phone) => phone.mac)));
    const tileWidth = (width + Tiles.gap) / this.#columns - Tiles.gap;
    for (let index = first; index < last; index += 1) this.#place(index, tileWidth);
    this.#markActive();
  }

  #keep(macs) {
    for (const [mac, tile] of this.#elements) {
      if (macs.has(mac)) continue;
      tile.remove();
      this.#elements.delete(mac);
    }
  }

  #place(index, width) {
    const phone = this.phones[index];
    let tile = this.#elements.get(phone.mac);
    if (!tile) {
      tile = this.#made(phone.mac);
      this.#elements.set(phone.mac, tile);
      this.container.append(tile);
    }
    const left = (index % this.#columns) * (width + Tiles.gap);
    const top = Math.floor(index / this.#columns) * this.#rowStep;
    tile.style.transform = `translate(${left}px, ${top}px)`;
    tile.style.width = `${width}px`;
    tile.setAttribute("aria-posinset", index + 1);
    tile.setAttribute("aria-setsize", this.phones.length);
    tile.setAttribute("aria-selected", phone.mac === this.selectedMAC);
    if (tile.phone !== phone) this.#fill(tile, phone);
  }

  #made(mac) {
    const parts = ["mark", "name", "word", "about"].map((name) => element("span", name));
    parts[0].setAttribute("aria-hidden", "true");
    const tile = element("div", "tile", ...parts);
    tile.id = `phone-${mac}`;
    tile.dataset.mac = mac;
    tile.setAttribute("role", "option");
    return tile;
  }

  #fill(tile, phone) {
    const state = stateOf(phone);
    const [mark, name, word, about] = tile.children;
    tile.phone = phone;
    tile.classList.remove(...states.map(({ id }) => `state-${id}`));
    tile.classList.add(`state-${state.id}`);
    setText(mark, state.mark);
    setText(name, nameOf(phone));
    setText(word, state.word);
    const what = [phone.family, phone.model === phone.family ? "" : phone.model];
    const rest = phone.error ? [phone.error] : [phone.label && spelledMAC(phone.mac), phone.address];
    setText(about, [...what, ...rest].filter(Boolean).join(" · "));
    tile.title = [nameOf(phone), state.word, about.textContent].join(" · ");
  }

  #markActive() {
    for (const [mac, tile] of this.#elements) {
      tile.classList.toggle("active", mac === this.activeMAC);
    }
    const active = this.#elements.get(this.activeMAC);
    if (active) this.container.setAttribute("aria-activedescendant", active.id);
    else this.container.removeAttribute("aria-activedescendant");
  }

  #keyPressed(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || this.phones.length === 0) return;
    const page = Math.max(1, Math.floor(innerHeight / this.#rowStep) - 1) * this.#columns;
    const moves = {
      ArrowRight: 1, ArrowLeft: -1, ArrowDown: this.#columns, ArrowUp: -this.#columns,
      PageDown: page, PageUp: -page, Home: -this.phones.length, End: this.phones.length,
    };
    const now = this.#activeIndex;
    if (event.key in moves) {
      const wanted = now < 0 ? this.#firstInView() : now + moves[event.key];
      this.#moveTo(Math.min(this.phones.length - 1, Math.max(0, wanted)));
    } else if ((event.key === "Enter" || event.key === " ") && now >= 0) {
      this.#select(this.activeMAC, true);
    } else {
      return;
    }
    event.preventDefault();
  }

  #moveTo(index) {
    this.activeMAC = this.phones[index].mac;
    const top = this.container.getBoundingClientRect().top
      + Math.floor(index / this.#columns) * this.#rowStep;
    if (top < this.#rowStep) scrollBy(0, top - this.#rowStep);
    else if (top + 2 * this.#rowStep > innerHeight) scrollBy(0, top + 2 * this.#rowStep - innerHeight);
    this.draw();
  }

  #select(mac, isByKeyboard) {
    this.activeMAC = mac;
    this.selectedMAC = mac;
    this.draw();
    this.onSelect(mac, isByKeyboard);
  }
}
