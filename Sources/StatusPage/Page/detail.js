// One phone with its time line.
class Detail {
  mac = undefined;
  #isFetching = false;
  #isOutOfDate = false;

  constructor(onClose) {
    this.section = byID("detail");
    this.onClose = onClose;
    byID("detail-close").addEventListener("click", () => this.close());
    this.section.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
  }

  async open(phone, takesFocus) {
    this.mac = phone.mac;
    this.section.hidden = false;
    this.#showHead(phone);
    for (const id of ["detail-facts", "detail-steps", "detail-history"]) byID(id).replaceChildren();
    await this.refresh(phone);
    // On a narrow window it covers the list, so that whoever tapped must get to it and out of it.
    const covers = getComputedStyle(this.section).position === "fixed";
    if (takesFocus || covers) this.section.focus({ preventScroll: true });
  }

  close() {
    if (this.section.hidden) return;
    this.mac = undefined;
    this.section.hidden = true;
    this.onClose();
  }

  #showHead(phone) {
    const state = stateOf(phone);
    setText(byID("detail-name"), nameOf(phone));
    const line = byID("detail-state");
    line.className = `state-${state.id}`;
    setText(line, `${state.mark} ${state.word}: ${state.means}`);
  }

  // Asks for the time line; however many changes come, one question is under way at a time.
  async refresh(phone) {
    this.#showHead(phone);
    this.#isOutOfDate = true;
    if (this.#isFetching) return;
    this.#isFetching = true;
    while (this.#isOutOfDate && this.mac) {
      this.#isOutOfDate = false;
      const mac = this.mac;
      try {
        const answer = await fetch(`phones/${mac}.json${location.search}`, { cache: "no-store" });
        if (answer.ok && mac === this.mac) this.#show(await answer.json());
        else if (mac !== this.mac) this.#isOutOfDate = true;
      } catch {
        // The connection is gone: the page says so, and the next change asks again.
      }
    }
    this.#isFetching = false;
  }

  #show(phone) {
    if (phone.mac !== this.mac) return;
    this.#showFacts(phone);
    byID("detail-steps").replaceChildren(
      ...steps
        .filter(({ id }) => id !== "common_fetched" || phone.common_file || phone.steps[id])
        .map((step) => this.#step(step, phone.steps[step.id])));
    byID("detail-history").replaceChildren(...phone.history.map((event) => this.#event(event)));
    if (phone.history.length === 0) {
      byID("detail-history").append(element("li", "", "Nothing was heard of it."));
    }
  }

  #showFacts(phone) {
    const facts = [
      ["MAC address", spelledMAC(phone.mac)],
      ["Family", phone.family],
      ["Model", phone.model],
      ["Address", phone.addresses.join(", ")],
      ["Attempts", numbers.format(phone.attempts)],
      ["Failures", numbers.format(phone.failures)],
    ];
    if (phone.last_failure) {
      const { time, protocol, reason } = phone.last_failure;
      facts.push(["Last failure", `${timeText(time)}, ${protocol.toUpperCase()}: ${reason}`]);
    }
    byID("detail-facts").replaceChildren(
      ...facts.filter(([, value]) => value)
        .flatMap(([name, value]) => [element("dt", "", name), element("dd", "", value)]));
  }

  #step({ text }, times) {
    if (!times) {
      return element("li", "open", this.#mark("○"), element("span", "", text),
        element("span", "", "not yet"));
    }
    const often = times.count > 1 ? `, ${counted(times.count, "time", "times")}` : "";
    const mark = this.#mark("✓");
    mark.className = "state-own_fetched";
    return element("li", "", mark, element("span", "", text + often), timeElement(times.first));
  }

  #mark(character) {
    const mark = element("span", "", character);
    mark.setAttribute("aria-hidden", "true");
    return mark;
  }

  #event(event) {
    const file = event.file ? ` ${event.file}` : "";
    const texts = {
      seen: "asked for its server",
      told: `was told ${event.url}`,
      acknowledged: "acknowledged the URL",
      fetching: `began to fetch${file}`,
      fetched: `fetched${file}`,
      failed: `failed${file}: ${event.reason}`,
    };
    const item = element("li", "", timeElement(event.time),
      element("span", "part", (event.protocol ?? "sip").toUpperCase()),
      element("span", event.event === "failed" ? "failed" : "", texts[event.event] ?? event.event));
    return item;
  }
}
