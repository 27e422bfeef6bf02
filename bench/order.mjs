import { fixed, table } from "./figures.mjs";
import { ask, serve } from "./https.mjs";
import { longLine } from "./line.mjs";
import { judge } from "./verdicts.mjs";

const SIZES = [100, 300, 1_000];

/**
 * Messages at once through one node, and through the same node without an order, in turn in one process. Between different
 * conversations the order costs no time; those of one conversation go one after the other.
 */
export const order = async () => {
  const server = await serve();
  const line = await longLine(server.port);
  const url = `https://127.0.0.1:${line.port}`;
  const rows = [];
  for (const [messages, conversations] of [...SIZES.map((size) => [size, size]), [100, 1]])
    rows.push({
      messages,
      conversations,
      ...(await ask("order", "our node", url, `${messages}/${conversations}`)),
    });
  line.close();
  server.stop();
  table(
    "messages at once through one node, 20 ms round trip",
    rows.map(({ messages, conversations, ms, freeMs, times, us, freeUs }) => ({
      ...{ messages, conversations, ms: fixed(ms, 0), "without order ms": fixed(freeMs, 0) },
      ...{ "× without": fixed(times, 3), "CPU µs": fixed(us, 0), "without order µs": fixed(freeUs, 0) },
    })),
  );
  const { times } = rows.find(({ messages, conversations }) => messages === 1_000 && conversations === 1_000);
  judge("1,000 messages for 1,000 conversations, with their order", {
    ...{ is: times, most: 1.02, unit: "× without", digits: 3 },
  });
};
