#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { runCommand } from "../lib/flow-check/command";
import { createFactsOf } from "../lib/flow-check/node-types";

process.exitCode = runCommand(process.argv.slice(2), {
  read: (file) => readFileSync(file, "utf8"),
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  factsOf: createFactsOf(),
});
