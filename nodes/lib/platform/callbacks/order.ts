import { findQueues } from "../api/scopes";
import { findUserId } from "../api/users";
import { asE164 } from "../conversation/phone";
import { blankInput, GenesysError, inputError } from "../errors/errors";
import { momentOf } from "../time/moment";
import type { CallOptions, Client } from "../types";
import { isId } from "../../facts/ids";

/** What a flow says of a callback, checked before anything is sent. */

export interface CallbackInputs {
  queueId?: string | undefined;
  numbers?: readonly string[] | undefined;
  customerName?: string | undefined;
  /** A date, ISO 8601 with a zone, or the seconds or milliseconds since 1970. */
  scheduledTime?: unknown;
  /** The agent who is preferred: by id, e-mail address or name. */
  userId?: string | undefined;
  attributes?: Readonly<Record<string, string>> | undefined;
  /** For numbers without a country code: two letters. */
  country?: string | undefined;
}

/** In E.164, each once. */
export const numbersIn = async ({ numbers = [], country }: CallbackInputs): Promise<string[]> => {
  const checked: string[] = [];
  for (const number of numbers) checked.push(await asE164("numbers", number, country));
  return [...new Set(checked)];
};

/** Undefined where none is given. */
export const timeIn = ({ scheduledTime }: CallbackInputs): string | undefined =>
  scheduledTime === undefined || scheduledTime === null || scheduledTime === ""
    ? undefined
    : momentOf(scheduledTime, 0, "scheduledTime");

/** The queue's id. It is looked up only where a name is given. */
export const queueIdIn = async (
  client: Client,
  { queueId }: CallbackInputs,
  options?: CallOptions,
): Promise<string | undefined> => {
  const named = queueId?.trim();
  if (named === undefined || named === "" || isId(named)) return named === "" ? undefined : named;
  const [found] = await findQueues(client, [named], options);
  if (found?.id !== undefined) return found.id;
  throw new GenesysError(
    "missing",
    "The organisation has no queue of this name. Check the name. Nothing was sent.",
    {
      outcome: "notSent",
      field: "queueId",
    },
  );
};

export const agentIdIn = (
  client: Client,
  { userId }: CallbackInputs,
  options?: CallOptions,
): Promise<string | undefined> =>
  userId === undefined ? Promise.resolve(undefined) : findUserId(client, userId, options);

/** @throws GenesysError `input` where an input is missing that every new callback has */
export const requireForNew = ({ numbers, queueId }: CallbackInputs): void => {
  if ((numbers ?? []).length === 0)
    throw blankInput("numbers", "Set one or more phone numbers to call back.");
  if (queueId === undefined)
    throw blankInput("queueId", "A callback belongs to a queue. Set its id or name.");
};

/** The name of the attribute by which a callback is found whose response was lost. */
export const REQUEST_ID = "callbackRequestId";

/** @throws GenesysError `input` where the flow sets the attribute that is ours */
export const refuseOwnAttribute = ({ attributes = {} }: CallbackInputs): void => {
  if (Object.hasOwn(attributes, REQUEST_ID))
    throw inputError(
      "attributes",
      `The attribute "${REQUEST_ID}" is set by the node itself. Choose another name.`,
    );
};
