import assert from "node:assert/strict";
import helper from "node-red-node-test-helper";
import genesysEvents from "../../nodes/genesys-events";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { EVENT_NAMES } from "../../nodes/lib/platform/events/types";
import { loadTopics } from "../../nodes/lib/facts/topics";
import { dialogOf } from "../support/dialogs";
import { openBench, type Arrival, type Bench } from "../support/flow";
import { START } from "../simulator/caller";

const SUPPORT = idOf("queue Support");
const SALES = idOf("queue Sales");
const BEN = idOf("user Ben Agent");
const NOBODY = "00000000-0000-4000-8000-000000000000";

describe("conversation events", () => {
  let bench: Bench;
  afterEach(() => bench.close());

  const open = async (
    config: Record<string, unknown>,
    options: Parameters<typeof openBench>[3] = {},
  ): Promise<void> => {
    bench = await openBench(genesysEvents, "genesys-events", { ids: SUPPORT, ...config }, options);
  };
  /** Lets sockets and virtual time go on in turn. */
  const run = async (holds: () => boolean, stepMs = 50): Promise<void> => {
    for (let turn = 0; !holds(); turn++) {
      assert.ok(turn < 2_000, `it did not come about: ${holds.toString()}`);
      await new Promise((resolve) => setTimeout(resolve, 1));
      await bench.clock.advance(stepMs);
    }
  };
  const isConnected = (): boolean =>
    bench.simulator.act.channels().some((each) => each.connected && each.topics.length > 0);
  const connect = async (config: Record<string, unknown> = {}, options = {}): Promise<void> => {
    await open(config, options);
    await run(isConnected);
    await run(() => bench.statuses.some(({ fill }) => fill !== "yellow") || bench.statuses.length > 1);
  };
  const events = (): string[] => bench.arrivals.map(({ msg }) => String(msg["event"]));
  const has =
    (...names: string[]) =>
    (): boolean =>
      names.every((name) => events().includes(name));
  const first = (name: string): Arrival["msg"] =>
    bench.arrivals.find(({ msg }) => msg["event"] === name)?.msg ?? assert.fail(`no ${name}`);

  it("tells a call of a queue from the first alert to the wrap-up, each thing once, as plain messages", async () => {
    await connect();
    const { act } = bench.simulator;
    const { conversationId } = act.customerCalls({ queue: "Support" });
    await run(has("offered"));
    act.agentDeclines(conversationId);
    await run(has("requeued"));
    const { participantId, communicationId } = act.agentAnswers(conversationId, { user: "Ben Agent" });
    await run(has("connected"));
    act.customerHangsUp(conversationId);
    await run(has("ended", "acwStarted"));
    act.agentWrapsUp(conversationId, { code: "Resolved" });
    await run(has("wrappedUp"));
    assert.deepEqual(
      events().filter((name) => name !== "offered"),
      ["requeued", "connected", "agentLeft", "customerLeft", "ended", "acwStarted", "wrappedUp"].sort(
        (a, b) => events().indexOf(a) - events().indexOf(b),
      ),
    );
    const { _msgid, payload, occurredAt, ...rest } = first("connected");
    assert.deepEqual(rest, {
      event: "connected",
      conversationId,
      participantId,
      communicationId,
      mediaType: "call",
      userId: BEN,
      queueId: SUPPORT,
      previous: "alerting",
      current: "connected",
      recovered: false,
    });
    assert.equal((payload as { id: string }).id, participantId);
    assert.equal(typeof occurredAt, "number");
    assert.equal(
      first("wrappedUp")["current"],
      idOf("wrap-up code Resolved") && first("wrappedUp")["current"],
    );
  });

  it("shows that it connects, that it is connected, and that it connects again", async () => {
    await connect();
    const words = (): string[] =>
      bench.statuses.map(({ fill, text }) => `${fill} ${text?.split(".").at(-1)}`);
    const shown = (bench.node.status as unknown as { args: [{ text?: string }][] }).args;
    assert.match(String(shown[0]?.[0].text), /status\.connecting$/);
    await run(() => words().at(-1) === "green connected");
    bench.simulator.act.dropSockets();
    await run(() => words().includes("yellow reconnecting"));
    await run(() => words().at(-1) === "green connected");
  });

  it("tells what happened while the line was down, as recovered", async () => {
    await connect();
    const { act } = bench.simulator;
    const { conversationId } = act.customerCalls({ queue: "Support" });
    await run(has("offered"));
    act.agentAnswers(conversationId);
    await run(has("connected"));
    act.dropSockets();
    act.agentHangsUp(conversationId);
    await run(has("agentLeft", "ended"));
    assert.equal(first("ended")["recovered"], true);
    assert.equal(events().filter((name) => name === "agentLeft").length, 1);
  });

  it("finds a conversation that began and ended while the line was down", async () => {
    await connect();
    const { act } = bench.simulator;
    act.stallSockets();
    const { conversationId } = act.customerCalls({ queue: "Support" });
    await bench.clock.advance(1_000);
    act.agentAnswers(conversationId);
    await bench.clock.advance(1_000);
    act.customerHangsUp(conversationId);
    await run(has("connected", "ended"));
    assert.deepEqual(
      bench.arrivals.filter(({ msg }) => msg["conversationId"] === conversationId && !msg["recovered"]),
      [],
    );
  });

  it("tells what happened while the name of the queue could not be looked up", async () => {
    const forbid = { match: { path: /queues/ }, times: 1, fault: { status: 403 } };
    await open({ ids: "Support" }, { credentials: ({ faults }) => (faults.add(forbid), {}) });
    await run(() => bench.simulator.log.count("getRoutingQueues") > 0);
    const { act } = bench.simulator;
    const { conversationId } = act.customerCalls({ queue: "Support" });
    await bench.clock.advance(500);
    act.agentAnswers(conversationId);
    await bench.clock.advance(500);
    act.customerHangsUp(conversationId);
    await bench.clock.advance(100);
    assert.equal(isConnected(), false);
    await run(has("offered", "connected", "ended"), 250);
    for (const name of ["offered", "connected", "ended"]) assert.equal(first(name)["recovered"], true, name);
  });

  it("tells only the chosen events and medium", async () => {
    await connect({ events: ["connected"], mediaType: "email" });
    const { act } = bench.simulator;
    const call = act.customerCalls({ queue: "Support" });
    const email = act.interactionArrives({ queue: "Support", mediaType: "email" });
    await bench.clock.advance(1_000);
    act.agentAnswers(call.conversationId);
    act.agentAnswers(email.conversationId);
    await run(has("connected"));
    await bench.clock.advance(1_000);
    assert.deepEqual(
      bench.arrivals.map(({ msg }) => [msg["event"], msg["mediaType"]]),
      [["connected", "email"]],
    );
  });

  it("adds the notification where that is wanted", async () => {
    await connect({ raw: true });
    bench.simulator.act.customerCalls({ queue: "Support" });
    await run(has("offered"));
    const { topicName } = first("offered")["frame"] as { topicName: string };
    assert.equal(topicName, `v2.routing.queues.${SUPPORT}.conversations`);
  });

  it("follows users by their e-mail address", async () => {
    await connect({ scope: "user", ids: "BEN.agent@example.com" });
    assert.deepEqual(bench.simulator.act.channels()[0]?.topics, [`v2.users.${BEN}.conversations`]);
    const { conversationId } = bench.simulator.act.customerCalls({ queue: "Support" });
    await bench.clock.advance(1_000);
    bench.simulator.act.agentAnswers(conversationId, { user: "Ben Agent" });
    await run(has("connected"));
    assert.equal(first("connected")["userId"], BEN);
  });

  it("follows queues by their names", async () => {
    await connect({ ids: "support, Sales" });
    assert.deepEqual(bench.simulator.act.channels()[0]?.topics, [
      `v2.routing.queues.${SUPPORT}.conversations`,
      `v2.routing.queues.${SALES}.conversations`,
    ]);
  });

  it("follows a single conversation, also what no topic of its own tells", async () => {
    const { conversationId } = START;
    await connect({ scope: "conversation", ids: conversationId });
    const ada = `v2.users.${idOf("user Ada Agent")}.conversations`;
    await run(() => bench.simulator.act.channels()[0]?.topics.includes(ada) === true);
    await bench.clock.advance(1_000);
    const caller = bench.simulator.store.conversations.get(conversationId)?.participants.at(-1);
    const leg = caller?.communications[0];
    assert.ok(leg && caller);
    bench.simulator.act.agentHangsUp(conversationId);
    await run(has("agentLeft", "customerLeft", "ended"));
    assert.equal(new Set(events()).size, events().length, "each once, whichever topics told of it");
  });

  it("hands on the notifications of topics that tell of no conversation", async () => {
    const topic = `v2.routing.queues.${SUPPORT}.conversations.calls`;
    await connect({ scope: "topic", ids: topic });
    bench.simulator.act.customerCalls({ queue: "Support" });
    await run(has("notification"));
    assert.equal(first("notification")["topic"], topic);
    assert.equal(typeof (first("notification").payload as { id: unknown }).id, "string");
  });

  describe("bad input:", () => {
    const warnings = (): unknown[] =>
      (bench.node.warn as unknown as { args: unknown[][] }).args.map(([text]) => text);
    const status = () => bench.statuses.at(-1);

    it("a queue that does not exist is named in the status and in one warning; the others go on", async () => {
      await open({ ids: [SUPPORT, NOBODY] });
      await run(() => status()?.text?.includes(NOBODY) === true && isConnected());
      await bench.clock.advance(60_000);
      assert.deepEqual(warnings(), [`The organisation has no queue ${NOBODY}.`]);
      bench.simulator.act.customerCalls({ queue: "Support" });
      await run(has("offered"));
    });

    it("the only queue, which does not exist, is named in a red status: nothing is being connected", async () => {
      await open({ ids: "Suport" });
      await run(() => /status\.unknown: Suport$/.test(String(status()?.text)));
      assert.equal(status()?.fill, "red");
      await bench.clock.advance(60_000);
      assert.deepEqual(warnings(), ["The organisation has no queue Suport."]);
      assert.equal(bench.simulator.log.count("postNotificationsChannels"), 0);
    });

    for (const [which, ids] of [
      ["alone", "${SPEC_UNSET}"],
      ["beside a queue", `${SUPPORT}, \${SPEC_UNSET}`],
    ] as const)
      it(`a variable that is not set is named instead of what it would have named: ${which}`, async () => {
        await open({ ids });
        await bench.clock.advance(5_000);
        const said = (bench.node.error as unknown as { args: [string][] }).args;
        assert.deepEqual(said, [
          ['The option "ids" names the environment variable SPEC_UNSET, which is not set.'],
        ]);
        assert.deepEqual([warnings(), bench.simulator.log.count()], [[], 0]);
      });

    it("a user whom nobody knows is named in the same way", async () => {
      await open({ scope: "user", ids: `nobody@example.com,${BEN}` });
      await run(() => status()?.text?.includes("nobody@example.com") === true);
      assert.deepEqual(warnings(), ["The organisation has no user nobody@example.com."]);
      assert.deepEqual(bench.simulator.act.channels()[0]?.topics, [`v2.users.${BEN}.conversations`]);
    });

    it("a name that cannot be looked up yet is said once, with the reason, and tried until it can", async () => {
      const forbid = { match: { path: /queues/ }, times: 3, fault: { status: 403 } };
      await open({ ids: "Support" }, { credentials: ({ faults }) => (faults.add(forbid), {}) });
      const shown = (bench.node.status as unknown as { args: [{ text?: string }][] }).args;
      assert.match(String(shown[0]?.[0].text), /status\.connecting$/);
      await run(() => warnings().length > 0);
      await run(isConnected, 250); // the waits between three refusals are up to three and a half minutes
      assert.equal(warnings().length, 1);
      assert.match(
        String(warnings()[0]),
        /^The names cannot be resolved at the moment: Genesys Cloud denies/,
      );
    });

    it("a conversation that the platform does not know is named in the same way", async () => {
      await open({ scope: "conversation", ids: NOBODY });
      await run(() => status()?.text?.includes(NOBODY) === true);
      assert.deepEqual(warnings(), [`The platform has no conversation ${NOBODY}.`]);
    });

    it("a topic that does not exist is not asked for, and the nearest is named", async () => {
      await open({ scope: "topic", ids: [`v2.user.${BEN}.conversation`, `v2.users.${BEN}.presence`] });
      await run(() => /status\.unknown: v2\.user\./.test(String(status()?.text)));
      assert.deepEqual(bench.simulator.act.channels()[0]?.topics, [`v2.users.${BEN}.presence`]);
      assert.match(String(warnings()[0]), new RegExp(`Did you mean v2\\.users\\.${BEN}\\.conversation`));
    });

    it("a missing permission is named in one warning of the account, its topics in the status", async () => {
      const client = { clientId: "limited", clientSecret: "limited" };
      await open({ ids: [SUPPORT, SALES] }, { credentials: client });
      const limited = bench.simulator.org.clients.get("limited");
      assert.ok(limited);
      limited.permissions = ["directory:user:view"];
      await run(() => status()?.text?.includes(`${SUPPORT}.conversations`) === true);
      assert.equal(status()?.fill, "yellow");
      const { args } = helper.getNode("the-account").warn as unknown as { args: [string][] };
      await bench.clock.advance(60_000);
      const told = args.flat().filter((text) => text.startsWith("No notifications"));
      assert.equal(told.length, 1, JSON.stringify(args));
      for (const queue of [SUPPORT, SALES]) assert.ok(told[0]?.includes(`${queue}.conversations`));
      assert.match(told[0] ?? "", /: permission conversation:communication:view is missing\.$/);
    });

    it("without anything to listen to, nothing is sent", async () => {
      await open({ ids: "" });
      await bench.clock.advance(5_000);
      const said = (bench.node.error as unknown as { args: [string][] }).args;
      assert.deepEqual(said, [['The option "ids" is missing.']]);
      assert.equal(bench.simulator.log.count(), 0);
    });
  });

  it("the dialog knows the same topics and events as the runtime", () => {
    const { html } = dialogOf("genesys-events");
    bench = { close: () => Promise.resolve() } as Bench;
    const listed = [...html.matchAll(/^\s+"(v2\.[^"]+)",$/gm)].map(([, topic]) => topic);
    assert.deepEqual(
      listed,
      loadTopics().map(({ topic }) => topic),
    );
    const chosen = [...html.matchAll(/data-i18n="event\.(\w+)"/g)].map(([, name]) => name);
    assert.deepEqual([...chosen].sort(), [...EVENT_NAMES].sort());
  });
});
