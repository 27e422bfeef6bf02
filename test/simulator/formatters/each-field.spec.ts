import assert from "node:assert/strict";
import type { Operation } from "../../../nodes/lib/facts/operations";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { conversationToWire, MEDIA } from "../../../nodes/lib/simulator/formatters/conversation";
import { emailToWire } from "../../../nodes/lib/simulator/formatters/email";
import { mediaConversationToWire } from "../../../nodes/lib/simulator/formatters/media-conversation";
import { messageToWire } from "../../../nodes/lib/simulator/formatters/message";
import { registersOf } from "../../../nodes/lib/simulator/registers/register";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { threadOf } from "../../../nodes/lib/simulator/machines/emails";
import { legsOf } from "../../../nodes/lib/simulator/machines/legs";
import { messagesIn } from "../../../nodes/lib/simulator/store/messages";
import { callerOf } from "../caller";
import { fieldCases, type FieldCase } from "../field-values";
import { minimalBody } from "../minimal-bodies";
import { mediaWordOf, pathWith, played, talkOf } from "../stage";

/**
 * Each field that a request may have, alone: what it does can be seen in an answer or in a conversation, or it is refused by
 * the platform's rules, or 501 names it. Nothing is ignored, and nothing has another meaning.
 */

/** Searches, which have separate specs. */
const QUERIES = [
  ...["postAnalyticsConversationsDetailsQuery", "postUsersSearch"],
  "postAnalyticsConversationsDetailsJobs",
  ...["postConversationsCustomattributesSearch", "postExternalcontactsContactsSearch"],
];

const OPERATIONS = played().filter(
  ({ id, body }) => body !== null && body.array !== true && !QUERIES.includes(id),
);

const SECRETS = /AccessToken$|^(appSecret|wabaCertificate|signupCode|codeChallenge|redirectUri|code)$/;

/** Accepted, and rightly with nothing to see. */
const NOTHING_TO_SEE: readonly [operation: RegExp, field: RegExp, why: string][] = [
  [/Typing$/, /^(typing|typing\.duration|dateSent)$/, "the customer's side shows it and forgets it"],
  [/ParticipantCommunication$/, /^wrapup/, "the platform's words: this does not update the wrap-up"],
  [/Callbacks$/, /^(countryCode|validateCallbackNumbers)$/, "only checks the numbers"],
  [/CallbacksBulkUpdate$/, /^patchCallbackRequests\./, "the response says that there is no such callback"],
  [/postConversationsCalls/, /^(priority|languageId|routingSkillsIds)$/, "for calls to a queue"],
  [/postConversationsMessages/, /^useExisting/, "there is no conversation to use"],
  [/ReplaceAgent|Replace$/, /^user(DisplayName|Name)$/, "names the user that the id names"],
  [/EmailInboundmessages/, /^(queueId|flowId)$/, "routes a conversation that begins again"],
  [/AttachmentsUploads/, /^inlineImage$/, "shows once the file is there"],
  [/Integrations(Apple|Facebook|Instagram|Open|Twitter|Whatsapp)/, SECRETS, "no answer shows a secret"],
  [/CopyAttachmentsRequest|Copy$/, /^attachments\.(?!attachmentId)/, "the id says which one is meant"],
];

const isNothingToSee = ({ id }: Operation, { path }: FieldCase): boolean =>
  NOTHING_TO_SEE.some(([operation, field]) => operation.test(id) && field.test(path));

interface Outcome {
  status: number;
  text: string;
  seen: string;
  states: string[];
}

describe("each field of a body, alone", function () {
  this.timeout(60_000); // hundreds of requests in some of them
  let clock: VirtualClock;
  let simulator: Simulator;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  after(() => simulator.close());

  /** Everything that can be read of the conversations, with its times counted from the start. */
  const seen = (startAt: number): string => {
    const { store } = simulator;
    const all = [...store.conversations.values()];
    const hasEmails = (each: (typeof all)[number]): boolean =>
      legsOf(each).some(({ leg }) => leg.media === "emails");
    const emails = all.filter(hasEmails).flatMap((each) => {
      const { messages, draft } = threadOf(store, each);
      return [...messages, ...(draft ? [draft] : [])].map((item) => emailToWire(each.id, item));
    });
    return relative(
      JSON.stringify([
        all.map((each) => [
          conversationToWire(store, each),
          legsOf(each).map(({ leg }) => (leg.media === "calls" ? leg.postFlowAction : undefined)),
          MEDIA.map((media) => mediaConversationToWire(store, each, media)),
        ]),
        all.map(({ extras }) => extras),
        registersOf(store),
        [...messagesIn(store).values()].map((message) => messageToWire(store, message)),
        emails,
      ]),
      startAt,
    );
  };
  const relative = (text: string, startAt: number): string =>
    text
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (moment) => `+${Date.parse(moment) - startAt}`)
      .replace(/"contextId":"[^"]*"/, "");

  const states = (): string[] =>
    [...simulator.store.conversations.values()].flatMap(legsOf).map(({ leg }) => `${leg.id} ${leg.state}`);

  const run = async (operation: Operation, body: unknown): Promise<Outcome> => {
    const { startAt, params } = stage(operation);
    const token = simulator.act.issueToken("sign-in", idOf("user Ben Agent"));
    const { status, text } = await callerOf(simulator, token).call(
      operation.method,
      pathWith(operation, params),
      body,
    );
    clock.advance(1500);
    return { status, text: relative(text, startAt), seen: seen(startAt), states: states() };
  };

  /** The org with one conversation of the operation's medium, or a scheduled callback. */
  const stage = (operation: Operation) => {
    simulator.reset();
    const startAt = clock.now();
    const word = mediaWordOf(operation) ?? "calls";
    const ids = talkOf(simulator, clock, word);
    const integrationId = idOf("integration Web shop");
    const userId = idOf("user Ben Agent");
    return { startAt, params: { ...ids, integrationId, userId, channelId: "none" } };
  };

  const baseOf = (operation: Operation): Record<string, unknown> => {
    const isPatch = operation.method === "PATCH" && !operation.body?.needs;
    const isEmptyAlone = /^(Conversation|MediaParticipantRequest|ParticipantAttributes)$/;
    if (isPatch && isEmptyAlone.test(operation.body?.model ?? "")) return {};
    return minimalBody(operation, simulator) as Record<string, unknown>;
  };

  for (const operation of OPERATIONS)
    it(operation.id, async () => {
      stage(operation);
      const base = baseOf(operation);
      const wrong: string[] = [];
      const known = new Map<string, Outcome>();
      const outcomeOf = async (body: unknown): Promise<Outcome> => {
        const key = JSON.stringify(body);
        const found = known.get(key) ?? (await run(operation, body));
        known.set(key, found);
        return found;
      };
      for (const each of fieldCases(operation.body?.model ?? "", base, clock.now())) {
        const without = await outcomeOf(each.without);
        const outcomes: Outcome[] = [];
        for (const { body } of each.values) outcomes.push(await outcomeOf(body));
        for (const { status, text } of outcomes) {
          if (status >= 500 && status !== 501) wrong.push(`${each.path}: ${status} ${text}`);
          if (status === 501 && !each.path.split(".").some((part) => text.includes(part)))
            wrong.push(`${each.path}: 501 without its name`);
        }
        const accepted = outcomes.filter(({ status }) => status < 300);
        const isSeen = accepted.some(
          ({ text, seen: after }) => without.status >= 300 || text !== without.text || after !== without.seen,
        );
        if (accepted.length === outcomes.length && !isSeen && !isNothingToSee(operation, each))
          wrong.push(`${each.path}: accepted and ignored`);
      }
      assert.deepEqual(wrong, []);
    });

  describe("of a conversation or a participant changes no state that it does not name", () => {
    const isChange = ({ method, body }: Operation): boolean =>
      method === "PATCH" && /^(Conversation|MediaParticipantRequest)$/.test(body?.model ?? "");
    for (const operation of OPERATIONS.filter((each) => isChange(each) && !each.body?.needs))
      it(operation.id, async () => {
        const before = (await run(operation, {})).states;
        const start = stage(operation);
        clock.advance(1500);
        assert.deepEqual(before, states(), "an empty body");
        assert.ok(start);
        for (const { path, values } of fieldCases(operation.body?.model ?? "", {}, clock.now()))
          for (const { body } of values)
            if (path !== "state") assert.deepEqual((await run(operation, body)).states, before, path);
      });
  });
});
