/// The status page: it shows what `/status.json` says, and asks again every two seconds.
///
/// All that it shows of phones goes in as text, never as markup, and its policy lets it load nothing
/// from elsewhere.
enum StatusDocument {
  static let page = """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>ringtree</title>
    <link rel="stylesheet" href="status.css">
    <script src="status.js" defer></script>
    </head>
    <body>
    <h1 id="title">Rollout</h1>
    <p id="line" role="status">…</p>
    <progress id="progress" value="0" max="1"></progress>
    <p><label>Show <select id="filter"><option value="">all phones</option></select></label>
    <a href="status.json">JSON</a> <a href="status.csv">CSV</a> <a href="metrics">metrics</a></p>
    <table>
    <thead><tr><th>MAC</th><th>Label</th><th>Model</th><th>State</th><th>Address</th><th>What went
    wrong</th></tr></thead>
    <tbody id="phones"></tbody>
    </table>
    <h2>Phones that are not in the site</h2>
    <table>
    <thead><tr><th>MAC or address</th><th>Says of itself</th><th>Times</th><th>To paste into the
    site</th></tr></thead>
    <tbody id="unknown"></tbody>
    </table>
    </body>
    </html>

    """

  static let style = """
    :root { color-scheme: light dark; }
    body { font: 16px/1.4 system-ui, sans-serif; margin: 1.5rem; max-width: 70rem; }
    h1 { font-size: 1.4rem; }
    h2 { font-size: 1.1rem; margin-top: 2rem; }
    progress { width: 100%; height: 1rem; }
    table { border-collapse: collapse; width: 100%; }
    th, td { text-align: left; padding: .25rem .75rem .25rem 0; vertical-align: top; }
    td:first-child, pre { font-family: ui-monospace, monospace; margin: 0; }
    tr { border-bottom: 1px solid #8884; }
    .own_fetched { color: #1a7f37; }
    .failed { color: #cf222e; font-weight: bold; }
    .outdated { color: #9a6700; }
    .not_seen { color: #777; }

    """

  static let script = """
    "use strict";
    const $ = (id) => document.getElementById(id);
    const words = (state) => state.replaceAll("_", " ");
    let report = null;

    function row(cells, state) {
      const line = document.createElement("tr");
      for (const [index, text] of cells.entries()) {
        const cell = document.createElement("td");
        cell.textContent = text ?? "";
        if (index === 3 && state) cell.className = state;
        line.append(cell);
      }
      return line;
    }

    function show() {
      const { summary, phones, unknown } = report;
      $("title").textContent = "Rollout of " + (report.site ?? "the site");
      $("line").textContent = summary.done + " of " + summary.phones + " phones done, "
        + summary.unknown + " unknown";
      $("progress").max = Math.max(1, summary.phones);
      $("progress").value = summary.done;
      const filter = $("filter");
      if (filter.options.length === 1) {
        for (const state of Object.keys(summary.states)) filter.add(new Option(words(state), state));
      }
      const shown = phones.filter((phone) => !filter.value || phone.state === filter.value);
      $("phones").replaceChildren(...shown.slice(0, 2000).map((phone) => row(
        [phone.mac, phone.label, phone.model, words(phone.state), (phone.addresses ?? [])[0],
          phone.last_failure?.reason], phone.state)));
      $("unknown").replaceChildren(...unknown.slice(0, 500).map((phone) => row(
        [phone.key, [phone.vendor, phone.model, phone.user_agent].filter(Boolean).join(" "),
          phone.times, phone.snippet])));
    }

    async function load() {
      try {
        report = await (await fetch("status.json")).json();
        show();
      } catch {
        $("line").textContent = "The server does not answer.";
      }
      setTimeout(load, 2000);
    }

    $("filter").addEventListener("change", () => { if (report) show(); });
    load();

    """
}
