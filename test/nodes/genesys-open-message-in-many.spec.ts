import assert from "node:assert/strict";
import { Agent, request } from "node:http";
import { openMessageBench, PATH } from "../support/benches/open-message";
import { signed, webhookBody } from "../support/open-messages";
import { until } from "../support/until";

/** 10,000 where it is counted by hand: MANY=10000. */
const COUNT = Number(process.env.MANY ?? 500);
const CONVERSATIONS = 50;
const IN_FLIGHT = 16;

/** The same numbers in each run. */
const randoms = (seed: number) => () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;

const shuffled = <T>(all: readonly T[], random: () => number): T[] => {
  const left = [...all];
  for (let at = left.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [left[at], left[other]] = [left[other] as T, left[at] as T];
  }
  return left;
};

interface Post {
  text: string;
  forged: boolean;
  raw: Buffer;
  headers: Record<string, string>;
}

/** One in a hundred is forged, one in twenty comes again somewhere later. */
const mixture = (random: () => number): Post[] => {
  const posts = Array.from({ length: COUNT }, (_, nth): Post => {
    const forged = nth % 100 === 99;
    const text = `${forged ? "forged" : "real"} ${nth}`;
    const body = webhookBody({ text, conversationId: `c-${nth % CONVERSATIONS}` });
    return { text, forged, ...signed(body, forged ? "not the secret" : undefined) };
  });
  return shuffled([...posts, ...posts.filter((_, nth) => nth % 20 === 0)], random);
};

describe(`${COUNT} bodies, one in a hundred forged, one in twenty twice, in any order`, function () {
  this.timeout(180_000);
  const { bench, open, messages, close, status, port } = openMessageBench();
  const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });
  afterEach(close);
  after(() => agent.destroy());

  const post = ({ raw, headers }: Post): Promise<[status: number, ms: number]> =>
    new Promise((resolve, reject) => {
      const begun = performance.now();
      const options = { agent, port: port(), host: "127.0.0.1", path: PATH, method: "POST", headers };
      const asked = request(options, (answer) => {
        answer.resume();
        answer.on("end", () => resolve([answer.statusCode ?? 0, performance.now() - begun]));
      });
      asked.on("error", reject);
      asked.end(raw);
    });

  it("come out once each, and none of a stranger", async () => {
    await open();
    const all = mixture(randoms(7));
    const real = new Set(all.filter(({ forged }) => !forged).map(({ text }) => text));
    const left = [...all];
    const times: number[] = [];
    const work = async (): Promise<void> => {
      for (let one = left.shift(); one !== undefined; one = left.shift()) {
        const [code, ms] = await post(one);
        assert.equal(code, one.forged ? 401 : 200);
        times.push(ms);
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, work));
    await until(() => messages().length >= real.size);

    const texts = messages().map(({ text }) => String(text));
    assert.equal(texts.filter((text) => text.startsWith("forged")).length, 0);
    assert.equal(new Set(texts).size, texts.length, "none twice");
    assert.deepEqual(new Set(texts), real);
    await bench().clock.advance(500);
    const forged = all.filter((one) => one.forged).length;
    assert.deepEqual([status()["received"], status()["refused"]], [real.size, forged]);
    times.sort((a, b) => a - b);
    if (process.env.MANY !== undefined)
      console.log(
        `p99 of ${times.length} responses: ${times[Math.floor(times.length * 0.99)]?.toFixed(1)} ms`,
      );
  });

  it("of one conversation come out in the order in which they were sent", async () => {
    await open();
    const next = Array.from({ length: CONVERSATIONS }, () => 0);
    const sendAll = async (conversation: number): Promise<void> => {
      for (let nth = 0; nth < COUNT / CONVERSATIONS; nth += 1) {
        const body = webhookBody({ text: String(nth), conversationId: `c-${conversation}` });
        assert.equal((await post({ text: "", forged: false, ...signed(body) }))[0], 200);
      }
    };
    await Promise.all(next.map((_, conversation) => sendAll(conversation)));
    await until(() => messages().length >= COUNT);
    for (const { text, conversationId } of messages()) {
      const conversation = Number(String(conversationId).slice(2));
      assert.equal(Number(text), next[conversation]);
      next[conversation] = Number(text) + 1;
    }
  });
});
