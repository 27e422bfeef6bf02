import type { RefusalCode } from "./errors";

/** Where the platform refuses a wrong body with a special message rather than as malformed. */
export interface Quirk {
  /** By field: it is missing. */
  missing?: Readonly<Record<string, RefusalCode>>;
  /** None of the fields of which the model requires one. */
  none?: RefusalCode;
  /** More than one of the fields that exclude each other. */
  several?: RefusalCode;
  /** The handler itself checks the rules of `one of`, because its response is a setting. */
  leaveRules?: true;
}

const BY_MODEL: Readonly<Record<string, Quirk>> = {
  MandatoryPostCallActionInput: { leaveRules: true },
  CreateCallRequest: { several: "too.many.create.conversation.parameters" },
  CreateCallbackCommand: {
    missing: { callbackNumbers: "callback.error.missing.callback.numbers" },
    none: "callback.error.missing.queue.id",
  },
  CreateEmailRequest: {
    none: "too.many.create.email.parameters",
    several: "too.many.create.email.parameters",
  },
  EmailMessage: { missing: { to: "postino.error.reply.no.to", textBody: "postino.error.reply.no.body" } },
  TransferRequest: { none: "conversations.error.transfer.destination.required" },
  WrapupInput: { missing: { code: "conversation.error.wrapup.code.required" } },
};

export const quirkOf = (model: string): Quirk => BY_MODEL[model] ?? {};

/** By operation and field: a value that the model has but this operation does not take, or none. */
export const notAllowed = (operation: string): RefusalCode =>
  operation.endsWith("ParticipantCommunication") ? "communication.state.required" : "bad.request";
