import assert from "node:assert/strict";
import { loadOperations, type Operation } from "../../nodes/lib/facts/operations";
import { createVirtualClock, type VirtualClock } from "../../nodes/lib/simulator/store/clock";
import { EXTRA_OPERATIONS } from "../../nodes/lib/simulator/http/extra-operations";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { simulatedOperations } from "../../nodes/lib/simulator/routes/index";
import { checkedCaller } from "../support/models";
import type { Got } from "./caller";
import { steadyPicker } from "./histories/pool";
import { someRequest } from "./histories/requests";
import { begin, SCENES } from "./histories/stage";
import { createdBefore } from "./registers/before";

/** Each operation that is listed as played is carried out at least once, over HTTP, and answers what its model says. */

const AGENTS = [
  ...["Ben", "Cleo", "Dana", "Eli", "Fay", "Gus", "Hana", "Ivo"].map((name) => `${name} Agent`),
  ...["Lee Limited", "Jun Agent", "Kim Agent", "Lou Agent"],
];

/** Requests differ in the users and objects that they name; one of so many finds what it needs. */
const ATTEMPTS = 12;

const UPLOADS = "postConversationsEmailMessagesDraftAttachmentsUploads";
const MEETING = ["postConversationsVideosMeetings"];

/** What has to be done before there is anything to read or to remove. */
const BEFORE: Readonly<Record<string, readonly string[]>> = {
  deleteConversationsEmailMessagesDraftAttachment: [UPLOADS],
  deleteConversationsCallParticipantConsult: ["postConversationsCallParticipantVoiceConsult"],
  deleteNotificationsChannelSubscriptions: ["postNotificationsChannels"],
  getConversationCommunicationInternalmessage: ["postConversationCommunicationInternalmessages"],
  getConversationParticipantWrapup: ["postConversationsCallParticipantCommunicationWrapup"],
  getConversationsMessageCommunicationMessagesMediaMediaId: [
    "postConversationsMessageCommunicationMessagesMediaUploads",
  ],
  getConversationRecording: ["getConversationRecordings"],
  getExternalcontactsContactsExport: ["postExternalcontactsContactsExports"],
  getConversationsVideoDetails: MEETING,
  getConversationsVideosMeeting: MEETING,
  getNotificationsChannelSubscriptions: ["postNotificationsChannels"],
  headNotificationsChannel: ["postNotificationsChannels"],
  patchConversationsCallParticipantConsult: ["postConversationsCallParticipantVoiceConsult"],
  postConversationsEmailMessagesDraftAttachmentsCopy: ["postConversationsEmailMessages"],
  postNotificationsChannelSubscriptions: ["postNotificationsChannels"],
  putNotificationsChannelSubscriptions: ["postNotificationsChannels"],
};

/** A wrap-up is read where one was given. */
const beforeOf = (id: string): readonly string[] => {
  const giving = id.replace(/^get/, "post").replace(/(Communication)?Wrapup$/, "CommunicationWrapup");
  return BEFORE[id] ?? (/^getConversations.*Wrapup$/.test(id) ? [giving] : createdBefore(id));
};

describe("each operation that is simulated", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  const all = new Map([...loadOperations(), ...EXTRA_OPERATIONS].map((each) => [each.id, each]));
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  beforeEach(() => {
    simulator.reset();
    simulator.settings.requestsPerMinute = Infinity;
    SCENES.forEach((scene, at) => begin(simulator, clock, scene, AGENTS[at]));
  });
  after(() => simulator.close());

  const named = (id: string): Operation => all.get(id) ?? assert.fail(`${id} is an operation`);

  const send = async (operation: Operation, attempt: number): Promise<Got> => {
    const { path, body, userId } = someRequest(operation, simulator, steadyPicker(attempt));
    const token = simulator.act.issueToken(userId === undefined ? "simulator" : "sign-in", userId);
    return checkedCaller(simulator, token).call(operation.method, path, body);
  };

  /** Until it is carried out; answers the last refusal where it never is. */
  const carryOut = async (operation: Operation): Promise<Got> => {
    let got = await send(operation, 0);
    for (let attempt = 1; attempt < ATTEMPTS && got.status >= 300; attempt += 1)
      got = await send(operation, attempt);
    clock.advance(1_000);
    return got;
  };

  for (const id of simulatedOperations())
    it(`${id} is carried out and returns what its model says`, async () => {
      for (const first of beforeOf(id)) {
        const { status, text, body } = await carryOut(named(first));
        assert.ok(status < 300, `${first}: ${status} ${text}`);
        if (first === UPLOADS) await fetch(String(body["url"]), { method: "PUT", body: "abc" });
      }
      const { status, text } = await carryOut(named(id));
      assert.ok(status < 300, `${id} is listed as played, but never carried out: ${status} ${text}`);
    });
});
