// Sends what an open-messaging integration sends, from a process of its own: node sender.mjs <port> <path> <secret> <count> <per second>.
// One in a hundred is forged, one in twenty comes again, all in any order: so many a second, or 16 at a time as fast as they are
// acknowledged. Reports the times and the statuses.
import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";

const [port, path, secret, count, perSecond = ""] = process.argv.slice(2);
const IN_FLIGHT = 16;

let seed = 7;
const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;

const bodyOf = (nth) => {
  const id = perSecond.padStart(8, "0") + nth.toString(16).padStart(24, "0"); // another one at each rate
  const from = { nickName: "Avery", id: "7f3d2c1b-0000-4000-8000-00000000aaaa", idType: "Opaque" };
  const to = { id: "casey@chat.example", idType: "Opaque" };
  const channel = { id: from.id, messageId: id, platform: "Open", type: "Private", to, from };
  const own = {
    conversationId: `c-${nth % 50}`,
    direction: "Outbound",
    type: "Text",
    text: `message ${nth}`,
  };
  return Buffer.from(JSON.stringify({ id, channel, originatingEntity: "Human", ...own }));
};

const posts = Array.from({ length: Number(count) }, (_, nth) => {
  const raw = bodyOf(nth);
  const by = nth % 100 === 99 ? "another" : secret;
  const signature = `sha256=${createHmac("sha256", by).update(raw).digest("base64")}`;
  const headers = { "content-type": "application/json", "content-length": raw.length };
  return { raw, headers: { ...headers, "x-hub-signature-256": signature } };
});
const all = [...posts, ...posts.filter((_, nth) => nth % 20 === 0)];
for (let at = all.length - 1; at > 0; at -= 1) {
  const other = Math.floor(random() * (at + 1));
  [all[at], all[other]] = [all[other], all[at]];
}

const agent = new Agent({ keepAlive: true, maxSockets: perSecond ? 256 : IN_FLIGHT });
const post = ({ raw, headers }) =>
  new Promise((resolve, reject) => {
    const begun = performance.now();
    const asked = request({ agent, port, host: "127.0.0.1", path, method: "POST", headers }, (answer) => {
      answer.resume().on("end", () => resolve([answer.statusCode, performance.now() - begun]));
    });
    asked.on("error", reject).end(raw);
  });

const times = [];
const statuses = {};
const note = ([status, ms]) => {
  times.push(ms);
  statuses[status] = (statuses[status] ?? 0) + 1;
};
const work = async () => {
  for (let one = all.pop(); one !== undefined; one = all.pop()) note(await post(one));
};
const pace = async () => {
  const begun = performance.now();
  const under = all.map(async (one, nth) => {
    await new Promise((resolve) => setTimeout(resolve, begun + (nth * 1000) / perSecond - performance.now()));
    note(await post(one));
  });
  await Promise.all(under);
};
await (perSecond ? pace() : Promise.all(Array.from({ length: IN_FLIGHT }, work)));
agent.destroy();
times.sort((a, b) => a - b);
process.send({ statuses, p50: times[times.length >> 1], p99: times[Math.floor(times.length * 0.99)] });
process.disconnect();
