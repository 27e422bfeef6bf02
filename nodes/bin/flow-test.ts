#!/usr/bin/env node
import { runCommand } from "../lib/flow-test/command/command";
import { onStop } from "./terminal";

runCommand(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  onStop,
}).then(
  (status) => void (process.exitCode = status),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
