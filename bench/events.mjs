import { startPlatform, until, pauseFor } from "./channel.mjs";
import { queueIdOf } from "./conversation.mjs";
import { fixed, table } from "./figures.mjs";
import { startRed } from "./red.mjs";
import { judge, judgeGrowth } from "./verdicts.mjs";

const LISTENERS = 20;
const CONVERSATIONS = 10_000;
const SECONDS = 8;
/** Each conversation becomes known, and the code warm. */
const WARM_UP = { perSecond: 2_000, seconds: (2 * CONVERSATIONS) / 2_000 };

const flowOf = (account, queues) => [
  { id: "tab", type: "tab", label: "bench" },
  account,
  { id: "sink", type: "bench-sink", z: "tab", wires: [] },
  ...Array.from({ length: LISTENERS }, (_, nth) => ({
    ...{ id: `events${nth}`, type: "genesys-events", z: "tab", account: "acc", scope: "queue" },
    ...{ ids: queueIdOf(nth % queues), events: [], mediaType: "any", readMessage: false },
    wires: [["sink"]],
  })),
];

/** Waits until no further message comes. */
const settled = async (ask) => {
  let before = -1;
  await until(async () => {
    await pauseFor(200);
    const { received } = await ask("received");
    const isStill = received === before;
    before = received;
    return isStill;
  });
};

/** Frames that come over one channel into a real Node-RED, at these rates. Each is one event for each node that listens to its queue. */
const measure = async (queues, rates) => {
  const platform = await startPlatform();
  const { account, credentials } = platform;
  const red = await startRed({ credentials, flows: flowOf(account, queues) });
  const play = async (rate) => {
    await red.ask("begin", { watchesLoop: true });
    const { sent } = await platform.ask("frames", { conversations: CONVERSATIONS, queues, ...rate });
    await settled(red.ask);
    const seen = await red.ask("end");
    return {
      ...rate,
      ...seen,
      us: (seen.cpuMs * 1_000) / sent,
      missing: (sent * LISTENERS) / queues - seen.received,
    };
  };
  await platform.connected();
  await play(WARM_UP);
  const seen = [];
  for (const perSecond of rates) seen.push(await play({ perSecond, seconds: SECONDS }));
  await red.stop();
  platform.stop();
  return seen;
};

const show = (title, seen) =>
  table(
    title,
    seen.map(({ perSecond, us, p99, longest, missing, heapBefore, heap }) => ({
      ...{ "frames a second": perSecond, "CPU µs a frame": fixed(us, 0), "loop p99 ms": fixed(p99, 1) },
      ...{ "longest ms": fixed(longest, 0), "events missing": missing },
      ...{ "heap MB": `${fixed(heapBefore, 1)} to ${fixed(heap, 1)}` },
    })),
  );

const judgeRates = (what, seen) => {
  const last = seen.at(-1);
  const rate = `${what}, ${last.perSecond} frames a second`;
  judge(`${rate}: events missing`, { is: last.missing, most: 0, digits: 0 });
  judge(`${rate}: delay of the event loop, p99`, { is: last.p99, most: 20, unit: "ms", digits: 1 });
  judge(`${rate}: memory`, { is: last.heap / seen[0].heap, most: 1.1, unit: "× of before" });
  judgeGrowth(
    `CPU of ${what}`,
    seen.map(({ perSecond }) => perSecond),
    seen.map(({ us, perSecond }) => us * perSecond),
  );
};

const TITLE = `frames of ${CONVERSATIONS} open conversations over one channel, ${LISTENERS} nodes that listen`;

/** Each node listens to a queue of its own. */
export const events = async () => {
  const seen = await measure(LISTENERS, [500, 1_500, 5_000]);
  show(`${TITLE}, each to a queue of its own`, seen);
  judgeRates("20 nodes, each with its queue", seen);
};

/** All of them listen to the same queue: each frame is 20 messages. No rate is promised for it. */
export const eventsOfOneQueue = async () => {
  const seen = await measure(1, [50, 150, 500]);
  show(`${TITLE}, all to the same queue`, seen);
  judgeRates("20 nodes with the same queue", seen);
};
