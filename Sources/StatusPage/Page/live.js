// Follows the server by server-sent events. The browser comes back by itself when a connection
// breaks, and says how far it got; where it gives up, a new attempt is made here.
class Live {
  static longestPause = 30_000;

  #source = undefined;
  #lastID = "";
  #pause = 1000;

  constructor(onDocument, onChanges, onState) {
    this.onDocument = onDocument;
    this.onChanges = onChanges;
    this.onState = onState;
    this.#connect();
  }

  #connect() {
    const query = new URLSearchParams(location.search);
    if (this.#lastID) query.set("since", this.#lastID);
    const source = new EventSource(`events?${query}`);
    this.#source = source;
    source.addEventListener("open", () => {
      this.#pause = 1000;
      this.onState("live");
    });
    source.addEventListener("document", (event) => this.#take(event, this.onDocument));
    source.addEventListener("changes", (event) => this.#take(event, this.onChanges));
    source.addEventListener("error", () => this.#broken(source));
  }

  #take(event, then) {
    this.#lastID = event.lastEventId;
    then(JSON.parse(event.data));
  }

  #broken(source) {
    if (source !== this.#source) return;
    this.onState("lost");
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(() => this.#connect(), this.#pause);
    this.#pause = Math.min(Live.longestPause, this.#pause * 2);
  }
}
