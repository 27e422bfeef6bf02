// One contender, one measurement, one fresh process: node child.cjs <what> <contender> <url> <argument>
"use strict";
const { contenders, run } = require("./contenders.cjs");

const [what, name, url, argument] = process.argv.slice(2);

const measure = {
  /** CPU of one read in µs, and the median time in ms, with so many in flight. */
  cpu: async ({ get }) => {
    const inFlight = Number(argument);
    await run(get, 400, inFlight);
    const count = inFlight === 1 ? 1500 : 4000;
    const before = process.cpuUsage();
    const times = await run(get, count, inFlight);
    const { user, system } = process.cpuUsage(before);
    return { us: (user + system) / count, p50: times[count >> 1] };
  },
  /** 300 messages at once; how many came back with an answer, and when the last one did. */
  burst: async ({ get }) => {
    const before = performance.now();
    const ends = [];
    const all = Array.from({ length: 300 }, (_, n) =>
      get(`m${n}`).then(
        () => ends.push(performance.now() - before),
        () => undefined,
      ),
    );
    const patience = new Promise((resolve) => setTimeout(resolve, Number(argument)));
    await Promise.race([Promise.all(all), patience]);
    return { done: ends.length, seconds: Math.max(0, ...ends) / 1000 };
  },
  /** One read after a silence of so many seconds; ms. */
  pause: async ({ get }) => {
    await run(get, 5, 1);
    await new Promise((resolve) => setTimeout(resolve, Number(argument) * 1000));
    const before = performance.now();
    await get("after");
    return { ms: performance.now() - before };
  },
  /** So many messages at once, spread over so many conversations; ms until the last one is out. */
  order: async ({ get }) => {
    const [messages, conversations] = argument.split("/").map(Number);
    await run(get, 20, 1);
    const before = performance.now();
    await Promise.all(Array.from({ length: messages }, (_, n) => get(`c${n % conversations}`)));
    return { ms: performance.now() - before };
  },
  sequential: async ({ get }) => {
    await run(get, 1000, 1);
    return {};
  },
};

(async () => {
  const contender = await contenders[name](url);
  const result = await measure[what](contender);
  process.send(result, () => process.exit(0));
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
