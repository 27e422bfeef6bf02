import { fixed, table } from "./figures.mjs";
import { ask, serve, stats } from "./https.mjs";
import { longLine } from "./line.mjs";
import { judge, judgeThat } from "./verdicts.mjs";

const MESSAGES = 300;
const WINDOWS = 10;
const IDEAL_SECONDS = 18;
const isOurs = (name) => name.startsWith("our ");

/** `others`: which part of the limit others use; `best`: how long it takes at least. */
const burstOf = async (name, others, best) => {
  const server = await serve({ LIMIT: "30", WINDOW_MS: "2000", OTHERS: others });
  const { done, seconds } = await ask("burst", name, server.url, 60_000);
  const { refused, order } = stats(server.url);
  server.stop();
  const numbers = order.map((id) => Number(id.slice(1)));
  const isInOrder = numbers.every((n, at) => at === 0 || Math.abs(n - at) < 64);
  const title = others === "0" ? name : `${name}, a third of the limit used by others`;
  return { name: title, done, seconds, times: seconds / best, refused, isInOrder };
};

export const burst = async () => {
  const seen = [];
  for (const name of ["our client", "our node", "official SDK", "http request node"])
    seen.push(await burstOf(name, "0", IDEAL_SECONDS));
  seen.push(await burstOf("our client", "0.33", (Math.ceil(MESSAGES / 20) - 1) * 2));
  table(
    `burst of ${MESSAGES}, 30 allowed per 2 s, ideal ${IDEAL_SECONDS.toFixed(1)} s`,
    seen.map(({ name, done, seconds, times, refused, isInOrder }) => ({
      contender: name,
      done,
      lost: MESSAGES - done,
      seconds: fixed(seconds, 1),
      "× ideal": done === MESSAGES ? fixed(times, 3) : "–",
      refused,
      "in order": isInOrder,
    })),
  );
  for (const { name, done, times, refused, isInOrder } of seen.filter((one) => isOurs(one.name))) {
    judge(`burst, ${name}: lost`, { is: MESSAGES - done, most: 0, digits: 0 });
    judge(`burst, ${name}: time`, { is: times, most: 1.005, unit: "× ideal", digits: 3 });
    judge(`burst, ${name}: refused`, { is: refused / WINDOWS, most: 1, unit: "in each window" });
    judgeThat(`burst, ${name}: the order is kept`, isInOrder);
  }
};

/** The line is 20 ms long both ways. */
const MOST_AFTER_SILENCE_MS = 30;

export const pause = async () => {
  const server = await serve();
  const line = await longLine(server.port);
  const url = `https://127.0.0.1:${line.port}`;
  const names = ["our client", "our node", "fetch", "official SDK", "http request node"];
  const rows = [];
  const ours = [];
  for (const seconds of [0.5, 6, 20]) {
    const all = await Promise.all(
      names.map(async (name) => [name, (await ask("pause", name, url, seconds)).ms]),
    );
    ours.push(...all.filter(([name]) => isOurs(name)).map(([, ms]) => ms));
    rows.push({
      "silence s": seconds,
      ...Object.fromEntries(all.map(([name, ms]) => [name, fixed(ms, 0)])),
    });
  }
  line.close();
  server.stop();
  table("ms of one GET after a silence, 20 ms round trip", rows);
  judge("the slowest GET after a silence", {
    ...{ is: Math.max(...ours), most: MOST_AFTER_SILENCE_MS, unit: "ms", digits: 0 },
  });
};

export const connections = async () => {
  const seen = [];
  for (const name of ["our client", "our node", "http request node", "official SDK"]) {
    const server = await serve();
    await ask("sequential", name, server.url, 0);
    // the question for the figure opens one itself
    seen.push({ contender: name, connections: stats(server.url).connections - 1 });
    server.stop();
  }
  table("connections opened for 1,000 sequential reads", seen);
  for (const { contender, connections: is } of seen.filter((one) => isOurs(one.contender)))
    judge(`connections for 1,000 reads, ${contender}`, { is, most: 1, digits: 0 });
};
