#!/usr/bin/env node
import { runCommand } from "../lib/capture-command/command";

/** A second signal ends the process at once. */
const onStop = (stop: () => void): void => {
  let count = 0;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => ((count += 1) > 1 ? process.exit(1) : stop()));
};

runCommand(process.argv.slice(2), {
  env: process.env,
  out: (line) => void process.stdout.write(`${line}\n`),
  error: (line) => void process.stderr.write(`${line}\n`),
  onStop,
}).then(
  (status) => process.exit(status),
  (error: unknown) => {
    console.error(`genesys-capture failed: ${error instanceof Error ? error.name : "unknown error"}`);
    process.exit(1);
  },
);
