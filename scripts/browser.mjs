import { accessSync, constants } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

const isExecutable = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The Chromium of this machine: what CHROME names, else the first one on the PATH; undefined when there is none. */
export const findBrowser = (env = process.env) => {
  if (env.CHROME) return isExecutable(env.CHROME) ? env.CHROME : undefined;
  const folders = [
    ...(env.PATH ?? "").split(delimiter),
    "/usr/bin",
    "/Applications/Google Chrome.app/Contents/MacOS",
  ];
  return folders
    .filter(isAbsolute)
    .flatMap((folder) => [...names, "Google Chrome"].map((name) => join(folder, name)))
    .find(isExecutable);
};
