// The person behind the pseudonym of an event. The key file and the passphrase go nowhere; the server learns who asks and why.
import { CannotOpen, openName, readKey } from "./unseal.js";

const form = document.getElementById("reveal");
const said = document.getElementById("reveal-said");
const shown = document.getElementById("revealed");

async function ask(reader) {
  const asked = { why: form.elements.why.value, case: form.elements.case.value, reader };
  if (form.elements.who) asked.who = form.elements.who.value;
  const answer = await fetch(form.action, {
    method: "POST", cache: "no-store", headers: { "Content-Type": "application/json" }, body: JSON.stringify(asked),
  });
  if (answer.ok) return answer.json();
  throw new CannotOpen({ 401: "session", 403: "session", 409: "reader", 410: "gone", 422: "reason" }[answer.status] || "server");
}

async function act() {
  const key = await readKey(await form.elements.key.files[0].text(), form.elements.passphrase.value);
  form.elements.passphrase.value = "";
  const name = await ask(key.reader);
  document.getElementById("revealed-name").textContent = await openName(name.sealed, key, name.record); // never as HTML
  shown.hidden = false;
  shown.focus();
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  said.hidden = shown.hidden = true;
  if (!form.reportValidity()) return;
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    await act();
  } catch (error) {
    said.textContent = said.dataset[error instanceof CannotOpen ? error.message : "server"] || said.dataset.record;
    said.hidden = false;
  } finally {
    button.disabled = false;
  }
});
