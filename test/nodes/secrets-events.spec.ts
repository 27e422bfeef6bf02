import assert from "node:assert/strict";
import genesysEvents from "../../nodes/genesys-events";
import type { Fault } from "../../nodes/lib/simulator/http/faults";
import type { Simulator } from "../../nodes/lib/simulator/index";
import { openSockets } from "../../nodes/lib/simulator/notifications/sockets";
import { openBench, type Bench } from "../support/flow";
import { PERSONAL } from "../support/secretive";
import { assertNothingDisclosed, CREDENTIALS, knowSecretive, SECRET } from "../support/disclosure";

const { number, name, text, notes, attribute } = PERSONAL;
const WORDS = Object.values(PERSONAL).join(", ");

/** What the channel and its topics are answered with, before and after the first call. */
const REFUSALS: [what: string, said: RegExp, fault: Fault][] = [
  ["an unauthorized answer", /token|credentials/, { status: 401 }],
  ["a forbidden one", /denies/, { status: 403, body: { code: "not.authorized", message: `No, ${number}` } }],
  ["a server error", /unavailable/, { status: 500 }],
  ["a rate limit", /limit/, { retryAfter: 9999 }],
  ["a broken body", /not valid JSON/, { brokenBody: true }],
  ["a web page", /web page/, { html: true, status: 200 }],
  ["a connection reset", /connection/, { reset: true }],
  ["no answer in time", /did not respond/, { silence: true }],
];

/** What becomes of the connection while a customer calls. */
const LINES: [what: string, said: RegExp, happens: (simulator: Simulator) => unknown][] = [
  ["nothing went wrong", /connected/, () => undefined],
  ["the socket broke", /reconnecting/, ({ act }) => act.dropSockets()],
  ["the socket fell silent", /reconnecting/, ({ act }) => act.stallSockets()],
  ["the socket was closed for maintenance", /connected/, ({ act }) => act.closeSocketsForMaintenance()],
  ["the channel was evicted", /reconnecting/, ({ act }) => act.evictChannels()],
  ["the channel expired", /reconnecting/, ({ act }) => act.expireChannels()],
  ["the token was revoked", /reconnecting/, ({ act }) => act.revokeToken()],
  [
    "a frame came that is no JSON",
    /is invalid/,
    ({ store }) => openSockets(store).map(({ socket: line }) => line.send(`{"number":"${number}", ${WORDS}`)),
  ],
  [
    "a frame came of another shape",
    /connected/,
    ({ store }) =>
      openSockets(store).map(({ socket: line }) =>
        line.send(JSON.stringify({ topicName: "v2.x", eventBody: [WORDS] })),
      ),
  ],
  ["frames were lost", /connected/, ({ act }) => act.frameFault({ kind: "lose", times: 3 })],
  [
    "the conversation could not be read after a gap",
    /could not be read/,
    ({ act, faults }) => {
      faults.add({ match: { operation: "getConversation" }, times: 99, fault: { status: 500 } });
      act.dropSockets();
      act.customerCalls({ queue: "Support", from: number });
    },
  ],
];

describe("secrets and personal data that genesys-events comes across", () => {
  let bench: Bench;
  afterEach(() => bench.close());

  const open = async (fault?: Fault & { operation?: RegExp }, more = {}): Promise<void> => {
    bench = await openBench(
      genesysEvents,
      "genesys-events",
      { scope: "queue", ids: "Support", raw: true },
      {
        // the first moment at which there is an org, and nothing has been asked of it
        credentials: (simulator) => {
          knowSecretive(simulator);
          if (fault) simulator.faults.add({ match: { path: /^\/api\/v2\/notifications/ }, times: 99, fault });
          return { ...CREDENTIALS, ...more };
        },
      },
    );
  };
  /** Lets sockets and virtual time go on in turn. */
  const pass = async (seconds: number, stepMs = 500): Promise<void> => {
    for (let left = seconds * 1000; left > 0; left -= stepMs) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      await bench.clock.advance(stepMs);
    }
  };
  const connected = async (): Promise<void> => {
    const isUp = () =>
      bench.simulator.act.channels().some((each) => each.connected && each.topics.length > 0);
    for (let turn = 0; !isUp(); turn++) {
      assert.ok(turn < 2_000, "it connects");
      await pass(0.1, 100);
    }
  };
  /** A customer calls who has a number, a name and a story; an agent writes it down. */
  const call = async (): Promise<void> => {
    const { act } = bench.simulator;
    const details = { queue: "Support", from: number, name, attributes: { attribute, text } };
    const { conversationId } = act.customerCalls(details);
    await pass(2);
    act.agentAnswers(conversationId);
    await pass(2);
    act.customerHangsUp(conversationId);
    act.agentWrapsUp(conversationId, { notes });
  };

  for (const [what, said, fault] of REFUSALS)
    it(`are in no log, status or exported flow after ${what} to its channel`, async () => {
      await open(fault);
      await pass(40);
      await call();
      await pass(400, 5_000);
      assert.match(assertNothingDisclosed(bench), said);
    });

  for (const [what, said, happens] of LINES)
    it(`are in none of them when ${what}`, async () => {
      await open();
      await connected();
      await call();
      const before = [...bench.simulator.store.tokens.keys()];
      happens(bench.simulator);
      await call();
      await pass(60);
      const log = assertNothingDisclosed(bench);
      assert.match(log, said);
      assert.ok(before.length > 0 && !before.some((token) => log.includes(token)));
      assert.ok(bench.arrivals.length > 5, "the calls were emitted");
    });

  it("are in none of them with a wrong secret", async () => {
    await open(undefined, { clientSecret: `${SECRET}-wrong` });
    await pass(400, 5_000);
    assert.match(assertNothingDisclosed(bench), /secret/);
  });
});
