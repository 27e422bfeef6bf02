// npm run bench [-- part ...]: measures what PERFORMANCE promises, prints a verdict for each promise, and all of them once more at the
// end. It ends with an error where one is not kept. Each figure comes from fresh processes, contenders in turn, and is a median; ratios
// of one run carry over to other machines, absolute times do not.
import { gzip, manyInFlight, oneInFlight } from "./cpu.mjs";
import { catalogue } from "./catalogue.mjs";
import { deploy } from "./deploy.mjs";
import { events, eventsOfOneQueue } from "./events.mjs";
import { instances } from "./instances.mjs";
import { burst, connections, pause } from "./limit.mjs";
import { order } from "./order.mjs";
import { sidebar } from "./sidebar.mjs";
import { size } from "./size.mjs";
import { startUp } from "./start-up.mjs";
import { tracker } from "./tracker.mjs";
import { printVerdicts } from "./verdicts.mjs";
import { waitUntil, wrapUp } from "./waiting.mjs";
import { webhooks } from "./webhooks.mjs";
import { work } from "./work.mjs";

const parts = {
  cpu: oneInFlight,
  "cpu-64": manyInFlight,
  gzip,
  burst,
  pause,
  order,
  connections,
  "start-up": startUp,
  catalogue,
  work,
  webhooks,
  events,
  "events-one-queue": eventsOfOneQueue,
  tracker,
  wait: waitUntil,
  "wrap-up": wrapUp,
  deploy,
  instances,
  sidebar,
  size,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`usage: npm run bench [-- ${Object.keys(parts).join(" | ")} ...]`);
  process.exit(2);
}
for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const begun = performance.now();
  await measure();
  console.log(`${name}: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
}
process.exit(printVerdicts() ? 0 : 1);
