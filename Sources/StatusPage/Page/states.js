// The states of a phone, from the first step to the last (docs/ledger.md).
const states = [
  { id: "not_seen", word: "not seen", mark: "○", means: "Nothing was heard of it." },
  { id: "seen", word: "seen", mark: "◔", means: "It asked for its server." },
  { id: "told", word: "told", mark: "◑", means: "It was sent the URL." },
  { id: "acknowledged", word: "acknowledged", mark: "◕",
    means: "It took the URL. Only a fetch proves that it uses it." },
  { id: "common_fetched", word: "common fetched", mark: "◉",
    means: "It fetched its family's common file, and not yet its own." },
  { id: "own_fetched", word: "own fetched", mark: "✓", means: "It has its files: it is done." },
  { id: "outdated", word: "outdated", mark: "↻",
    means: "It has an older configuration: a later build changed its files." },
  { id: "failed", word: "failed", mark: "✕", means: "The last thing that it tried went wrong." },
];
const stateByID = new Map(states.map((state, rank) => [state.id, { ...state, rank }]));
const unheardOf = stateByID.get("not_seen");

function stateOf(phone) {
  return stateByID.get(phone.state) ?? unheardOf;
}

// What stands first when what needs people comes first.
const urgency = ["failed", "outdated", "common_fetched", "acknowledged", "told", "seen",
  "not_seen", "own_fetched"];

const steps = [
  { id: "seen", text: "asked for its server" },
  { id: "told", text: "was told the URL" },
  { id: "acknowledged", text: "acknowledged it" },
  { id: "common_fetched", text: "fetched the common file" },
  { id: "own_fetched", text: "fetched its own file" },
];
