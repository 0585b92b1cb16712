// The page of one sealed record. The key file and the passphrase are read here and go nowhere; the server learns who asks and why.
import { CannotOpen, open, readKey } from "./unseal.js";

const form = document.getElementById("unseal");
const said = document.getElementById("said");
const shown = document.getElementById("shown");

function say(code) {
  said.textContent = said.dataset[code] || said.dataset.record;
  said.hidden = false;
}

async function textOf(field) {
  const file = form.elements[field].files[0];
  return file ? file.text() : "";
}

async function ask(reader, step) {
  const asked = { why: form.elements.why.value, case: form.elements.case.value, reader, step };
  if (form.elements.who) asked.who = form.elements.who.value;
  const answer = await fetch(location.pathname, {
    method: "POST", cache: "no-store", headers: { "Content-Type": "application/json" }, body: JSON.stringify(asked),
  });
  if (answer.ok) return (await answer.json()).sealed;
  if (answer.status === 409) throw new CannotOpen((await answer.json()).code);
  throw new CannotOpen({ 401: "session", 403: "session", 410: "gone", 422: "reason" }[answer.status] || "server");
}

function innerOf(text) {
  try {
    const value = JSON.parse(text);
    return Object.keys(value).join() === "sealed" ? value.sealed : null;
  } catch {
    return null;
  }
}

function save(text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = form.dataset.record + ".released.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

function show(text) {
  const value = JSON.parse(text);
  const body = document.getElementById("record-text");
  body.replaceChildren();
  for (const one of [...(value.texts || []), ...(value.excerpts || []), ...Object.values(value.told || {})]) {
    const block = document.createElement("blockquote");
    block.textContent = typeof one === "string" ? one : one.text; // never as HTML
    body.append(block);
  }
  document.getElementById("record-withheld").hidden = !(value.withheld || []).length;
  document.getElementById("record-raw").textContent = JSON.stringify(value, null, 2);
  shown.hidden = false;
  shown.focus();
}

async function act(step) {
  const key = await readKey(await textOf("key"), form.elements.passphrase.value);
  form.elements.passphrase.value = "";
  const released = await textOf("released");
  if (step === "release") {
    const inner = innerOf(await open(await ask(key.reader, step), key, form.dataset.event, false));
    if (inner === null) throw new CannotOpen("one_person");
    save(inner);
    return say("released");
  }
  if (released) {
    const text = await open(released, key, form.dataset.event, true); // first that it opens, then the event, then the text
    await ask(key.reader, "open_released");
    return show(text);
  }
  const text = await open(await ask(key.reader, step), key, form.dataset.event, false);
  if (innerOf(text) !== null) throw new CannotOpen("two_persons");
  show(text);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  said.hidden = shown.hidden = true;
  if (!form.reportValidity()) return;
  const buttons = [...form.querySelectorAll("button")];
  buttons.forEach((button) => { button.disabled = true; });
  try {
    await act(event.submitter.value);
  } catch (error) {
    say(error instanceof CannotOpen ? error.message : "server");
  } finally {
    buttons.forEach((button) => { button.disabled = false; });
  }
});
