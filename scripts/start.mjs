// `npm start`: Node-RED on 127.0.0.1 with this package, its examples and the simulated org. Opens on the tab "Start here".
// Runs example 01 once, so that there is something to see. PORT chooses the port, NODE_RED=5 the next Node-RED, USER_DIR another user directory.
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { isHarmless, shownFirst, startOf } from "./demo-flows.mjs";
import { isNewEnough } from "./on-node.mjs";
import { orgLines } from "./org-lines.mjs";
import { prepareUserDir, readExamples } from "./user-dir.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const require = createRequire(import.meta.url);
const host = "127.0.0.1";
const port = Number(process.env.PORT || 1880);
const userDir = resolve(root, process.env.USER_DIR || ".node-red");
const flavour = process.env.NODE_RED === "5" ? "node-red-5" : "node-red";
const editorIsUpMs = 1000;

const giveUp = (sentence) => {
  console.error(sentence);
  process.exit(1);
};

if (!Number.isInteger(port) || port < 0 || port > 65_535)
  giveUp(`PORT=${process.env.PORT} is not a port: give a number from 1 to 65535.`);
if (flavour === "node-red-5" && !isNewEnough())
  giveUp(`Node-RED 5 needs Node.js 22.9 or later; this is ${process.versions.node}.`);

let answer = (request, response) => response.writeHead(503).end();
const server = createServer((request, response) => answer(request, response));
try {
  server.listen(port, host);
  await once(server, "listening");
} catch (error) {
  const taken = `Port ${port} is taken. Stop what runs there, or choose another one: PORT=${port + 1} npm start`;
  giveUp(error.code === "EADDRINUSE" ? taken : `Port ${port} cannot be used: ${error.message}`);
}
const url = `http://${host}:${server.address().port}/`;

if (!process.argv.includes("--no-build")) {
  const built = spawnSync(process.execPath, [join(root, "scripts/build.mjs")], { stdio: "inherit" });
  if (built.status !== 0) giveUp("The package could not be built.");
}
prepareUserDir(userDir, root, require(`${flavour}/package.json`).version);

const RED = require(flavour);
RED.init(server, {
  ...require(join(userDir, "settings.js")),
  userDir,
  uiPort: server.address().port,
  httpAdminRoot: "/",
  httpNodeRoot: "/",
});
answer = (request, response) => RED.httpAdmin(request, response, () => RED.httpNode(request, response));

let stopping = false;
const stop = async () => {
  if (stopping) process.exit(1);
  stopping = true;
  await RED.stop();
  process.exit(0);
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void stop());

const flowsStarted = once(RED.events, "flows:started");
await RED.start();
console.log(`\nThe editor is at ${url}   (Ctrl-C ends it)\n`);

const seed = join(root, "dist/nodes/lib/simulator/seed");
const entries = { ...require(join(seed, "org.js")), ...require(join(seed, "conversations.js")) };
console.log(`${orgLines(entries).join("\n")}\n`);

const example = shownFirst(readExamples(root));
const start = example && startOf(example);
const nodesOfExample = new Set(example?.nodes.map(({ id }) => id));

/** Prints what the debug nodes of this example send to the sidebar. */
const print = ({ topic, data }) => {
  if (topic !== "debug" || !nodesOfExample.has(data.id)) return;
  const isText = !/^(Object|array)/i.test(data.format ?? "");
  const value = isText ? data.msg : inspect(JSON.parse(data.msg), { depth: 1, colors: process.stdout.isTTY });
  console.log(`[${data.name || "debug"}] ${value}`);
};

/** Presses the button of this example, if it is still there and nothing but the simulated org can be meant. */
const runExample = async () => {
  const flows = await (await fetch(`${url}flows`)).json();
  const isThere = start !== undefined && flows.some(({ id }) => id === start.id);
  if (!isThere || !isHarmless(flows))
    return console.log("No example is run unasked: these flows are your own.");
  const name = example.file.replace(/\.json$/, "");
  console.log(`Running the example "${name}". Its result is here and in the debug sidebar.`);
  await fetch(`${url}inject/${start.id}`, { method: "POST" });
};

await flowsStarted;
RED.events.on("comms", print);
await runExample();
// The sidebar shows only what is sent while an editor is open. So the example runs again for the first one that opens.
RED.events.once("comms:connection-added", () => {
  RED.events.off("comms", print);
  setTimeout(() => void runExample().catch(({ message }) => console.error(message)), editorIsUpMs).unref();
});
