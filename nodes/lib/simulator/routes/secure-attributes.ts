import type { Conversation } from "../entities/conversation";
import { refusal } from "../http/errors";
import { accepted, ok, type Handler, type Handlers } from "../http/handler";
import { conversationOf } from "./lookup";

/** Attributes of a conversation that are not in it: those that are kept secret, and those that say who may see it. */

interface Secure {
  attributes: Readonly<Record<string, string>>;
  version: number;
}

const secureOf = ({ extras }: Conversation): Secure =>
  (extras["secureAttributes"] ?? { attributes: {}, version: 0 }) as Secure;

/** Each change counts; one that names another version than the last was made from something old. */
const writeSecure =
  (adds: boolean): Handler =>
  (context) => {
    const conversation = conversationOf(context);
    const { attributes, version } = context.body as Partial<Secure>;
    if (version != null && version !== secureOf(conversation).version)
      throw refusal("bad.request", {}, { details: [{ fieldName: "version" }] });
    context.later(() => {
      const before = secureOf(conversation);
      conversation.extras["secureAttributes"] = {
        attributes: { ...(adds ? before.attributes : {}), ...attributes },
        version: before.version + 1,
      };
    });
    return accepted();
  };

const accessOf = ({ extras }: Conversation): readonly string[] =>
  (extras["accessAttributes"] ?? []) as string[];

export const secureAttributeHandlers: Handlers = {
  getConversationSecureattributes: (context) => ok(secureOf(conversationOf(context))),
  putConversationSecureattributes: writeSecure(false),
  patchConversationSecureattributes: writeSecure(true),

  getConversationAccessattributes: (context) => ok({ accessAttributes: accessOf(conversationOf(context)) }),
  putConversationAccessattributes: (context) => {
    const conversation = conversationOf(context);
    const { accessAttributes } = context.body as { accessAttributes?: readonly string[] | null };
    context.later(() => void (conversation.extras["accessAttributes"] = [...(accessAttributes ?? [])]));
    return accepted();
  },
};
