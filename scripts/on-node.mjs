// node scripts/on-node.mjs <command…>: runs the command on a Node.js that Node-RED 5 accepts. The one that runs now
// when it is new enough; otherwise the binary of npm's package "node", fetched once into npm's npx cache. It is no
// devDependency on purpose: node_modules/.bin/node would stand before the real Node in every npm script.
import { spawnSync } from "node:child_process";
import { delimiter, dirname } from "node:path";
import { pathToFileURL } from "node:url";

const fetched = "24.21.0";

/** Does Node-RED 5 start on this version of Node.js? */
export const isNewEnough = (version = process.versions.node) => {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 9);
};

let found;
/** The path of a Node.js that Node-RED 5 accepts; throws when there is none and none can be fetched. */
export const nodeForFive = () => (found ??= isNewEnough() ? process.execPath : fetchedNode());

const fetchedNode = () => {
  const located = spawnSync("npx", ["--yes", "-p", `node@${fetched}`, "-c", "node -p process.execPath"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  const path = located.stdout?.trim().split("\n").at(-1);
  if (located.status !== 0 || !path)
    throw new Error(`Node.js ${fetched} for Node-RED 5 could not be fetched:\n${located.stderr}`);
  return path;
};

/** The environment in which `node` (also that of npm and npx) is the given one. */
export const withNode = (path, env = process.env) => ({
  ...env,
  PATH: `${dirname(path)}${delimiter}${env.PATH}`,
});

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [command, ...args] = process.argv.slice(2);
  const path = nodeForFive();
  const ran = spawnSync(command === "node" ? path : command, args, { stdio: "inherit", env: withNode(path) });
  process.exit(ran.status ?? 1);
}
