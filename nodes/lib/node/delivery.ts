import type { Node, NodeMessage } from "node-red";
import { GenesysError, isGenesysError, type Outcome } from "../platform/errors/errors";

type Values = Record<string, unknown>;
export type Done = (error?: Error) => void;

/** The message with these properties; a copy of it where it takes none itself: it is frozen, or has a getter in their place. */
export const withProperties = (msg: NodeMessage, properties: Values): NodeMessage => {
  try {
    return Object.assign(msg, properties);
  } catch {
    const own = Object.getOwnPropertyDescriptors(msg) as Record<string, PropertyDescriptor>;
    for (const one of Object.values(own)) {
      one.configurable = true;
      if ("value" in one) one.writable = true;
    }
    const both = { ...own, ...Object.getOwnPropertyDescriptors(properties) };
    return Object.create(Object.getPrototypeOf(msg) as object | null, both) as NodeMessage;
  }
};

/** The same after success: the error of an earlier try is gone. */
export const succeeded = (msg: NodeMessage & Values, properties: Values): NodeMessage => {
  try {
    delete msg.error;
    return withProperties(msg, properties);
  } catch {
    // It is frozen, or keeps its error: a copy without the error is sent.
    const { error: _earlier, ...others } = Object.getOwnPropertyDescriptors(msg);
    const copy = Object.create(Object.getPrototypeOf(msg) as object | null, others) as NodeMessage;
    return withProperties(copy, properties);
  }
};

/** Whatever was thrown leaves as a GenesysError; any other is a bug in this package, and its message reports that. */
export const asGenesysError = (thrown: unknown, outcome: Outcome = "unknown"): GenesysError => {
  if (isGenesysError(thrown)) return thrown;
  const message = thrown instanceof Error ? thrown.message : "an unknown value was thrown";
  return new GenesysError("answer", `Unexpected error in this node: ${message}`, { outcome });
};

/** A call that ended with its account while its own node still runs: only this node can still report it. */
export const accountClosed = ({ cause }: GenesysError): GenesysError =>
  new GenesysError(
    "config",
    "The Genesys Cloud account of this node was closed in the meantime, for example by a deploy. " +
      (cause.outcome === "notSent"
        ? "Send the message again."
        : "It is unknown whether the request took effect. Check the result before you send the message again."),
    { ...cause, field: "account" },
  );

/**
 * The error as Node-RED reports it best. It writes an Error into the debug sidebar as an object with a stack, and puts the
 * class in front of the message for the log and for a Catch node. It writes a text as it is, and hands on the same
 * properties of it.
 */
const asSentence = ({ name, message, code, cause, stack }: GenesysError): Error =>
  Object.assign(new String(message), { name, message, code, cause, stack: stack ?? "" });

/**
 * Calls `done`, once. Node-RED copies the message then, for Catch and Complete nodes: one that cannot be copied must not
 * take the runtime down. Its error reaches a Catch node without it.
 */
export const finish = (node: Node, msg: NodeMessage, done: Done, error: GenesysError | undefined): void => {
  const sentence = error && asSentence(error);
  try {
    done(sentence);
  } catch (thrown) {
    if (sentence === undefined) node.error(asSentence(asGenesysError(thrown, "done")));
    else node.error(sentence, { _msgid: msg._msgid });
  }
};
