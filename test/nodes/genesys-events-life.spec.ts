import assert from "node:assert/strict";
import helper from "node-red-node-test-helper";
import sdk from "purecloud-platform-client-v2";
import type { AccountNode } from "../../nodes/lib/node/account";
import { listenTo } from "../simulator/notifications/listener";
import { eventsBench, SUPPORT } from "../support/benches/events";

const TOPIC = `v2.routing.queues.${SUPPORT}.conversations`;

describe("the life of conversation events", () => {
  const { bench, open, run, isConnected } = eventsBench();
  afterEach(() => bench().close());

  it("two accounts have a channel each and do not mix", async () => {
    const second = [
      { id: "second-account", type: "genesys-account", region: "simulator", grant: "client-credentials" },
      {
        id: "second-node",
        type: "genesys-events",
        z: "tab",
        account: "second-account",
        ids: SUPPORT,
        wires: [["received"]],
      },
      { id: "received", type: "helper", z: "tab", wires: [] },
    ];
    await open({}, { flow: second });
    const received: string[] = [];
    helper.getNode("received").on("input", (msg: object) => {
      received.push((msg as { conversationId: string }).conversationId);
    });
    const elsewhere = helper.getNode("second-account") as unknown as AccountNode;
    await run(() => isConnected() && elsewhere.events().state().kind === "connected");
    const here = bench().simulator.act.customerCalls({ queue: "Support" });
    await elsewhere.simulate("customerCalls", { queue: "Sales" }); // so that their ids differ
    const there = await elsewhere.simulate("customerCalls", { queue: "Support" });
    await run(() => bench().arrivals.length > 0 && received.length > 0);
    assert.deepEqual(
      [...new Set(bench().arrivals.map(({ msg }) => msg["conversationId"]))],
      [here.conversationId],
    );
    assert.deepEqual([...new Set(received)], [(there as { conversationId: string }).conversationId]);
    assert.notEqual(received[0], here.conversationId);
  });

  it("an independent client, the vendor's SDK and a plain socket, sees the frames that the node sees", async () => {
    await open({ raw: true });
    await run(isConnected);
    const { ApiClient, NotificationsApi } = sdk;
    const { simulator } = bench();
    ApiClient.instance.setGateway({
      protocol: "http",
      host: "127.0.0.1",
      port: Number(new URL(simulator.url).port),
    });
    ApiClient.instance.setAccessToken(simulator.act.issueToken());
    const api = new NotificationsApi();
    const channel = await api.postNotificationsChannels();
    const listener = await listenTo(channel.connectUri ?? "");
    try {
      const { entities } = await api.putNotificationsChannelSubscriptions(channel.id ?? "", [{ id: TOPIC }], {
        ignoreErrors: true,
      });
      assert.equal(entities?.[0]?.state, "Permitted");
      const listed = await api.getNotificationsChannelSubscriptions(channel.id ?? "");
      assert.deepEqual(
        listed.entities?.map(({ id }) => id),
        [TOPIC],
      );
      await api.headNotificationsChannel(channel.id ?? "");
      const { conversationId } = simulator.act.customerCalls({ queue: "Support" });
      await run(() => bench().arrivals.length > 0);
      simulator.act.agentAnswers(conversationId);
      await run(() => bench().arrivals.some(({ msg }) => msg["event"] === "connected"));
      const frameOf = (msg: Record<string, unknown>) =>
        msg["frame"] as { eventBody: unknown; correlationId: string };
      for (const { msg } of bench().arrivals) {
        const { eventBody, correlationId } = frameOf(msg);
        await run(() =>
          listener.notifications().some(({ metadata }) => metadata?.CorrelationId === correlationId),
        );
        const seen = listener
          .notifications()
          .find(({ metadata }) => metadata?.CorrelationId === correlationId);
        assert.deepEqual(seen?.eventBody, eventBody);
      }
      await api.deleteNotificationsChannelSubscriptions(channel.id ?? "");
    } finally {
      listener.close();
      ApiClient.instance.clearAccessToken();
    }
  });
});
