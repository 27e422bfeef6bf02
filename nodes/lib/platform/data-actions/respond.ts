import { blankInput, GenesysError, inputError } from "../errors/errors";
import type { Calls } from "./calls";
import { complaintAbout } from "./check";
import type { Contract } from "./contract";
import { errorResponse, type ActionResponse, type FlowError } from "./responses";

/** What a flow returns to the platform. */
export interface FlowResponse {
  requestId: string | undefined;
  body?: unknown;
  status?: number | undefined;
  /** Of a Catch node, or of a second output. */
  error?: FlowError | undefined;
}

export interface Responded {
  /** False: the response was late, or follows one that was sent, and was dropped. */
  sent: boolean;
  response: ActionResponse;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isJson = (body: unknown): boolean => {
  try {
    return JSON.stringify(body) !== undefined;
  } catch {
    return false;
  }
};

/** The response of a flow that succeeded, or says by its status that it did not: only success has a contract. */
const resultOf = ({ body = {}, status = 200 }: FlowResponse, contract: Contract): ActionResponse => {
  if (!isJson(body))
    throw inputError("body", 'The input "body" cannot be written as JSON. Set an object without circles.');
  if (status >= 300) return { status, body };
  if (!isObject(body))
    throw inputError("body", 'The input "body" is not an object. Set one property for each output.');
  const complaint = complaintAbout(contract, body);
  if (complaint === undefined) return { status, body };
  throw inputError(
    "body",
    `The output "${complaint.field}" of the request ${complaint.what}. Set it in the body.`,
    {
      output: complaint.field,
    },
  );
};

/** An error may have any status that is one of an error; another is left over from something else. */
const failureOf = (error: FlowError, status = 0): ActionResponse => {
  const response = errorResponse(error);
  return status >= 400 ? { ...response, status } : response;
};

/** The caller does not wait for the time limit where the flow is wrong. */
const brokenContract = ({ message }: GenesysError): ActionResponse =>
  errorResponse({ code: "answer", message });

const notOpen = (): GenesysError =>
  inputError(
    "requestId",
    "There is no open request with this id. Put this node behind a genesys request node, and keep msg.requestId on the way.",
  );

const answeredBefore = (): GenesysError =>
  new GenesysError(
    "conflict",
    "This request already has its response. Make sure that only one message of it reaches this node.",
    { outcome: "notSent", field: "requestId" },
  );

/**
 * Returns the response of a flow to the platform. A late one is dropped; so is an error that follows a response, for example
 * that of a Catch node behind this function's own errors.
 * @throws GenesysError `input` where the request is not known, or the body does not keep the output contract (the platform
 * has received an error by then); `conflict` where a response was sent before.
 */
export const respond = (calls: Calls, given: FlowResponse): Responded => {
  const { requestId, error, status } = given;
  if (requestId === undefined)
    throw blankInput(
      "requestId",
      "Put this node behind a genesys request node, and keep msg.requestId on the way.",
    );
  let broken: GenesysError | undefined;
  let response: ActionResponse;
  try {
    response =
      error === undefined ? resultOf(given, calls.outputOf(requestId) ?? []) : failureOf(error, status);
  } catch (thrown) {
    if (!(thrown instanceof GenesysError)) throw thrown;
    broken = thrown;
    response = brokenContract(thrown);
  }
  const delivery = calls.answer(requestId, response);
  if (delivery === "unknown") throw notOpen();
  if (delivery === "answered" && error === undefined) throw answeredBefore();
  if (broken !== undefined) throw broken;
  return { sent: delivery === "sent", response };
};
