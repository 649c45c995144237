// A worker over Redis that knows nothing of .NET: does its work once, loses some of it, or does some of it twice.
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { connect } from "node:net";

const [port, redisPort, key, ledger, manner] = process.argv.slice(2);
const batch = 10;
let ready = false;

// The least of RESP: arrays of strings out; strings, numbers, nil and arrays in.
const socket = connect(Number(redisPort), "127.0.0.1");
const waiting = [];
let buffer = "";
socket.setEncoding("utf8");
socket.on("data", (data) => {
  buffer += data;
  for (let reply; (reply = parse(0)); buffer = buffer.slice(reply.end)) {
    waiting.shift()(reply.value);
  }
});

function parse(at) {
  const line = buffer.indexOf("\r\n", at);
  if (line < 0) {
    return null;
  }

  const text = buffer.slice(at + 1, line);
  const length = Number(text);
  switch (buffer[at]) {
    case "$":
      return length < 0 ? { value: null, end: line + 2 } : buffer.length < line + 4 + length ? null : { value: buffer.slice(line + 2, line + 2 + length), end: line + 4 + length };
    case "*": {
      if (length < 0) {
        return { value: null, end: line + 2 };
      }

      const value = [];
      let end = line + 2;
      for (let index = 0; index < length; index++) {
        const item = parse(end);
        if (!item) {
          return null;
        }

        value.push(item.value);
        end = item.end;
      }

      return { value, end };
    }
    default:
      return { value: text, end: line + 2 };
  }
}

function send(...words) {
  socket.write(`*${words.length}\r\n` + words.map((word) => `$${Buffer.byteLength(String(word))}\r\n${word}\r\n`).join(""));
  return new Promise((resolve) => waiting.push(resolve));
}

const work = () => new Promise((resolve) => setTimeout(resolve, 15));
const write = (id) => appendFileSync(ledger, JSON.stringify({ id }) + "\n");
const written = new Set(existsSync(ledger) ? readFileSync(ledger, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line).id) : []);

// What the careless worker holds between taking and doing, or between doing and settling: never nothing while it is busy.
const held = [];
let quietReads = 0;

async function streamLoop() {
  await send("XGROUP", "CREATE", key, "workers", "0", "MKSTREAM");
  ready = true;
  // What this consumer left unsettled comes first.
  for (let from = "0"; ; ) {
    const reply = await send("XREADGROUP", "GROUP", "workers", "one", "COUNT", batch, "BLOCK", 100, "STREAMS", key, from);
    const entries = reply?.[0][1] ?? [];
    quietReads = entries.length === 0 ? quietReads + 1 : 0;
    if (manner === "lose") {
      await settle(entries);
    } else {
      for (const entry of entries) {
        await (manner === "once" ? once(entry) : perform(entry));
      }
    }

    if (manner !== "once") {
      held.push(...entries);
      // Unsettled entries are read again and again from the start, so there they are settled at once.
      if (held.length > 2 * batch || quietReads > 10 || from === "0") {
        const due = held.splice(0, quietReads > 10 || from === "0" ? held.length : batch);
        for (const entry of manner === "lose" ? due : []) {
          await perform(entry);
        }

        if (manner === "double") {
          await settle(due);
        }
      }
    }

    if (entries.length === 0) {
      from = ">";
    }
  }
}

const idOf = ([, fields]) => fields[fields.indexOf("id") + 1];

async function perform(entry) {
  await work();
  write(idOf(entry));
}

async function once(entry) {
  await work();
  if (!written.has(idOf(entry))) {
    write(idOf(entry));
    written.add(idOf(entry));
  }

  await settle([entry]);
}

async function settle(entries) {
  if (entries.length > 0) {
    await send("XACK", key, "workers", ...entries.map(([entry]) => entry));
  }
}

async function listLoop() {
  ready = true;
  for (;;) {
    const bodies = (await send("RPOP", key, batch)) ?? [];
    for (const body of bodies) {
      await work();
      write(JSON.parse(body).id);
    }

    if (bodies.length === 0) {
      await work();
    }
  }
}

createServer((request, response) => {
  if (request.url === "/ready") {
    response.writeHead(ready ? 200 : 503).end();
  } else if (request.url === "/effects") {
    response.end(existsSync(ledger) ? readFileSync(ledger) : "");
  } else {
    setTimeout(() => response.end('{"answer":"yes"}'), 100);
  }
}).listen(Number(port), "127.0.0.1");

process.on("SIGTERM", () => process.exit(0));
void (manner === "list" ? listLoop() : streamLoop());
