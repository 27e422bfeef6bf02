import assert from "node:assert/strict";
import { loadOperations } from "../../../nodes/lib/facts/operations";
import { readAgent } from "../../../nodes/lib/platform/agents/read";
import { getRoutingStatus } from "../../../nodes/lib/platform/api/agents";
import { getPresence, listSystemPresences } from "../../../nodes/lib/platform/api/presences";
import { readIdentity } from "../../../nodes/lib/platform/api/identity";
import { LOOKUP_KINDS } from "../../../nodes/lib/platform/lookups/lists";
import { lookUpNames } from "../../../nodes/lib/platform/lookups/names";
import { lookUp } from "../../../nodes/lib/platform/lookups/lookups";
import { prepareMedia } from "../../../nodes/lib/platform/messages/prepare-media";
import { getMessage, openConversation } from "../../../nodes/lib/platform/api/messages";
import { findUserId } from "../../../nodes/lib/platform/api/users";
import { readProvisionalWrapup } from "../../../nodes/lib/platform/api/wrapups";
import type { Client } from "../../../nodes/lib/platform/types";
import type { LogEntry } from "../../../nodes/lib/simulator/http/log";
import { EXTRA_OPERATIONS } from "../../../nodes/lib/simulator/http/extra-operations";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { callSdk, essence, sdkRequests } from "../../support/sdk";
import { CALL } from "../../support/seed";
import { openOrg, type SimulatedOrg } from "../../support/simulated-client";

const LEG = { ...CALL, participantId: idOf("start participant agent"), mediaType: "call" } as const;
const ADA = idOf("user Ada Agent");
const SUPPORT = idOf("queue Support");
const once = { signal: new AbortController().signal, deadlineSeconds: 10 };
const GIF = Buffer.from("R0lGODdhAQ==", "base64");

/** What else the nodes and their dialogs send, and the operations of it. */
const ASKED: [what: string, ask: (client: Client) => Promise<unknown>, ...operations: string[]][] = [
  ["a user by e-mail address", (client) => findUserId(client, "ada.agent@example.com"), "postUsersSearch"],
  [
    "a conversation through a queue",
    (client) =>
      openConversation(client, {
        queueId: SUPPORT,
        toAddress: "+15555550123",
        channel: "sms",
        useExisting: false,
      }),
    "postConversationsMessages",
  ],
  [
    "the state of a message",
    (client) => getMessage(client, { ...CALL, messageId: CALL.participantId }),
    "getConversationsMessageMessage",
  ],
  [
    "the notes of a leg without a wrap-up of its own",
    (client) => readProvisionalWrapup(client, { ...LEG, mediaType: "internalMessage" }),
    "getConversationParticipantWrapup",
  ],
  [
    "an agent",
    (client) => readAgent(client, ADA),
    "getUser",
    "getPresenceDefinitions0",
    "getUserQueues",
    "getUserQueues",
    "postAnalyticsConversationsDetailsQuery",
    "getConversation",
  ],
  ["the platform's presences", listSystemPresences, "getSystempresences"],
  ["the routing status of an agent", (client) => getRoutingStatus(client, ADA), "getUserRoutingstatus"],
  ["the presence of an agent", (client) => getPresence(client, ADA), "getUserPresencesPurecloud"],
  ["who an account is", readIdentity, "getOrganizationsMe", "getTokensMe"],
];

describe("requests beside the official SDK", () => {
  let org: SimulatedOrg;
  beforeEach(async () => (org = await openOrg()));
  afterEach(() => org.close());

  const recorded = async (ask: (client: Client) => Promise<unknown>): Promise<LogEntry[]> => {
    const before = org.simulator.log.entries().length;
    await org.play(ask(org.clientOf("client-credentials")).catch(() => undefined)); // a refusal is as good
    return org.simulator.log.entries().slice(before);
  };

  /** The SDK, given the same values by name, has to write the same request. */
  const agree = async (entry: LogEntry): Promise<void> => {
    const known = [...loadOperations(), ...EXTRA_OPERATIONS];
    const operation = known.find(({ id }) => id === entry.operation) ?? assert.fail(entry.path);
    const names = operation.path.split("/");
    const values = entry.path.split("/").map(decodeURIComponent);
    const inPath = names.flatMap((name, at) =>
      name.startsWith("{") ? [[name.slice(1, -1), values[at]]] : [],
    );
    const given = { ...entry.query, ...Object.fromEntries(inPath) } as Record<string, unknown>;
    const theirs = await sdkRequests(org.simulator, () => callSdk(operation, given, entry.body));
    assert.deepEqual([essence(entry)], theirs, operation.id);
  };

  for (const [what, ask, ...operations] of ASKED)
    it(`for ${what} are the SDK's`, async () => {
      const entries = await recorded(ask);
      assert.deepEqual(
        entries.map(({ operation }) => operation),
        operations,
      );
      for (const entry of entries) await agree(entry);
    });

  it("for a file are the SDK's, but for the upload itself, which goes elsewhere", async () => {
    const { conversationId } = org.simulator.act.customerWrites();
    const leg = org.simulator.act.agentAnswers(conversationId);
    const file = { kind: "file", bytes: GIF, fileName: "a.gif", contentType: "image/gif" } as const;
    const entries = await recorded((client) => prepareMedia(client, leg, file, once));
    const ours = entries.filter(({ path }) => path.startsWith("/api/v2/"));
    assert.deepEqual(
      [...new Set(ours.map(({ operation }) => operation))],
      [
        "postConversationsMessageCommunicationMessagesMediaUploads",
        "getConversationsMessageCommunicationMessagesMediaMediaId",
      ],
    );
    for (const entry of ours.slice(0, 2)) await agree(entry);
  });

  for (const kind of LOOKUP_KINDS)
    it(`for the list of ${kind} in a dialog are the SDK's`, async () => {
      const sought = { search: "a", page: 1, queueId: SUPPORT };
      const entries = await recorded((client) => lookUp(client, kind, sought));
      assert.equal(entries.length, 1);
      for (const entry of entries) await agree(entry);
    });

  for (const kind of LOOKUP_KINDS)
    it(`for the names of ${kind} ids in a dialog are the SDK's`, async () => {
      const entries = await recorded((client) => lookUpNames(client, kind, [SUPPORT]));
      assert.equal(entries.length, 1);
      for (const entry of entries) await agree(entry);
    });
});
