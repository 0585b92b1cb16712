// One call of Node's openai on behalf of the tests: reads {"text", "stream", "baseURL" | "proxy"} from stdin, writes one JSON object.
import { readFileSync } from "node:fs";
import OpenAI from "openai";
import { ProxyAgent, fetch } from "undici";

const task = JSON.parse(readFileSync(0, "utf8"));
let sent = 0;
const options = { apiKey: "sk-zkusebni", baseURL: task.baseURL };
const dispatcher = task.proxy && new ProxyAgent({ uri: task.proxy, requestTls: { ca: readFileSync(task.ca) } });
options.fetch = (address, init) => {
  sent += 1;
  return fetch(address, dispatcher ? { ...init, dispatcher } : init);
};
const client = new OpenAI(options);
const body = { model: "gpt-4o", messages: [{ role: "user", content: task.text }] };
let result;
try {
  let text = "";
  if (task.stream) {
    for await (const chunk of await client.chat.completions.create({ ...body, stream: true })) {
      text += chunk.choices[0]?.delta?.content ?? "";
    }
  } else {
    text = (await client.chat.completions.create(body)).choices[0].message.content;
  }
  result = { ok: true, text };
} catch (error) {
  result = { ok: false, error: error.constructor.name, status: error.status ?? null, code: error.code ?? null, message: error.message };
}
process.stdout.write(JSON.stringify({ ...result, requests: sent }));
process.exit(0);
