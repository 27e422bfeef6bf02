// One contender, one measurement, one fresh process: node child.cjs <what> <contender> <url> <argument>
"use strict";
const { contenders, run } = require("./contenders.cjs");

const [what, name, url, argument] = process.argv.slice(2);

const measure = {
  /** CPU of one read in µs, and the median time in ms, with so many in flight. */
  cpu: async ({ get }) => {
    const inFlight = Number(argument);
    // A younger process still compiles a lot, in threads that count as well.
    await run(get, 2_000, inFlight);
    const count = inFlight === 1 ? 2_000 : 4_000;
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
  /** So many messages at once, spread over so many conversations, with their order and without, in turn. */
  order: async ({ get, getWithoutOrder }) => {
    const [messages, conversations] = argument.split("/").map(Number);
    const rounds = conversations === 1 ? 3 : 11;
    const once = async (read) => {
      const [before, cpu] = [performance.now(), process.cpuUsage()];
      await Promise.all(Array.from({ length: messages }, (_, n) => read(`c${n % conversations}`)));
      const { user, system } = process.cpuUsage(cpu);
      return { ms: performance.now() - before, us: (user + system) / messages };
    };
    await run(get, 100, 32);
    await run(getWithoutOrder, 100, 32);
    const pairs = [];
    for (let round = 0; round < rounds; round += 1) {
      const isFirst = round % 2 === 0;
      const first = await once(isFirst ? get : getWithoutOrder);
      const second = await once(isFirst ? getWithoutOrder : get);
      pairs.push(isFirst ? [first, second] : [second, first]);
    }
    const middle = (of) => pairs.map(of).sort((a, b) => a - b)[rounds >> 1];
    return {
      ms: middle(([ours]) => ours.ms),
      freeMs: middle(([, free]) => free.ms),
      times: middle(([ours, free]) => ours.ms / free.ms),
      us: middle(([ours]) => ours.us),
      freeUs: middle(([, free]) => free.us),
    };
  },
  /** CPU of a read in µs, zipped less plain, in turn in one process: what each costs the first time is not asked for. */
  zipped: async ({ get }, name) => {
    const plain = await contenders[name](argument);
    const us = async (read) => {
      const before = process.cpuUsage();
      await run(read, 500, 1);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 500;
    };
    const differences = [];
    for (let round = 0; round < 18; round += 1) {
      const isFirst = round % 2 === 0;
      const first = await us(isFirst ? get : plain.get);
      const second = await us(isFirst ? plain.get : get);
      if (round >= 5) differences.push(isFirst ? first - second : second - first);
    }
    return { more: differences.sort((a, b) => a - b)[differences.length >> 1] };
  },
  sequential: async ({ get }) => {
    await run(get, 1000, 1);
    return {};
  },
};

(async () => {
  const contender = await contenders[name](url);
  const result = await measure[what](contender, name);
  process.send(result, () => process.exit(0));
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
