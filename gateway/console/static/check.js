// The pre-check page: a file may be dropped anywhere on the form, and the pseudonymised text goes to the clipboard.
// Without script both work by hand. Nothing is kept here; leaving the page forgets the text.
"use strict";
(() => {
  const form = document.getElementById("check-form");
  const input = document.getElementById("file");
  const result = document.getElementById("result");
  if (result) result.focus();

  if (form && input) {
    form.addEventListener("dragover", (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      form.classList.add("over");
    });
    form.addEventListener("dragleave", () => form.classList.remove("over"));
    form.addEventListener("drop", (event) => {
      form.classList.remove("over");
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      input.files = event.dataTransfer.files;
      input.focus();
    });
  }

  const button = document.getElementById("copy-button");
  const copy = document.getElementById("copy");
  if (!button || !copy) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(copy.value);
    } catch {
      copy.select(); // without TLS a browser gives pages no clipboard
      document.execCommand("copy");
    }
    document.getElementById("copy-state").textContent = button.dataset.done;
  });
})();
