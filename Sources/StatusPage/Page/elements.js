// Small pieces for building the document. Texts of strangers only ever become text nodes.
function byID(id) {
  return document.getElementById(id);
}

function element(tag, className, ...content) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

function drawing(tag, attributes, text) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

// Sets a text only where it changes, so that nothing is read out or laid out for nothing.
function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });
const dateAndClock = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const numbers = new Intl.NumberFormat();

// The time of day, with the date where it is not today's.
function timeText(milliseconds) {
  const time = new Date(milliseconds);
  const isToday = time.toDateString() === new Date().toDateString();
  return (isToday ? clock : dateAndClock).format(time);
}

function timeElement(milliseconds) {
  const made = element("time", "", timeText(milliseconds));
  made.dateTime = new Date(milliseconds).toISOString();
  return made;
}

function spelledMAC(mac) {
  return mac.replace(/..(?=.)/g, "$&:");
}

function counted(number, one, many) {
  return `${numbers.format(number)} ${number === 1 ? one : many}`;
}

// Copies a text; where the browser has no clipboard (HTTP from elsewhere), by way of a selection.
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = element("textarea", "unseen");
    area.value = text;
    document.body.append(area);
    area.select();
    const isCopied = document.execCommand("copy");
    area.remove();
    return isCopied;
  }
}
