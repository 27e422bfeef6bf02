import { accessSync, constants } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

// The headless shell is Chromium without its windows: a page costs a third of the processor time.
const names = [
  ...["chromium-headless-shell", "chromium", "chromium-browser"],
  ...["google-chrome", "google-chrome-stable", "chrome"],
];

const isExecutable = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The Chromium of this machine: what CHROME names, else the first of the names that is on the PATH; undefined when there is none. */
export const findBrowser = (env = process.env) => {
  if (env.CHROME) return isExecutable(env.CHROME) ? env.CHROME : undefined;
  const folders = [
    ...(env.PATH ?? "").split(delimiter),
    "/usr/bin",
    "/Applications/Google Chrome.app/Contents/MacOS",
  ];
  return [...names, "Google Chrome"]
    .flatMap((name) => folders.filter(isAbsolute).map((folder) => join(folder, name)))
    .find(isExecutable);
};
