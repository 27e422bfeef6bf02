import type { About, Values } from "./definition";

const keyOf = (kind: string, value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? `${kind} ${value.trim().toLowerCase()}` : undefined;

/** A number is the same however it is written. Two other addresses that become one here merely wait for each other. */
const addressKey = (value: unknown): string | undefined =>
  keyOf("address", typeof value === "string" ? value.replace(/[\s().+-]/g, "") : value);

/** A conversation, by its id. */
export const aboutConversation: About = {
  inputs: ["conversationId"],
  key: ({ conversationId }) => keyOf("conversation", conversationId),
};

/** The recipient of a message, by their address. */
export const aboutAddress: About = {
  inputs: ["toAddress"],
  key: ({ toAddress }) => addressKey(toAddress),
};

/** A customer of another chat, by their id there. */
export const aboutCustomer: About = {
  inputs: ["fromId"],
  key: ({ fromId }) => keyOf("customer", fromId),
};

/** An agent, as the message names them: by id, e-mail address or name. */
export const aboutUser: About = {
  inputs: ["userId"],
  key: ({ userId }) => keyOf("user", userId),
};

const fieldsOf = (value: unknown): Values =>
  typeof value === "object" && value !== null ? (value as Values) : {};

/** What any operation is about: the conversation among its parameters or in its body, else the address in its body. */
export const aboutOperation: About = {
  inputs: ["parameters", "body"],
  key: (values) => {
    const parameters = fieldsOf(values.parameters);
    const body = fieldsOf(values.body);
    return (
      keyOf("conversation", parameters.conversationId ?? body.conversationId) ?? addressKey(body.toAddress)
    );
  },
};
