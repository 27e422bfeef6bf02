import assert from "node:assert/strict";
import genesysEvents from "../../nodes/genesys-events";
import type { Step } from "../../nodes/lib/platform/plan/step";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { openBench, type Bench } from "../support/flow";
import { stepsOf } from "../support/nodes";
import { CALL } from "../support/seed";

const SUPPORT = idOf("queue Support");
const SALES = idOf("queue Sales");
const BEN = idOf("user Ben Agent");

const preview = (scope: string, ids: string): Step[] =>
  stepsOf("genesys-events", { scope, ids }, "client-credentials");
const topicsIn = ({ body }: Step): string[] => (body as { id: string }[]).map(({ id }) => id);

const SUBSCRIBE = "putNotificationsChannelSubscriptions";

interface Case {
  does: string;
  scope: string;
  ids: string;
  /** What a name means that the preview cannot know. */
  names?: Record<string, string>;
  /** A message for its input. */
  msg?: Record<string, unknown>;
}

const CASES: Case[] = [
  { does: "queues by their ids", scope: "queue", ids: `${SUPPORT}, ${SALES}` },
  { does: "queues by their names", scope: "queue", ids: "Support", names: { Support: SUPPORT } },
  { does: "users by their ids", scope: "user", ids: BEN },
  {
    ...{ does: "users by their e-mail addresses", scope: "user", ids: "ben.agent@example.com" },
    names: { "ben.agent@example.com": BEN },
  },
  { does: "one conversation", scope: "conversation", ids: CALL.conversationId },
  {
    ...{ does: "the conversations that its messages name", scope: "fromMessage", ids: "" },
    names: { conversationId: CALL.conversationId },
    msg: { conversationId: CALL.conversationId },
  },
  {
    ...{ does: "topics of the platform, also written short", scope: "topic" },
    ids: `v2.users.${BEN}?presence&routingStatus, v2.routing.queues.${SUPPORT}.users, v2.no.such.topic`,
  },
];

describe("the preview of notifications", () => {
  let bench: Bench | undefined;
  afterEach(async () => {
    await bench?.close();
    bench = undefined;
  });

  for (const { does, scope, ids, names = {}, msg } of CASES)
    it(`is what is sent by a node that listens to ${does}`, async () => {
      const opened = await openBench(genesysEvents, "genesys-events", { scope, ids });
      bench = opened;
      if (msg !== undefined) opened.start(msg);
      const sent = () => opened.simulator.log.entries().filter(({ path }) => path.startsWith("/api/"));
      const subscribed = () =>
        sent().filter(({ operation, status }) => operation === SUBSCRIBE && status === 200);
      const steps = preview(scope, ids);
      const shown = steps.filter(({ requests }) => requests[0]?.operation === SUBSCRIBE);
      for (let turn = 0; subscribed().length < shown.length; turn++) {
        assert.ok(turn < 2_000, `subscribed ${subscribed().length} times`);
        await new Promise((resolve) => setTimeout(resolve, 1));
        await opened.clock.advance(50);
      }

      const operations = steps.flatMap(({ requests }) => requests.map(({ operation }) => operation));
      for (const { operation = "" } of sent())
        assert.ok(operations.includes(operation), `${operation} is shown`);
      for (const { when, requests } of steps)
        if (when === "atStart" || when === "sharedAtStart")
          assert.ok(
            sent().some(({ operation }) => operation === requests[0]?.operation),
            `${requests[0]?.operation} was sent`,
          );
      const [first] = subscribed();
      const resolved = topicsIn(shown[0] ?? assert.fail()).map((topic) =>
        topic.replace(/\{([^}]+)\}/, (_, name: string) => names[name] ?? name),
      );
      assert.deepEqual(
        (first?.body as { id: string }[]).map(({ id }) => id),
        resolved,
      );
      const query = new URLSearchParams(shown[0]?.requests[0]?.query);
      assert.deepEqual({ ...first?.query }, Object.fromEntries(query));
      if (shown[1] !== undefined)
        assert.match(JSON.stringify(subscribed()[1]?.body), /v2\.users\.[0-9a-f-]{36}\.conversations/);
    });

  it("names the permission that topics need, once", () => {
    const [step] = preview("queue", `${SUPPORT},${SALES}`).filter((one) => one.permissions);
    assert.deepEqual(step?.permissions, ["conversation:communication:view"]);
    assert.deepEqual(preview("topic", `v2.users.${BEN}.presence`)[1]?.permissions, []);
  });

  it("shows a variable of the environment as it is written", () => {
    const steps = preview("queue", "${QUEUES}");
    assert.deepEqual(topicsIn(steps[2] ?? assert.fail()), ["v2.routing.queues.${QUEUES}.conversations"]);
  });
});
