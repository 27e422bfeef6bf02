import { randomBytes } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { demoFlows } from "./demo-flows.mjs";

const settingsFile = (credentialSecret) => `module.exports = {
  uiHost: "127.0.0.1",
  flowFile: "flows.json",
  flowFilePretty: true,
  fileWorkingDirectory: __dirname,
  credentialSecret: "${credentialSecret}",
  logging: { console: { level: "warn", metrics: false, audit: false } }, // "info" for the whole log
  telemetry: { enabled: false, updateNotification: false },
};
`;

const writeOnce = (file, text, mode = 0o644) => existsSync(file) || writeFileSync(file, text, { mode });

/** The examples of the package at `root`, in the order of their numbers, each with the folder of its job. */
export const readExamples = (root) => {
  const folder = join(root, "examples");
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".json"));
  return files.sort().map((file) => ({
    file: basename(file),
    job: dirname(file),
    nodes: JSON.parse(readFileSync(join(folder, file), "utf8")),
  }));
};

/** The settings of the user of the editor: Node-RED's own tour of this version counts as seen, so that ours comes first. */
const userSettings = (version) => ({ _: { editor: { tours: { welcome: version } } } });

/** A Node-RED user directory with this package in it; what a user has changed there is left alone. */
export const prepareUserDir = (userDir, root, version) => {
  const { name } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const link = join(userDir, "node_modules", name);
  mkdirSync(dirname(link), { recursive: true });
  rmSync(link, { recursive: true, force: true });
  symlinkSync(resolve(root), link, process.platform === "win32" ? "junction" : "dir");

  const own = {
    name: "node-red-project",
    private: true,
    dependencies: { [name]: `file:${relative(userDir, root)}` },
  };
  writeOnce(join(userDir, "package.json"), `${JSON.stringify(own, null, 2)}\n`);
  writeOnce(join(userDir, "settings.js"), settingsFile(randomBytes(32).toString("hex")), 0o600);
  writeOnce(join(userDir, ".config.users.json"), `${JSON.stringify(userSettings(version), null, 2)}\n`);
  writeOnce(join(userDir, "flows.json"), `${JSON.stringify(demoFlows(readExamples(root)), null, 2)}\n`);
};
