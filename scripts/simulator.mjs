// `npm run simulator -- <flags>`: the command genesys-simulator of this checkout, which is built where it is not. PORT chooses the
// port where no flag does; without either, any free one is taken.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const command = join(root, "dist/nodes/bin/simulator.js");

if (!existsSync(command)) {
  const build = spawnSync(process.execPath, [join(root, "scripts/build.mjs")], { stdio: "inherit" });
  if (build.status !== 0) {
    console.error("The package could not be built.");
    process.exit(1);
  }
}

process.argv.splice(2, 0, "--port", process.env.PORT || "0"); // a later --port replaces it
createRequire(import.meta.url)(command);
