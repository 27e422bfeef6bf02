import { conversationIdOf, queueIdOf } from "./conversation.mjs";
import { pauseFor, startPlatform, until } from "./channel.mjs";
import { fixed, table } from "./figures.mjs";
import { startRed } from "./red.mjs";
import { judge, judgeGrowth } from "./verdicts.mjs";

const SIZES = [10, 100, 1_000];

/** A Node-RED with a channel, before the messages come. */
const IDLE_SECONDS = 10;
/** Longer than a node waits before it looks for an event that was lost. */
const REST_SECONDS = 32;

const waits = {
  /** Each in a conversation of its own, until it ends. */
  "genesys-wait": {
    ...{ id: "waiter", type: "genesys-wait", z: "tab", account: "acc", for: ["ended"], who: "any" },
    ...{ conversationId: "conversationId", conversationIdType: "msg", alreadyCounts: true },
    ...{ deadlineSeconds: "3600", deadlineSecondsType: "num", wires: [["sink"], ["sink"]] },
  },
  /** Each for the end of the agent's leg. */
  "genesys-wrap-up": {
    ...{ id: "waiter", type: "genesys-wrap-up", z: "tab", account: "acc", target: "agent", which: "newest" },
    ...{ action: "skip", when: "ended", deadlineSeconds: 3600, mediaType: "any" },
    ...{ conversationId: "conversationId", conversationIdType: "msg" },
    wires: [["sink"]],
  },
};

/** Its events show a wrap-up when to look. */
const listener = {
  ...{ id: "events", type: "genesys-events", z: "tab", account: "acc", scope: "queue" },
  ...{ ids: queueIdOf(0), events: [], mediaType: "any", readMessage: false, wires: [] },
};

const flowWith = (account, waiter) => [
  { id: "tab", type: "tab", label: "bench" },
  account,
  listener,
  { id: "source", type: "bench-source", z: "tab", wires: [["waiter"]] },
  { id: "sink", type: "bench-sink", z: "tab", wires: [] },
  { id: "failed", type: "catch", z: "tab", wires: [["sink"]] },
  ...(waiter === undefined ? [] : [waiter]),
];

/** Waits until no request has come for two seconds. */
const quiet = async (platform) => {
  let before = -1;
  await until(async () => {
    await pauseFor(2_000);
    const { requests } = await platform.ask("requests");
    const isQuiet = requests === before;
    before = requests;
    return isQuiet;
  });
};

/** CPU and requests of so many seconds in which nothing happens, each a second. */
const rest = async (red, platform, seconds) => {
  const before = await platform.ask("requests");
  await red.ask("begin");
  await pauseFor(seconds * 1_000);
  const { cpuMs, received } = await red.ask("end");
  const after = await platform.ask("requests");
  return { ms: cpuMs / seconds, requests: (after.requests - before.requests) / seconds, received };
};

/** So many messages at once: CPU to begin, CPU and requests while nothing happens, and how long a deploy closes them. */
const measure = async (type, count) => {
  const platform = await startPlatform();
  const { account, credentials } = platform;
  const red = await startRed({ credentials, flows: flowWith(account, waits[type]) });
  await platform.connected();
  // The queue's notifications make each conversation known, and the account sees what the platform allows.
  await platform.ask("frames", { conversations: 1_000, queues: 1, perSecond: 1_000, seconds: 1 });
  await quiet(platform);
  const idle = await rest(red, platform, IDLE_SECONDS);
  const messages = Array.from({ length: count }, (_, index) => ({ conversationId: conversationIdOf(index) }));
  await red.ask("begin");
  await red.ask("send", { messages });
  await quiet(platform);
  const begun = await red.ask("end");
  const waiting = await rest(red, platform, REST_SECONDS);
  const closedMs = await red.deploy(flowWith(account));
  await red.stop();
  platform.stop();
  return {
    ...{ count, closedMs, idle, waiting, left: begun.received + waiting.received },
    eachMs: begun.cpuMs / count,
    eachKb: ((begun.heap - begun.heapBefore) * 1_000) / count,
  };
};

const measureAll = async (type) => {
  const seen = await Promise.all(SIZES.map((count) => measure(type, count)));
  table(
    `messages that wait in ${type}`,
    seen.map(({ count, eachMs, eachKb, idle, waiting, closedMs }) => ({
      ...{ waiting: count, "CPU ms to begin, each": fixed(eachMs), "KB each": fixed(eachKb, 0) },
      ...{ "CPU ms a second": fixed(waiting.ms), "before they came": fixed(idle.ms) },
      ...{ "requests a second": fixed(waiting.requests, 1), "ms to close": fixed(closedMs, 0) },
    })),
  );
  const last = seen.at(-1);
  const what = `${last.count} messages wait in ${type}`;
  judge(`${what}: left or failed`, { is: last.left, most: 0, digits: 0 });
  judge(`${what}: processor time`, { is: last.waiting.ms - last.idle.ms, most: 1, unit: "ms a second" });
  judge(`${what}: requests`, { is: last.waiting.requests, most: 1, unit: "a second", digits: 1 });
  judge(`${what}: closed`, { is: last.closedMs, most: 1_000, unit: "ms", digits: 0 });
  judgeGrowth(
    `CPU to begin to wait in ${type}`,
    SIZES,
    seen.map(({ eachMs, count }) => eachMs * count),
  );
};

export const waitUntil = () => measureAll("genesys-wait");
export const wrapUp = () => measureAll("genesys-wrap-up");
