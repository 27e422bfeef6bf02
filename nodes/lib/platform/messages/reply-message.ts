import { blankInput, GenesysError, isGenesysError } from "../errors/errors";
import { asTemplate, checkText } from "./content";
import { asMedia, identityOf, type Media } from "./media";
import type { Content, MessageData } from "../conversation/message";
import type { Located, Target } from "../conversation/target";
import type { Client, Turn, Wait } from "../types";
import { locate } from "../api/conversations";
import { confirmDelivery, type Confirmed } from "./confirm-delivery";
import { prepareMedia } from "./prepare-media";
import { sendInto, sendTyping } from "../api/messages";

interface Inputs {
  text?: string | undefined;
  media?: unknown;
  template?: unknown;
}

export interface ReplyOptions {
  content: "text" | "media" | "template" | "typing";
  confirm: boolean;
  deadlineSeconds: number;
}

interface Way {
  options: ReplyOptions;
  signal: AbortSignal;
  waiting: (wait: Wait) => void;
  turn?: Turn | undefined;
}

export interface Replied extends Partial<Confirmed> {
  located: Located;
  /** As the platform answered; `undefined` where it merely accepted. */
  answer: MessageData | undefined;
}

/** The content of the message, checked as far as possible before the channel is known. */
type Draft =
  | { content: "text"; text: string }
  | { content: "media"; media: Media }
  | { content: "template"; body: Content }
  | { content: "typing" };

/** Sends one message in a live message conversation, on the leg that the target means. */
export const replyMessage = async (
  client: Client,
  target: Target,
  inputs: Inputs,
  way: Way,
): Promise<Replied> => {
  const { options, signal, waiting, turn } = way;
  const draft = draftOf(inputs, options.content);
  const located = await locateLeg(client, target, signal);
  if (draft.content === "typing") {
    await sendTyping(client, located, { signal });
    return { located, answer: undefined };
  }
  const body = await bodyOf(client, located, draft, way);
  const answer = await sendInto(client, located, body, { signal }, sameAs(draft, body));
  if (!options.confirm) return { located, answer };
  turn?.leave(); // it has been sent; what follows only looks
  waiting("delivery");
  const { conversationId } = located;
  const { deadlineSeconds } = options;
  const watched = { conversationId, messageId: answer?.id, deadlineSeconds, signal };
  return { located, answer, ...(await confirmDelivery(client, watched)) };
};

/** The leg to reply on. Where no agent has it, the error names the node that writes without one. */
const locateLeg = async (client: Client, target: Target, signal: AbortSignal): Promise<Located> => {
  try {
    const located = await locate(client, target, { mediaType: "message", phase: "live" }, { signal });
    refuseAlerting(located);
    return located;
  } catch (error) {
    if (target.target !== "agent" || !isGenesysError(error, "noTarget")) throw error;
    throw new GenesysError("noTarget", `${error.message} ${WITHOUT_AGENT}`, error.cause);
  }
};

const WITHOUT_AGENT =
  "To write without an agent by SMS, WhatsApp or open messaging, use the node send message: to the customer's " +
  'address, from the address that the customer wrote to, with "Use an existing conversation". ' +
  "After the event messageReceived, they are msg.fromAddress and msg.toAddress.";

const draftOf = ({ text, media, template }: Inputs, content: ReplyOptions["content"]): Draft => {
  switch (content) {
    case "typing":
      return { content };
    case "text":
      if (text === undefined) throw missing("text");
      return { content, text: checkText(text, undefined) };
    case "media":
      if (media === undefined) throw missing("media");
      return { content, media: asMedia(media) };
    case "template":
      if (template === undefined) throw missing("template");
      return { content, body: { messagingTemplate: asTemplate(template) } };
  }
};

const missing = (field: string) => blankInput(field, "Set the content to send.");

const bodyOf = async (
  client: Client,
  located: Located,
  draft: Exclude<Draft, { content: "typing" }>,
  { options, signal, waiting }: Way,
): Promise<Content> => {
  if (draft.content === "template") return draft.body;
  if (draft.content === "text") return { textBody: checkText(draft.text, channelOf(located)) };
  waiting("upload");
  const { deadlineSeconds } = options;
  return { mediaIds: [await prepareMedia(client, located, draft.media, { deadlineSeconds, signal })] };
};

/** What another instance would send for the same message: each upload gets another id. */
const sameAs = (draft: Draft, body: Content): unknown =>
  draft.content === "media" ? identityOf(draft.media) : body;

/** Known only where the conversation was read. */
const channelOf = ({ leg }: Located): string | undefined => {
  const type = leg?.communication.type;
  return typeof type === "string" ? type : undefined;
};

const refuseAlerting = ({ leg, conversationId }: Located): void => {
  if (leg?.communication.state !== "alerting") return;
  throw new GenesysError(
    "noTarget",
    "The conversation is still alerting, so a reply is not possible yet. Reply after the agent has answered.",
    { outcome: "notSent", conversationId },
  );
};
