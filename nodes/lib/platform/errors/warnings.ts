import { isId } from "../../facts/ids";

/** A warning about a request that was sent nevertheless. A flow switches on `code`. */
export interface Warning {
  code: "invocationDataUnused";
  /** Holds no value of the message: it may be personal. */
  message: string;
}

const PHONE = /^(tel:)?\+?[\d\s()./-]{3,}((;|x|ext\.?)[\s\w=.-]*)?$/i;

/** Is a post-flow destination a phone number, as opposed to the id of a flow? */
const isPhoneNumber = (destination: string): boolean => {
  const text = destination.trim();
  return PHONE.test(text) && /\d/.test(text) && !isId(text);
};

/** A body of a post-flow request, checked or not. */
interface PostFlowValues {
  destination?: unknown;
  invocationData?: unknown;
}

/**
 * The warnings about a post-flow action: the platform passes invocation data to inbound call flows and voice survey
 * flows only.
 */
export const postFlowWarnings = ({ destination, invocationData }: PostFlowValues): Warning[] =>
  typeof destination === "string" &&
  isPhoneNumber(destination) &&
  typeof invocationData === "string" &&
  invocationData.trim() !== ""
    ? [
        {
          code: "invocationDataUnused",
          message:
            "The destination is a phone number, and invocation data is only used by inbound call flows and voice survey " +
            "flows. The request was sent unchanged. Leave the data empty, or set a flow as destination.",
        },
      ]
    : [];
