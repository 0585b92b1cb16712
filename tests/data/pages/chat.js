// What the four pages share: a box to type in, a list of messages, a place for what went wrong. How each talks to its server is its own.
"use strict";

const chat = {
  files: [],
  uuid: () => crypto.randomUUID(),

  say(role, text) {
    const article = document.createElement("article");
    article.dataset.role = role;
    document.querySelector("main").append(article);
    const write = (now) => {
      article.textContent = "";
      for (const [at, part] of now.split("**").entries()) {  // pages render Markdown
        const node = document.createElement(at % 2 ? "strong" : "span");
        node.textContent = part;
        article.append(node);
      }
      article.scrollIntoView();
    };
    write(text);
    return { write, done: () => { article.dataset.done = "yes"; } };
  },

  wrong(text) {
    document.querySelector("[role=alert]").textContent = text;
  },

  // The message of an error, wherever the server's envelope keeps it.
  async reason(response) {
    const text = await response.text();
    try {
      const body = JSON.parse(text);
      return body.detail?.message ?? body.error?.message ?? body.detail ?? text;
    } catch {
      return text;
    }
  },

  async *lines(response) {
    let held = "";
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { value, done } = await reader.read();
      held += value ?? "";
      for (let at; (at = held.indexOf("\n")) >= 0; held = held.slice(at + 1)) yield held.slice(0, at).replace(/\r$/, "");
      if (done) break;
    }
    if (held) yield held;
  },

  // Server-sent events: the data of each.
  async *events(response) {
    let data = [];
    for await (const line of chat.lines(response)) {
      if (line.startsWith("data:")) data.push(line.slice(5).trimStart());
      else if (line === "" && data.length) { yield data.join("\n"); data = []; }
    }
  },

  begin(tool) {
    const box = document.querySelector("textarea"), picker = document.querySelector("input[type=file]");
    picker.addEventListener("change", async () => {
      chat.wrong("");
      for (const file of picker.files) {
        try {
          chat.files.push(await tool.attach(file));
          document.querySelector("#files").textContent = `přiloženo: ${file.name}`;
        } catch (error) {
          chat.wrong(`Soubor se nepodařilo nahrát. ${error.message}`);
        }
      }
      picker.value = "";
    });
    document.querySelector("form").addEventListener("submit", async (event) => {
      event.preventDefault();
      const text = box.value;
      box.value = "";
      chat.wrong("");
      chat.say("user", text).done();
      const message = chat.say("assistant", "…");
      try {
        await tool.ask(text, message.write);
      } catch (error) {
        chat.wrong(error.message);
      }
      message.done();
    });
    tool.open().then(() => { document.body.dataset.ready = "yes"; });
  },
};
