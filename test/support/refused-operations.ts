import getConversation from "../../nodes/genesys-get-conversation";
import placeCall from "../../nodes/genesys-place-call";
import setPostflow from "../../nodes/genesys-set-postflow";
import updateParticipant from "../../nodes/genesys-update-participant";
import wrapUp from "../../nodes/genesys-wrap-up";
import type { ErrorCode } from "../../nodes/lib/platform/errors/errors";
import type { RefusalCode } from "../../nodes/lib/simulator/http/errors";
import type { NodeModule } from "./benches/node-bench";
import { fromMessage, TARGET_INPUTS } from "./seed";

/** Every refusal that the platform lists for the operations of a node, in its own words. */

type Row = [platformCode: RefusalCode, code: ErrorCode, advice: RegExp];

interface Case {
  node: string;
  module: NodeModule;
  type: string;
  config: Record<string, unknown>;
  operation: string;
  /** Acts as the signed-in user of this name. */
  as?: string;
  refusals: Row[];
}

const ids = { ...TARGET_INPUTS, ...fromMessage("attributes", "destination"), target: "ids" };
const calls = {
  ...fromMessage("destination", "userId", "attributes"),
  destinationValueType: "msg",
  destinationType: "phone",
};

const GONE: Row[] = [
  [
    "conversation.error.not.conversation.participant",
    "missing",
    /Read the conversation to get the current ids/,
  ],
  [
    "conversation.error.participant.no.active.conversations",
    "rejected",
    /Send the request while they are connected/,
  ],
  ["not.authorized", "denied", /division that the account's role does not include/],
];
const TRANSFER: Row[] = [
  ["conversations.error.transfer.not.connected", "rejected", /once it is answered/],
  ["conversations.error.transfer.same.party", "rejected", /Choose another destination/],
  ["conversations.error.transfer.acd.call.unattended", "rejected", /Transfer it to a queue/],
  ["conversation.error.forbidden.not.active.participant", "denied", /while they are connected/],
];
const STATION: Row[] = [
  ["conversation.error.no.user.station", "rejected", /Select a phone/],
  ["too.many.create.conversation.parameters", "rejected", /Set one number, user or queue/],
  ["resource.not.found", "missing", /Check the ids/],
  ["providerapi.error.station.no.active.edge", "rejected", /Check the station/],
  ["providerapi.error.no.station.for.edge", "rejected", /Check the station/],
];

const update = (action: string, operation: string, refusals: Row[], more: Partial<Case> = {}): Case => ({
  node: `update participant: ${action}`,
  module: updateParticipant,
  type: "genesys-update-participant",
  operation,
  refusals,
  ...more,
  config: { ...ids, action, ...more.config },
});
const transfer = (transferTo: string, operation: string, refusals: Row[]): Case =>
  update("transfer", operation, refusals, { node: `transfer to ${transferTo}`, config: { transferTo } });

export const REFUSED: Case[] = [
  {
    node: "get conversation",
    module: getConversation,
    type: "genesys-get-conversation",
    config: TARGET_INPUTS,
    operation: "getConversation",
    refusals: [
      ["conversation.not.found", "missing", /Check the conversation id/],
      ["not.authorized", "denied", /division/],
    ],
  },
  {
    node: "set postflow",
    module: setPostflow,
    type: "genesys-set-postflow",
    config: { ...TARGET_INPUTS, ...fromMessage("destination", "invocationData"), target: "ids" },
    operation: "patchConversationsCallParticipantCommunicationPostflowaction",
    refusals: [
      ["conversation.error.call.disconnected", "rejected", /Send the request during the call/],
      ["bad.request", "rejected", /Correct its inputs/],
    ],
  },
  update("hold", "patchConversationParticipant", [
    ...GONE,
    ["conversation.error.hold.alerting", "rejected", /once it is answered/],
    ["conversation.error.conversation.not.found", "missing", /Check the conversation id/],
  ]),
  update(
    "disconnect",
    "patchConversationParticipant",
    [["conversation.error.cannot.disconnect.call", "rejected", /participant is still connected/]],
    { config: { allowLastCustomer: true } },
  ),
  update(
    "confine",
    "patchConversationsCallParticipant",
    [
      ["conversation.error.call.disconnected", "rejected", /Send the request during the call/],
      ["conversation.error.cannot.confine.party", "rejected", /three or more/],
      ["conversation.error.cannot.create.conference", "rejected", /each of them is connected/],
    ],
    { as: "Ada Agent" },
  ),
  update(
    "record",
    "patchConversationsCallParticipant",
    [["conversation.error.forbidden.not.active.participant", "denied", /Use that user's account/]],
    { as: "Sam Supervisor" },
  ),
  update("setAttributes", "patchConversationParticipantAttributes", [
    ["conversation.error.participant.attribute.null", "rejected", /object with text values/],
  ]),
  transfer("address", "postConversationParticipantTransfer", [
    ...TRANSFER,
    ["conversations.error.transfer.destination.required", "rejected", /Set a destination/],
  ]),
  transfer("queue", "postConversationParticipantReplaceQueue", [
    ...TRANSFER,
    ["conversations.error.queue.not.found", "rejected", /Set its id or its complete name/],
  ]),
  update(
    "monitor",
    "postConversationsCallParticipantMonitor",
    [["conversation.error.no.user.station", "rejected", /Select a phone/]],
    { as: "Sam Supervisor" },
  ),
  {
    node: "place call, on behalf of a user",
    module: placeCall,
    type: "genesys-place-call",
    config: calls,
    operation: "postConversationsCallsUserUserId",
    refusals: STATION,
  },
  {
    node: "place call, as a user",
    module: placeCall,
    type: "genesys-place-call",
    config: calls,
    operation: "postConversationsCalls",
    as: "Ada Agent",
    refusals: STATION,
  },
  {
    node: "wrap up: skip",
    module: wrapUp,
    type: "genesys-wrap-up",
    config: { ...TARGET_INPUTS, action: "skip" },
    operation: "patchConversationParticipant",
    refusals: [["conversation.error.wrapup.cannot.skip", "rejected", /Apply a code/]],
  },
  {
    node: "wrap up: apply",
    module: wrapUp,
    type: "genesys-wrap-up",
    config: {
      ...TARGET_INPUTS,
      ...fromMessage("notes", "tags", "durationSeconds"),
      code: "Resolved",
      codeType: "str",
    },
    operation: "postConversationsCallParticipantCommunicationWrapup",
    refusals: [
      ["conversation.error.wrapup.code.required", "rejected", /Set the id or name of the code/],
      ...GONE,
    ],
  },
];
