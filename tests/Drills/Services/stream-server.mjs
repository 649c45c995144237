// A service that knows nothing of .NET: streams with ids, a readiness endpoint, and one of several ways to stop.
import { createHash } from "node:crypto";
import { spawn } from "node:child_process";
import { createServer } from "node:http";

const port = Number(process.argv[2]);
const manner = process.argv[3] ?? "finish";
const events = Number(process.argv[4] ?? 8);
const pace = 50;
const open = new Set();
let stopping = false;
let leaving = null;

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
  // Its connection was taken before the listener closed, its request read afterwards.
  if (leaving !== null) {
    finish(leaving);
  }
}

const sockets = new Set();
const server = createServer((request, response) => {
  if (request.url === "/ready") {
    response.writeHead(stopping ? 503 : 200).end();
  } else if (request.url === "/slow") {
    setTimeout(() => response.end("done"), 80);
  } else {
    stream(request, response);
  }
});

// The same words over a WebSocket: text frames, then a close frame with 1000; 1001 says that the server leaves.
server.on("upgrade", (request, socket) => {
  const accept = createHash("sha1").update(request.headers["sec-websocket-key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest("base64");
  const send = (text) => socket.write(Buffer.concat([Buffer.from([0x81, text.length]), Buffer.from(text)]));
  const end = (code) => {
    clearInterval(timer);
    open.delete(finish);
    socket.end(Buffer.from([0x88, 2, code >> 8, code & 255]));
  };
  // Without a last word there is no close frame either.
  const finish = (last) => (last === "" ? socket.destroy() : end(1001));
  let id = 0;
  const timer = setInterval(() => {
    send(`{"word":${++id}}`);
    if (id >= events) {
      send('{"done":true}');
      end(1000);
    }
  }, pace);
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
  open.add(finish);
  socket.resume();
  socket.on("error", () => {});
  socket.on("close", () => {
    clearInterval(timer);
    open.delete(finish);
  });
});

process.on("SIGTERM", () => {
  stopping = true;
  if (manner === "ignore") {
    return;
  }

  // The connections outlive the service in a child of its own, which answers nobody.
  if (manner === "bequeath") {
    spawn("sleep", ["600"], { stdio: ["ignore", "ignore", "ignore", ...sockets] }).on("spawn", () => process.exit(0));
    return;
  }

  setTimeout(() => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    if (manner === "abort") {
      sockets.forEach((socket) => socket.resetAndDestroy());
    } else if (manner !== "finish") {
      leaving = manner === "notify" ? 'event: error\ndata: {"error":"server_restarting","resume":true}\n\n' : "";
      open.forEach((finish) => finish(leaving));
    }
  }, 400);
});

server.on("connection", (socket) => {
  sockets.add(socket);
  socket.on("close", () => sockets.delete(socket));
});

server.listen(port, "127.0.0.1");
