// The progress over time: a small plot, and the same in words.
const plot = { left: 34, right: 316, top: 8, bottom: 108 };

function showProgress(rollout) {
  const { seen, done } = rollout.progress;
  const total = rollout.summary.phones;
  const svg = byID("plot");
  if (seen.length === 0 || total === 0) {
    svg.replaceChildren();
    setText(byID("plot-text"), "Nothing was heard yet.");
    return;
  }
  const start = seen[0][0];
  const last = Math.max(seen.at(-1)[0], done.at(-1)?.[0] ?? 0);
  // A rollout that ended long ago is not squeezed into a corner.
  const end = Math.max(start + 1000, Math.min(rollout.now, last + 0.1 * (last - start) + 1000));
  const x = (time) => plot.left + (plot.right - plot.left) * (time - start) / (end - start);
  const y = (count) => plot.bottom - (plot.bottom - plot.top) * count / total;
  const line = (points) => {
    let path = `M${x(start).toFixed(1)} ${y(0)}`;
    for (const [time, count] of points) path += `H${x(time).toFixed(1)}V${y(count).toFixed(1)}`;
    return `${path}H${plot.right}`;
  };
  const middle = Math.round(total / 2);
  const marks = total > 1 ? [0, middle, total] : [0, total];
  svg.replaceChildren(
    ...marks.flatMap((count) => [
      drawing("line", { class: "grid", x1: plot.left, x2: plot.right, y1: y(count), y2: y(count) }),
      drawing("text", { x: plot.left - 6, y: y(count) + 4, "text-anchor": "end" },
        numbers.format(count)),
    ]),
    drawing("path", { class: "area", d: `${line(done)}V${plot.bottom}Z` }),
    drawing("path", { class: "seen", d: line(seen) }),
    drawing("path", { class: "done", d: line(done) }),
    drawing("text", { x: plot.left, y: plot.bottom + 18 }, timeText(start)),
    drawing("text", { x: plot.right, y: plot.bottom + 18, "text-anchor": "end" }, timeText(end)));
  setText(byID("plot-text"), progressText(seen, done, total));
}

function progressText(seen, done, total) {
  const count = (points) => points.at(-1)?.[1] ?? 0;
  let text = `Of ${counted(total, "phone", "phones")}, ${numbers.format(count(seen))} were heard of `
    + `since ${timeText(seen[0][0])} (dashed), ${numbers.format(count(done))} fetched their own file (solid)`;
  if (done.length > 0) text += `, the last one at ${timeText(done.at(-1)[0])}`;
  return `${text}.`;
}
