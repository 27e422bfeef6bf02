import assert from "node:assert/strict";
import sdk from "purecloud-platform-client-v2";
import { listConversationIds } from "../../../nodes/lib/platform/api/analytics";
import { addTopics, createChannel, replaceTopics } from "../../../nodes/lib/platform/api/notifications";
import { findQueues, findUsers } from "../../../nodes/lib/platform/api/scopes";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { essence, sdkRequests } from "../../support/sdk";
import { openOrg, type SimulatedOrg } from "../../support/simulated-client";

const SUPPORT = idOf("queue Support");
const SALES = idOf("queue Sales");
const ADA = idOf("user Ada Agent");
const UNKNOWN = "00000000-0000-4000-8000-000000000000";
const TOPIC = `v2.routing.queues.${SUPPORT}.conversations`;

describe("the requests of the notifications", () => {
  let org: SimulatedOrg;
  beforeEach(async () => (org = await openOrg()));
  afterEach(() => org.close());

  const ours = async (call: (client: ReturnType<SimulatedOrg["clientOf"]>) => Promise<unknown>) => {
    const before = org.simulator.log.entries().length;
    await org.play(call(org.clientOf("client-credentials")).catch(() => undefined));
    return org.simulator.log.entries().slice(before).map(essence);
  };
  const agree = async (call: Parameters<typeof ours>[0], witness: () => Promise<unknown>): Promise<void> => {
    const [requests, theirs] = [await ours(call), await sdkRequests(org.simulator, witness)];
    assert.equal(requests.length, 1);
    assert.deepEqual(requests, theirs);
  };

  it("are those of the official SDK", async () => {
    const notifications = new sdk.NotificationsApi();
    const topics = [{ id: TOPIC }];
    await agree(createChannel, () => notifications.postNotificationsChannels());
    await agree(
      (client) => replaceTopics(client, "channel 1", [TOPIC]),
      () => notifications.putNotificationsChannelSubscriptions("channel 1", topics, { ignoreErrors: true }),
    );
    await agree(
      (client) => addTopics(client, "channel 1", [TOPIC]),
      () => notifications.postNotificationsChannelSubscriptions("channel 1", topics, { ignoreErrors: true }),
    );
    const routing = new sdk.RoutingApi();
    await agree(
      (client) => findQueues(client, ["Back office"]),
      () => routing.getRoutingQueues({ name: "Back office", pageSize: 100 }),
    );
    await agree(
      (client) => findQueues(client, [SUPPORT]),
      () => routing.getRoutingQueues({ id: [SUPPORT], pageSize: 100 }),
    );
    await agree(
      (client) => findUsers(client, [ADA]),
      () => new sdk.UsersApi().getUsers({ id: [ADA], state: "any", pageSize: 100 }),
    );
    const [fromMs, toMs] = [org.clock.now() - 60_000, org.clock.now()];
    await agree(
      (client) => listConversationIds(client, { queueIds: [SUPPORT], userIds: [], fromMs, toMs }),
      () =>
        new sdk.AnalyticsApi().postAnalyticsConversationsDetailsQuery({
          interval: `${new Date(fromMs).toISOString()}/${new Date(toMs).toISOString()}`,
          order: "desc",
          orderBy: "conversationStart",
          segmentFilters: [
            { type: "or", predicates: [{ type: "dimension", dimension: "queueId", value: SUPPORT }] },
          ],
          paging: { pageSize: 100, pageNumber: 1 },
        }),
    );
  });

  it("find queues by id and by name, and say which do not exist", async () => {
    const client = org.clientOf("client-credentials");
    assert.deepEqual(await org.play(findQueues(client, [SUPPORT, "SALES", UNKNOWN, "Nothing"])), [
      { name: SUPPORT, id: SUPPORT },
      { name: "SALES", id: SALES },
      { name: UNKNOWN, id: undefined },
      { name: "Nothing", id: undefined },
    ]);
  });

  it("find users by id and by e-mail address, and say which do not exist", async () => {
    const client = org.clientOf("client-credentials");
    assert.deepEqual(
      await org.play(findUsers(client, [ADA, "ada.agent@example.com", "x@example.com", UNKNOWN, "Ada"])),
      [
        { name: ADA, id: ADA },
        { name: "ada.agent@example.com", id: ADA },
        { name: "x@example.com", id: undefined },
        { name: UNKNOWN, id: undefined },
        { name: "Ada", id: undefined },
      ],
    );
  });

  it("take ids as they are where the account may not look them up", async () => {
    const simulator = org.simulator.org.clients.get("simulator");
    assert.ok(simulator);
    simulator.permissions = ["conversation:communication:view"];
    const client = org.clientOf("client-credentials");
    assert.deepEqual(await org.play(findQueues(client, [SUPPORT, UNKNOWN])), [
      { name: SUPPORT, id: SUPPORT },
      { name: UNKNOWN, id: UNKNOWN },
    ]);
  });
});
