import { inputError } from "../errors/errors";
import { complaintAbout, readQuery, withoutUnset } from "./check";
import type { Contract } from "./contract";
import type { ActionMethod } from "./export";

interface Received {
  method: ActionMethod;
  query: Readonly<Record<string, unknown>>;
  /** Parsed JSON. */
  body: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The inputs of a request, by its contract. @throws GenesysError `input` naming the field that does not keep it. */
export const readInputs = (
  contract: Contract,
  { method, query, body }: Received,
): Record<string, unknown> => {
  const given = method === "GET" ? readQuery(contract, query) : (body ?? {});
  if (!isObject(given)) throw inputError("body", "The body of the request is not a JSON object.");
  const complaint = complaintAbout(contract, given);
  if (complaint === undefined) return withoutUnset(given);
  throw inputError(complaint.field, `The input "${complaint.field}" of the request ${complaint.what}.`);
};

/** The properties of a message that our other nodes read by default. */
const IDS = ["conversationId", "participantId", "communicationId", "userId"] as const;

/** The ids among the inputs, as properties of the message: the nodes behind read them there. */
export const idsAmong = (inputs: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    IDS.flatMap((id) => {
      const value = Object.hasOwn(inputs, id) ? inputs[id] : undefined;
      return typeof value === "string" && value !== "" ? [[id, value]] : [];
    }),
  );
