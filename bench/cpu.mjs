import { fixed, median, table } from "./figures.mjs";
import { askWith, serve } from "./https.mjs";
import { RUNTIMES } from "./red.mjs";
import { judge } from "./verdicts.mjs";

const ROUNDS = 3;
const OURS = "our node";
const UNDICI = "raw undici";
const HTTP_REQUEST = "http request node";
const contendersOn = {
  "node-red": [UNDICI, "our client", OURS, HTTP_REQUEST, "official SDK", "fetch"],
  "node-red-5": [UNDICI, OURS, HTTP_REQUEST],
};
/** Over raw undici, with so many in flight. */
const MOST_OVER_UNDICI = { 1: 2.2, 64: 3.2 };

/** Of each contender the middle of several processes, in turn. */
const seenOf = async (runtime, inFlight) => {
  const server = await serve();
  const names = contendersOn[runtime];
  const seen = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const name of names) seen[name].push(await askWith(runtime)("cpu", name, server.url, inFlight));
  server.stop();
  const of = (name, key) => median(seen[name].map((one) => one[key]));
  return { names, us: (name) => of(name, "us"), p50: (name) => of(name, "p50") };
};

/** CPU of one read over HTTPS, of everybody on 4.1 and of the nodes on both versions. */
const cpu = async (inFlight) => {
  for (const runtime of RUNTIMES) {
    const { names, us, p50 } = await seenOf(runtime, inFlight);
    const overUndici = us(OURS) / us(UNDICI);
    const overHttpRequest = us(OURS) / us(HTTP_REQUEST);
    table(
      `CPU of one GET over HTTPS, ${inFlight} in flight, ${runtime}`,
      names.map((name) => ({
        contender: name,
        "CPU µs": fixed(us(name), 0),
        "× undici": fixed(us(name) / us(UNDICI)),
        "× http request": fixed(us(name) / us(HTTP_REQUEST)),
        "p50 ms": fixed(p50(name)),
      })),
    );
    const where = `a GET through a node, ${inFlight} in flight, ${runtime}`;
    if (runtime === "node-red")
      judge(where, { is: overUndici, most: MOST_OVER_UNDICI[inFlight], unit: "× undici" });
    if (inFlight === 1) judge(where, { is: overHttpRequest, most: 0.5, unit: "× http request" });
  }
};

export const oneInFlight = () => cpu(1);
export const manyInFlight = () => cpu(64);

/** What gunzip takes by itself is the least that an answer can cost more. */
const zlibUs = async () => {
  const { gzipSync, gunzipSync } = await import("node:zlib");
  const { conversationText } = await import("./read-body.mjs");
  const packed = gzipSync(conversationText);
  const unpack = (count) => {
    const before = process.cpuUsage();
    for (let nth = 0; nth < count; nth += 1) gunzipSync(packed);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / count;
  };
  unpack(2_000);
  return unpack(5_000);
};

export const gzip = async () => {
  const zipped = await serve({ GZIP: "1" });
  const plain = await serve();
  const ask = askWith("node-red");
  const seen = [];
  for (let round = 0; round < 3; round += 1)
    seen.push((await ask("zipped", "our client", zipped.url, plain.url)).more);
  zipped.stop();
  plain.stop();
  const more = median(seen);
  table("gzip answers", [
    { contender: "our client", "+ µs": fixed(more, 0), "of them gunzipSync, µs": fixed(await zlibUs(), 0) },
  ]);
  judge("a gzip answer", { is: more, most: 20, unit: "µs more", digits: 0 });
};
