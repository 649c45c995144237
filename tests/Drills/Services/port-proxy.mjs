// The port of a container engine: every connection is taken, and closed unread when nobody listens behind it.
import { connect, createServer } from "node:net";

const [port, target] = process.argv.slice(2).map(Number);

createServer({ pauseOnConnect: true }, (client) => {
  const service = connect(target, "127.0.0.1", () => client.pipe(service).pipe(client));
  client.on("error", () => service.destroy());
  service.on("error", () => client.destroy());
}).listen(port, "127.0.0.1", () => console.log("open"));
