import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fixed, table } from "./figures.mjs";
import { judge } from "./verdicts.mjs";

const here = import.meta.dirname;

const hasRedis = () => {
  try {
    execFileSync("redis-server", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

/** Instances that share one limit over Redis. How long a takeover takes is measured by `npm run soak -- backplane kills`. */
export const instances = () => {
  if (!hasRedis()) {
    console.log("\ninstances over Redis: left out, there is no redis-server");
    return;
  }
  const program = ["--require", "tsx/cjs", join(here, "instances.ts")];
  const lines = execFileSync(process.execPath, program, { encoding: "utf8", cwd: join(here, "..") });
  const seen = lines
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  table(
    "300 requests of several instances over Redis, 30 allowed per 2 s",
    seen.map(({ times, ...row }) => ({ ...row, "× ideal": fixed(times, 3) })),
  );
  for (const { instances: count, refused, failed, times } of seen) {
    judge(`${count} instances: refused or failed`, { is: refused + failed, most: 0, digits: 0 });
    judge(`${count} instances: time`, { is: times, most: 1.03, unit: "× ideal", digits: 3 });
  }
};
