// Hocuspocus with its SQLite extension, as its documentation shows it. The first line on stdout is its address.
import { SQLite } from "@hocuspocus/extension-sqlite";
import { Server } from "@hocuspocus/server";

const [, , port, database] = process.argv;
const server = new Server({ address: "127.0.0.1", quiet: true, extensions: [new SQLite({ database })] });
await server.listen(Number(port));
console.log(`127.0.0.1:${server.address.port}`);
