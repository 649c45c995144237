// A service that knows nothing of .NET: streams with ids, a readiness endpoint, and one of several ways to stop.
import { createServer } from "node:http";

const port = Number(process.argv[2]);
const manner = process.argv[3] ?? "finish";
const events = Number(process.argv[4] ?? 8);
const pace = 50;
const open = new Set();
let stopping = false;

function stream(request, response) {
  let id = Number(request.headers["last-event-id"] ?? 0);
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  const timer = setInterval(() => {
    id++;
    response.write(`id: ${id}\ndata: {"word":${id}}\n\n`);
    if (id >= events) {
      finish("event: done\ndata: {}\n\n");
    }
  }, pace);
  const finish = (last) => {
    clearInterval(timer);
    open.delete(finish);
    response.end(last);
  };
  open.add(finish);
  response.on("close", () => {
    clearInterval(timer);
    open.delete(finish);
  });
}

const server = createServer((request, response) => {
  if (request.url === "/ready") {
    response.writeHead(stopping ? 503 : 200).end();
  } else {
    stream(request, response);
  }
});

process.on("SIGTERM", () => {
  stopping = true;
  if (manner === "ignore") {
    return;
  }

  setTimeout(() => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    if (manner === "notify") {
      open.forEach((finish) => finish('event: error\ndata: {"error":"server_restarting","resume":true}\n\n'));
    } else if (manner === "truncate") {
      open.forEach((finish) => finish(""));
    }
  }, 400);
});

server.listen(port, "127.0.0.1");
