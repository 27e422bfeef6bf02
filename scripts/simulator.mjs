// `npm run simulator`: only the simulated org, on 127.0.0.1, without Node-RED. Prints its address. Runs until Ctrl-C.
// PORT chooses the port; without it any free one is taken.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const require = createRequire(import.meta.url);
const built = join(root, "dist/nodes/lib");
const port = Number(process.env.PORT || 0);

const giveUp = (sentence) => {
  console.error(sentence);
  process.exit(1);
};

if (!Number.isInteger(port) || port < 0 || port > 65_535)
  giveUp(`PORT=${process.env.PORT} is not a port: give a number from 1 to 65535.`);

if (!existsSync(join(built, "simulator/index.js"))) {
  const build = spawnSync(process.execPath, [join(root, "scripts/build.mjs")], { stdio: "inherit" });
  if (build.status !== 0) giveUp("The package could not be built.");
}

const { startSimulator } = require(join(built, "simulator/index.js"));
const { createLapse } = require(join(built, "platform/time/lapse.js"));
const { realClock } = require(join(built, "platform/time/clock.js"));

let org;
try {
  org = await startSimulator({ port, clock: createLapse(realClock) }); // as an account has it: time can be moved on
} catch (error) {
  const taken = `Port ${port} is taken. Choose another one: PORT=${port + 1} npm run simulator`;
  giveUp(error.code === "EADDRINUSE" ? taken : `Port ${port} cannot be used: ${error.message}`);
}

let stopping = false;
const stop = async () => {
  if (stopping) process.exit(1);
  stopping = true;
  await org.close();
  process.exit(0);
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void stop());

console.log(
  `The simulated organisation listens on ${org.url} (${org.url}/_simulator/... controls it; Ctrl-C stops it).`,
);
