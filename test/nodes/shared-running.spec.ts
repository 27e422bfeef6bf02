// Only on node-red-5: both versions give a message to the next node in the next turn.
import assert from "node:assert/strict";
import type { NodeAPI } from "node-red";
import { accountOf } from "../../nodes/lib/node/account";
import { receiveShared } from "../../nodes/lib/node/shared-running";
import type { ConversationEvent } from "../../nodes/lib/platform/events/types";
import type { Listening } from "../../nodes/lib/platform/shared-events/types";
import { eventsBench, SUPPORT } from "../support/benches/events";
import { until } from "../support/until";

const EVENT: ConversationEvent = {
  ...{ event: "ended", key: "ended", conversationId: "c", occurredAt: 1, recovered: false },
  payload: undefined,
};

describe("an event that an instance emits of what several share", () => {
  const { bench, open } = eventsBench();
  afterEach(() => bench().close());

  const join = async () => {
    let RED: NodeAPI | undefined;
    await open({}, { modules: [(api: NodeAPI) => void (RED = api)] });
    assert.ok(RED);
    const joined: Listening[] = [];
    const running = receiveShared(
      {
        ...{ RED, node: bench().node },
        shared: {
          join: (listening) => {
            joined.push(listening);
            return () => undefined;
          },
          close: () => Promise.resolve(),
        },
      },
      {
        ...{ account: accountOf(RED, "the-account"), memory: {}, scope: "queue", started: Promise.resolve() },
        settings: {
          ...{ ids: [SUPPORT], events: [], mediaType: "any", raw: false, readMessage: false },
          ...{ showPeople: false, metrics: [] },
        } as never,
      },
    );
    await until(() => joined.length === 1);
    const [listening] = joined;
    assert.ok(listening);
    return { listening, running, received: () => bench().arrivals.map(({ msg }) => msg["event"]) };
  };

  it("was received by the next node before it counts as emitted", async () => {
    const { listening, running, received } = await join();
    const delivered = listening.deliver({ event: EVENT }, false);
    assert.deepEqual(received(), [], "Node-RED gives it to the next node later");
    await delivered;
    assert.deepEqual(received(), ["ended"]);
    running.stop();
  });

  it("counts as emitted where the node is closed just after that, and not where it was closed before", async () => {
    const { listening, running, received } = await join();
    const delivered = listening.deliver({ event: EVENT }, false);
    running.stop();
    await delivered;
    await assert.rejects(listening.deliver({ event: EVENT }, false), { code: "closed" });
    assert.deepEqual(received(), ["ended"]);
  });
});
