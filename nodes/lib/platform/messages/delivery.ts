import type { Delivery, MessageData, Reason, Receipt } from "../conversation/message";

/** Reads a verdict out of a message as the platform keeps it. Pure. */

const ARRIVED: ReadonlySet<string> = new Set(["delivery-success", "read", "published"]);
const FAILED: ReadonlySet<string> = new Set(["failed", "delivery-failed"]);

/** Receipts report the same in other words, sometimes earlier than the status of the message. */
const RECEIPT_ARRIVED: ReadonlySet<string> = new Set(["Delivered", "Read", "Published"]);

/** The final result, or `undefined` while the delivery is in progress. */
export const verdictOf = (message: MessageData): Delivery | undefined => {
  const { status = "", normalizedReceipts: receipts = [] } = message;
  const failure = receipts.findLast((receipt) => receipt.status === "Failed");
  if (FAILED.has(status)) return failed(status, failure);
  if (ARRIVED.has(status)) return { verdict: "delivered", status };
  if (status === "removed") return { verdict: "unknown", status, reason: "The message was removed." };
  if (receipts.some((receipt) => RECEIPT_ARRIVED.has(receipt.status ?? "")))
    return { verdict: "delivered", status };
  return failure === undefined ? undefined : failed(status, failure);
};

const failed = (status: string, receipt: Receipt | undefined): Delivery => {
  const reason = receipt?.reasons?.find(({ message, code }) => message !== undefined || code !== undefined);
  return { verdict: "failed", status, reason: wordsOf(reason), ...codeOf(reason) };
};

const codeOf = (reason: Reason | undefined) =>
  reason?.code === undefined ? {} : { reasonCode: reason.code };

const wordsOf = (reason: Reason | undefined): string =>
  reason?.message ?? reason?.code ?? "The platform reports a failure without a reason.";

/** No final result came in time. */
export const undecided = (seconds: number, message: MessageData | undefined): Delivery => {
  const status = message?.status;
  if (status === undefined)
    return { verdict: "unknown", reason: `The message could not be found within ${seconds} s.` };
  return {
    verdict: "unknown",
    status,
    reason: `After ${seconds} s the message is still "${status}". Not every carrier reports more.`,
  };
};
