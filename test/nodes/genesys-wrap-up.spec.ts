import assert from "node:assert/strict";
import wrapUp from "../../nodes/genesys-wrap-up";
import type { Simulator } from "../../nodes/lib/simulator/index";
import { openBench, type Arrival, type Bench } from "../support/flow";

const names = [
  "conversationId",
  "userId",
  "participantId",
  "communicationId",
  "code",
  "notes",
  "tags",
  "durationSeconds",
];
const inputs = Object.fromEntries(
  names.flatMap((name) => [[name, name] as const, [`${name}Type`, "msg"] as const]),
);

const MEDIA = [
  ["call", "postConversationsCallParticipantCommunicationWrapup"],
  ["callback", "postConversationsCallbackParticipantCommunicationWrapup"],
  ["email", "postConversationsEmailParticipantCommunicationWrapup"],
  ["message", "postConversationsMessageParticipantCommunicationWrapup"],
  ["socialExpression", "postConversationsSocialParticipantCommunicationWrapup"],
  ["video", "postConversationsVideoParticipantCommunicationWrapup"],
  ["internalMessage", "patchConversationParticipant"],
] as const;

describe("genesys-wrap-up", () => {
  let bench: Bench;
  const open = async (
    config: Record<string, unknown> = {},
    options: Parameters<typeof openBench>[3] = {},
  ): Promise<Bench> =>
    (bench = await openBench(wrapUp, "genesys-wrap-up", { ...inputs, ...config }, options));
  afterEach(() => bench.close());

  /** A conversation of this queue that Ben has answered. */
  const answered = ({ act }: Simulator, queue = "Support", mediaType = "call") => {
    const { conversationId } = act.interactionArrives({ queue, mediaType });
    return act.agentAnswers(conversationId, { user: "Ben Agent" });
  };
  const codeNamed = ({ org }: Simulator, name: string): string =>
    [...org.wrapupCodes.values()].find((code) => code.name === name)?.id ?? "";
  const legOf = ({ store }: Simulator, ids: { conversationId: string; communicationId: string }) =>
    store.conversations
      .get(ids.conversationId)
      ?.participants.flatMap(({ communications }) => communications)
      .find(({ id }) => id === ids.communicationId);
  const posts = ({ log }: Simulator) =>
    log
      .entries()
      .filter(
        ({ method, operation }) =>
          method !== "GET" && operation !== undefined && !operation.startsWith("oauth"),
      );

  const sockets = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 3));

  /** Lets sockets and virtual time run in turn. */
  const pass = async (ms: number, stepMs = 1_000): Promise<void> => {
    const end = bench.clock.now() + ms;
    while (bench.clock.now() < end) {
      await sockets();
      await bench.clock.advance(Math.min(stepMs, end - bench.clock.now()));
    }
    await sockets();
  };
  const arrival = async (): Promise<Arrival> => {
    const [first] = bench.arrivals;
    if (first) return first;
    await pass(1_000);
    return arrival();
  };

  for (const [mediaType, operation] of MEDIA)
    it(`finds the medium by itself: ${mediaType}`, async () => {
      const { send, simulator, clock } = await open();
      const ids = answered(simulator, "Support", mediaType);
      simulator.act.agentCompletes(ids.conversationId);
      await clock.advance(5_000);
      const { at, msg } = await send({ conversationId: ids.conversationId, code: "resolved", notes: "done" });
      assert.equal(at, "result", msg.error?.message);
      assert.deepEqual(msg.payload, {
        accepted: true,
        ...ids,
        mediaType,
        code: codeNamed(simulator, "Resolved"),
        name: "Resolved",
        notes: "done",
        tags: undefined,
        durationSeconds: undefined,
      });
      assert.equal(msg.mediaType, mediaType);
      await clock.advance(1_000);
      assert.equal(posts(simulator)[0]?.operation, operation);
      assert.equal(legOf(simulator, ids)?.wrapup?.code, codeNamed(simulator, "Resolved"));
    });

  it("takes a code by id, with notes, tags and duration", async () => {
    const { send, simulator, clock } = await open();
    const ids = answered(simulator);
    const code = codeNamed(simulator, "Wrong number");
    const { at } = await send({ ...ids, code, notes: "n", tags: "one, two", durationSeconds: "42" });
    assert.equal(at, "result");
    assert.deepEqual(posts(simulator)[0]?.body, {
      code,
      notes: "n",
      tags: ["one", "two"],
      durationSeconds: 42,
    });
    await clock.advance(1_000);
    assert.equal(legOf(simulator, ids)?.wrapup?.durationSeconds, 42);
  });

  it("lists the nearest where there is no code of this name, before anything is given", async () => {
    const { send, simulator } = await open();
    const { msg } = await send({ ...answered(simulator), code: "Resolvd" });
    assert.equal(msg.error?.code, "input");
    assert.equal(msg.error.cause?.field, "code");
    assert.match(msg.error.message, /no wrap-up code "Resolvd"\. Did you mean Resolved\?/);
    assert.deepEqual(msg.error.cause?.codes, ["Resolved", "Callback requested", "Wrong number"]);
    assert.equal(posts(simulator).length, 0);
  });

  it("refuses the code of another queue", async () => {
    const { send, simulator } = await open();
    const { msg } = await send({ ...answered(simulator, "Sales"), code: codeNamed(simulator, "Resolved") });
    assert.deepEqual([msg.error?.code, msg.error?.cause?.field], ["input", "code"]);
    assert.match(
      msg.error?.message ?? "",
      /may belong to another queue\. Its codes are: Sale, No interest, Wrong number/,
    );
    assert.equal(posts(simulator).length, 0);
  });

  it("asks for the codes of a queue once", async () => {
    const { send, simulator } = await open();
    for (let i = 0; i < 3; i += 1) {
      const ids = answered(simulator);
      await send({ ...ids, code: "Resolved" });
      await bench.clock.advance(500);
      simulator.act.agentCompletes(ids.conversationId);
      await bench.clock.advance(500);
    }
    assert.equal(posts(simulator).length, 3);
    assert.equal(simulator.log.count("getConversationParticipantWrapupcodes"), 1);
  });

  it("finds a code that the queue has got since", async () => {
    const { send, simulator } = await open();
    const ids = answered(simulator);
    await send({ ...ids, code: "Resolved" });
    simulator.org.wrapupCodes.set("new", { id: "new", name: "Brand new" });
    const queue = [...simulator.org.queues.values()].find(({ name }) => name === "Support");
    if (queue) queue.wrapupCodeIds = [...queue.wrapupCodeIds, "new"];
    await bench.clock.advance(500);
    const { msg } = await send({ ...ids, code: "Brand new" });
    assert.equal(msg.error?.code, "conflict", "it was found, but the call was wrapped up before");
  });

  for (const bad of [
    { what: "no code", msg: {}, field: "code", says: /"code" is missing/ },
    {
      what: "a negative duration",
      msg: { code: "x", durationSeconds: -1 },
      field: "durationSeconds",
      says: /durationSeconds/,
    },
    { what: "tags that are no texts", msg: { code: "x", tags: [1] }, field: "tags", says: /tags/ },
  ])
    it(`refuses ${bad.what} before anything is sent`, async () => {
      const { send, simulator } = await open();
      const { msg } = await send({ conversationId: "c", ...bad.msg });
      assert.deepEqual([msg.error?.code, msg.error?.cause?.field], ["input", bad.field]);
      assert.match(msg.error?.message ?? "", bad.says);
      assert.equal(simulator.log.count(), 0);
    });

  it("by ids needs one of them", async () => {
    const { send, simulator } = await open({ target: "ids" });
    const { conversationId, participantId } = answered(simulator);
    const { msg } = await send({ conversationId, code: "Resolved" });
    assert.deepEqual([msg.error?.code, msg.error?.cause?.field], ["input", "participantId"]);
    assert.equal(simulator.log.count(), 0);
    assert.equal((await send({ conversationId, participantId, code: "Resolved" })).at, "result");
  });

  it("already wrapped up with this code is success, without a request", async () => {
    const { send, simulator } = await open();
    const ids = answered(simulator);
    simulator.act.agentHangsUp(ids.conversationId);
    simulator.act.agentWrapsUp(ids.conversationId, { code: "Resolved", notes: "by hand" });
    const { at, msg } = await send({ ...ids, code: "Resolved" });
    assert.equal(at, "result");
    const payload = msg.payload as { accepted: boolean; already: boolean; wrapup: { notes: string } };
    assert.deepEqual([payload.accepted, payload.already, payload.wrapup.notes], [true, true, "by hand"]);
    assert.equal(posts(simulator).length, 0);
  });

  it("already wrapped up with another code says so, and leaves it as it is", async () => {
    const { send, simulator } = await open();
    const ids = answered(simulator);
    simulator.act.agentHangsUp(ids.conversationId);
    simulator.act.agentWrapsUp(ids.conversationId, { code: "Wrong number" });
    const { msg } = await send({ ...ids, code: "Resolved" });
    assert.equal(msg.error?.code, "conflict");
    assert.match(msg.error.message, /already has another wrap-up code/);
    assert.equal(msg.error.cause?.wrappedBy, "code");
    assert.equal(msg.error.cause.outcome, "notSent");
    assert.equal((msg.error.cause.wrapup as { code: string }).code, codeNamed(simulator, "Wrong number"));
    assert.equal(posts(simulator).length, 0);
  });

  it("accepted a moment ago, but not to be seen yet: neither written over nor sent again", async () => {
    const { send, simulator, clock } = await open();
    simulator.settings.lagMs = 500;
    const ids = answered(simulator);
    simulator.act.agentHangsUp(ids.conversationId);
    await clock.advance(1_000);
    await send({ ...ids, code: "Resolved" });
    const same = await send({ ...ids, code: "Resolved" });
    const { accepted, already } = same.msg.payload as { accepted: boolean; already: boolean };
    assert.deepEqual([accepted, already], [true, true]);
    const other = await send({ ...ids, code: "Wrong number" });
    assert.deepEqual([other.msg.error?.code, other.msg.error?.cause?.outcome], ["conflict", "notSent"]);
    assert.equal(posts(simulator).length, 1);
    assert.equal(legOf(simulator, ids)?.wrapup, undefined, "it does not show yet");
  });

  for (const code of ["Resolved", "Wrong number"])
    it(`two messages at once are one request, the second with ${code}`, async () => {
      const { start, simulator, arrivals, clock } = await open();
      const ids = answered(simulator);
      simulator.act.agentHangsUp(ids.conversationId);
      await clock.advance(1_000);
      start({ ...ids, code: "Resolved" });
      start({ ...ids, code });
      while (arrivals.length < 2) await pass(500);
      const at = arrivals.map((each) => each.at).sort();
      assert.deepEqual(at, code === "Resolved" ? ["result", "result"] : ["catch", "result"]);
      assert.equal(posts(simulator).length, 1);
    });

  it("after the platform's time-out says so, and what to do", async () => {
    const { send, simulator, clock } = await open();
    const ids = answered(simulator);
    simulator.act.agentHangsUp(ids.conversationId);
    await clock.advance(120_000);
    const { msg } = await send({ ...ids, code: "Resolved" });
    assert.equal(msg.error?.code, "conflict");
    assert.match(msg.error.message, /ININ-WRAP-UP-TIMEOUT\. Wrap up earlier/);
    assert.equal(msg.error.cause?.wrappedBy, "timeout");
  });

  it("when the leg has ended: waits for that, shows it, and wraps up then", async () => {
    const { start, simulator, statuses } = await open({ when: "ended" });
    const ids = answered(simulator);
    start({ ...ids, code: "Resolved" });
    await pass(60_000);
    assert.equal(posts(simulator).length, 0);
    assert.match(String(statuses.at(-1)?.text), /waitingForEnd$/);
    simulator.act.customerHangsUp(ids.conversationId);
    const { at } = await arrival();
    assert.equal(at, "result");
    await pass(1_000);
    assert.equal(legOf(simulator, ids)?.wrapup?.code, codeNamed(simulator, "Resolved"));
    assert.equal(statuses.at(-1)?.text, undefined);
  });

  it("spares the rate limit while it waits", async () => {
    const { start, simulator } = await open({ when: "ended" });
    start({ ...answered(simulator), code: "Resolved" });
    await pass(600_000, 5_000);
    assert.ok(simulator.log.count("getConversation") < 50, `${simulator.log.count("getConversation")} looks`);
  });

  it("waits no longer for an agent where the conversation has ended without one", async () => {
    const { start, simulator } = await open({ when: "ended" });
    const { conversationId } = simulator.act.customerCalls({ queue: "Support" });
    simulator.act.agentDeclines(conversationId);
    start({ conversationId, code: "Resolved" });
    await pass(3_000);
    assert.equal(bench.arrivals.length, 0);
    simulator.act.customerHangsUp(conversationId);
    await pass(20_000);
    assert.deepEqual([bench.arrivals[0]?.at, bench.arrivals[0]?.msg.error?.code], ["catch", "noTarget"]);
  });

  it("waits from before anybody has answered, through alerts that nobody answers", async () => {
    const { start, simulator } = await open({ when: "ended" });
    const { conversationId } = simulator.act.customerCalls({ queue: "Support" });
    start({ conversationId, code: "Resolved" });
    await pass(10_000);
    simulator.act.agentDeclines(conversationId);
    await pass(6_000);
    const ids = simulator.act.agentAnswers(conversationId);
    await pass(30_000);
    simulator.act.agentHangsUp(conversationId);
    const { at, msg } = await arrival();
    assert.equal(at, "result", msg.error?.message);
    assert.equal(msg.participantId, ids.participantId);
  });

  it("before the agent's time runs out: leaves them their time, and steps in shortly before its end", async () => {
    const { start, simulator, clock, statuses } = await open({ when: "beforeTimeout" });
    const ids = answered(simulator);
    start({ ...ids, code: "Resolved" });
    await pass(20_000);
    simulator.act.agentHangsUp(ids.conversationId);
    const endedAt = clock.now();
    await pass(105_000);
    assert.equal(posts(simulator).length, 0);
    assert.match(String(statuses.at(-1)?.text), /waitingForWrapUp$/);
    const { at } = await arrival();
    assert.equal(at, "result");
    const sent = (posts(simulator)[0]?.at ?? 0) - endedAt;
    assert.ok(sent > 105_000 && sent < 115_000, `after ${sent} ms`);
    await pass(30_000);
    assert.equal(legOf(simulator, ids)?.wrapup?.code, codeNamed(simulator, "Resolved"));
  });

  it("before the agent's time runs out: an agent who chose a code is right", async () => {
    const { start, simulator } = await open({ when: "beforeTimeout" });
    const ids = answered(simulator);
    start({ ...ids, code: "Resolved" });
    await pass(5_000);
    simulator.act.agentHangsUp(ids.conversationId);
    await pass(30_000);
    simulator.act.agentWrapsUp(ids.conversationId, { code: "Wrong number" });
    const { at, msg } = await arrival();
    assert.equal(at, "result");
    const payload = msg.payload as { accepted: boolean; already: boolean; wrapup: { code: string } };
    assert.deepEqual([payload.accepted, payload.already], [false, true]);
    assert.equal(payload.wrapup.code, codeNamed(simulator, "Wrong number"));
    assert.equal(posts(simulator).length, 0);
  });

  it("before the agent's time runs out: where the queue sets none, when the longest wait is over", async () => {
    const { start, simulator, clock } = await open({ when: "beforeTimeout", deadlineSeconds: 90 });
    const ids = answered(simulator, "Sales");
    const startedAt = clock.now();
    start({ ...ids, code: "Sale" });
    await pass(1_000);
    simulator.act.agentHangsUp(ids.conversationId);
    const { at } = await arrival();
    assert.equal(at, "result");
    assert.ok(Math.abs((posts(simulator)[0]?.at ?? 0) - startedAt - 90_000) < 1_000);
  });

  it("does not believe a clock that differs from its own", async () => {
    const { start, simulator, clock } = await open({ when: "beforeTimeout" });
    const ids = answered(simulator);
    start({ ...ids, code: "Resolved" });
    await pass(20_000);
    simulator.act.agentHangsUp(ids.conversationId);
    const leg = legOf(simulator, ids);
    if (leg?.afterCallWork) leg.afterCallWork.startAt = clock.now() + 300_000; // five minutes fast
    const { at } = await arrival();
    assert.equal(at, "result");
    await pass(30_000);
    assert.equal(legOf(simulator, ids)?.wrapup?.code, codeNamed(simulator, "Resolved"));
  });

  it("gives up at its deadline, and says what did not happen", async () => {
    const { start, simulator } = await open({ when: "ended", deadlineSeconds: 60 });
    start({ ...answered(simulator), code: "Resolved" });
    const { at, msg } = await arrival();
    assert.equal(at, "catch");
    assert.equal(msg.error?.code, "timeout");
    assert.match(msg.error.message, /had not ended within 60 s/);
    assert.equal(msg.error.cause?.outcome, "notSent");
  });

  it("says that nobody has answered yet", async () => {
    const { start, simulator } = await open();
    const { conversationId } = simulator.act.customerCalls({ queue: "Billing" });
    simulator.act.agentDeclines(conversationId);
    await pass(4_500);
    start({ conversationId, code: "Resolved" });
    const { msg } = await arrival();
    assert.ok(["conflict", "noTarget"].includes(msg.error?.code ?? ""), msg.error?.message);
  });

  it("goes on after looks that failed in the middle of a long wait", async () => {
    const { start, simulator } = await open({ when: "ended" }, { account: { deadlineSeconds: 5 } });
    const ids = answered(simulator);
    start({ ...ids, code: "Resolved" });
    await pass(5_000);
    simulator.faults.add({ match: { operation: "getConversation" }, times: 40, fault: { status: 503 } });
    await pass(120_000);
    simulator.faults.clear();
    simulator.act.customerHangsUp(ids.conversationId);
    assert.equal((await arrival()).at, "result");
  });

  it("a leg that has ended but shows no after-call work yet is looked at anew, not given up", async () => {
    const { start, simulator } = await open();
    simulator.settings.acwLagMs = 2_000;
    const ids = answered(simulator);
    simulator.act.agentHangsUp(ids.conversationId);
    start({ ...ids, code: "Resolved" });
    const { at } = await arrival();
    assert.equal(at, "result");
    assert.ok(
      posts(simulator).some(({ status }) => status === 400),
      "it was refused before",
    );
    await pass(1_000);
    assert.equal(legOf(simulator, ids)?.wrapup?.code, codeNamed(simulator, "Resolved"));
  });

  it("where after-call work was never asked for, says what would do", async () => {
    const { send, simulator } = await open();
    const ids = answered(simulator, "Back office");
    simulator.act.agentHangsUp(ids.conversationId);
    const { msg } = await send({ ...ids, code: "Resolved" });
    assert.equal(msg.error?.code, "rejected");
    assert.match(msg.error.message, /only on request.*while the agent is connected/);
    assert.equal(posts(simulator).length, 1);
  });

  for (const fault of [{ lostAnswer: true }, { reset: true }, { status: 500 }, { status: 503 }] as const)
    it(`looks before it sends again after ${JSON.stringify(fault)}`, async () => {
      const { start, simulator } = await open();
      const operation = "postConversationsCallParticipantCommunicationWrapup";
      simulator.faults.add({ match: { operation }, fault });
      const ids = answered(simulator);
      let applied = 0;
      simulator.store.onChange(({ what }) => (applied += what === "wrapupApplied" ? 1 : 0));
      start({ ...ids, code: "Resolved" });
      const { at } = await arrival();
      assert.equal(at, "result");
      await pass(2_000);
      assert.equal(applied, 1);
      assert.equal(legOf(simulator, ids)?.wrapup?.code, codeNamed(simulator, "Resolved"));
    });

  it("reports the unknown outcome of a platform that keeps failing", async () => {
    const { start, simulator } = await open();
    const operation = "postConversationsCallParticipantCommunicationWrapup";
    simulator.faults.add({ match: { operation }, times: 10, fault: { status: 500 } });
    start({ ...answered(simulator), code: "Resolved" });
    const { msg } = await arrival();
    assert.deepEqual([msg.error?.code, msg.error?.cause?.outcome], ["server", "unknown"]);
    assert.equal(simulator.log.count(operation), 3);
  });

  it("names the permission that is missing, at once", async () => {
    const { send, simulator } = await open(
      {},
      { credentials: { clientId: "limited", clientSecret: "limited" } },
    );
    const { msg } = await send({ ...answered(simulator), code: "Resolved" });
    assert.equal(msg.error?.code, "denied");
    assert.match(msg.error.message, /conversation:participant:wrapup/);
    assert.equal(posts(simulator).length, 1);
  });

  it("looks afterwards, if told to", async () => {
    const { start, simulator } = await open({ verify: true });
    start({ ...answered(simulator), code: "Resolved" });
    const { at, msg } = await arrival();
    assert.equal(at, "result");
    const payload = msg.payload as { verified: boolean; wrapup: { code: string } };
    assert.equal(payload.verified, true);
    assert.equal(payload.wrapup.code, codeNamed(simulator, "Resolved"));
    const { operation } = msg.genesys as { operation: string };
    assert.match(operation, /^post.*Wrapup$/, "the facts are those of the wrap-up, not of the looks");
  });

  it("keeps notes provisionally, and reads them", async () => {
    const { send, simulator, clock } = await open({ provisional: true });
    const ids = answered(simulator);
    const { msg } = await send({ ...ids, notes: "so far" });
    assert.equal((msg.payload as { provisional: boolean }).provisional, true);
    await clock.advance(500);
    assert.deepEqual(posts(simulator)[0]?.body, { notes: "so far", provisional: true });
    assert.equal(legOf(simulator, ids)?.wrapup, undefined);
  });

  it("reads what was noted so far, and nothing where nothing was", async () => {
    const { send, simulator } = await open({ action: "read", provisional: true });
    const ids = answered(simulator);
    assert.equal((await send({ ...ids })).msg.payload, null);
    const leg = legOf(simulator, ids);
    if (leg) leg.provisionalWrapup = { code: "", notes: "so far", provisional: true };
    assert.equal(((await send({ ...ids })).msg.payload as { notes: string }).notes, "so far");
  });

  it("reads the wrap-up that stands", async () => {
    const { send, simulator } = await open({ action: "read" });
    const ids = answered(simulator);
    assert.equal((await send({ ...ids })).msg.payload, null);
    simulator.act.agentHangsUp(ids.conversationId);
    simulator.act.agentWrapsUp(ids.conversationId, { code: "Resolved", notes: "n" });
    const { msg } = await send({ ...ids });
    assert.equal((msg.payload as { code: string }).code, codeNamed(simulator, "Resolved"));
    assert.equal(msg.participantId, ids.participantId);
  });

  it("lists the codes of the participant, by ids with a single request", async () => {
    const { send, simulator } = await open({ action: "list", target: "ids" });
    const { msg } = await send({ ...answered(simulator, "Sales") });
    assert.deepEqual(
      (msg.payload as { name: string }[]).map(({ name }) => name),
      ["Sale", "No interest", "Wrong number"],
    );
    assert.equal(simulator.log.count("getConversation"), 0);
  });

  it("skips a wrap-up where the queue allows it", async () => {
    const { send, simulator, clock } = await open({ action: "skip" });
    const ids = answered(simulator, "Service");
    simulator.act.agentHangsUp(ids.conversationId);
    const { at, msg } = await send({ ...ids });
    assert.equal(at, "result");
    assert.equal((msg.payload as { skipped: boolean }).skipped, true);
    await clock.advance(500);
    assert.equal(legOf(simulator, ids)?.afterCallWork?.state, "skipped");
    const again = await send({ ...ids });
    assert.equal((again.msg.payload as { already: boolean }).already, true);
    assert.equal(posts(simulator).length, 1);
  });

  it("says that the queue does not allow it to be skipped", async () => {
    const { send, simulator } = await open({ action: "skip" });
    const ids = answered(simulator, "Sales");
    simulator.act.agentHangsUp(ids.conversationId);
    const { msg } = await send({ ...ids });
    assert.equal(msg.error?.code, "rejected");
    assert.match(msg.error.message, /cannot be skipped/);
  });

  it("closed in mid-wait, it ends silently and sends nothing any more", async () => {
    const { start, simulator, node, seen } = await open({ when: "ended" });
    const ids = answered(simulator);
    start({ ...ids, code: "Resolved" });
    await pass(3_000);
    await node.close(false);
    simulator.act.customerHangsUp(ids.conversationId);
    await pass(60_000);
    assert.equal(bench.arrivals.length, 0);
    assert.equal(seen.caught.length, 0);
    assert.equal(posts(simulator).length, 0);
  });

  it("trap 10: an agent at whom it only rang is never the one", async () => {
    const { send, simulator } = await open();
    const { conversationId } = simulator.act.customerCalls({ queue: "Support" });
    simulator.act.agentDeclines(conversationId, { user: "Lee Limited" });
    const ben = simulator.act.agentAnswers(conversationId, { user: "Ben Agent" });
    const { msg } = await send({ conversationId, code: "Resolved" });
    assert.equal(msg.participantId, ben.participantId);
  });
});
